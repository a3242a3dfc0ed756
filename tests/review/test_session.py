"""A session walks through the questions of a book, driven by a script."""

import time

import pytest

import netmerge as nm
from netmerge.review import Session
from netmerge.review.question import AGREES, ALONE, DIFFERS, Line, question
from tests.book.test_decisions import CARD, PHONE, TABLET

TODAY = "2026-11-01"


@pytest.fixture
def books(tmp_path):
    """A telephone's and a tablet's address books."""
    paths = tmp_path / "phone.vcf", tmp_path / "tablet.vcf"
    for path, people in zip(paths, (PHONE, TABLET), strict=True):
        path.write_text("".join(CARD.format(*row) for row in people), "utf-8")
    return paths


@pytest.fixture
def book(tmp_path, books):
    with nm.Book(tmp_path / "network") as book:
        book.add(*books, today=TODAY)
        yield book


def asked(session):
    """All questions that are left, skipped one after the other."""
    found = []
    while one := session.question:
        found.append(frozenset((one.records_a[0], one.records_b[0])))
        session.skip()
    for _ in found:
        session.undo()
    return found


@pytest.mark.parametrize(
    ("word", "contacts"), [("same", len(PHONE)), ("different", 2 * len(PHONE))]
)
def test_every_answer_is_kept_and_the_contacts_follow_at_the_end(book, word, contacts):
    with Session(book, "all") as session:
        total = session.left
        while session.question:
            session.answer(word)
        assert (session.answered, session.left) == (total, 0)
    assert len(book.contacts) == contacts
    assert Session(book, "all").question is None


def test_a_session_is_resumed_where_it_was_left(book):
    first = Session(book, "all")
    every = asked(first)
    first.answer("different")
    resumed = asked(Session(book, "all"))
    assert set(resumed) == set(every[1:])


def test_answers_of_a_session_that_broke_off_are_settled_by_the_next(book):
    Session(book, "all").answer("different")
    before = len(book.contacts)
    with Session(book, "all"):
        pass
    assert len(book.contacts) == before + 1


def test_undo_takes_the_last_answer_or_skip_back(book):
    session = Session(book, "all")
    every = asked(session)
    session.answer("same")
    session.skip()
    assert [session.undo(), session.undo(), session.undo()] == [True, True, False]
    assert asked(session) == every
    assert book.decisions.empty


def test_an_answer_takes_no_time(book):
    session = Session(book, "all")
    began = time.perf_counter()
    session.answer("same")
    assert time.perf_counter() - began < 0.1 * 5  # of a machine that does other things


def test_another_word_is_refused(book):
    with pytest.raises(nm.SettingsError, match="perhaps"):
        Session(book, "all").answer("perhaps")


def test_what_an_answer_implies_is_not_asked(book, tmp_path):
    third = tmp_path / "desk.vcf"
    third.write_text(
        CARD.format("B. Åkesson", "Åkesson", "B.", "d1", "b@desk.example", ""), "utf-8"
    )
    book.add(third, today=TODAY)
    session = Session(book, "all")
    while session.question:
        session.answer("same")
    session.finish()
    assert len(book.contacts) == len(PHONE)


def test_an_answer_is_an_event_that_can_be_undone_later(book):
    before = book.contacts
    with Session(book, "all") as session:
        session.answer("different")
    assert len(book.contacts) == len(before) + 1
    book.undo()
    assert book.contacts.equals(before)


def test_what_differs_stands_first_and_the_outcome_is_told(book):
    one = Session(book, "all").question
    kinds = [line.agreement for line in one.lines]
    assert kinds.index(DIFFERS) < (kinds.index(ALONE) if ALONE in kinds else len(kinds))
    assert one.outcome == "They are one contact now. Different takes it apart: 1 entry and 1 entry."


def test_the_two_entries_of_which_the_evidence_speaks_are_named(book):
    session = Session(book, "all")
    asked = session.question
    network = book.network()
    names = dict(zip(network.records["record_key"], network.cleaned["full_name"], strict=True))
    assert session.likest == (names[asked.records_a[0]], names[asked.records_b[0]])


def test_what_both_sides_say_is_told_from_what_one_says():
    line = Line("e-mail", ("a@b.example", "c@d.example"), ("A@B.example",), AGREES)
    assert [line.is_on_both(text) for text in line.a] == [True, False]
    assert not line.is_all_on_both
    assert Line("company", ("Ärzte",), ("ARZTE",), AGREES).is_all_on_both


def test_the_outcome_of_joining_counts_what_the_contact_would_hold():
    row = {
        **{f"record_{side}": f"r{side}" for side in "ab"},
        **{f"records_{side}": [f"r{side}"] for side in "ab"},
        **{f"contact_id_{side}": f"c{side}" for side in "ab"},
        "emails_a": ["x@y.example"],
        "emails_b": ["x@y.example", "z@y.example"],
        "match_probability": 0.5,
        "reason": "",
        "company_a": "Ärzte",
        "company_b": "ARZTE",
    }
    found = question(row)
    assert found.outcome == "They are two contacts now. Same makes them one: 2 entries, 2 e-mails."
    assert {line.what: line.agreement for line in found.lines} == {
        "company": "same",
        "e-mail": "same",
    }
