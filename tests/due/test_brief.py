"""What to know before writing; what was given and received; who is no connection."""

import datetime as dt

import pytest

from netmerge.due import balance, brief, connections, missing
from netmerge.schema import HAPPENED, RECORDS

TODAY = dt.date(2026, 11, 1)
MIDDAY = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def row(days, kind, direction, who, *, present=None, recipients=1, subject=None):
    return {
        "file": "x.mbox",
        "position": days,
        "kind": kind,
        "date": MIDDAY - dt.timedelta(days=days),
        "direction": direction,
        "contact_id": who,
        "grade": "received" if direction == "in" else "canned",
        "recipients": recipients,
        "present": present,
        "subject": subject,
    }


@pytest.fixture
def favours(contacts):
    """The balance of Ann, Bob and Cat, by name."""

    def build(*rows):
        named = [{"contact_id": who, "full_name": who.title()} for who in ("ann", "bob", "cat")]
        people = contacts(*named)
        table = HAPPENED.frame({name: [one[name] for one in rows] for name in row(1, "", "", "")})
        found = balance(people, table, TODAY)
        return [
            (name, *(list(one) if hasattr(one, "__len__") else None for one in told))
            for name, *told in found[["full_name", "given", "received"]].itertuples(index=False)
        ]

    return build


def test_those_who_gave_and_were_given_nothing_stand_first(favours):
    assert favours(
        row(9, "recommendation", "out", "ann"),
        row(8, "endorsement", "in", "bob", subject="Rigging"),
        row(30, "recommendation", "in", "cat"),
        row(31, "recommendation", "out", "bob"),
        row(-4, "recommendation", "out", "cat"),
    ) == [
        ("Cat", None, ["recommendation of 2026-10-02"]),
        ("Bob", ["recommendation of 2026-10-01"], ["endorsement for Rigging of 2026-10-24"]),
        ("Ann", ["recommendation of 2026-10-23"], None),
    ]


def test_an_introduction_is_given_to_both_and_received_of_who_wrote(favours):
    found = favours(
        row(9, "message", "out", "ann", present=["ann", "bob"], recipients=2),
        row(7, "message", "in", "ann", present=["ann", "cat"]),
    )
    assert found == [
        ("Ann", ["introduction to Bob on 2026-10-23"], ["introduction of Cat on 2026-10-25"]),
        ("Bob", ["introduction to Ann on 2026-10-23"], None),
    ]


@pytest.fixture
def briefed(contacts, happened, listed):
    """The brief on Ann, of what happened."""

    def build(*told, **more):
        person = {"contact_id": "ann", "full_name": "Ann Vale", "circle": "friends"}
        person |= {"circle_basis": "said", "circle_reason": 'Labelled "Friends".'} | more
        table = happened(*told)
        return brief("ann", contacts(person), listed([person], table), table, TODAY)

    return build


def test_a_brief_tells_what_there_is_and_makes_nothing_up(briefed):
    found = briefed(
        *[("ann", days, "note", f"Note {days}: the keel is dry.") for days in (90, 80, 70, 60)],
        ("ann", 50, "they", "We are in Ely, and could you bring the map?"),
        ("ann", 40, "canned", "Happy birthday!"),
        title="Rigger",
        company="Vale Boats",
        city="Ely",
        met_on=dt.date(2020, 5, 1),
        emails=["ann@vale.example", "old@vale.example"],
        phones=["+447700900123"],
        linkedin_url="https://www.linkedin.com/in/ann",
        history=["Sailor, Kerr Lines (2019)"],
    )
    assert found.lines == (
        "Ann Vale, Rigger at Vale Boats, Ely",
        "How you know them: met on 2020-05-01.",
        'Circle: friends (said). Labelled "Friends".',
        found.lines[3],
        "You wrote:",
        "  2026-09-02 linkedin: Note 60: the keel is dry.",
        "  2026-08-23 linkedin: Note 70: the keel is dry.",
        "  2026-08-13 linkedin: Note 80: the keel is dry.",
        "They wrote:",
        "  2026-09-12 linkedin: We are in Ely, and could you bring the map?",
        "Earlier: Sailor, Kerr Lines (2019)",
        "Write to: https://www.linkedin.com/in/ann",
        "Write to: ann@vale.example",
        "Write to: +447700900123",
    )
    assert found.lines[3].startswith("Answer first: They asked")
    assert str(found) == "\n".join(found.lines)


def test_a_brief_on_somebody_unknown_says_so(briefed):
    assert briefed().lines[1:] == (
        "How you know them: only connected.",
        'Circle: friends (said). Labelled "Friends".',
        briefed().lines[3],
        "No personal note of yours on file.",
        "No message of theirs to you alone on file.",
    )


def test_a_brief_is_one_screen_whatever_it_tells(briefed):
    long = "word " * 400
    found = briefed(
        *[("ann", days, "note", f"{long}{days}") for days in range(1, 9)],
        *[("ann", days, "they", f"{long}{days}?") for days in range(11, 19)],
        title=long,
        company=long,
        history=[f"{long}{number}" for number in range(40)],
        emails=[f"{number}@vale.example" for number in range(40)],
    )
    assert len(found.lines) <= 24
    assert all(len(line) <= 80 and line.strip() for line in found.lines)


def test_who_is_no_connection_is_listed_with_a_search(contacts, happened):
    people = contacts(
        {"contact_id": "a", "full_name": "Ann Vale", "record_ids": [0, 1]},
        {"contact_id": "b", "full_name": "Bo Kerr", "record_ids": [2], "company": "Kerr & Söhne"},
        {
            "contact_id": "c",
            "full_name": "Cy Dunn",
            "record_ids": [3],
            "met_on": dt.date(2026, 5, 1),
        },
        {"contact_id": "d", "full_name": "Di", "record_ids": [4]},
        {"contact_id": "e", "full_name": "王伟", "record_ids": [5]},
    )
    records = RECORDS.frame(
        {"record_id": range(6), "self_written": [False, True, False, False, False, False]}
    )
    met = happened(("b", 3, "meeting"), ("c", -2, "meeting"))
    found = missing(people, connections(people, records), met, TODAY)
    assert found["full_name"].to_list() == ["Bo Kerr", "Cy Dunn", "王伟"]
    assert found["last_met"].to_list()[:2] == [dt.date(2026, 10, 29), dt.date(2026, 5, 1)]
    search = "https://www.linkedin.com/search/results/people/?keywords="
    assert found["search_url"].to_list()[:2] == [
        f"{search}Bo%20Kerr%20Kerr%20%26%20S%C3%B6hne",
        f"{search}Cy%20Dunn",
    ]
