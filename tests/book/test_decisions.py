"""What the owner said of pairs: given back as a file, kept, not asked again."""

import pandas as pd
import pytest

import netmerge as nm
from netmerge.book.given import read_decisions
from tests.book.conftest import TODAY

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nN:{};{};;;\nUID:{}\nEMAIL:{}\nORG:{}\nEND:VCARD\n"

PHONE = (
    ("Björn Åkesson", "Åkesson", "Björn", "p1", "bjorn@akesson.example", "Fjord AB"),
    ("María del Mar Ortiz", "Ortiz", "María del Mar", "p2", "mar@ortiz.example", "Puerto SA"),
    ("Wanjiru Kamau", "Kamau", "Wanjiru", "p3", "wanjiru@savanna.example", "Savanna Ltd"),
    ("Liu Yang", "Liu", "Yang", "p4", "yang@liu.example", "Bridge Co"),
)
TABLET = (
    ("Bjorn Akesson", "Akesson", "Bjorn", "t1", "info@elsewhere.example", "Glacier AS"),
    ("Mar Ortiz", "Ortiz", "Mar", "t2", "m.ortiz@other.example", ""),
    ("W. Kamau", "Kamau", "W.", "t3", "kamau@third.example", ""),
    ("Yang Liu", "Yang", "Liu", "t4", "liu@fourth.example", "Tunnel Co"),
)
"""People who never were: the same or not, nobody but the owner knows."""


@pytest.fixture
def books(write):
    """A telephone's and a tablet's address books."""
    named = (("phone.vcf", PHONE), ("tablet.vcf", TABLET))
    return [write(name, "".join(CARD.format(*row) for row in rows)) for name, rows in named]


def asked(network):
    """The questions, each as the set of its two records."""
    table = network.questions("all")
    return {frozenset(pair) for pair in zip(table["record_a"], table["record_b"], strict=True)}


def filled(network, word):
    """All questions with the same answer, as a person fills them in."""
    return network.questions("all").assign(decision=word)


@pytest.mark.parametrize("word", ["same", "different", " Same ", "DIFFERENT"])
def test_what_was_answered_is_kept_and_not_asked_again(book, books, word):
    network = book.add(*books, today=TODAY)
    questions = filled(network, word)
    assert len(questions) >= 3
    assert book.decide(questions) == ()
    again = book.network(TODAY)
    assert not asked(again) & asked(network)
    one = len(PHONE) if word.strip().casefold() == "same" else len(PHONE) + len(TABLET)
    assert len(book.contacts) == one


def test_an_answer_holds_for_later_imports(book, books, write):
    network = book.add(*books, today=TODAY)
    book.decide(filled(network, "same"))
    more = CARD.format("Noa Levi", "Levi", "Noa", "t5", "noa@levi.example", "")
    book.add(write("tablet (1).vcf", books[1].read_text("utf-8") + more), today=TODAY)
    assert len(book.contacts) == len(PHONE) + 1


def test_the_same_answers_again_are_no_event(book, books):
    questions = filled(book.add(*books, today=TODAY), "same")
    book.decide(questions)
    before = len(book.log())
    book.decide(questions)
    assert len(book.log()) == before


def test_the_last_word_counts(book, books):
    questions = filled(book.add(*books, today=TODAY), "same")
    book.decide(questions)
    book.decide(questions.assign(decision="different"))
    assert len(book.contacts) == len(PHONE) + len(TABLET)
    book.decide(questions)
    assert len(book.contacts) == len(PHONE)


def test_same_takes_back_what_was_said_of_other_records_of_the_two(book, books, write):
    twin = write("old phone.vcf", CARD.format(*PHONE[0][:3], "o1", *PHONE[0][4:]))
    book.add(*books, twin, today=TODAY)
    phone, tablet, old = (f"vcard:uid:{uid}" for uid in ("p1", "t1", "o1"))
    book.different(phone, tablet)
    book.same(old, tablet)
    held = {book.find(mail) for mail in ("bjorn@akesson.example", "info@elsewhere.example")}
    assert len(held) == 1


def test_answers_are_undone(book, books):
    network = book.add(*books, today=TODAY)
    before = book.contacts
    book.decide(filled(network, "same"))
    book.undo()
    assert book.contacts.equals(before)
    assert asked(book.network(TODAY)) == asked(network)


def test_answers_come_with_an_import(book, books):
    questions = filled(nm.reconcile(*books, today=TODAY), "same")
    book.add(*books, today=TODAY, decisions=questions)
    assert len(book.contacts) == len(PHONE)


def test_what_no_longer_applies_is_told(book, books):
    book.add(*books, today=TODAY)
    gone = pd.DataFrame(
        {"record_a": ["vcard:uid:gone"], "record_b": ["vcard:uid:p1"], "decision": ["same"]}
    )
    (told,) = book.decide(gone)
    assert "1 decision no longer applies" in told


@pytest.mark.parametrize(
    "text", ["record_a,record_b\na,b\n", "record_a,record_b,decision\na,b,yes\n"]
)
def test_a_file_of_no_decisions_is_an_error_that_names_it(write, text):
    path = write("review.csv", text)
    with pytest.raises(nm.NetmergeError, match=r"review\.csv: .*decision"):
        read_decisions(path)


def test_wrong_decisions_leave_the_book_as_it_was(book, books):
    questions = filled(book.add(*books, today=TODAY), "perhaps")
    before = book.contacts, len(book.log())
    with pytest.raises(nm.MatchError, match="perhaps"):
        book.decide(questions)
    assert book.contacts.equals(before[0])
    assert len(book.log()) == before[1]


def test_a_decision_whose_record_is_gone_is_told_once(book, books, write):
    book.add(*books, today=TODAY)
    book.same("vcard:uid:p1", "vcard:uid:t1")
    whole = books[1].read_text("utf-8")
    parts = [f"BEGIN:VCARD{card}" for card in whole.split("BEGIN:VCARD")[2:]]
    without = write("tablet (1).vcf", "".join(parts))
    (told,) = book.add(without, today=TODAY).links.warnings
    assert "1 decision no longer applies" in told
    more = CARD.format("Noa Levi", "Levi", "Noa", "n5", "noa@levi.example", "")
    assert book.add(write("other.vcf", more), today=TODAY).links.warnings == ()
    with pytest.raises(nm.MatchError, match=r"gone since|Nobody here"):
        book.find("info@elsewhere.example")
    back = write("tablet (2).vcf", whole + more.replace("n5", "t6"))
    assert book.add(back, today=TODAY).links.warnings == ()
    assert book.find("info@elsewhere.example") == book.find("bjorn@akesson.example")
