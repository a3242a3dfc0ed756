"""A network lives between runs: imports, ids, words of the owner, undo."""

import datetime as dt
import stat

import pytest

import netmerge as nm
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nUID:{uid}\nEMAIL:{email}\nEND:VCARD\n"


def names(table):
    return sorted(table["full_name"])


def ids(book):
    return dict(zip(book.contacts["full_name"], book.contacts["contact_id"], strict=True))


def test_a_book_gives_the_tables_that_reconcile_gives(book, write):
    file = write("Connections.csv", connections(ADA, GRACE))
    made, alone = book.add(file, today=TODAY), nm.reconcile(file, today=TODAY)
    for name in ("contacts", "interactions", "records", "rejects", "sources"):
        left, right = getattr(made, name), getattr(alone, name)
        assert left.equals(right[left.columns]), name
    assert book.due(TODAY).equals(alone.due())


def test_what_was_added_is_there_when_the_book_is_opened_again(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)), today=TODAY)
    with nm.Book(path) as book:
        book.add(write("b.vcf", CARD.format(name="Alan Reader", uid="7", email="r@x.example")))
        assert names(book.contacts) == ["Ada Byron", "Alan Reader"]


def test_only_the_owner_may_read_the_file(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {0o600}


def test_the_same_file_again_changes_nothing_whatever_it_is_called(book, write):
    text = connections(ADA, GRACE)
    book.add(write("Connections.csv", text), today=TODAY)
    before = book.contacts, len(book.log())
    book.add(write("other name.csv", text), today=TODAY)
    assert book.contacts.equals(before[0])
    assert len(book.log()) == before[1]


def test_what_the_book_holds_already_is_not_matched_again(book, write, monkeypatch):
    text = connections(ADA, GRACE)
    assert book.update(write("Connections.csv", text), today=TODAY) is not None
    before = book.contacts, len(book.log())
    with monkeypatch.context() as patch:
        patch.setattr("netmerge.pipeline.clean_records", None)
        assert book.update(write("other name.csv", text), today=TODAY) is None
    assert book.contacts.equals(before[0])
    assert len(book.log()) == before[1]
    circles = write("circles.csv", "name,circle\nAda Byron,friends\n")
    assert book.update(write("third.csv", text), circles=circles) is not None
    assert book.contacts.set_index("full_name")["circle"]["Ada Byron"] == "friends"


def test_what_is_told_of_people_is_not_matched_again(book, write, monkeypatch):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Ferrari\nEMAIL:zoe@ferrari.example\nEND:VCARD\n"
    files = write("Connections.csv", connections(ADA, GRACE)), write("phone.vcf", card)
    book.add(*files, me=["Robin Cole"], today=TODAY)
    book.note("Ada Byron", "sent her the museum", on="2026-10-03", gave="intro to Grace")
    alone = book.network(TODAY)
    monkeypatch.setattr("netmerge.pipeline.clean_records", None)
    assert book.balance(TODAY)["full_name"].to_list() == ["Ada Byron"]
    assert book.missing(TODAY)["full_name"].to_list() == ["Zoe Ferrari"]
    assert book.balance(TODAY).equals(alone.balance())
    assert book.missing(TODAY).equals(alone.missing())


def test_a_newer_export_takes_the_place_of_the_older_one(book, write):
    moved = (*ADA[:3], "Looms AG", "Director")
    book.add(write("Connections.csv", connections(ADA, GRACE)), today=TODAY)
    earlier = ids(book)
    book.add(write("Connections (1).csv", connections(moved, ALAN)), today=TODAY)
    assert names(book.contacts) == ["Ada Byron", "Alan Mathison"]
    assert ids(book)["Ada Byron"] == earlier["Ada Byron"]
    told = book.changes()[["full_name", "what", "before", "after"]].fillna("-")
    assert sorted(told.itertuples(index=False, name=None)) == [
        ("Ada Byron", "employer", "Engines Ltd", "Looms AG"),
        ("Ada Byron", "title", "Analyst", "Director"),
        ("Alan Mathison", "new", "-", "-"),
        ("Grace Amazing", "gone", "-", "-"),
    ]


def test_another_address_book_stands_beside_the_first(book, write):
    book.add(write("phone.vcf", CARD.format(name="Ada Byron", uid="a1", email="ada@b.example")))
    book.add(write("tablet.vcf", CARD.format(name="Grace Amazing", uid="b1", email="g@n.example")))
    assert names(book.contacts) == ["Ada Byron", "Grace Amazing"]


def test_a_merge_makes_the_network_what_these_inputs_say_and_keeps_ids(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    earlier = ids(book)
    book.merge(write("c.csv", connections(ADA, ALAN)), today=TODAY)
    assert names(book.contacts) == ["Ada Byron", "Alan Mathison"]
    assert ids(book)["Ada Byron"] == earlier["Ada Byron"]


def test_who_is_nobody_to_write_to_is_told_of_what_the_owner_said_since(book, write):
    desk = ("Help", "Desk", "noreply@shop.example", "", "")
    book.add(write("a.csv", connections(ADA, GRACE, desk)), today=TODAY)
    known = names(book.due(TODAY))
    book.circle("Ada Byron", "friends")
    assert names(book.due(TODAY)) == known
    book.set("Grace Amazing", "full_name", "Grace Amazing (deceased)")
    assert names(book.due(TODAY)) == [name for name in known if name != "Grace Amazing"]
    book.undo()
    assert names(book.due(TODAY)) == known


def test_a_note_sets_the_clock_back(book, write):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    book.note("Ada Byron", "sent her the article", on="2026-10-30", channel="email")
    (row,) = book.due(TODAY).to_dict("records")
    assert row["days_since"] == 2
    assert row["channel"] == "email"
    assert row["first_words"] == "sent her the article"


def test_a_note_of_tomorrow_is_refused(book, write):
    book.add(write("a.csv", connections(ADA)))
    tomorrow = dt.date.today() + dt.timedelta(1)
    with pytest.raises(nm.SettingsError, match="yet to come"):
        book.note("Ada Byron", "hello", on=tomorrow)


def test_a_correction_outranks_every_source_and_lasts(book, write):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    book.set("Ada Byron", "company", "Looms AG")
    book.set("Ada Byron", "email", "ada@home.example")
    book.circle("ada@byron.example", "friends")
    book.add(write("b.csv", connections(ADA, GRACE)), today=TODAY)
    row = book.contacts[book.contacts["full_name"] == "Ada Byron"].iloc[0]
    assert row["company"] == "Looms AG"
    assert list(row["emails"]) == ["ada@home.example", "ada@byron.example"]
    assert row["circle"] == "friends"


def test_a_birthday_is_read_as_importers_read_it_and_nonsense_refused(book, write):
    book.add(write("a.csv", connections(ADA)))
    for typed, kept in (("3 April", "--04-03"), ("--12-31", "--12-31"), ("1980-02-03",) * 2):
        book.set("Ada Byron", "birthday", typed)
        assert book.contacts["birthday"].to_list() == [kept]
    for typed in ("nonsense", "--13-45", "2026-02-30"):
        with pytest.raises(nm.SettingsError, match="no birthday"):
            book.set("Ada Byron", "birthday", typed)
    book.set("Ada Byron", "birthday", "")
    assert book.contacts["birthday"].isna().all()


def test_who_is_snoozed_is_on_no_list_until_that_day(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    book.snooze("Ada Byron", "2026-11-20")
    book.never("Grace Amazing")
    assert names(book.due("2026-11-19")) == []
    assert names(book.due("2026-11-20")) == ["Ada Byron"]


def test_two_contacts_said_to_be_the_same_are_one_from_then_on(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    old = ids(book)
    book.same("Ada Byron", "Grace Amazing")
    assert len(book.contacts) == 1
    (kept,) = book.contacts["contact_id"]
    assert {book.find(name) for name in old.values()} == {kept}
    book.add(write("b.csv", connections(ADA, GRACE, ALAN)), today=TODAY)
    assert len(book.contacts) == 2


def test_records_said_to_be_different_are_two(book, write):
    cards = [CARD.format(name="Ada Byron", uid=uid, email="ada@b.example") for uid in ("1", "2")]
    book.add(write("a.vcf", cards[0]), write("b.vcf", cards[1]), today=TODAY)
    assert len(book.contacts) == 1
    keys = book.show("Ada Byron")["entries"]
    book.different(*(entry["record_key"] for entry in keys))
    assert len(book.contacts) == 2


def test_undo_restores_exactly_what_was(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    before = book.contacts
    book.same("Ada Byron", "Grace Amazing")
    book.note("Ada Byron", "a word", on="2026-10-30")
    assert [book.undo(), book.undo()] == [3, 2]
    assert book.contacts.equals(before)


def test_undoing_an_import_takes_it_out(book, write):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    before = book.contacts
    book.add(write("b.csv", connections(GRACE)), today=TODAY)
    book.undo()
    assert book.contacts.equals(before)


def test_what_a_later_event_rests_on_cannot_be_undone(book, write):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    book.circle("Ada Byron", "friends")
    book.circle("Ada Byron", "family")
    with pytest.raises(nm.BookError, match=r"event 3 \(circle: .*family\) rests on it"):
        book.undo(2)
    book.undo(3)
    assert book.contacts["circle"].tolist() == ["friends"]
    book.undo(2)
    assert book.contacts["circle"].tolist() != ["friends"]


@pytest.mark.parametrize("event", [0, -1, 99, 10**30])
def test_an_event_that_is_none_is_not_undone(book, write, event):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    with pytest.raises(nm.BookError, match="There is no event"):
        book.undo(event)


def test_an_event_is_undone_once(book, write):
    book.add(write("a.csv", connections(ADA)))
    book.never("Ada Byron")
    book.undo(2)
    with pytest.raises(nm.BookError, match="cannot be undone again"):
        book.undo(2)


def test_an_input_that_cannot_be_read_leaves_the_book_as_it_was(book, write):
    book.add(write("a.csv", connections(ADA)))
    before = book.contacts, len(book.log())
    with pytest.raises(nm.ReadError):
        book.add(write("empty.csv", ""))
    assert book.contacts.equals(before[0])
    assert len(book.log()) == before[1]


def test_whole_words_are_found_before_beginnings(book, write):
    ria, adrian = (
        ("Ria", "Kota", "r@k.example", "K", "T"),
        ("Riana", "Adrian", "a@k.example", "", ""),
    )
    book.add(write("a.csv", connections(adrian, ria, GRACE)))
    assert book.search("Ria")["full_name"].tolist() == ["Ria Kota", "Riana Adrian"]
    assert book.search("Ria", limit=1)["full_name"].tolist() == ["Ria Kota"]
    assert book.search("gráce")["full_name"].tolist() == ["Grace Amazing"]
    assert book.search("Amzing")["full_name"].tolist() == ["Grace Amazing"]
    assert book.search("navy")["full_name"].tolist() == ["Grace Amazing"]
    assert len(book.search("nobody at all")) == 0


def test_a_name_of_nobody_is_answered_with_who_may_be_meant(book, write):
    book.add(write("a.csv", connections(ADA)))
    with pytest.raises(nm.MatchError, match=r"Did you mean .*Ada Byron, ada@byron\.example"):
        book.find("Ada Biron")


def test_a_name_of_several_is_answered_with_all_of_them(book, write):
    other = ("Ada", "Byron", "ada@other.example", "Elsewhere", "Cook")
    first = connections(ADA)
    book.add(
        write("a.csv", first + connections(other).splitlines()[1].replace("ada-byron", "ada-2"))
    )
    with pytest.raises(nm.MatchError, match="may be any of 2"):
        book.note("Ada Byron", "hello")
