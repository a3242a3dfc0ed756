"""Meetings in calendars; the whole tables stand in fixtures/calendar."""

import time

import pytest

from netmerge.errors import ReadError
from netmerge.importers import calendar
from tests.importers.tables import PLAIN, source_of

GUEST = "ATTENDEE;CN=Ann Berg:mailto:ann@x.example\n"


def imported(tmp_path, *lines, head=""):
    event = "BEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n" + "\n".join(lines) + "\n" + GUEST + "END:VEVENT\n"
    return read(tmp_path, f"BEGIN:VCALENDAR\n{head}{event}END:VCALENDAR\n")


def read(tmp_path, content):
    return calendar.read(source_of(tmp_path / "a.ics", content), PLAIN)


def times(tmp_path, *lines, head=""):
    return [str(date)[:16] for date in imported(tmp_path, *lines, head=head).interactions["date"]]


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("DTSTART:20260301T090000Z", "2026-03-01 09:00"),
        ("DTSTART:20260301T090000", "2026-03-01 09:00"),
        ("DTSTART;VALUE=DATE:20260301", "2026-03-01 00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260701T090000", "2026-07-01 07:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260701T090000", "2026-07-01 13:00"),
        ('DTSTART;TZID="Pacific Standard Time":20260101T090000', "2026-01-01 17:00"),
        ("DTSTART;TZID=Nowhere:20260301T090000", "2026-03-01 09:00"),
        ("DTSTART;TZID=../../etc/passwd:20260301T090000", "2026-03-01 09:00"),
    ],
)
def test_times_become_utc(tmp_path, start, moment):
    assert times(tmp_path, start) == [moment]


def test_a_zone_that_only_the_file_knows_has_its_standard_time(tmp_path):
    zone = "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert times(tmp_path, "DTSTART;TZID=Home:20260301T090000", head=zone) == ["2026-03-01 03:30"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["10-26", "10-27", "10-28"]),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20261030", ["10-26", "10-28", "10-30"]),
        ("FREQ=WEEKLY;BYDAY=MO,WE", ["10-26", "10-28"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["10-26"]),
        ("FREQ=MONTHLY;BYDAY=-1MO", ["10-26"]),
        ("FREQ=SECONDLY", ["10-26"]),
        ("FREQ=DAILY;COUNT=99999999999999999999", ["10-26", "10-27", "10-28", "10-29", "10-30", "10-31"]),
        ("nonsense", ["10-26"]),
    ],
)
def test_a_recurring_meeting_took_place_until_the_file_was_written(tmp_path, rule, days):
    found = times(tmp_path, "DTSTART:20261026T090000Z", f"RRULE:{rule}")
    assert [time[5:10] for time in found] == days


def test_monthly_and_yearly_meetings_skip_days_that_are_not_there(tmp_path):
    assert times(tmp_path, "DTSTART:20260131T090000Z", "RRULE:FREQ=MONTHLY;COUNT=3") == [
        "2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00",
    ]  # fmt: skip
    assert times(tmp_path, "DTSTART:20200229T090000Z", "RRULE:FREQ=YEARLY") == ["2020-02-29 09:00", "2024-02-29 09:00"]


def test_a_rule_that_is_not_understood_is_reported(tmp_path):
    sources = imported(tmp_path, "DTSTART:20260101T090000Z", "RRULE:FREQ=YEARLY;BYWEEKNO=3").sources
    assert sources["note"].tolist() == ["recurring meetings of which only the first time was read: 1"]


def test_rooms_and_those_who_declined_did_not_meet(tmp_path):
    room = "ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room@x.example"
    declined = "ATTENDEE;PARTSTAT=DECLINED;CN=Bo:mailto:bo@x.example"
    meeting = imported(tmp_path, "DTSTART:20260301T090000Z", room, declined).interactions.iloc[0]
    assert list(meeting["recipient_handles"]) == ["mailto:ann@x.example"]


def test_a_reminder_within_an_event_does_not_end_it(tmp_path):
    alarm = "BEGIN:VALARM\nSUMMARY:Wake up\nDTSTART:19990101\nEND:VALARM"
    meeting = imported(tmp_path, "DTSTART:20260301T090000Z", alarm, "SUMMARY:Lunch\\, late").interactions.iloc[0]
    assert (str(meeting["date"])[:10], meeting["subject"]) == ("2026-03-01", "Lunch, late")


def test_an_event_that_is_never_closed_costs_no_other(tmp_path):
    event = f"BEGIN:VEVENT\nDTSTART:20260301T090000Z\n{GUEST}"
    assert len(read(tmp_path, f"BEGIN:VCALENDAR\n{event * 3}").interactions) == 3


def test_a_calendar_without_events_is_refused(tmp_path):
    with pytest.raises(ReadError, match="holds no event"):
        read(tmp_path, "BEGIN:VCALENDAR\nEND:VCALENDAR\n")


@pytest.mark.parametrize(
    "fragment",
    ["BEGIN:VEVENT\n", "BEGIN:X\n", "END:VEVENT\n", " x\n", "DTSTART;", ";A", '"', "RRULE:FREQ=DAILY\n", "\\",
     "DTSTART:20260101\nRRULE:FREQ=DAILY;COUNT=999\n" + GUEST + "BEGIN:VEVENT\n"],
)  # fmt: skip
def test_no_repetition_takes_long(tmp_path, fragment):
    start = time.process_time()
    content = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n" + fragment * (100_000 // len(fragment))
    assert len(read(tmp_path, content).sources) == 1
    assert time.process_time() - start < 3
