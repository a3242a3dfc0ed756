"""What is told of two states of a network: who is new, and from when to when."""

import datetime as dt

from tests.book.conftest import ADA, GRACE, TODAY, connections

MOVED = (*ADA[:3], "Looms AG", ADA[4])


def test_a_change_stands_between_the_days_of_the_exports_where_entries_have_none(book, write):
    """A bare list of connections tells the day of connecting, which never changes."""
    book.add(write("Connections.csv", connections(ADA)), today=TODAY)
    book.add(write("Connections (1).csv", connections(MOVED)), today=TODAY)
    (row,) = book.changes().to_dict("records")
    today = dt.datetime.now(dt.UTC).date()
    assert row["what"] == "employer"
    for day in (row["before_day"], row["after_day"]):
        assert today - dt.timedelta(1) <= day <= today


def test_who_is_parted_from_somebody_is_not_new(book, write):
    book.add(write("Connections.csv", connections(ADA, GRACE)), today=TODAY)
    book.same("Ada Byron", "Grace Amazing")
    book.add(write("more.csv", connections(ADA, GRACE)), today=TODAY)
    keys = [entry["record_key"] for entry in book.show("Ada Byron")["entries"]]
    book.different(*keys[:2])
    assert len(book.contacts) == 2
    assert not set(book.changes("2000-01-01")["what"]) & {"gone"}
    assert len(book.changes()) == 0
