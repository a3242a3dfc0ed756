"""`netmerge new`: new ties by the days on which they came, from exports, a folder and a book."""

import json

import pytest

CARDS = """Created Time,First Name,Last Name,Company,Email1
2026-10-27 09:10,Ida,Holm,Holm Oars,ida@holm.example
2026-10-27 09:40,Otto,Brandt,Brandt Ropes,otto@brandt.example
2026-03-04 18:00,Elif,Yaman,Yaman Sails,elif@yaman.example
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:fair
DTSTART;VALUE=DATE:20261026
DTEND;VALUE=DATE:20261029
SUMMARY:Boat fair\\, hall 3
END:VEVENT
BEGIN:VEVENT
UID:born
DTSTART;VALUE=DATE:19800304
RRULE:FREQ=YEARLY
SUMMARY:Nils has his birthday
END:VEVENT
END:VCALENDAR
"""
LETTER = """From: Robin Reyes <robin@reyes.example>
To: Ida Holm <ida@holm.example>
Date: Wed, 28 Oct 2026 09:30:00 +0000
Subject: Oars

Dear Ida, the oars that you showed me in hall 3 would fit our old boat.
"""
DAY = ("--today", "2026-10-30")


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for name, text in {"cards.csv": CARDS, "own.ics": CALENDAR, "a.eml": LETTER}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_fair_is_told_in_a_line_with_those_who_wait_below(run, exports):
    result = run("new", exports, "--me", "robin@reyes.example", *DAY)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "Tuesday, Boat fair, hall 3: 2 cards, 1 written to, oldest 3 days",
        "Wednesday 2026-03-04: 1 card, 0 written to, oldest 240 days",
    ]
    assert [line.split()[0] for line in lines[3:]] == ["contact", "Elif", "Otto"]
    assert max(map(len, lines)) <= 80


def test_a_run_and_a_book_tell_the_same(run, exports, tmp_path):
    me = ("--me", "robin@reyes.example")
    told = run("new", exports, *me, *DAY).stdout
    for out, more in ((tmp_path / "run", ["--no-book"]), (tmp_path / "book", [])):
        assert run("merge", exports, *me, *DAY, "--out", out, *more).exit_code == 0
        assert run("new", out, *DAY).stdout == told
        assert "Boat fair" in (out / "due.csv").read_text("utf-8")
    assert "met on 2026-10-27 (Boat fair, hall 3)" in run("brief", "Otto Brandt", out, *DAY).stdout
    run("never", "Elif Yaman", "--book", out)
    people = json.loads(run("new", out, *DAY, "--format", "json").stdout)["people"]
    assert [one["full_name"] for one in people] == ["Otto Brandt"]


def test_json_has_days_and_people(run, exports):
    asked = ("new", exports, "--me", "robin@reyes.example", *DAY, "--format", "json")
    told = json.loads(run(*asked, "--limit", 1).stdout)
    assert told["days"][0] == {
        "day": "2026-10-27",
        "event": "Boat fair, hall 3",
        "cards": 2,
        "connections": 0,
        "written_to": 1,
        "oldest": 3,
    }
    [elif_yaman] = told["people"]
    assert (elif_yaman["day"], elif_yaman["event"]) == ("2026-03-04", None)


def test_where_nobody_is_new_it_says_so(run, exports):
    result = run("new", exports / "cards.csv", "--today", "2030-01-01")
    assert result.stdout == "Nobody new waits for a note.\n"
