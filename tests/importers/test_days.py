"""Interactions on the days of their owner."""

import datetime as dt

import pytest

from netmerge.importers import read_all
from netmerge.settings import resolve

ZONES = ("UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Kiritimati")
CHAT = "31/10/2026, 23:30 - Ann Berg: hello\n31/10/2026, 23:45 - Robin: And you?\n"
LETTER = (
    "From: Robin <r@x.example>\nTo: Ann <a@y.example>\nDate: Sun, 1 Nov 2026 08:00:00 +1300\n"
    "Message-ID: <1@x>\n\nThe heron is back.\n"
)
MESSAGES = (
    "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER\n"
    "a,Ann,https://www.linkedin.com/in/ann,Bo,https://www.linkedin.com/in/bo,{},Hi,INBOX\n"
)
MEETING = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART{}
ORGANIZER;CN=Ann:mailto:a@y.example
ATTENDEE;CN=Robin:mailto:r@x.example
END:VEVENT
END:VCALENDAR
"""


def days(tmp_path, name, content, zone):
    path = tmp_path / name
    path.write_text(content)
    found = read_all([path], resolve(zone=zone))
    first = found.sources.iloc[0]
    told = found.interactions["day"].tolist()
    assert (first["covers_from"], first["covers_to"]) == (min(told), max(told))
    return told


@pytest.mark.parametrize("zone", ZONES)
def test_what_tells_no_zone_keeps_its_day_in_every_zone(tmp_path, zone):
    day = dt.date(2026, 10, 31)
    assert days(tmp_path, "WhatsApp Chat with Ann Berg.txt", CHAT, zone) == [day, day]
    assert days(tmp_path, "a.ics", MEETING.format(";VALUE=DATE:20261031"), zone) == [day]
    assert days(tmp_path, "b.ics", MEETING.format(":20261031T233000"), zone) == [day]
    assert days(tmp_path, "messages.csv", MESSAGES.format("2026-10-31"), zone) == [day]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", 31), ("Pacific/Auckland", 1), ("America/Los_Angeles", 31), ("Asia/Tokyo", 1)],
)
def test_a_moment_is_of_the_owner_s_day(tmp_path, zone, day):
    expected = [dt.date(2026, 10 if day == 31 else 11, day)]
    assert days(tmp_path, "a.eml", LETTER, zone) == expected
    assert days(tmp_path, "a.ics", MEETING.format(":20261031T190000Z"), zone) == expected
    told = MESSAGES.format("2026-10-31 19:00:00 UTC")
    assert days(tmp_path, "messages.csv", told, zone) == expected


def test_the_clock_on_the_wall_is_told_as_a_moment(tmp_path):
    path = tmp_path / "WhatsApp Chat with Ann Berg.txt"
    path.write_text(CHAT)
    found = read_all([path], resolve(zone="Asia/Tokyo")).interactions
    assert found["date"][0] == dt.datetime(2026, 10, 31, 14, 30, tzinfo=dt.UTC)
