"""The suggestions of a week as a calendar."""

import datetime as dt
import sys

import icalendar
import pandas as pd
import pytest

from netmerge.errors import MissingExtraError
from netmerge.export import to_reminders
from netmerge.importers.programs import calendar
from netmerge.schema import DUE
from tests.importers.sources import PLAIN, source_of

TODAY = dt.date(2026, 11, 1)
NAMES = ["Ida Holm", "Ødegård, Nils; \\ the rower", "王伟\x00\r\n 🚣 \u2028" + "long " * 40, None]


@pytest.fixture
def suggestions():
    table = DUE.frame(
        {
            "contact_id": ["c1", "c2", "c3", "c4"],
            "full_name": NAMES,
            "reason": ["You last wrote by e-mail.", "BEGIN:VEVENT\r\nEND:VCALENDAR", "why", "why"],
            "email": ["ida@holm.example", None, None, None],
            "phone": [None, "+4712345678", None, None],
        }
    )
    occasions = ["birthday on 2026-11-05", None, "new job: Rigger at Holm Oars", None]
    return table.assign(occasion=occasions, on=[dt.date(2026, 11, 5), TODAY, TODAY, TODAY]).astype(
        {"occasion": "string[pyarrow]"}
    )


@pytest.fixture
def written(suggestions, tmp_path):
    to_reminders(suggestions, tmp_path / "week.ics", TODAY)
    return (tmp_path / "week.ics").read_bytes()


def test_each_is_an_event_of_a_whole_day_with_an_alarm(written):
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [
        f"netmerge-c{number}-2026-W44" for number in (1, 2, 3, 4)
    ]
    assert [event.decoded("DTSTART") for event in events] == [
        dt.date(2026, 11, 5),
        *[TODAY] * 3,
    ]
    first = events[0]
    assert first["SUMMARY"] == "Write to Ida Holm"
    assert first["DESCRIPTION"].splitlines() == [
        "Birthday on 2026-11-05.",
        "You last wrote by e-mail.",
        "ida@holm.example",
    ]
    assert first["TRANSP"] == "TRANSPARENT"
    [alarm] = first.walk("VALARM")
    assert alarm.decoded("TRIGGER") == dt.timedelta(hours=9)
    assert events[1]["SUMMARY"] == "Write to Ødegård, Nils; \\ the rower"
    assert events[3]["SUMMARY"] == "Write to c4"


def test_lines_are_folded_and_nothing_breaks_out_of_them(written):
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert written.count(b"\r\nBEGIN:VEVENT") == 4
    assert written.count(b"\r\nEND:VCALENDAR") == 1


def test_the_same_day_gives_the_same_bytes(written, suggestions, tmp_path):
    to_reminders(suggestions, tmp_path / "again.ics", TODAY)
    assert (tmp_path / "again.ics").read_bytes() == written
    assert b"DTSTAMP:20261101T000000Z" in written


def test_one_s_own_reminders_are_no_place_where_somebody_was_met(written, tmp_path):
    found = calendar.read(source_of(tmp_path / "own.ics", written.decode()), PLAIN)
    assert (len(found.interactions), found.sources["empty"].iloc[0]) == (0, 4)


def test_without_icalendar_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"netmerge\[ics\]"):
        to_reminders(pd.DataFrame(), tmp_path / "week.ics", TODAY)
    assert not (tmp_path / "week.ics").exists()
