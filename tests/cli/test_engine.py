"""`netmerge merge --engine`: what it says, and which options do not go with it."""

import json

import pytest

pytest.importorskip("duckdb")

PEOPLE = (
    "name,email\nAda Valk,ada@valk.example\nA. Valk,ada@valk.example\nBo Lind,bo@lind.example\n"
)


@pytest.fixture
def people(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")


@pytest.mark.usefixtures("people")
def test_it_tells_what_came_of_the_run(run):
    engine = ("--engine", "duckdb", "--work", "work", "--workers", "1")
    result = run("merge", "people.csv", "--out", "out", *engine, "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["rows"] == {"contacts": 2, "records": 3, "review": 0}
    result = run("merge", "people.csv", "--out", "out", *engine)
    assert result.exit_code == 2
    assert "out: holds something already. Give a new folder." in result.stderr


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "duckdb", "--out", "out"], "needs --out DIR and --work DIR"),
        (["--engine", "duckdb", "--work", "w", "--out", "out", "--xlsx"], "--xlsx does not go"),
        (["--engine", "duckdb", "--work", "w", "--out", "out", "--memory", "lots"], "lots"),
        (["--work", "w", "--out", "out"], "--work is for --engine"),
    ],
)
def test_options_that_do_not_go_together_are_errors(run, options, said):
    result = run("merge", "people.csv", *options)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
