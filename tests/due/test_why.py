"""Which note counts, what did not and why, and what the files cover of somebody."""

import datetime as dt

import pandas as pd
import pytest

from netmerge.due import why
from netmerge.importers.programs import linkedin, mail
from tests.due.conftest import TODAY, ago
from tests.due.test_coverage import files

ARCHIVE = files((linkedin.TRAITS, "archive.zip", 3000, 4))


@pytest.fixture
def proved(contacts, happened):
    """Why Ida stands where she does, of what happened."""

    def build(*told, sources=ARCHIVE, **more):
        person = {"contact_id": "ida", "full_name": "Ida Loft", "met_on": ago(900)} | more
        table = happened(*told)
        table["member"] = pd.Series([None] * len(table), dtype=table["member"].dtype)
        table["key"] = [f"i{row:016x}" for row in range(len(table))]
        table["reason"] = [f"because {grade}" for grade in table["grade"]]
        return why("ida", contacts(person), table, sources, TODAY)

    return build


def test_the_last_note_counts_and_the_last_five_others_do_not(proved):
    found = proved(
        ("ida", 400, "note", "Your ladder is dry again."),
        ("ida", 90, "note", "The loft window is in."),
        *[("ida", days, "canned", f"Well done {days}!") for days in (80, 70, 60, 50, 40, 30)],
        ("ida", 20, "they", "Shall we meet?"),
        ("ida", -1, "note", "Tomorrow's letter is not written yet."),
        ("zoe", 1, "canned", "To somebody else."),
    )
    assert (found.note.day, found.note.text) == (ago(90), "The loft window is in.")
    assert [one.day for one in found.others] == [ago(days) for days in (30, 40, 50, 60, 70)]
    assert found.found == 6
    assert found.others[0].what == "wish on LinkedIn"
    assert found.lines[:4] == (
        "Ida Loft",
        "The note that counts:",
        f"  message on LinkedIn of {ago(90)}: because personal",
        "    i0000000000000001 The loft window is in.",
    )
    assert "What did not count (the last 5 of 6):" in found.lines


@pytest.mark.parametrize("grade", ["draft", "auto", "bulk", "empty", "group", "meeting", "call"])
def test_whatever_the_owner_did_is_told(proved, grade):
    [other] = proved(("ida", 9, grade)).others
    assert (other.grade, other.reason) == (grade, f"because {grade}")


def test_what_counts_in_another_file_is_told_once(proved):
    found = proved(("ida", 9, "note"), ("ida", 9, "repeat"))
    assert found.note
    assert not found.others


def test_nobody_known_has_no_note(proved):
    assert proved().lines == (
        "Ida Loft",
        "No personal note of yours on file.",
        "No address, number or profile of theirs is known.",
    )


def test_each_channel_of_theirs_is_told_with_its_days(proved):
    told = [("ida", 40, "canned", None, "linkedin"), ("zoe", 40, "note", None, "linkedin")]
    ways = {"emails": ["ida@loft.example"], "phones": ["+447700900177"]}
    ways["linkedin_url"] = "https://www.linkedin.com/in/ida"
    found = proved(*told, sources=files((linkedin.TRAITS, "archive.zip", 900, 4)), **ways)
    assert found.covered == (
        f"linkedin: no note, up to {ago(4)}",
        "email: not covered",
        "sms: not covered",
        "whatsapp: not covered",
    )


def test_a_channel_with_a_note_is_covered(proved):
    sources = files((mail.TRAITS, "archive.zip", 950, 4))
    ways = {"emails": ["ida@loft.example"]}
    noted = proved(("ida", 40, "note", None, "email"), sources=sources, **ways)
    assert noted.covered == (f"email: covered, {ago(950)} to {ago(4)}",)
    tapped = proved(("ida", 40, "canned", None, "email"), sources=sources, **ways)
    assert tapped.covered == (f"email: no note, {ago(950)} to {ago(4)}",)


def test_no_line_is_wider_than_a_screen(proved):
    found = proved(("ida", 9, "canned", "word " * 400), title="Keeper " * 40)
    assert all(len(line) <= 80 for line in found.lines)
    assert isinstance(found.others[0].day, dt.date)
