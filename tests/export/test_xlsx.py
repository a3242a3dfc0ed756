"""Workbooks and CSVs for spreadsheets: texts stay texts, days are days, and what is given back
says what its owner changed and nothing else.
"""

import csv
import datetime as dt
import shutil
import subprocess

import openpyxl
import pandas as pd
import pytest

from netmerge.book.edited import corrections, read_edited
from netmerge.book.given import read_cells, read_decisions
from netmerge.due.own_word import read_own_word
from netmerge.errors import ReadError, SettingsError, WriteError
from netmerge.export import xlsx
from netmerge.export.csv import read_csv, to_csv
from netmerge.export.excel import with_spaces, without_spaces
from netmerge.export.xlsx import as_in_sheet, is_our_workbook, to_excel
from netmerge.schema import CONTACTS, DUE, REJECTS, REVIEW

PHONES = ["+442079460011", "0170123456", "+14155550100;ext=12", "112", "+390612345678", "Ask Bo"]
PEOPLE = CONTACTS.frame(
    {
        "contact_id": ["c1", "c2", "c3"],
        "full_name": ["=HYPERLINK(1)", "نورا السيد", "Bo\x07 \r\n Lund"],
        "emails": [["a@b.example", "c@d.example"], ["not an address"], None],
        "phones": [PHONES, ["+33612345678"], ["0049301234567"]],
        "company": ["+SUM(A1)", "1E5", "0042"],
        "title": ["x" * 40_000, "@home", "-2+3"],
        "linkedin_url": ["https://www.linkedin.com/in/ada", None, "javascript:alert(1)"],
        "circle": ["friends", "other", None],
        "last_personal_note": [dt.date(2026, 3, 4), None, dt.date(1850, 1, 2)],
        "cadence_days": [60, 365, None],
        "birthday": ["1990-01-02", "--03-24", None],
    }
)
QUESTIONS = REVIEW.frame(
    {
        "record_a": ["google 1", "vcard 2"],
        "record_b": ["vcard 1", "camcard 9"],
        "match_probability": [0.5, 0.25],
        "name_a": ["Ada", "Bo"],
    }
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "contacts.xlsx"
    to_excel(PEOPLE, path, review=QUESTIONS, rejects=REJECTS.frame({"raw": ["=1+1,"]}))
    return path


def cell(path, sheet, column, row=2):
    """A cell of the opened workbook, by the name of its column."""
    found = openpyxl.load_workbook(path)[sheet]
    names = [one.value for one in found[1]]
    return found.cell(row, names.index(column) + 1)


def filled(path, sheet, column, value, row=2):
    """The workbook as a spreadsheet saves it, with one cell changed."""
    opened = openpyxl.load_workbook(path)
    found = opened[sheet]
    names = [one.value for one in found[1]]
    found.cell(row, names.index(column) + 1).value = value
    opened.save(path)
    return path


def test_texts_are_texts_whatever_they_look_like(book):
    for column in ("full_name", "company", "title", "phones", "birthday"):
        for row in (2, 3, 4):
            assert cell(book, "contacts", column, row).data_type != "f"
    assert cell(book, "contacts", "full_name").value == "=HYPERLINK(1)"
    assert cell(book, "contacts", "company", 4).value == "0042"
    assert cell(book, "contacts", "phones", 4).value == "0049301234567"
    assert cell(book, "contacts", "phones").number_format == "@"
    assert len(cell(book, "contacts", "title").value) == xlsx.LONGEST_TEXT


def test_days_are_days_and_numbers_are_numbers(book):
    assert cell(book, "contacts", "last_personal_note").value == dt.datetime(2026, 3, 4)
    assert cell(book, "contacts", "last_personal_note", 4).value == "1850-01-02"
    assert cell(book, "contacts", "cadence_days").value == 60
    assert cell(book, "review", "match_probability").value == 0.5


def test_profiles_and_addresses_are_links_and_scripts_are_none(book):
    assert cell(book, "contacts", "emails").hyperlink.target == "mailto:a@b.example"
    assert cell(book, "contacts", "emails", 3).hyperlink is None
    assert cell(book, "contacts", "linkedin_url").hyperlink.target.endswith("/in/ada")
    assert cell(book, "contacts", "linkedin_url", 4).hyperlink is None


def test_words_are_chosen_from_a_list(book):
    opened = openpyxl.load_workbook(book)
    for sheet, word in (("contacts", "co-workers"), ("review", "different")):
        (rule,) = opened[sheet].data_validations.dataValidation
        assert word in rule.formula1
        assert opened[sheet].freeze_panes
        assert opened[sheet].auto_filter.ref


def test_what_is_given_back_unchanged_says_nothing(book):
    assert read_decisions(book).empty
    for path in (book, filled(book, "rejects", "reason", "looked at")):  # saved by another program
        assert corrections(read_edited(path), PEOPLE, {}).said == ()


def test_what_was_changed_in_a_workbook_is_found(book):
    filled(book, "contacts", "company", "Looms", row=3)
    filled(book, "contacts", "cadence_days", 90)
    filled(book, "review", "decision", "same", row=3)
    found = corrections(read_edited(book), PEOPLE, {})
    assert set(found.said) == {("c2", "company", "Looms"), ("c1", "cadence", "90")}
    decided = read_decisions(book)
    assert decided[["record_a", "record_b", "decision"]].to_numpy().tolist() == [
        ["vcard 2", "camcard 9", "same"]
    ]


@pytest.mark.parametrize("name", ["contacts.ods", "contacts.XLS", "contacts.numbers"])
def test_a_workbook_of_another_kind_is_told_how_to_save_it(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04")
    for read in (read_decisions, read_edited, read_own_word):
        with pytest.raises(ReadError, match="another kind"):
            read(path)


def test_circles_are_read_from_a_workbook(book):
    filled(book, "contacts", "circle", "family", row=3)
    lines = {line.who[0]: line.circle for line in read_own_word(book).lines}
    assert [circle for who, circle in lines.items() if "c2" in who] == ["family"]
    with pytest.raises(SettingsError, match="foes"):
        read_own_word(filled(book, "contacts", "circle", "foes"))


def test_a_file_that_is_no_workbook_is_named(tmp_path):
    (tmp_path / "review.xlsx").write_bytes(b"PK no")
    for read in (read_decisions, read_edited, read_own_word):
        with pytest.raises(ReadError, match=r"review\.xlsx"):
            read(tmp_path / "review.xlsx")
    assert not is_our_workbook(tmp_path / "review.xlsx")
    with pytest.raises(ReadError, match=r"none\.xlsx"):
        read_cells(tmp_path / "none.xlsx", "review")


def test_a_workbook_of_ours_is_known_by_its_sheets(book, tmp_path):
    assert is_our_workbook(filled(book, "contacts", "company", "Looms"))
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert not is_our_workbook(tmp_path / "other.xlsx")


def test_more_rows_than_a_sheet_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(WriteError, match="3 rows of contacts"):
        to_excel(PEOPLE, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\x00\x1fb\ufffe", "ab"), ("\tx", "\tx"), ("_x0041_", "_x0041_")],
)
def test_a_cell_holds_what_a_sheet_can(text, cell, tmp_path):
    assert as_in_sheet(text) == cell
    path = tmp_path / "a.xlsx"
    to_excel(CONTACTS.frame({"contact_id": ["c"], "company": [text]}), path)
    assert read_cells(path, "contacts")["company"].tolist() == [cell]


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("+442079460011", "+44 20 7946 0011"),
        ("+14155550100;ext=12", "+1 415 555 0100;ext=12"),
        ("0170123456", "01701 23456"),
        ("112", "1 12"),
        ("+390612345678", "+39 06 1234 5678"),
        ("+99", "+ 99"),
        ("7", "7"),
        ("Ask Bo", "Ask Bo"),
        ("+44 (0)20", "+44 (0)20"),
    ],
)
def test_a_telephone_number_is_no_sum_to_excel_and_reads_back(number, cell):
    cells = with_spaces(pd.Series([number], dtype="string"))
    assert cells.to_pylist() == [cell]
    assert without_spaces(cells).to_pylist() == [number]


def test_a_csv_for_excel_reads_back_and_the_plain_one_stays(tmp_path):
    people = PEOPLE.assign(title=None).astype({"title": PEOPLE["title"].dtype})
    to_csv(people, tmp_path / "excel.csv", excel=True)
    to_csv(people, tmp_path / "plain.csv")
    text = (tmp_path / "excel.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfcontact_id")
    assert b"+44 20 7946 0011 ; 01701 23456" in text
    assert b"+442079460011 ; 0170123456" in (tmp_path / "plain.csv").read_bytes()
    read = [read_csv(tmp_path / name, CONTACTS) for name in ("excel.csv", "plain.csv")]
    pd.testing.assert_frame_equal(*read)
    assert corrections(read_edited(tmp_path / "excel.csv"), people, {}).said == ()


def converted(path, folder):
    """A file as LibreOffice reads it, as a CSV of its first sheet."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.libreoffice
def test_libreoffice_opens_the_workbook_as_it_is(book, tmp_path):
    rows = converted(book, tmp_path / "out")
    assert [row["phones"] for row in rows] == [
        " ; ".join(PHONES),
        "+33612345678",
        "0049301234567",
    ]
    assert rows[0]["full_name"] == "=HYPERLINK(1)"
    assert rows[0]["last_personal_note"] == "2026-03-04"
    assert [row["company"] for row in rows] == ["+SUM(A1)", "1E5", "0042"]


@pytest.mark.libreoffice
def test_libreoffice_leaves_the_numbers_of_a_csv_for_excel_alone(tmp_path):
    numbers = [number for number in PHONES if ";" not in number] + ["+33612345678", "0049301234567"]
    due = DUE.frame({"contact_id": list("abcdefgh")[: len(numbers)], "phone": numbers})
    to_csv(due, tmp_path / "due.csv", excel=True)
    shown = [row["phone"] for row in converted(tmp_path / "due.csv", tmp_path / "out")]
    assert shown == with_spaces(due["phone"]).to_pylist()
