"""How the owner knows somebody: the first of eight ways that holds."""

import datetime as dt

import pytest

from netmerge.schema import HAPPENED, SOURCES

MIDDAY = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def how(listed, happened):
    """How each person of a due list is known."""

    def build(people, told=(), table=None, sources=None):
        table = happened(*told) if table is None else table
        given = {} if sources is None else {"sources": sources}
        found = listed([{"contact_id": who} | more for who, more in people.items()], table, **given)
        return dict(zip(found["contact_id"], found["how_known"], strict=True))

    return build


@pytest.fixture
def group():
    """group((days ago, writer or "me", everybody else present), …): messages of several."""

    def build(*told, kind="message"):
        rows = []
        for number, (days, writer, present) in enumerate(told):
            mine = writer == "me"
            people = sorted({*present} - {"me"} | ({writer} - {"me"}))
            row = {
                "file": "m.mbox",
                "position": number,
                "kind": kind,
                "date": MIDDAY - dt.timedelta(days=days),
                "direction": "out" if mine else "in",
                "grade": "group" if mine else "received",
                "recipients": len(people) if mine else len(people) - 1,
                "present": people if len(people) > 1 else None,
            }
            rows += [row | {"contact_id": who} for who in (people if mine else [writer])]
        names = {name for row in rows for name in row}
        return HAPPENED.frame({name: [row.get(name) for row in rows] for name in names})

    return build


def test_the_first_that_holds_is_told(how):
    told = [
        ("ann", 9, "meeting"),
        ("ann", 8, "call"),
        ("bob", 9, "call"),
        ("bob", 8, "note"),
        ("cat", 9, "note"),
        ("cat", 8, "they"),
        ("dan", 9, "note"),
        ("eve", 9, "they"),
        ("fay", 9, "canned"),
        ("gus", 9, "to group"),
        ("hal", 9, "from group"),
    ]
    shown = {"circle": "co-workers", "circle_basis": "shown"}
    guessed = {"circle": "co-workers", "circle_basis": "guessed"}
    people = {who: {} for who in ["ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal"]}
    found = how(people | {"ida": shown, "jim": guessed}, told)
    assert found == {
        "ann": "met",
        "bob": "spoke",
        "cat": "wrote both ways",
        "dan": "you wrote",
        "eve": "they wrote",
        "fay": "only connected",
        "gus": "only connected",
        "hal": "only connected",
        "ida": "worked together",
        "jim": "only connected",
    }


def test_a_card_is_a_meeting_and_a_day_to_come_is_none(how, sources):
    cards = SOURCES.frame({"source": ["covve"], "scanned": [True], "holds": ["contacts"]})
    people = {
        "ann": {"met_on": dt.date(2026, 5, 1)},
        "bob": {"met_on": dt.date(2026, 12, 24)},
        "cat": {"sources": ["covve", "vcard"]},
        "dan": {"sources": ["vcard"], "connected_on": dt.date(2020, 1, 1)},
    }
    found = how(people, sources=SOURCES.concat([sources, cards]))
    assert found == {
        "ann": "met",
        "bob": "only connected",
        "cat": "met",
        "dan": "only connected",
    }


@pytest.mark.parametrize(("seconds", "expected"), [(0, "only connected"), (59, "only connected")])
def test_a_short_call_is_no_talk(how, happened, seconds, expected):
    table = happened(("ann", 9, "call"), duration=[seconds])
    assert how({"ann": {}}, table=table) == {"ann": expected}
    long = happened(("ann", 9, "call"), duration=[60])
    assert how({"ann": {}}, table=long) == {"ann": "spoke"}


def test_a_missed_call_is_no_exchange(listed, happened):
    table = happened(("ann", 9, "call"), ("ann", 8, "call"), duration=[0, 7])
    assert listed([{"contact_id": "ann"}], table)["exchange"].to_list() == [1]


def test_a_message_to_the_owner_and_one_other_introduces_that_other(how, group):
    people = {"ann": {}, "bob": {}, "cat": {}}
    assert how(people, table=group((9, "ann", ["bob"]))) == {
        "ann": "only connected",
        "bob": "introduced",
        "cat": "only connected",
    }
    three = group((9, "ann", ["bob", "cat"]))
    assert set(how(people, table=three).values()) == {"only connected"}


def test_those_who_stood_together_before_are_not_introduced(how, group):
    people = {"ann": {}, "bob": {}, "cat": {}}
    earlier = group((20, "cat", ["ann", "bob"]), (9, "ann", ["bob"]))
    assert set(how(people, table=earlier).values()) == {"only connected"}
    later = group((9, "ann", ["bob"]), (5, "cat", ["ann", "bob"]), (4, "bob", ["ann"]))
    assert how(people, table=later)["bob"] == "introduced"
    assert how(people, table=later)["ann"] == "only connected"


def test_the_owner_s_own_introduction_is_not_how_they_know_somebody(how, group):
    people = {"ann": {}, "bob": {}}
    assert set(how(people, table=group((9, "me", ["ann", "bob"]))).values()) == {"only connected"}


def test_what_happens_after_today_makes_nobody_known(how, group):
    people = {"ann": {}, "bob": {}}
    assert how(people, table=group((-3, "ann", ["bob"])))["bob"] == "only connected"
