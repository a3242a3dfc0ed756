"""`netmerge week`: the owner's week, twelve weeks as a strip, and whom to write to."""

import json

import pytest

from tests.test_scenarios import INPUTS

TODAY = ("--today", "2026-10-25")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import netmerge as nm

    path = tmp_path_factory.mktemp("run")
    nm.reconcile(*INPUTS, today="2026-11-01").write(path)
    return path


def test_json_has_twelve_weeks_and_nothing_else(run, folder):
    told = json.loads(run("week", folder, *TODAY, "--format", "json").stdout)
    assert list(told) == ["weeks"]
    assert [one["week"] for one in told["weeks"]] == [f"2026-W{n}" for n in range(32, 44)]
    assert {tuple(one) for one in told["weeks"]} == {("week", "new", "kept", "met", "called")}
    assert told["weeks"][-1]["kept"] == 1


def test_the_table_fits_80_columns_and_proves_what_it_counts(run, folder):
    result = run("week", folder, *TODAY, "--proof")
    assert result.exit_code == 0
    lines = result.stdout.split("\n")
    assert lines[0] == "2026-W43: 0 new of 4, 1 kept of 4; 0 met, 0 called."
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("kept  2026-10-25  Gwendolyn Pryce") for line in lines)
    proof = json.loads(run("week", folder, *TODAY, "--proof", "--format", "json").stdout)["proof"]
    assert proof[-1]["full_name"] == "Gwendolyn Pryce"


def test_the_exports_tell_the_same_week(run, folder):
    of_exports = run("week", *INPUTS, *TODAY)
    assert of_exports.stdout == run("week", folder, *TODAY).stdout


def test_suggestions_are_written_as_reminders(run, folder, tmp_path):
    result = run("week", folder, *TODAY, "--ics", tmp_path / "week.ics")
    assert result.exit_code == 0, result.output
    written = (tmp_path / "week.ics").read_text("utf-8")
    assert written.count("BEGIN:VEVENT") == 4
    assert result.stderr == f"Reminders are in {tmp_path / 'week.ics'}.\n"
