"""The log says which evidence joined or parted contacts."""

import pytest

from tests.book.conftest import TODAY

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nUID:{}\n{}END:VCARD\n"


def card(name, uid, *lines):
    return CARD.format(name, uid, "".join(f"{line}\n" for line in lines))


MOBILE, OTHER = "TEL;TYPE=cell:+44 7700 900123", "TEL;TYPE=cell:+44 7700 900456"
MAIL = "EMAIL:noor.private@post.example"
NOOR = card("Noor Tamm", "n1", MOBILE)
KASK = card("Noor Kask", "t1", MAIL)
BOTH = card("Noor Tamm", "b1", MOBILE, MAIL)
OTHERS = "".join(card(f"{name} Pohl", name, f"EMAIL:{name}@pohl.example") for name in "ABC")


@pytest.fixture
def two(book, write):
    """A book in which two entries are two contacts: their ids by name."""
    book.add(write("a.vcf", NOOR + OTHERS), write("b.vcf", KASK), today=TODAY)
    ids = dict(zip(book.contacts["full_name"], book.contacts["contact_id"], strict=True))
    assert len(ids) == 5
    return ids


@pytest.mark.usefixtures("two")
def test_the_first_import_joins_nobody_who_was_there(book):
    assert len(book.joins()) == 0


def test_an_entry_that_joins_two_contacts_is_named_with_what_it_shares(book, two, write):
    book.add(write("c.vcf", BOTH), today=TODAY)
    (row,) = book.joins().to_dict("records")
    other = {two["Noor Tamm"], two["Noor Kask"]} - {row["contact_id"]}
    assert row["text"].startswith("joined with N")
    assert f"({other.pop()}): by vcard:uid:b1, with " in row["text"]
    assert "phone same mobile (+447700900123)" in row["text"]
    assert "e-mail same (noor.private@post.example)" in row["text"]
    assert book.show("Noor Tamm")["happened"] == [(row["at"][:10], row["text"])]
    assert book.joins([1]).empty


@pytest.mark.usefixtures("two")
def test_an_edit_that_joins_two_contacts_is_told_by_what_they_share(book, write):
    book.add(write("b (1).vcf", card("Noor Tamm", "t1", MAIL, MOBILE)), today=TODAY)
    (row,) = book.joins().to_dict("records")
    assert "): phone same mobile (+447700900123); " in row["text"]


@pytest.mark.usefixtures("two")
def test_an_entry_that_is_gone_parts_what_it_held_together(book, write):
    file = write("c.vcf", BOTH + card("D Pohl", "D", "EMAIL:d@pohl.example"))
    book.add(file, today=TODAY)
    book.add(write("c (1).vcf", card("D Pohl", "D", "EMAIL:d@pohl.example")), today=TODAY)
    if len(book.contacts) == 6:
        told = book.joins([3])["text"].to_list()
        assert len(told) == 2
        assert all("vcard:uid:b1 is gone, which was with both" in text for text in told)


def test_an_edit_that_parts_two_entries_tells_what_differs(book, write):
    book.add(write("a.vcf", BOTH + OTHERS), today=TODAY)
    book.add(write("b.vcf", card("Noor Tamm", "x1", MOBILE)), today=TODAY)
    assert len(book.contacts) == 4
    moved = card("Urmas Kask", "x1", OTHER, "EMAIL:urmas@kask.example")
    book.add(write("b (1).vcf", moved), today=TODAY)
    assert len(book.contacts) == 5
    texts = dict(zip(book.joins()["contact_id"], book.joins()["text"], strict=True))
    assert set(texts) == {book.find("Noor Tamm"), book.find("Urmas Kask")}
    assert all("different" in text for text in texts.values())


@pytest.mark.usefixtures("two")
def test_the_owner_s_word_is_told_as_such_and_its_undoing(book):
    book.same("Noor Tamm", "Noor Kask")
    (text,) = book.joins()["text"]
    assert text.endswith("): you said so")
    book.undo()
    assert book.joins([3]).empty
    assert book.show("Noor Tamm")["happened"] == []
    book.same("Noor Tamm", "Noor Kask")
    book.split("Noor Tamm", [["vcard:uid:t1"]])
    told = book.joins([5])["text"].to_list()
    assert len(told) == 2
    assert all(text.endswith("): you said so") for text in told)
