"""An id is its contact's for ever: it comes back with them, and leads to whoever
they are part of.
"""

import datetime as dt

import pytest

import netmerge as nm
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections


def ids(book):
    return dict(zip(book.contacts["full_name"], book.contacts["contact_id"], strict=True))


def test_an_import_that_is_undone_and_made_again_gives_the_same_ids(book, write):
    file = write("a.csv", connections(ADA, GRACE))
    book.add(file)
    before = ids(book)
    book.undo()
    book.add(file)
    assert ids(book) == before


def test_who_was_joined_and_is_parted_again_has_their_own_id(book, write):
    book.add(write("a.csv", connections(ADA, GRACE)))
    before = ids(book)
    keys = [book.show(name)["entries"][0]["record_key"] for name in before]
    book.same(*before)
    book.different(*keys)
    assert ids(book) == before
    assert {name: book.find(known) for name, known in before.items()} == before


def test_who_is_gone_and_comes_back_has_their_own_id(book, write):
    book.add(write("a.csv", connections(ADA, GRACE, ALAN)))
    before = ids(book)
    book.add(write("a (1).csv", connections(ADA, ALAN).replace("2021", "2022")))
    assert "Grace Amazing" not in ids(book)
    book.add(write("a (2).csv", connections(ADA, ALAN, GRACE).replace("2021", "2023")))
    assert ids(book) == before


def test_who_comes_back_as_part_of_another_is_found_by_their_id(book, write):
    book.add(write("a.csv", connections(ADA, GRACE, ALAN)))
    before = ids(book)
    book.same("Ada Byron", "Grace Amazing")
    kept = book.find("Ada Byron")
    book.add(write("a (1).csv", connections(ADA, ALAN).replace("2021", "2022")))
    assert book.find("Ada Byron") == kept
    book.add(write("a (2).csv", connections(ADA, ALAN, GRACE).replace("2021", "2023")))
    assert {book.find(before["Ada Byron"]), book.find(before["Grace Amazing"])} == {kept}


@pytest.mark.parametrize("text", ["Grace Amazing", "GRACE amazing", "grace@navy.example", None])
def test_who_is_gone_is_told_with_the_day(book, write, text):
    book.add(write("Connections.csv", connections(ADA, GRACE)), today=TODAY)
    gone = book.find("Grace Amazing")
    book.add(write("Connections (1).csv", connections(ADA, ALAN)), today=TODAY)
    day = dt.datetime.now(dt.UTC).date()
    with pytest.raises(nm.MatchError, match=rf"Grace Amazing \({gone}\), who is gone since {day}"):
        book.find(text or gone)
    with pytest.raises(nm.MatchError, match="Nobody here"):
        book.find("Nobody at all")
