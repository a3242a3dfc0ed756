"""The owner's week, and whom to write to in it."""

import datetime as dt

import pandas as pd
import pytest

from netmerge.due import due, occasions, week
from netmerge.schema import CHANGES, SOURCES
from tests.due.conftest import THEM, ago

SUNDAY = dt.date(2026, 11, 1)  # the last day of 2026-W44


@pytest.fixture
def weekly(contacts, sources):
    """The week of people and of what happened, as of a day."""

    def build(people, interactions, today=SUNDAY, archives=(), changes=None):
        everybody = contacts(*[{"full_name": one["contact_id"].title()} | one for one in people])
        listed = due(everybody, interactions, sources, today, THEM)
        own = SOURCES.frame({"as_of": list(archives), "self_written": [True] * len(archives)})
        moved = CHANGES.frame(changes or {})
        special = occasions(everybody, listed, own, moved, today)
        return week(everybody, listed, interactions, today, special)

    return build


def counts(found, name):
    row = found.weeks[found.weeks["week"] == name].iloc[0]
    return {kind: int(row[kind]) for kind in ("new", "kept", "met", "called")}


def test_there_are_twelve_weeks_the_oldest_first(weekly, happened):
    found = weekly([{"contact_id": "ida"}], happened())
    assert found.weeks["week"].to_list() == [f"2026-W{number}" for number in range(33, 45)]
    assert found.weeks.drop(columns="week").to_numpy().sum() == 0


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (dt.date(2026, 11, 2), "2026-W45"),
        (dt.date(2027, 1, 3), "2026-W53"),
        (dt.date(2027, 1, 4), "2027-W01"),
        (dt.date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_are_those_of_iso_8601(weekly, happened, today, name):
    assert weekly([{"contact_id": "ida"}], happened(), today).weeks["week"].iloc[-1] == name


def test_people_count_once_a_week_and_kind(weekly, happened):
    told = happened(
        ("ida", 0, "note"),
        ("ida", 1, "note"),
        ("olga", 6, "note"),
        ("petra", 7, "note"),
        ("petra", 0, "canned"),
        ("ida", 2, "call"),
        ("ida", 3, "call"),
        ("olga", 2, "meeting", None, "calendar", 9),
        ("petra", 2, "meeting", None, "calendar", 10),
        ("nobody", 2, "note"),
        ("ida", -1, "note"),
    )
    found = weekly([{"contact_id": name} for name in ("ida", "olga", "petra")], told)
    assert counts(found, "2026-W44") == {"new": 0, "kept": 2, "met": 1, "called": 1}
    assert counts(found, "2026-W43") == {"new": 0, "kept": 1, "met": 0, "called": 0}
    now = found.proof[found.proof["week"] == "2026-W44"]
    assert now["what"].value_counts().to_dict() == {"kept": 3, "called": 2, "met": 1}
    assert now["full_name"].iloc[0] == "Olga"


def test_a_person_is_new_on_the_first_day_alone(weekly, happened):
    people = [
        {"contact_id": "ida", "met_on": ago(2), "connected_on": ago(30)},
        {"contact_id": "olga", "met_on": ago(2)},
        {"contact_id": "petra", "connected_on": ago(-1)},
        {"contact_id": "dockyard", "met_on": ago(1), "kind": "organisation"},
    ]
    found = weekly(people, happened())
    assert counts(found, "2026-W44")["new"] == 1
    assert counts(found, "2026-W40")["new"] == 1
    assert found.weeks["new"].sum() == 2


def test_one_of_each_section_is_suggested(weekly, happened):
    people = [{"contact_id": name, "circle": circle} for name, circle in CIRCLES.items()]
    people.append({"contact_id": "nina", "met_on": ago(9), "circle": "alumni"})
    told = happened(
        ("ann", 5, "they", "Is the boat dry?"),
        ("bob", 5, "they", "Is the loft open?"),
        ("cy", 400, "note"),
        ("dee", 500, "note"),
        ("eve", 2000, "note"),
        ("flo", 3, "note"),
    )
    found = weekly(people, told).suggestions
    assert found["section"].to_list() == ["answer first", "new", "gone quiet", "worth reviving"]
    assert found["occasion"].isna().all()


CIRCLES = {
    "ann": "friends",
    "bob": "friends",
    "cy": "family",
    "dee": "other",
    "eve": "other",
    "flo": "other",
}


def test_a_birthday_within_a_week_goes_first(weekly, happened):
    people = [
        {"contact_id": "ann", "birthday": "1980-11-08", "circle": "family"},
        {"contact_id": "bob", "birthday": "--11-01"},
        {"contact_id": "cy", "birthday": "1990-11-09"},
        {"contact_id": "dee", "birthday": "1990-11"},
    ]
    told = happened(("ann", 8, "note"), ("bob", 500, "note"), ("cy", 500, "note"))
    found = weekly(people, told).suggestions
    assert found["contact_id"].to_list() == ["bob", "ann", "cy"]
    assert found["occasion"].to_list()[:2] == ["birthday today", "birthday on 2026-11-08"]
    assert pd.isna(found["occasion"].iloc[2])


def test_who_was_written_to_this_week_is_not_suggested_again(weekly, happened):
    people = [{"contact_id": "ann", "birthday": "1980-11-03"}, {"contact_id": "bob"}]
    told = happened(("ann", SUNDAY.weekday(), "note"), ("bob", 500, "note"))
    assert weekly(people, told).suggestions["contact_id"].to_list() == ["bob"]
    told = happened(("ann", SUNDAY.weekday() + 1, "note"), ("bob", 500, "note"))
    assert weekly(people, told).suggestions["contact_id"].to_list() == ["ann", "bob"]


def test_a_birthday_may_lie_in_the_next_year_or_on_the_day_that_most_years_lack(weekly, happened):
    people = [{"contact_id": "ann", "birthday": "1980-01-02"}]
    found = weekly(people, happened(), dt.date(2026, 12, 30)).suggestions
    assert found["occasion"].to_list() == ["birthday on 2027-01-02"]
    people = [{"contact_id": "ann", "birthday": "1980-02-29"}]
    found = weekly(people, happened(), dt.date(2026, 2, 24)).suggestions
    assert found["occasion"].to_list() == ["birthday on 2026-02-28"]


def test_at_most_four_are_suggested_and_two_of_a_circle(weekly, happened):
    names = [f"friend{number}" for number in range(5)]
    names += [f"uncle{number}" for number in range(5)]
    people = [
        {"contact_id": name, "circle": "friends" if name[0] == "f" else "family"} for name in names
    ]
    found = weekly(people, happened(*[(name, 400, "note") for name in names])).suggestions
    assert found["circle"].value_counts().to_dict() == {"friends": 2, "family": 2}


ROWER = {
    "contact_id": "ida",
    "title": "Rower",
    "company": "Holm Oars",
    "history": ["Cook, Navy (2026-10-01)"],
}
ARCHIVES = (dt.date(2026, 10, 1), dt.date(2026, 10, 30))


def test_a_new_job_between_two_archives_goes_before_who_has_none(weekly, happened):
    told = happened(("ida", 500, "note"), ("olga", 700, "note"))
    found = weekly([ROWER, {"contact_id": "olga"}], told, archives=ARCHIVES).suggestions
    assert found["contact_id"].to_list() == ["ida", "olga"]
    assert found["occasion"].to_list()[0] == "new job: Rower at Holm Oars"
    assert found["on"].to_list() == [SUNDAY, SUNDAY]


@pytest.mark.parametrize(
    ("person", "note", "archives"),
    [
        ({"history": ["Cook, Navy (2026-10-02)"]}, 500, ARCHIVES),  # a card tells it
        ({"history": ["Cook, Navy"]}, 500, ARCHIVES),
        ({"history": None}, 500, ARCHIVES),
        ({"title": None, "company": None}, 500, ARCHIVES),
        ({}, 1, ARCHIVES),  # written to since
        ({}, None, ARCHIVES),  # a connection only
        ({}, 500, ARCHIVES[:1]),
        ({}, 500, (dt.date(2026, 10, 1), dt.date(2027, 1, 1))),
        ({"history": ["Cook, Navy (2024-10-01)"]}, 500, (dt.date(2024, 10, 1), *ARCHIVES)),
    ],
)
def test_what_is_no_new_job_is_no_occasion(weekly, happened, person, note, archives):
    told = happened(*([("ida", note, "note")] if note else []))
    found = weekly([ROWER | person], told, archives=archives).suggestions
    assert found["occasion"].isna().all()


def test_a_book_tells_new_jobs_and_birthdays_go_before_them(weekly, happened):
    people = [{"contact_id": "ann", "birthday": "1980-11-03"}, ROWER | {"history": None}]
    changes = {
        "contact_id": ["ida", "ida"],
        "what": ["employer", "e-mail"],
        "before_day": [ago(31), ago(900)],
        "after_day": [ago(2), ago(2)],
    }
    told = happened(("ida", 500, "note"), ("ann", 9, "note"))
    found = weekly(people, told, changes=changes).suggestions
    assert found["contact_id"].to_list() == ["ann", "ida"]
    assert found["on"].to_list() == [dt.date(2026, 11, 3), SUNDAY]


def test_nobody_is_suggested_where_nobody_is(weekly, happened):
    found = weekly([], happened())
    assert (len(found.suggestions), len(found.proof)) == (0, 0)
