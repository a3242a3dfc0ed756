"""CSV files: safe in a spreadsheet, and what is written is what is read."""

import csv
import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import ReadError, SchemaError, WriteError
from netmerge.export.csv import read_csv, to_csv
from netmerge.schema import ADDRESS, CONTACTS, FLAG, MOMENT, NUMBER, TEXT, Column, Table

_ODD = st.sampled_from(
    [
        ";",
        " ; ",
        "\\",
        "\\;",
        " \\; ",
        "'",
        "=1+1",
        "-",
        "@",
        "+4420",
        "\t",
        "\r\n",
        '"',
        ",",
        " | ",
        "|",
    ]
)
_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
    st.lists(_ODD, min_size=1, max_size=4).map("".join),
).filter(lambda text: text != "")
_TEXTS = st.one_of(st.none(), st.lists(st.one_of(st.none(), _TEXT), min_size=1, max_size=4))
_DAYS = st.one_of(st.none(), st.dates(min_value=dt.date(1000, 1, 1)))
_PLACE = st.fixed_dictionaries(
    {field.name: st.one_of(st.none(), _TEXT) for field in ADDRESS}
).filter(lambda place: any(place.values()))
_ROW = st.fixed_dictionaries(
    {
        "contact_id": _TEXT,
        "full_name": st.one_of(st.none(), _TEXT),
        "emails": _TEXTS,
        "email_types": _TEXTS,
        "addresses": st.one_of(st.none(), st.lists(_PLACE, min_size=1, max_size=2)),
        "connected_on": _DAYS,
        "record_ids": st.one_of(st.none(), st.lists(st.integers(0, 2**60), min_size=1, max_size=3)),
    }
)
_NAMES = (
    "contact_id",
    "full_name",
    "emails",
    "email_types",
    "addresses",
    "connected_on",
    "record_ids",
)
_NUMBERS = Table(
    "numbers",
    {
        name: Column(kind, "")
        for name, kind in {"a": NUMBER, "b": FLAG, "c": MOMENT, "d": TEXT}.items()
    },
)


def written(tmp_path, column, values):
    """The cells of one column as the standard library reads them."""
    path = tmp_path / "table.csv"
    to_csv(CONTACTS.frame({column: values})[["contact_id", column]], path)
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@given(st.lists(_ROW, max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "law.csv"
    table = CONTACTS.frame({name: [row[name] for row in rows] for name in _NAMES}).drop(
        columns="photo"
    )
    to_csv(table, path)
    pd.testing.assert_frame_equal(read_csv(path, CONTACTS), table)


def test_numbers_flags_and_moments_are_read_again(tmp_path):
    moment = dt.datetime(2024, 3, 28, 9, 12, tzinfo=dt.UTC)
    table = _NUMBERS.frame(
        {
            "a": [-1.5, 0.1, None],
            "b": [True, False, None],
            "c": [moment, None, moment],
            "d": ["x"] * 3,
        }
    )
    to_csv(table, tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text("utf-8")
    assert text.splitlines() == [
        "a,b,c,d",
        "-1.5,true,2024-03-28T09:12:00Z,x",
        "0.1,false,,x",
        ",,2024-03-28T09:12:00Z,x",
    ]
    pd.testing.assert_frame_equal(read_csv(tmp_path / "a.csv", _NUMBERS), table)


@pytest.mark.parametrize(
    "formula", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "＝1+1", "+44 =1"]
)
def test_formulas_are_escaped(tmp_path, formula):
    assert written(tmp_path, "full_name", [formula]) == [f"'{formula}"]


@pytest.mark.parametrize("plain", ["'t Hooft", "O'Neil", "a=b", "2-3"])
def test_other_texts_stay_as_they_are(tmp_path, plain):
    assert written(tmp_path, "full_name", [plain]) == [plain]


def test_an_apostrophe_before_a_formula_is_told_from_the_escape(tmp_path):
    assert written(tmp_path, "full_name", ["'=1"]) == ["''=1"]


def test_telephone_numbers_stay_readable(tmp_path):
    numbers = [
        ["+442071838750"],
        ["+44 20 7183 8750", "+442071838751;ext=12", "020 7183"],
        ["+44-20"],
    ]
    cells = written(tmp_path, "phones", numbers)
    assert cells == [
        "+442071838750",
        "+44 20 7183 8750 ; +442071838751;ext=12 ; 020 7183",
        "'+44-20",
    ]


def test_values_are_joined_and_a_value_that_holds_the_separator_is_told_apart(tmp_path):
    cells = written(tmp_path, "notes", [["a", "b"], ["a ; b"], [None, "b"], ["a;b"]])
    assert cells == ["a ; b", "a \\; b", " ; b", "a;b"]


def test_file_is_utf8_without_mark_and_its_lines_end_in_lf(tmp_path):
    to_csv(
        CONTACTS.frame({"full_name": ["Zoë", "a\r\nb"]})[["contact_id", "full_name"]],
        tmp_path / "a.csv",
    )
    assert (tmp_path / "a.csv").read_bytes() == 'contact_id,full_name\n,Zoë\n,"a\r\nb"\n'.encode()


def test_pictures_are_left_out_and_ordinary_frames_are_written(tmp_path):
    frame = pd.DataFrame(
        {
            "name": ["Ann", None],
            "age": [1.5, None],
            "tags": [["a", "b"], None],
            "photo": [b"x", None],
        }
    )
    to_csv(frame, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8") == "name,age,tags\nAnn,1.5,a ; b\n,,\n"


def test_empty_table_is_its_header(tmp_path):
    to_csv(CONTACTS.empty()[["contact_id", "emails"]], tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8") == "contact_id,emails\n"
    assert read_csv(tmp_path / "a.csv", CONTACTS)["emails"].dtype == pd.ArrowDtype(
        pa.list_(pa.string())
    )


def test_what_cannot_be_read_says_why(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read_csv(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_text("contact_id,connected_on\nc1,yesterday\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="connected_on"):
        read_csv(tmp_path / "odd.csv", CONTACTS)
    (tmp_path / "torn.csv").write_text("a,b\n1\n", encoding="utf-8")
    with pytest.raises(ReadError, match="not a CSV file"):
        read_csv(tmp_path / "torn.csv")


def test_folder_in_the_place_of_the_file_is_an_error(tmp_path):
    with pytest.raises(WriteError, match="is a folder"):
        to_csv(CONTACTS.empty(), tmp_path)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ida;=1+1", "Ida;'=1+1"),
        ("Ida ; =cmd|'/C calc'!A0", "Ida ; '=cmd|'/C calc'!A0"),
        ("Ida; @SUM(A1)", "Ida; '@SUM(A1)"),
        ("Ida;-1+cmd|x", "Ida;'-1+cmd|x"),
        ("Ida;+A1", "Ida;'+A1"),
        ("Ida;＝1+1;=2", "Ida;'＝1+1;'=2"),
        ("Ida;'=1+1", "Ida;''=1+1"),
        ("Ida\t=1+1", "Ida\t'=1+1"),
        ("Ida;--A1", "Ida;'--A1"),
        ("Ida; - Otto", "Ida; - Otto"),
        ("Ida; --", "Ida; --"),
        ("+442079460001 ; +442079460002", "+442079460001 ; +442079460002"),
        ("020 79460001 ; +442079460002;ext=12", "020 79460001 ; +442079460002;ext=12"),
    ],
)
def test_where_a_spreadsheet_parts_at_semicolons_nothing_runs(tmp_path, text, written):
    path = tmp_path / "table.csv"
    to_csv(pd.DataFrame({"a": pd.array([text], "string[pyarrow]")}), path)
    assert path.read_text("utf-8") == f"a\n{written}\n"
    assert read_csv(path)["a"].tolist() == [text]


def test_a_formula_on_a_further_line_is_escaped_and_read_back(tmp_path):
    path, text = tmp_path / "table.csv", "Ida\n=cmd|x\n--\nOtto"
    to_csv(pd.DataFrame({"a": pd.array([text], "string[pyarrow]")}), path)
    assert path.read_text("utf-8") == 'a\n"Ida\n\'=cmd|x\n--\nOtto"\n'
    assert read_csv(path)["a"].tolist() == [text]
