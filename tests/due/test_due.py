"""Whom to write to, and why."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.due import due, last_personal_notes, with_meanings
from netmerge.due.cadence import bands, lateness
from netmerge.interactions import Owner, coverage
from netmerge.interactions.coverage import covered_days
from netmerge.schema import HAPPENED, INTERACTIONS, SOURCES

TODAY = dt.date(2026, 11, 1)


def notes(*told):
    """Graded interactions: (contact_id, days before today, grade)."""
    at_night = dt.datetime(2026, 11, 1, 23, tzinfo=dt.UTC)
    table = HAPPENED.frame(
        {
            "contact_id": [who for who, _, _ in told],
            "date": [at_night - dt.timedelta(days=days) for _, days, _ in told],
            "channel": ["linkedin"] * len(told),
            "kind": ["message"] * len(told),
            "direction": ["in" if grade == "received" else "out" for _, _, grade in told],
            "text": ["Is the oak dry?"] * len(told),
            "recipients": [int(grade != "received") for _, _, grade in told],
            "grade": [grade for _, _, grade in told],
        },
        rows=len(told),
    )
    return with_meanings(table)


def person(contact_id, circle="friends", **columns):
    return {"contact_id": contact_id, "full_name": contact_id.title(), "circle": circle, **columns}


def listed(contacts, sources, people, interactions, **columns):
    table = due(contacts(*people), interactions, sources, TODAY, **columns)
    return [tuple(row) for row in table[["contact_id", "band"]].itertuples(index=False)]


def test_the_list_is_in_the_order_in_which_one_would_write(contacts, sources):
    people = [
        person("nobody"),
        person("ann"),
        person("new", met_on=TODAY - dt.timedelta(days=3)),
        person("bob"),
        person("old"),
        person("newer", met_on=TODAY),
    ]
    told = notes(("ann", 10, "personal"), ("bob", 95, "personal"), ("old", 2000, "personal"))
    assert listed(contacts, sources, people, told) == [
        ("new", "due"),
        ("newer", "ok"),
        ("bob", "overdue"),
        ("old", "dormant"),
        ("nobody", "no evidence"),
        ("ann", "ok"),
    ]


def test_only_the_owner_s_own_personal_note_resets_the_clock(contacts, sources):
    told = notes(
        ("ann", 200, "personal"),
        ("ann", 100, "canned"),
        ("ann", 50, "decorated"),
        ("ann", 1, "received"),
    )
    table = due(contacts(person("ann")), told, sources, TODAY)
    assert table["days_since"].to_list() == [200]
    assert table["last_personal_note"].to_list() == [TODAY - dt.timedelta(days=200)]


def test_a_connection_is_no_note(contacts, sources):
    people = [person("ann", connected_on=dt.date(2020, 1, 1))]
    assert listed(contacts, sources, people, notes()) == [("ann", "no evidence")]


def test_notes_after_today_are_not_known_yet(contacts, sources):
    assert listed(contacts, sources, [person("ann")], notes(("ann", -1, "personal"))) == [
        ("ann", "no evidence")
    ]


@pytest.mark.parametrize(
    ("days", "band", "late"),
    [
        *((0, "ok", 0), (59, "ok", 0), (60, "due", 0), (90, "due", 0.5), (91, "overdue", 31 / 60)),
        *((1080, "overdue", 17), (1095, "dormant", 17.25)),
    ],
)
def test_bands_and_lateness_of_a_tie_of_sixty_days(days, band, late):
    assert bands(np.array([days]), np.array([60]), np.array([True])).tolist() == [band]
    assert lateness(np.array([days]), np.array([60])).tolist() == [late]


@given(st.integers(0, 5000), st.sampled_from([21, 60, 180, 365]))
def test_nobody_is_late_within_the_cadence_and_nobody_in_time_is_due(days, cadence):
    band = bands(np.array([days]), np.array([cadence]), np.array([True]))[0]
    assert (lateness(np.array([days]), np.array([cadence]))[0] > 0) == (days > cadence)
    assert (band == "ok") == (days < cadence)


def test_the_circle_sets_the_cadence(contacts, sources):
    people = [
        person("a", "family"),
        person("b", "co-workers"),
        person("c", "alumni"),
        person("d", None),
    ]
    table = due(contacts(*people), notes(), sources, TODAY)
    assert dict(zip(table["contact_id"], table["cadence_days"], strict=True)) == {
        "a": 60,
        "b": 180,
        "c": 365,
        "d": 365,
    }


def test_reasons_are_sentences(contacts, sources):
    people = [
        person("ann"),
        person("old"),
        person("new", met_on=dt.date(2026, 10, 20)),
        person("tie", connected_on=dt.date(2026, 10, 25)),
        person("nobody"),
    ]
    told = notes(("ann", 70, "personal"), ("old", 1200, "personal"))
    reasons = due(contacts(*people), told, sources, TODAY).set_index("contact_id")["reason"]
    assert reasons.to_dict() == {
        "ann": "You last wrote on LinkedIn on 2026-08-23, 70 days ago. "
        "Friends: a note every 60 days.",
        "old": "You last wrote on LinkedIn on 2023-07-20, 1,200 days ago. "
        "After three years of silence such a tie is worth reviving.",
        "new": "New: met on 2026-10-20, no note yet.",
        "tie": "New: connected on 2026-10-25, no note yet.",
        "nobody": "No personal note in the files, which cover 2015-01-01 to 2026-11-01. "
        "No channel of theirs is covered.",
    }


def test_a_tie_newer_than_the_files_is_said_to_be(contacts, sources):
    people = [person("new", met_on=dt.date(2026, 10, 20))]
    older = SOURCES.frame({**sources, "covers_to": [dt.date(2026, 10, 1)]})
    assert due(contacts(*people), notes(), older, TODAY)["reason"].to_list() == [
        "New: met on 2026-10-20, no note in the files so far."
    ]


def test_an_old_acquaintance_whose_card_was_scanned_again_is_not_new(contacts, sources):
    people = [person("ann", met_on=TODAY, connected_on=dt.date(2016, 1, 1))]
    assert listed(contacts, sources, people, notes()) == [("ann", "no evidence")]


def test_organisations_and_the_owner_are_nobody_to_write_to(contacts, sources):
    people = [
        person("ann", kind="person"),
        person("bank", kind="organisation"),
        person("me", emails=["Me@Example.org"]),
        person("i", linkedin_url="https://www.linkedin.com/in/robin/"),
    ]
    owner = Owner(handles=("linkedin:robin",), emails=("me@example.org",))
    assert listed(contacts, sources, people, notes(), owner=owner) == [("ann", "no evidence")]


def test_the_order_of_the_contacts_does_not_matter(contacts, sources):
    people = [person("ann"), person("bob"), person("cas")]
    told = notes(("ann", 70, "personal"), ("bob", 70, "personal"))
    assert listed(contacts, sources, people, told) == listed(contacts, sources, people[::-1], told)


def test_the_last_note_of_each_contact():
    told = notes(
        ("ann", 30, "personal"),
        ("ann", 20, "personal"),
        ("bob", 10, "canned"),
        (None, 5, "personal"),
    )
    known = last_personal_notes(told, TODAY)
    assert known.contact_id.to_pylist() == ["ann"]
    assert known.day.to_pylist() == [dt.date(2026, 10, 12)]


def test_a_note_after_the_day_as_of_which_is_not_looked_at():
    told = notes(("ann", 30, "personal"), ("ann", 20, "personal"), ("bob", 10, "personal"))
    known = last_personal_notes(told, TODAY - dt.timedelta(days=25))
    assert known.contact_id.to_pylist() == ["ann"]
    assert known.day.to_pylist() == [dt.date(2026, 10, 2)]


def test_coverage_says_what_is_known_and_up_to_when(sources):
    told = INTERACTIONS.frame({"channel": ["linkedin"]})
    assert coverage(sources, told) == (
        "What was written is known only from: "
        "messages.csv from 2015-01-01 to 2026-11-01 (12 rows). "
        "Channels: linkedin; any other was not looked at."
    )


def test_as_of_an_earlier_day_the_files_cover_no_later_one(sources):
    first, last = dt.date(2015, 1, 1), dt.date(2026, 11, 1)
    assert covered_days(sources, TODAY) == (first, last)
    assert covered_days(sources, dt.date(2020, 5, 5)) == (first, dt.date(2020, 5, 5))
    assert covered_days(sources, first - dt.timedelta(days=1)) == (None, None)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (2, "messages.csv from 2015-01-01 to 2026-11-01 (12 rows); messages.csv"),
        (13, "13 files of"),
    ],
)
def test_coverage_names_a_few_files_and_counts_many(sources, files, said):
    many = pd.concat([sources] * files, ignore_index=True)
    assert said in coverage(many, INTERACTIONS.frame({"channel": ["linkedin"]}))


def test_coverage_without_interactions_says_so(sources):
    nothing = coverage(sources.iloc[:0], INTERACTIONS.empty())
    assert nothing == (
        "No source holds messages or other interactions, "
        "so nothing is known of when anybody was written to."
    )
