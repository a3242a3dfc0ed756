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
    assert "2 of 5; --limit shows more." in run("due", "x", "--limit", 2).stdout
    assert "--limit" not in run("due", "x").stdout


def test_a_table_leaves_those_in_order_out_unless_asked(run):
    alone = {"--all": [], "--section": ["in order"], "--band": ["ok"], "--by": ["silence"]}
    assert "王小明" not in run("due", "x").stdout
    for option, value in alone.items():
        assert "王小明" in run("due", "x", option, *value).stdout


def test_a_table_ends_with_the_sections_and_how_to_see_each(run):
    lines = run("due", "net", columns=100).stdout.split("\n")
    assert lines[-6:] == [
        "section         people  to see them",
        'gone quiet           2  netmerge due net --section "gone quiet"',
        'worth reviving       1  netmerge due net --section "worth reviving"',
        'not known            2  netmerge due net --section "not known"',
        'in order             1  netmerge due net --section "in order"',
        "",
    ]


def test_section_and_order_choose(run):
    assert names(run("due", "x", "--format", "json", "--section", "gone quiet")) == ["c2", "c3"]
    by_silence = names(run("due", "x", "--format", "json", "--by", "silence"))
    assert by_silence == ["c1", "c2", "c3", "c4", "c5", "c6"]


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


def test_a_folder_whose_due_csv_is_another_one_is_an_error(run, tmp_path):
    (tmp_path / "contacts.csv").write_text("contact_id,full_name\n")
    (tmp_path / "due.csv").write_text("rent,electricity\n700,80\n")
    result = run("due", tmp_path)
    assert result.exit_code == 2
    assert "contact_id" in result.stderr
