"""Excel workbooks: the sheet of contacts is found, read as a CSV of the same cells would be, and
cannot hurt.
"""

import builtins
import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from netmerge.errors import MissingExtraError, ReadError
from netmerge.importers import inspect, read_all
from netmerge.importers.tables import spreadsheet
from netmerge.settings import Settings
from tests.fixtures.cases import document

HEADER = ["First Name", "Last Name", "Email", "Mobile", "Birthday"]
ANA = ["Ana", "Silva", "ana@a.example", 447700900123.0, dt.datetime(1989, 3, 24)]


def workbook(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def repacked(path, changes):
    """A workbook with some of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | changes).items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name", ["cards/covve.csv", "cards/camcard.csv", "contacts/people.csv", "google/2024.csv"]
)
def test_a_workbook_gives_the_same_records_as_a_csv_of_its_cells(tmp_path, name):
    path = document(*name.split("/"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    found = read_all([workbook(tmp_path / "book.xlsx", {"Sheet1": rows})]).records
    expected = read_all([path]).records
    pd.testing.assert_frame_equal(
        found.drop(columns=["file", "line"]), expected.drop(columns=["file", "line"])
    )


def test_numbers_are_written_without_a_point_and_days_as_iso(tmp_path):
    record = read_all([workbook(tmp_path / "a.xlsx", {"Sheet1": [HEADER, ANA]})]).records.iloc[0]
    assert list(record["phones"]) == ["447700900123"]
    assert record["birthday"] == "1989-03-24"


def test_all_sheets_of_people_are_read_and_named(tmp_path):
    sheets = {
        "Read me": [["About this export"], ["Nothing here"]],
        "5a": [HEADER, ANA],
        "5b": [["Class 5b"], [], ["Name", "E-mail"], ["Jo Kern", "jo@kern.example"]],
        "Prices": [["Item", "Price"], ["Company", 5]],
    }
    imported = read_all([workbook(tmp_path / "a.xlsx", sheets)])
    assert imported.records["emails"].explode().tolist()[-1] == "jo@kern.example"
    assert imported.records["line"].tolist() == [2, 4]
    assert imported.sources["encoding"].tolist() == ['xlsx, sheets "5a", "5b" of 4']
    assert not len(imported.rejects)


def test_a_cell_merged_over_rows_says_the_same_of_each(tmp_path):
    rows = [
        ["Company", "City", "Name"],
        ["Kern AG", "Emden", "Jo Kern"],
        [None, None, "Ida Holm"],
        [None, None, None],
        [None, "Kiel", "Mia Berg"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in ("A2:A4", "B2:B3"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    records = read_all([tmp_path / "a.xlsx"]).records
    named = records[["full_name", "company", "city"]].dropna(subset=["full_name"])
    assert [tuple(row.dropna()) for _, row in named.iterrows()] == [
        ("Jo Kern", "Kern AG", "Emden"),
        ("Ida Holm", "Kern AG", "Emden"),
        ("Mia Berg", "Kiel"),
    ]


def test_lines_are_the_numbers_of_the_rows_whatever_stands_above_and_inside(tmp_path):
    rows = [
        ["Exported from a card scanner"],
        [],
        HEADER,
        ANA,
        [],
        ["Two\nlines", *ANA[1:]],
        ["Bo", *ANA[1:]],
    ]
    records = read_all([workbook(tmp_path / "a.xlsx", {"Sheet1": rows})]).records
    assert records["line"].tolist() == [4, 6, 7]
    assert records["position"].tolist() == [1, 2, 3]


def test_formulas_count_by_their_value_and_errors_for_nothing(tmp_path):
    rows = [HEADER, ["#N/A", "Silva", "ana@a.example", True, dt.date(2000, 2, 29)]]
    record = read_all([workbook(tmp_path / "a.xlsx", {"Sheet1": rows})]).records.iloc[0]
    assert (pd.isna(record["given_name"]), record["birthday"]) == (True, "2000-02-29")


def test_columns_can_be_given_a_meaning(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", {"Sheet1": [["Wer", "Wo"], ["Ana Silva", "ana@a.example"]]}
    )
    record = read_all([path], Settings(columns={"Wer": "full_name", "Wo": "email"})).records.iloc[0]
    assert (record["full_name"], list(record["emails"])) == ("Ana Silva", ["ana@a.example"])


def test_inspect_says_which_sheet(tmp_path):
    found = inspect(workbook(tmp_path / "a.xlsx", {"Sheet1": [HEADER, ANA]}))
    assert (found.encoding, found.rows, found.columns["Mobile"]) == (
        'xlsx, sheet "Sheet1"',
        1,
        "phone:cell",
    )
    assert "delimiter" not in found.note


def test_a_workbook_in_an_archive_is_read(tmp_path):
    workbook(tmp_path / "a.xlsx", {"Sheet1": [HEADER, ANA]})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "a.xlsx", "cards/a.xlsx")
    assert len(read_all([tmp_path / "all.zip"]).records) == 1


def test_without_openpyxl_the_error_says_what_to_install(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", {"Sheet1": [HEADER, ANA]})
    spreadsheet._heads.cache_clear()
    there = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return there(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install 'netmerge\[xlsx\]'"):
        read_all([path])


# Hostile and broken workbooks


def broken(path, kind):
    workbook(path, {"Sheet1": [HEADER, ANA]})
    content = path.read_bytes()
    if kind == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "no sheet":
        repacked(path, {"xl/worksheets/sheet1.xml": b""})
    elif kind == "no workbook":
        repacked(path, {"xl/workbook.xml": b"<workbook/>"})
    elif kind == "not xml":
        repacked(path, {"xl/worksheets/sheet1.xml": b"\xff" * 99})
    elif kind == "entities":
        bomb = (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;'
            b"</worksheet>"
        )
        repacked(path, {"xl/worksheets/sheet1.xml": bomb})
    elif kind == "wrong sheet":
        row = b"<row r='x'><c r='?9'/></row>"
        sheet = b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"
        repacked(path, {"xl/worksheets/sheet1.xml": sheet})
    return path


@pytest.mark.parametrize(
    "kind", ["cut", "no sheet", "no workbook", "not xml", "entities", "wrong sheet"]
)
def test_a_broken_workbook_is_an_error_that_names_it(tmp_path, kind):
    with pytest.raises(ReadError, match=r"broken\.xlsx"):
        read_all([broken(tmp_path / "broken.xlsx", kind)])


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path):
    path = workbook(tmp_path / "bomb.xlsx", {"Sheet1": [HEADER, ANA]})
    repacked(path, {"xl/styles.xml": b" " * (spreadsheet.MAX_PART_BYTES + 1)})
    with pytest.raises(ReadError, match=r"bomb\.xlsx: unpacks"):
        read_all([path])


def test_a_row_of_endless_cells_is_refused(tmp_path):
    path = workbook(tmp_path / "bomb.xlsx", {"Sheet1": [HEADER, ANA]})
    cells = b"<c/>" * (spreadsheet.MAX_PART_BYTES // 4)
    repacked(
        path,
        {
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"
            + cells
            + b"</row></sheetData></worksheet>"
        },
    )
    with pytest.raises(ReadError, match="such as no spreadsheet program writes"):
        read_all([path])


def test_a_long_text_shared_by_many_cells_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_TEXT", 1 << 16)
    path = workbook(
        tmp_path / "bomb.xlsx", {"Sheet1": [HEADER, *[[*ANA[:2], "x" * 1000] for _ in range(99)]]}
    )
    with pytest.raises(ReadError, match="too large"):
        read_all([path])


def test_a_cell_in_the_last_row_is_reached_without_harm(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(HEADER)
    made.active.append(["Ana"])
    made.active.cell(1_048_576, 1, "Zoë")
    content = io.BytesIO()
    made.save(content)
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())
    assert read_all([tmp_path / "a.xlsx"]).records["line"].tolist() == [2, 1_048_576]


def test_a_sheet_beyond_the_columns_that_are_read_is_refused(tmp_path):
    path = workbook(tmp_path / "wide.xlsx", {"Sheet1": [[f"c{n}" for n in range(2_001)]]})
    with pytest.raises(ReadError, match="2001 columns"):
        read_all([path])


def test_a_sheet_without_a_header_is_read_by_what_stands_in_it(tmp_path):
    rows = [
        ["Vera Kolb", "vera@kolb.example", "+49 171 5550101"],
        ["Udo Ritz", "udo@ritz.example", "+49 171 5550102"],
    ]
    path = workbook(tmp_path / "book.xlsx", {"Cover": [["Our people"]], "People": rows})
    found = read_all([path])
    assert found.records["full_name"].to_list() == ["Vera Kolb", "Udo Ritz"]
    assert found.records["line"].to_list() == [1, 2]
    assert "Column 2 as email" in found.sources["note"].iloc[0]
    assert "is a guess" not in found.sources["note"].iloc[0]
