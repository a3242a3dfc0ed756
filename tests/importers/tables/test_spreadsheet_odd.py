"""Workbooks with odd places and values: bounded, and a cell costs itself alone."""

import time

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.tables import spreadsheet
from tests.importers.tables.test_spreadsheet import repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def cell(text, place=""):
    at = f' r="{place}"' if place else ""
    return f'<c{at} t="inlineStr"><is><t>{text}</t></is></c>'


def row(*cells, number=""):
    at = f' r="{number}"' if number else ""
    return f"<row{at}>{''.join(cells)}</row>"


TOP = row(cell("First Name"), cell("Last Name"), cell("Email"), cell("Mobile"))


def book(tmp_path, rows, behind=""):
    sheet = f"<worksheet {NAMESPACE}><sheetData>{TOP}{rows}</sheetData>{behind}</worksheet>"
    return repacked(workbook(tmp_path / "a.xlsx", {"People": [["x"]]}), {SHEET: sheet.encode()})


def person(number, last):
    return row(cell(f"Per{number}"), cell("Holm"), cell(f"p{number}@holm.example"), last)


def test_styles_that_openpyxl_does_not_take(tmp_path):
    styles = (
        f"<styleSheet {NAMESPACE}><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/>"
        "</numFmts><fills><fill/></fills><cellXfs><xf numFmtId='0'/><xf fontId='0' numFmtId='164'>"
        "<alignment/></xf></cellXfs></styleSheet>"
    )
    top = row(cell("Name"), cell("Email"), cell("Birthday"))
    one = row(cell("Ida Holm"), cell("ida@holm.example"), '<c s="1"><v>29347</v></c>')
    sheet = f"<worksheet {NAMESPACE}><sheetData>{top}{one}</sheetData></worksheet>"
    path = workbook(tmp_path / "a.xlsx", {"People": [["x"]]})
    repacked(path, {SHEET: sheet.encode(), "xl/styles.xml": styles.encode()})
    found = read_all([path]).records
    assert found["birthday"].tolist() == ["1980-05-06"]


@pytest.mark.parametrize(
    "odd",
    [
        "<c><v>NaN</v></c>",
        "<c><v>1e400</v></c>",
        "<c><v>abc</v></c>",
        '<c t="d"><v>no day</v></c>',
        '<c t="b"><v>maybe</v></c>',
        '<c t="s"><v>99</v></c>',
        '<c t="s"><v>-99999</v></c>',
        f"<c><v>{'9' * 5000}</v></c>",
    ],
)
def test_an_odd_cell_costs_itself_alone(tmp_path, odd):
    imported = read_all([book(tmp_path, person(1, odd) + person(2, cell("+442079460018")))])
    assert list(imported.records["given_name"]) == ["Per1", "Per2"]


@pytest.mark.parametrize("number", ["2000000000", "1048577", "9" * 30])
def test_a_row_where_no_sheet_has_one_is_refused_by_its_number(tmp_path, number):
    rows = person(1, "") + row(cell("Bo"), cell("Ek"), cell("b@ek.example"), number=number)
    with pytest.raises(ReadError, match=r'sheet "People" has a row [\d,]+'):
        read_all([book(tmp_path, rows)])


def test_a_column_where_no_sheet_has_one_is_refused(tmp_path):
    with pytest.raises(ReadError, match=r'sheet "People" has a row 2, column [\d,]+'):
        read_all([book(tmp_path, row(cell("x", "ZZZ2"), number="2"))])


def test_merged_cells_without_end_are_not_read(tmp_path):
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 200_000
    start = time.process_time()
    found = read_all([book(tmp_path, person(1, ""), f"<mergeCells>{merged}</mergeCells>")])
    assert len(found.records) == 1
    assert time.process_time() - start < 4


def test_more_shared_texts_than_can_be_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_STRINGS", 3)
    texts = f"<sst {NAMESPACE}>{'<si><t>Ann</t></si>' * 4}</sst>"
    path = repacked(book(tmp_path, person(1, "")), {"xl/sharedStrings.xml": texts.encode()})
    with pytest.raises(ReadError, match="more than 3 different texts"):
        read_all([path])
