"""A contact that is several people: its entries in groups by evidence, taken apart for good."""

import pytest

import netmerge as nm
from tests.book.conftest import TODAY

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nUID:{}\nEMAIL:{}\n{}END:VCARD\n"
FATHER = (
    CARD.format("Walter Huber", "f1", "walter@huber.example", "TEL;TYPE=home:+43 1 5550101\n"),
    CARD.format("Walter Huber", "f2", "walter@huber.example", "TEL;TYPE=cell:+43 660 5550101\n"),
)
SON = (
    CARD.format("Walter Huber", "s1", "w.h@young.example", "ORG:Young GmbH\n"),
    CARD.format("Walter Huber", "s2", "w.h@young.example", "ORG:Young GmbH\n"),
)
NAMESAKE = CARD.format("Walter Huber", "n1", "huber@third.example", "ORG:Third AG\n")


def key(uid):
    return f"vcard:uid:{uid}"


@pytest.fixture
def wrong(book, write):
    """A book in which a father, his son and a namesake are one contact; its id."""
    sides = (FATHER[0] + SON[0], FATHER[1] + SON[1] + NAMESAKE)
    book.add(*(write(f"{place}.vcf", text) for place, text in enumerate(sides)), today=TODAY)
    first, *others = book.contacts["contact_id"]
    for other in others:
        book.same(first, other)
    (who,) = book.contacts["contact_id"]
    return who


def people(book):
    """Each contact as the record keys of its entries."""
    ids = book.contacts["contact_id"]
    shown = (book.show(name)["entries"] for name in ids)
    return {frozenset(entry["record_key"] for entry in entries) for entries in shown}


THREE = {
    frozenset({key("f1"), key("f2")}),
    frozenset({key("s1"), key("s2")}),
    frozenset({key("n1")}),
}


def test_the_strongest_links_make_the_groups(book, wrong):
    found = book.parting(wrong)
    assert set(map(frozenset, found.groups)) == THREE
    assert len(found.bridges) == 2
    assert {found.name, *(found.entries[record]["full_name"] for record in found.records)} == {
        "Walter Huber"
    }
    ends = {frozenset((bridge.record_a, bridge.record_b)) for bridge in found.bridges}
    assert all(len({group for group in THREE if group & pair}) == 2 for pair in ends)
    assert all("e-mail different" in bridge.reason for bridge in found.bridges)


def test_who_was_taken_apart_stays_so_through_later_imports(book, wrong, write):
    ids = book.split(wrong, book.parting(wrong).groups)
    assert wrong in ids
    assert set(ids) == set(book.contacts["contact_id"])
    assert people(book) == THREE
    more = CARD.format("Walter Huber", "f3", "walter@huber.example", "")
    book.add(write("tablet.vcf", more), today=TODAY)
    assert {frozenset({key("f1"), key("f2"), key("f3")})} < people(book)
    assert len(book.contacts) == 3


def test_entries_that_are_not_named_stay_together(book, wrong):
    ids = book.split(wrong, [[key("n1")]])
    assert len(ids) == 2
    rest = frozenset({key("f1"), key("f2"), key("s1"), key("s2")})
    assert people(book) == {frozenset({key("n1")}), rest}


def test_the_owner_s_word_goes_against_all_evidence(book, wrong):
    crossed = [[key("f1"), key("s1")], [key("f2"), key("s2"), key("n1")]]
    book.split(wrong, crossed)
    assert people(book) == set(map(frozenset, crossed))


def test_a_split_is_one_event_and_undone_as_one(book, wrong):
    before, decided = book.contacts, book.decisions
    book.split(wrong, book.parting(wrong).groups)
    assert book.log()["command"].iloc[0] == "split"
    book.undo()
    assert book.contacts.equals(before)
    assert book.decisions.equals(decided)


def test_joined_again_after_all(book, wrong):
    ids = book.split(wrong, book.parting(wrong).groups)
    for other in ids[1:]:
        book.same(ids[0], other)
    assert len(book.contacts) == 1


def test_entries_that_say_the_same_are_told_apart_by_the_owner_alone(book, write):
    cards = [CARD.format("Nora Lind", uid, "nora@lind.example", "") for uid in "abc"]
    book.add(*(write(f"{place}.vcf", card) for place, card in enumerate(cards)), today=TODAY)
    found = book.parting("Nora Lind")
    assert sorted(found.records) == [key("a"), key("b"), key("c")]
    book.split("Nora Lind", [[key("b")]])
    assert people(book) == {frozenset({key("b")}), frozenset({key("a"), key("c")})}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([["vcard:uid:f9"]], "no entry of this contact"),
        ([[key("f1")], [key("f1")]], "named twice"),
        ([[key(uid) for uid in ("f1", "f2", "s1", "s2", "n1")]], "nothing is taken apart"),
        ([], "nothing is taken apart"),
    ],
)
def test_what_takes_nobody_apart_is_refused(book, wrong, named, said):
    before = len(book.log())
    with pytest.raises(nm.MatchError, match=said):
        book.split(wrong, named)
    assert len(book.log()) == before


def test_a_contact_of_one_entry_has_nothing_to_take_apart(book, write):
    book.add(write("a.vcf", NAMESAKE), today=TODAY)
    with pytest.raises(nm.MatchError, match="one entry only"):
        book.parting("Walter Huber")


def test_what_was_said_before_and_cannot_be_so_as_well_no_longer_counts(book, wrong):
    book.same(key("s2"), key("n1"))
    book.split(wrong, [[key("n1")]])
    table = book.decisions
    same = table[table["decision"] == "same"]
    assert key("n1") not in {*same["record_a"], *same["record_b"]}
    assert frozenset({key("n1")}) in people(book)
