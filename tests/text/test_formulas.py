"""What a spreadsheet would run is escaped by every writer of tables, and read back as it was."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import netmerge as nm
from netmerge.export.sheet import cell
from netmerge.text.formulas import START, escaped_inside, unescaped_inside

DANGEROUS = ["=HYPERLINK(1)", "+cmd|'/c calc'!A1", "-2+SUM(A1)", "@SUM(A1)", "＝SUM(A1)"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_would_run_is_escaped_and_read_back(tmp_path, text):
    assert re.match(START, text)
    assert cell(text) == f"'{text}"
    path = tmp_path / "book.csv"
    rows = pd.DataFrame({"First Name": ["Ada"], "Last Name": ["Berg"], "Notes": [f"'{text}"]})
    rows.to_csv(path, index=False)
    assert [list(notes) for notes in nm.read(path).records["notes"]] == [[text]]


@pytest.mark.parametrize("text", ["Ada", "'n Huis", "1 = 1", "a-b@c.example"])
def test_nothing_else_is(text):
    assert not re.match(START, text)
    assert cell(text) == text


INSIDE = [
    ("Orchard;=cmd|'/C calc'!A0", "Orchard;'=cmd|'/C calc'!A0"),
    ("Orchard ; @SUM(A1)", "Orchard ; '@SUM(A1)"),
    ("Orchard\t-1+cmd|x", "Orchard\t'-1+cmd|x"),
    ("Orchard\n=HYPERLINK(1);=IMPORTXML(2)", "Orchard\n'=HYPERLINK(1);'=IMPORTXML(2)"),
    ("Orchard;-\n+WEBSERVICE(1)", "Orchard;-\n'+WEBSERVICE(1)"),
    ("Orchard;'=SUM(A1)", "Orchard;''=SUM(A1)"),
]


@pytest.mark.parametrize("write", [nm.export.to_google_csv, nm.export.to_outlook_csv])
@pytest.mark.parametrize(("text", "written"), INSIDE)
def test_what_would_run_behind_a_separator_is_escaped_and_read_back(tmp_path, write, text, written):
    path = tmp_path / "book.csv"
    people = pd.DataFrame({"full_name": ["Ada Berg"], "notes": [[text]]})
    write(nm.merge(nm.match(people)), path)
    assert written in path.read_bytes().decode("utf-8-sig")
    assert [list(notes) for notes in nm.read(path).records["notes"]] == [[text]]


@pytest.mark.parametrize(
    "text",
    [
        "To buy;\n- milk (2 l)\n- eggs",
        "Call; +44 20 7946 0001 (office)",
        "Greetings\n--\nAda (Orchard)",
        "a = b; c (d)",
        "Write; @ada",
    ],
)
def test_what_calls_nothing_stays_as_it_is_inside_too(text):
    assert cell(text) == text


@given(st.text(" ;\t\n'=+-@＝1a(|", max_size=12))
def test_what_is_escaped_inside_is_read_back(text):
    assert unescaped_inside(escaped_inside(text)) == text
