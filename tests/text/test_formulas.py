"""What a spreadsheet would run is escaped by every writer of tables, and read back as it was."""

import re

import pandas as pd
import pytest

import netmerge as nm
from netmerge.export.sheet import cell
from netmerge.text.formulas import START

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
