"""`netmerge due`: the due list of inputs, or of an earlier run."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.usefixtures("network")


def names(result):
    return [contact["contact_id"] for contact in json.loads(result.stdout)]


def test_the_list_keeps_the_library_s_order(run):
    assert names(run("due", "x", "--format", "json")) == ["c1", "c2", "c3", "c4", "c5", "c6"]


def test_limit_circle_and_band_choose(run):
    assert names(run("due", "x", "--format", "json", "--limit", 2)) == ["c1", "c2"]
    assert names(run("due", "x", "--format", "json", "--circle", "family")) == ["c3", "c4"]
    assert names(run("due", "x", "--format", "json", "--band", "no evidence")) == ["c5", "c6"]
    assert names(run("due", "x", "--format", "json", "--circle", "family", "--band", "ok")) == [
        "c4"
    ]


def test_a_contact_without_a_name_is_shown_by_its_id(run):
    assert "c5" in run("due", "x").stdout


def test_a_list_that_is_cut_says_so(run):
    assert "2 of 6; --limit shows more." in run("due", "x", "--limit", 2).stdout
    assert "--limit" not in run("due", "x").stdout


def test_nobody_is_said_in_words(run):
    assert run("due", "x", "--circle", "alumni").stdout == "Nobody.\n"


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_the_table_fits_the_terminal(run, columns):
    from rich.cells import cell_len

    result = run("due", "x", columns=columns)
    assert max(map(cell_len, result.stdout.split("\n"))) <= columns


def test_csv_has_the_columns_of_due_csv(run):
    listed = list(csv.DictReader(io.StringIO(run("due", "x", "--format", "csv").stdout)))
    assert [contact["contact_id"] for contact in listed] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert listed[0]["last_personal_note"] == "2021-05-11"
    assert list(listed[0])[:4] == ["contact_id", "full_name", "band", "days_since"]


def test_a_saved_list_says_of_which_day_it_is(run, network, tmp_path):
    from netmerge.export import to_csv

    to_csv(network.due(), tmp_path / "due.csv")
    assert run("due", tmp_path).stdout.endswith("As of 2026-11-01, the day of that run.\n")


def test_a_folder_whose_due_csv_is_another_one_is_an_error(run, tmp_path):
    (tmp_path / "due.csv").write_text("rent,electricity\n700,80\n")
    result = run("due", tmp_path)
    assert result.exit_code == 2
    assert "contact_id" in result.stderr
