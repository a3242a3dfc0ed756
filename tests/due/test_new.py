"""Cards and connections that wait for a first note, by the days on which they came."""

import datetime as dt

import pandas as pd
import pytest

from netmerge.due import due, new_ties
from netmerge.due.where_met import where_met
from netmerge.schema import HAPPENED
from tests.due.conftest import MIDDAY, THEM, TODAY, ago

HOUR, DAY = 3600, 86400


@pytest.fixture
def calendar():
    """calendar((title, days ago, seconds), …): events with nobody in them."""

    def build(*told, kind="event"):
        rows = [
            {
                "kind": kind,
                "subject": title,
                "date": MIDDAY - dt.timedelta(days=days),
                "duration": lasts,
                "grade": "meeting",
            }
            for title, days, lasts in told
        ]
        return HAPPENED.frame(
            {name: [row[name] for row in rows] for name in rows[0]} if rows else {}, rows=len(rows)
        )

    return build


@pytest.fixture
def found(contacts, sources):
    """What is new of people and of what happened."""

    def build(people, *tables):
        everybody = contacts(*[{"full_name": one["contact_id"].title()} | one for one in people])
        interactions = HAPPENED.concat(list(tables))
        listed = due(everybody, interactions, sources, TODAY, THEM)
        return new_ties(everybody, listed, interactions, TODAY)

    return build


def days_of(found):
    rows = found.days.astype(object).itertuples(index=False)
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def test_cards_of_a_fair_stand_together_with_how_many_were_written_to(found, happened, calendar):
    people = [{"contact_id": name, "met_on": ago(5)} for name in ("ida", "olga", "petra")]
    people.append({"contact_id": "nils", "connected_on": ago(5)})
    people.append({"contact_id": "vera", "connected_on": ago(40)})
    fair = calendar(("Boat fair", 7, 3 * DAY), ("Dentist", 5, HOUR))
    new = found(people, happened(("olga", 3, "note"), ("ida", 2, "canned")), fair)
    assert days_of(new) == [
        (ago(5), "Boat fair", 3, 1, 1, 5),
        (ago(40), None, 0, 1, 0, 40),
    ]
    assert new.people["contact_id"].to_list() == ["vera", "ida", "nils", "petra"]
    assert new.people["day"].to_list() == [ago(40), ago(5), ago(5), ago(5)]


def test_a_day_on_which_all_were_written_to_has_no_oldest(found, happened):
    new = found([{"contact_id": "ida", "met_on": ago(5)}], happened(("ida", 1, "note")))
    assert days_of(new)[0][:5] == (ago(5), None, 1, 0, 1)
    assert new.days["oldest"].isna().all()
    assert not len(new.people)


def test_only_the_first_day_counts_and_only_a_year(found, happened):
    people = [
        {"contact_id": "ida", "met_on": ago(3), "connected_on": ago(500)},
        {"contact_id": "olga", "met_on": ago(365)},
        {"contact_id": "petra", "met_on": ago(366)},
        {"contact_id": "vera", "met_on": ago(-1)},
        {"contact_id": "yard", "met_on": ago(1), "kind": "organisation"},
    ]
    assert [(day, cards) for day, _, cards, *_ in days_of(found(people, happened()))] == [
        (ago(365), 1)
    ]


def test_who_asked_something_and_has_no_note_yet_is_new_too(found, happened):
    told = happened(("ida", 1, "they", "Is the boat dry?"))
    new = found([{"contact_id": "ida", "met_on": ago(3)}], told)
    assert new.people["section"].to_list() == ["answer first"]


def test_nothing_is_new_where_nobody_is(found, happened):
    new = found([], happened())
    assert (len(new.days), len(new.people)) == (0, 0)


@pytest.mark.parametrize(
    ("events", "where"),
    [
        ([("Boat fair", 3, HOUR)], "Boat fair"),
        ([("Boat fair", 4, HOUR)], None),
        ([("Boat fair", 5, 3 * DAY)], "Boat fair"),
        ([("Boat fair", 6, 3 * DAY)], None),
        ([("Dentist", 3, HOUR), ("Boat fair", 3, 9 * HOUR)], "Boat fair"),
        ([("Boat fair", 3, 9 * HOUR), ("Dentist", 3, None)], "Boat fair"),
        ([("Sabbatical", 40, 90 * DAY)], None),
        ([("B", 3, HOUR), ("A", 3, HOUR)], "A"),
        ([("  \n", 3, HOUR)], None),
        ([(None, 3, HOUR)], None),
    ],
)
def test_where_somebody_was_met_is_the_longest_event_of_that_day(contacts, calendar, events, where):
    people = contacts({"contact_id": "ida", "met_on": ago(3)}, {"contact_id": "olga"})
    for kind in ("event", "meeting"):
        assert where_met(people, calendar(*events, kind=kind)).to_pylist() == [where, None]


def test_the_evidence_line_says_where(contacts, sources, calendar):
    people = contacts({"contact_id": "ida", "full_name": "Ida", "met_on": ago(3)})
    listed = due(people, calendar(("Boat fair", 3, HOUR)), sources, TODAY, THEM)
    assert listed["reason"].iloc[0].startswith(f"New: met on {ago(3)} (Boat fair), no note")


def test_a_garbled_name_stands_behind_the_others_however_long_it_waits(found, happened):
    people = [
        {"contact_id": "5usan", "met_on": ago(50)},
        {"contact_id": "ida", "met_on": ago(5)},
        {"contact_id": "olga", "met_on": ago(20)},
    ]
    assert found(people, happened()).people["contact_id"].to_list() == ["olga", "ida", "5usan"]
