"""Meetings in calendars; the whole tables stand in fixtures/calendar."""

import datetime as dt
import time

import pandas as pd
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import ReadError
from netmerge.importers.programs import calendar
from netmerge.importers.programs.calendar.events import Event
from netmerge.importers.programs.calendar.recurrence import MOST, Allowance, moments
from netmerge.importers.programs.calendar.rules import FREQUENCIES
from tests.importers.sources import PLAIN, source_of

GUEST = "ATTENDEE;CN=Ann Berg:mailto:ann@x.example\n"


def imported(tmp_path, *lines, head=""):
    event = (
        "BEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n"
        + "\n".join(lines)
        + "\n"
        + GUEST
        + "END:VEVENT\n"
    )
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
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260701T090000",
            "2026-07-01 13:00",
        ),
        ('DTSTART;TZID="Pacific Standard Time":20260101T090000', "2026-01-01 17:00"),
        ("DTSTART;TZID=Nowhere:20260301T090000", "2026-03-01 09:00"),
        ("DTSTART;TZID=../../etc/passwd:20260301T090000", "2026-03-01 09:00"),
    ],
)
def test_times_become_utc(tmp_path, start, moment):
    assert times(tmp_path, start) == [moment]


def test_a_zone_that_only_the_file_knows_has_its_standard_time(tmp_path):
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nTZOFFSETTO:+0530\nEND:STANDARD\n"
        "END:VTIMEZONE\n"
    )
    assert times(tmp_path, "DTSTART;TZID=Home:20260301T090000", head=zone) == ["2026-03-01 03:30"]


def test_a_zone_of_no_offset_that_can_be_is_utc(tmp_path):
    zone = "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nTZOFFSETTO:+9959\nEND:STANDARD\n"
    found = times(
        tmp_path,
        "DTSTART;TZID=Home:20260301T090000",
        head=zone + "END:VTIMEZONE\n",
    )
    assert found == ["2026-03-01 09:00"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["10-26", "10-27", "10-28"]),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20261030", ["10-26", "10-28", "10-30"]),
        ("FREQ=WEEKLY;BYDAY=MO,WE", ["10-26", "10-28"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["10-26"]),
        ("FREQ=MONTHLY;BYDAY=-1MO", ["10-26"]),
        ("FREQ=DAILY;BYDAY=MO,TU", ["10-26", "10-27"]),
        ("FREQ=DAILY;UNTIL=20261028T090000Z", ["10-26", "10-27", "10-28"]),
        ("FREQ=DAILY;UNTIL=20261028T085959Z", ["10-26", "10-27"]),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261030", ["10-26", "10-27"]),
        ("FREQ=DAILY;BYHOUR=9,15;COUNT=3", ["10-26", "10-26", "10-27"]),
        (" freq = daily ; count = 2 ;", ["10-26", "10-27"]),
        ("FREQ=DAILY;COUNT=0", ["10-26"]),
        ("FREQ=DAILY;INTERVAL=0;COUNT=2", ["10-26", "10-27"]),
        (
            "FREQ=DAILY;COUNT=99999999999999999999",
            ["10-26", "10-27", "10-28", "10-29", "10-30", "10-31"],
        ),
        ("nonsense", ["10-26"]),
    ],
)
def test_a_recurring_meeting_took_place_until_the_file_was_written(tmp_path, rule, days):
    found = times(tmp_path, "DTSTART:20261026T090000Z", f"RRULE:{rule}")
    assert [time[5:10] for time in found] == days


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        (
            "20260130T090000Z",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
            ["01-30", "02-27", "03-31"],
        ),
        (
            "20260101T090000Z",
            "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4",
            ["01-01", "01-15", "02-01", "02-15"],
        ),
        ("20260131T090000Z", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["01-31", "02-28", "03-31"]),
        ("20260601T090000Z", "FREQ=YEARLY;BYMONTH=6,9;BYDAY=1TU", ["06-02", "09-01"]),
        ("20260112T090000Z", "FREQ=YEARLY;BYWEEKNO=3", ["01-12"]),
        (
            "20260104T090000Z",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;COUNT=3",
            ["01-04", "01-05", "01-18"],
        ),
    ],
)
def test_a_rule_is_read_as_calendar_programs_mean_it(tmp_path, start, rule, days):
    found = times(tmp_path, f"DTSTART:{start}", f"RRULE:{rule}")
    assert [time[5:10] for time in found] == days


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1,-1",
        "FREQ=MONTHLY;BYMONTHDAY=5,20,-1",
        "FREQ=DAILY;BYDAY=MO,FR",
        "FREQ=HOURLY;INTERVAL=7;BYHOUR=9,16;COUNT=30",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2WE",
    ],
)
def test_a_rule_gives_what_dateutil_gives(tmp_path, rule):
    start, written = dt.datetime(2026, 1, 5, 9), dt.datetime(2026, 11, 1)
    wanted = rrulestr(rule, dtstart=start).between(start, written, inc=True)
    assert len(wanted) > 1
    found = times(tmp_path, "DTSTART:20260105T090000Z", f"RRULE:{rule}")
    assert found == [str(time)[:16] for time in wanted]


def test_an_hourly_meeting_takes_place_each_hour(tmp_path):
    found = times(tmp_path, "DTSTART:20261026T090000Z", "RRULE:FREQ=HOURLY;COUNT=5")
    assert found == [f"2026-10-26 {hour:02}:00" for hour in range(9, 14)]


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        ("DTSTART;VALUE=DATE:20261026", "20261028", ["10-26", "10-27", "10-28"]),
        (
            "DTSTART;TZID=Europe/Berlin:20261026T090000",
            "20261028T080000Z",
            ["10-26", "10-27", "10-28"],
        ),
        ("DTSTART;TZID=Europe/Berlin:20261026T090000", "20261028T075959Z", ["10-26", "10-27"]),
        (
            "DTSTART;TZID=Europe/Berlin:20261026T090000",
            "20261028T090000",
            ["10-26", "10-27", "10-28"],
        ),
    ],
)
def test_the_end_of_a_rule_belongs_to_it(tmp_path, start, until, days):
    found = times(tmp_path, start, f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert [time[5:10] for time in found] == days


def test_times_left_out_count_and_do_not_take_place(tmp_path):
    rule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3"
    found = times(tmp_path, "DTSTART:20260101T090000Z", rule, "EXDATE:20260115T090000Z")
    assert [time[5:10] for time in found] == ["01-01", "02-01"]


def test_monthly_and_yearly_meetings_skip_days_that_are_not_there(tmp_path):
    assert times(tmp_path, "DTSTART:20260131T090000Z", "RRULE:FREQ=MONTHLY;COUNT=3") == [
        "2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00",
    ]  # fmt: skip
    assert times(tmp_path, "DTSTART:20200229T090000Z", "RRULE:FREQ=YEARLY") == [
        "2020-02-29 09:00",
        "2024-02-29 09:00",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "nonsense",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "INTERVAL=2",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;INTERVAL=²",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYSETPOS=1_0",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;WKST=XX",
    ],
)
def test_a_rule_that_cannot_be_read_is_reported(tmp_path, rule):
    found = imported(tmp_path, "DTSTART:20260101T090000Z", f"RRULE:{rule}")
    assert [str(date)[:16] for date in found.interactions["date"]] == ["2026-01-01 09:00"]
    note = "recurring meetings of which only the first time was read: 1"
    assert found.sources["note"].tolist() == [note]


NUMBERS = ",".join(str(number) for number in range(60))
HOSTILE = [
    ("FREQ=SECONDLY;INTERVAL=1;UNTIL=99991231", MOST),
    ("FREQ=MINUTELY;BYSECOND=" + NUMBERS, MOST),
    (f"FREQ=HOURLY;BYMINUTE={NUMBERS};BYSECOND={NUMBERS}", MOST),
    ("FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=DAILY;INTERVAL=9999;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=SECONDLY;BYHOUR=3;BYMINUTE=3;BYMONTHDAY=31;BYMONTH=2", 1),
    ("FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3", 1),
    ("FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", 1),
    ("FREQ=YEARLY;BYDAY=" + ",".join(["53MO"] * 190), None),
    ("FREQ=YEARLY;BYSETPOS=" + ",".join(str(-number) for number in range(1, 190)), None),
    ("FREQ=DAILY;COUNT=" + "9" * 400, MOST),
    ("FREQ=DAILY;INTERVAL=" + "9" * 400, 1),
    ("FREQ=SECONDLY;INTERVAL=" + "9" * 400, 1),
]


@pytest.mark.parametrize(("rule", "number"), HOSTILE)
@pytest.mark.parametrize("start", ["00010101T090000Z", "19600229T090000Z", "20100101T090000Z"])
def test_no_rule_takes_long(tmp_path, start, rule, number):
    began = time.process_time()
    found = imported(tmp_path, f"DTSTART:{start}", f"RRULE:{rule}").interactions
    assert time.process_time() - began < 1
    assert len(found) == number if number else 1 <= len(found) <= MOST


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=MONTHLY;BYDAY=53TH",
    ],
)
def test_no_calendar_of_such_rules_takes_long(tmp_path, rule):
    event = (
        f"BEGIN:VEVENT\nDTSTAMP:20261101T000000Z\nDTSTART:20100101\nRRULE:{rule}\n"
        f"{GUEST}END:VEVENT\n"
    )
    began = time.process_time()
    assert len(read(tmp_path, f"BEGIN:VCALENDAR\n{event * 1_000}END:VCALENDAR\n").sources) == 1
    assert time.process_time() - began < 6


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU"])
def test_of_many_times_the_latest_are_kept(tmp_path, rule):
    stamp = "DTSTAMP:20261101T000000Z"
    found = imported(tmp_path, "DTSTART:20100101T090000Z", f"RRULE:{rule}", stamp)
    days = found.interactions["date"].dt.date
    assert (days.min(), days.max(), len(days)) == (
        dt.date(2024, 2, 5),
        dt.date(2026, 10, 31),
        MOST,
    )


def test_the_events_of_a_calendar_share_what_it_may_give():
    allowance = Allowance(times=10, events=4)
    given = [len(_daily(days, allowance)) for days in (1, 9, 9, 9)]
    assert given == [1, 3, 3, 3]


def _daily(days, allowance):
    """The times of an event of so many days."""
    start = dt.datetime(2026, 1, 1)
    written = start + dt.timedelta(days - 1)
    nothing = dt.timedelta(0)
    event = Event(
        *("1", None, start, dt.UTC, nothing, None, (), "FREQ=DAILY", frozenset(), written, None),
        cancelled=False,
    )
    return moments(event, set(), allowance)[0]


_ON_DAYS = st.sampled_from(
    ["BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"]
)
_OTHERS = st.sampled_from(["INTERVAL", "COUNT", "UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"])
_PARTS = _ON_DAYS | _OTHERS
_FREQUENCIES = st.sampled_from(FREQUENCIES)
_DAYS = st.sampled_from(["MO", "SU", "1MO", "-1FR", "5WE", "53TH"])
_VALUES = st.lists(st.integers(-400, 400).map(str) | _DAYS, min_size=1, max_size=4).map(",".join)
_RULES = st.builds(
    lambda frequency, parts: ";".join(
        [f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts)]
    ),
    _FREQUENCIES,
    st.lists(st.tuples(_PARTS, _VALUES | st.text(max_size=8)), max_size=4),
)
_STARTS = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59))


@given(_RULES | st.text(max_size=40), _STARTS, _STARTS)
def test_any_rule_gives_a_few_times_in_order(rule, start, written):
    event = Event(
        "1",
        None,
        start,
        dt.UTC,
        dt.timedelta(0),
        None,
        (),
        rule,
        frozenset(),
        written,
        None,
        cancelled=False,
    )
    found, _ = moments(event, set(), Allowance())
    assert 1 <= len(found) <= MOST
    assert found == sorted(set(found))
    assert found[0] >= start.replace(microsecond=0, tzinfo=dt.UTC)
    assert all(moment <= written.replace(tzinfo=dt.UTC) for moment in found[1:])


def test_rooms_and_those_who_declined_did_not_meet(tmp_path):
    room = "ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room@x.example"
    declined = "ATTENDEE;PARTSTAT=DECLINED;CN=Bo:mailto:bo@x.example"
    meeting = imported(tmp_path, "DTSTART:20260301T090000Z", room, declined).interactions.iloc[0]
    assert list(meeting["recipient_handles"]) == ["mailto:ann@x.example"]


def test_a_reminder_within_an_event_does_not_end_it(tmp_path):
    alarm = "BEGIN:VALARM\nSUMMARY:Wake up\nDTSTART:19990101\nEND:VALARM"
    meeting = imported(
        tmp_path, "DTSTART:20260301T090000Z", alarm, "SUMMARY:Lunch\\, late"
    ).interactions.iloc[0]
    assert (str(meeting["date"])[:10], meeting["subject"]) == ("2026-03-01", "Lunch, late")


def test_an_event_that_is_never_closed_costs_no_other(tmp_path):
    event = f"BEGIN:VEVENT\nDTSTART:20260301T090000Z\n{GUEST}"
    assert len(read(tmp_path, f"BEGIN:VCALENDAR\n{event * 3}").interactions) == 3


def test_a_calendar_without_events_is_refused(tmp_path):
    with pytest.raises(ReadError, match="holds no event"):
        read(tmp_path, "BEGIN:VCALENDAR\nEND:VCALENDAR\n")


@pytest.mark.parametrize(
    "fragment",
    ["BEGIN:VEVENT\n", "BEGIN:X\n", "END:VEVENT\n", " x\n", "DTSTART;", ";A", '"',
     "RRULE:FREQ=DAILY\n", "\\",
     "DTSTART:20260101\nRRULE:FREQ=DAILY;COUNT=999\n" + GUEST + "BEGIN:VEVENT\n"],
)  # fmt: skip
def test_no_repetition_takes_long(tmp_path, fragment):
    start = time.process_time()
    content = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n" + fragment * (
        100_000 // len(fragment)
    )
    assert len(read(tmp_path, content).sources) == 1
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("lines", "lasts"),
    [
        (["DTSTART:20261026T090000Z", "DTEND:20261026T103000Z"], 5400),
        (["DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261029"], 3 * 86400),
        (["DTSTART;VALUE=DATE:20261026"], 86400),
        (["DTSTART:20261026T090000Z"], None),
        (["DTSTART:20261026T090000Z", "DURATION:PT1H30M"], 5400),
        (["DTSTART:20261026T090000Z", "DURATION:P1W2DT5S"], 9 * 86400 + 5),
        (["DTSTART:20261026T090000Z", "DURATION:-PT1H"], None),
        (["DTSTART:20261026T090000Z", "DURATION:soon"], None),
        (["DTSTART:20261026T090000Z", "DTEND:20251026T090000Z"], None),
    ],
)
def test_an_event_tells_how_long_it_lasts(tmp_path, lines, lasts):
    found = imported(tmp_path, *lines).interactions["duration"].astype(object)
    assert [None if value is pd.NA else value for value in found] == [lasts]


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["SUMMARY:Boat fair"], ["event"]),
        (["SUMMARY:"], []),
        (["SUMMARY:Boat fair", "STATUS:CANCELLED"], []),
        (["SUMMARY:Nils has his birthday", "RRULE:FREQ=YEARLY"], []),
        (["SUMMARY:Tablets", "RRULE:COUNT=4;FREQ=DAILY"], []),
        (["SUMMARY:Chamber breakfast", "RRULE:FREQ=MONTHLY;COUNT=2"], ["event", "event"]),
    ],
)
def test_an_event_with_nobody_in_it_may_be_where_people_met(tmp_path, lines, kinds):
    told = "\n".join(["DTSTART:20260126T090000Z", "DTSTAMP:20261101T000000Z", *lines])
    found = read(tmp_path, f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{told}\nEND:VEVENT\nEND:VCALENDAR\n")
    assert found.interactions["kind"].to_list() == kinds
    assert found.interactions["recipient_names"].isna().all()
