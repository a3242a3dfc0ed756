"""What is told of two states of a network: who is new, and from when to when."""

import datetime as dt

from netmerge.book import load
from tests.book.conftest import ADA, GRACE, TODAY, connections

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Byron\nUID:1\nEMAIL:ada@byron.example\nEND:VCARD\n"
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


def test_a_new_job_of_next_month_is_an_occasion_to_write(book, write):
    log = "date,who,channel,text\n2020-05-01,{},email,The oars lie in the shed behind the mill.\n"
    book.add(
        write("Connections.csv", connections(ADA, GRACE)),
        write("notes.csv", log.format("Grace Amazing") + log.format("Ada Byron").split("\n")[1]),
        today=TODAY,
    )
    assert book.run(TODAY).week().suggestions["occasion"].isna().all()
    book.add(write("Connections (1).csv", connections(MOVED, GRACE)), today=TODAY)
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(1)
    first = book.run(day).week().suggestions.iloc[0]
    assert (first["full_name"], first["occasion"]) == ("Ada Byron", "new job: Analyst at Looms AG")
    network = book.network(day)
    assert network.next().contact_id == first["contact_id"]
    assert network.next([first["contact_id"]]).who.startswith("Grace")
    book.undo()
    assert book.run(day).week().suggestions["occasion"].isna().all()


def test_only_the_contacts_that_an_import_touched_are_read_for_its_changes(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    book.add(write("b.vcf", CARD), today=TODAY)
    before, after = load.entries_of_both(book._store, 1, 2)
    assert before["given_name"].tolist() == ["Ada"]
    assert sorted(after["contact_id"].unique()) == [book.find("Ada Byron")]
    assert len(after) == 2
    assert len(book.changes()) == 0
