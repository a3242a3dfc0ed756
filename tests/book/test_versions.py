"""A book of every earlier version opens in this one with what it held.

Each `versions/N.sql` is the dump of a book that netmerge of that version made; with a
new migration comes the dump of a book of the version before it.
"""

import sqlite3
from pathlib import Path

import pytest

import netmerge as nm
from netmerge.book.migrations import MIGRATIONS

DUMPS = sorted(Path(__file__).parent.joinpath("versions").glob("*.sql"))


def schema(path):
    """What SQLite knows of a file's tables and indices."""
    with sqlite3.connect(path) as book:
        found = book.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    book.close()
    return sorted(found)


def test_there_is_a_book_of_every_earlier_version():
    assert [int(path.stem) for path in DUMPS] == list(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_an_earlier_book_holds_in_this_version_what_it_held(path, dump):
    path.parent.mkdir()
    with sqlite3.connect(path) as earlier:
        earlier.executescript(dump.read_text("utf-8"))
    earlier.close()
    with nm.Book(path) as book:
        contacts = book.contacts.set_index("full_name")
        assert list(contacts.index) == ["Ada Byron", "Grace Amazing", "Noor Haddad"]
        assert contacts["title"].tolist() == ["Director", "Admiral", "Weaver"]
        assert contacts["circle"]["Noor Haddad"] == "friends"
        assert book.find("augusta@king.example") == contacts["contact_id"]["Ada Byron"]
        due = book.due("2026-11-01").set_index("full_name")
        assert due["days_since"]["Ada Byron"] == 12
        assert "Grace Amazing" not in due.index
        commands = ["never", "circle", "note", "same", "add", "add"]
        assert book.log()["command"].tolist() == commands
        assert book.network("2026-11-01").contacts["contact_id"].tolist() == list(
            contacts["contact_id"]
        )
        assert [book.undo() for _ in range(4)] == [6, 5, 4, 3]
        assert "Augusta King" in list(book.contacts["full_name"])
        assert book.damages() == []
    new = path.with_name("new.db")
    with nm.Book(new) as book:
        book.log()
    assert schema(path) == schema(new)
