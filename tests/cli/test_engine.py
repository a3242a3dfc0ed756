"""`netmerge merge --engine`: what it says, and which options do not go with it."""

import json

import pytest

pytest.importorskip("duckdb")

PEOPLE = (
    "name,email\nAda Valk,ada@valk.example\nA. Valk,ada@valk.example\nBo Lind,bo@lind.example\n"
)
DUCKDB = ("--engine", "duckdb", "--work", "w", "--out", "out")
SPARK = ("--engine", "spark", "--work", "w", "--out", "out")


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
        ([*DUCKDB, "--xlsx"], "--xlsx does not go"),
        ([*DUCKDB, "--memory", "lots"], "lots"),
        (["--work", "w", "--out", "out"], "--work is for --engine"),
        (["--master", "spark://h:7077", "--out", "out"], "--master is for --engine"),
        ([*DUCKDB, "--master", "spark://h:7077"], "DuckDB has no --master"),
        ([*SPARK, "--memory", "lots"], "Spark cannot work with lots"),
        ([*SPARK, "--master", "yarn"], "--master yarn is none"),
        ([*SPARK, "--work", "s3://bucket/work"], "is no folder"),
    ],
)
def test_options_that_do_not_go_together_are_errors(run, options, said):
    result = run("merge", "people.csv", *options)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


@pytest.mark.usefixtures("people")
def test_it_tells_that_data_go_to_a_cluster(run):
    nobody = "spark://127.0.0.1:9"
    result = run("merge", "people.csv", *SPARK, "--master", nobody)
    assert f"People's data go to the machines of {nobody}.\n" in result.stderr
    assert (result.exit_code, f"No Spark answers at {nobody}." in result.stderr) == (2, True)
    result = run("merge", "people.csv", *SPARK, "--master", nobody, "--quiet")
    assert "data go to" not in result.stderr
