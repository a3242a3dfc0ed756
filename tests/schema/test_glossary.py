"""The glossary has the words that stand in the tables, each entry in its place."""

import re
from pathlib import Path

import pytest

from netmerge.interactions.grading.notes import GRADES
from netmerge.matching.lanes import LANES
from netmerge.settings import BANDS, CIRCLES

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
ENTRIES = dict(re.findall(r"^\*\*(.+?)\.\*\* (.+)$", PAGE.read_text("utf-8"), re.MULTILINE))
WORDS = {"Grade": GRADES, "Circle": CIRCLES, "Lateness": BANDS, "Lane": LANES}
ROWS = ["Record", "Interaction", "Reject", "Source", "Contact", "Provenance"]
COLUMNS = [
    "Contact id",
    "Record key",
    "Fingerprint",
    "Cadence",
    "Match probability",
    "Match weight",
]


@pytest.mark.parametrize("entry", WORDS)
def test_an_entry_tells_every_word_that_its_column_may_hold(entry):
    told = ENTRIES[entry].lower()
    assert [word for word in WORDS[entry] if word not in told] == []


def test_tables_and_columns_of_a_meaning_of_their_own_have_entries():
    assert [word for word in (*ROWS, *COLUMNS) if word not in ENTRIES] == []


def test_the_entries_are_in_the_order_of_the_alphabet():
    assert list(ENTRIES) == sorted(ENTRIES, key=str.lower)
