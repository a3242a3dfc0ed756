"""Workbooks on the command line: written beside the CSVs, given back, never written over unread."""

import openpyxl
import pytest
from click.testing import CliRunner

import netmerge as nm
from netmerge.cli import main
from netmerge.schema import FILES

CARDS = """Name,Phone,Email,Company
Ada Byron,+44 20 7946 0011,ada@looms.example,Looms
Ada Byron,,byron@mills.example,Mills
Bo Lund,0170 123456,,Fjord
"""
ON = ("--today", "2026-11-01", "--zone", "UTC", "--region", "GB", "--review", "all")


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def out(tmp_path):
    (tmp_path / "cards.csv").write_text(CARDS, "utf-8")
    found = run("merge", tmp_path / "cards.csv", "--out", tmp_path / "out", "--xlsx", *ON)
    assert found.exit_code == 0, found.output
    assert "Open contacts.xlsx to look" in found.output
    return tmp_path / "out"


def write(path, sheet, column, value, where):
    """Fill a cell of the first row that holds `where`."""
    opened = openpyxl.load_workbook(path)
    found = opened[sheet]
    names = [one.value for one in found[1]]
    row = next(row for row in found.iter_rows(2) if where in [one.value for one in row])
    row[names.index(column)].value = value
    opened.save(path)


def test_what_is_filled_in_and_edited_is_kept(out):
    path, again = out / "contacts.xlsx", ("merge", out.parent / "cards.csv", "--out", out, *ON)
    write(path, "review", "decision", "same", "byron@mills.example")
    write(path, "contacts", "company", "Fjord & Sons", "Bo Lund")
    write(path, "contacts", "circle", "family", "Bo Lund")
    refused = run(*again, "--xlsx")
    assert (refused.exit_code, "contacts.xlsx has 1 answer" in refused.output) == (2, True)
    decided = run(*again, "--xlsx", "--decisions", path)
    assert (decided.exit_code, "edited cells" in decided.output) == (2, True)
    assert run(*again, "--decisions", path, "--corrections", path, "--xlsx").exit_code == 0
    with nm.Book(out) as book:
        people = book.contacts.set_index("full_name")
    assert sorted(people.index) == ["Ada Byron", "Bo Lund"]
    assert people.loc["Bo Lund", ["company", "circle"]].tolist() == ["Fjord & Sons", "family"]
    assert run(*again, "--xlsx").exit_code == 0  # nothing is left unsaid


def test_without_xlsx_a_workbook_stays_as_it_is(out):
    write(out / "contacts.xlsx", "review", "decision", "same", "byron@mills.example")
    before = (out / "contacts.xlsx").read_bytes()
    assert run("merge", out.parent / "cards.csv", "--out", out, *ON).exit_code == 0
    assert (out / "contacts.xlsx").read_bytes() == before


def test_a_workbook_that_no_run_wrote_is_left_alone(tmp_path):
    (tmp_path / "cards.csv").write_text(CARDS, "utf-8")
    openpyxl.Workbook().save(tmp_path / "contacts.xlsx")
    found = run("merge", tmp_path / "cards.csv", "--out", tmp_path, "--xlsx", *ON)
    assert (found.exit_code, "which no run wrote" in found.output) == (2, True)


def test_files_for_excel_are_read_as_any_other(out, tmp_path):
    excel = tmp_path / "excel"
    found = run("merge", tmp_path / "cards.csv", "--out", excel, "--no-book", "--excel", *ON)
    assert found.exit_code == 0, found.output
    for name in FILES:
        assert (excel / name).read_bytes().startswith(b"\xef\xbb\xbf"), name
    assert "+44 20 7946 0011" in (excel / "contacts.csv").read_text("utf-8-sig")
    for folder in (out, excel):
        copied = tmp_path / f"{folder.name}.jsonl"
        found = run("export", folder, "--format", "jsonl", "-o", copied)
        assert found.exit_code == 0, found.output
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "excel.jsonl").read_bytes()
    assert run("due", excel, "--today", "2026-11-01").exit_code == 0
    assert run("merge", tmp_path / "cards.csv", "--out", excel, "--no-book", *ON).exit_code == 0


def test_a_run_can_be_exported_as_a_workbook_and_for_excel(out, tmp_path):
    assert run("export", out, "--format", "xlsx", "-o", tmp_path / "a.xlsx").exit_code == 0
    made, kept = (
        openpyxl.load_workbook(one) for one in (tmp_path / "a.xlsx", out / "contacts.xlsx")
    )
    rows = [list(one["contacts"].values) for one in (made, kept)]
    assert rows[0] == rows[1]
    made = run("export", out, "--format", "csv", "--excel", "-o", tmp_path / "a.csv")
    assert made.exit_code == 0
    assert "+44 20 7946 0011" in (tmp_path / "a.csv").read_text("utf-8-sig")
    wrong = run("export", out, "--format", "jsonl", "--excel", "-o", tmp_path / "a.jsonl")
    assert (wrong.exit_code, "--format csv" in wrong.output) == (2, True)
    for style, name in (("xlsx", "due.csv"), ("xlsx", "netmerge.db")):
        lost = run("export", out, "--format", style, "-o", out / name)
        assert (lost.exit_code, "would write over what is read" in lost.output) == (2, True)
    wrong = run("export", out, "--format", "xlsx", "--split", "2", "-o", tmp_path / "b.xlsx")
    assert (wrong.exit_code, "another program takes in" in wrong.output) == (2, True)
