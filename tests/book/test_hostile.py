"""A book that somebody else wrote in is an error of one line, whatever is asked."""

import sqlite3

import pytest

import netmerge as nm
from tests.book.conftest import ADA, ALAN, GRACE, connections

DEEP = "replace(hex(zeroblob(60000)), '00', '[')"
SAID = "INSERT INTO said (contact_id, field, value, since) SELECT contact_id, {}, 1 FROM contacts"
NOTE = "INSERT INTO notes (note, contact_id, day, text, since) VALUES (9, 'x', {}, 'word', 1)"
SETTING = "INSERT INTO settings (name, value, since) VALUES ({}, 1)"

WRITTEN = (
    f"UPDATE versions SET emails = {DEEP}",
    "UPDATE versions SET extra = replace(hex(zeroblob(60000)), '00', '{\"a\":')",
    "UPDATE versions SET entry = NULL, fingerprint = NULL",
    "UPDATE holdings SET as_of = '31 Feb'",
    "UPDATE members SET contact_id = NULL",
    "UPDATE members SET version_id = NULL, fingerprint = NULL",
    "INSERT INTO ids (old_id, contact_id, since) VALUES ('a', 'b', 1), ('b', 'a', 1)",
    "UPDATE network SET input_id = 999",
    "UPDATE reckoned SET owner = '[1, 2]'",
    "UPDATE reckoned SET owner = 'no JSON'",
    "UPDATE reckoned SET owner = '{\"names\": 5}'",
    NOTE.format("'no day'"),
    NOTE.format("NULL"),
    SAID.format("'snoozed_until', 'soon'"),
    SAID.format("'emails', '{\"a\": 1}'"),
    SAID.format("'birthday', NULL"),
    SETTING.format("'region', '{'"),
    SETTING.format("'region', '5'"),
    SETTING.format("'unheard of', '1'"),
    "UPDATE snapshots SET name = 'happened' WHERE name = 'contacts'",
    "UPDATE snapshots SET arrow = substr(arrow, 1, 100)",
    "UPDATE events SET at = NULL, command = NULL",
    "DELETE FROM inputs",
    "DELETE FROM versions",
    "DROP TABLE members",
    "CREATE TABLE unheard_of (x)",
)

ASKED = (
    lambda book: book.contacts,
    lambda book: book.due(),
    lambda book: book.network(),
    lambda book: book.show("Ada Byron"),
    lambda book: book.search("ad"),
    lambda book: book.changes(),
    lambda book: book.log(),
    lambda book: book.note("Ada Byron", "a word"),
    lambda book: book.same("Ada Byron", "Alan Mathison"),
    lambda book: book.add(book.path.with_name("b.csv")),
    lambda book: book.undo(),
)


@pytest.mark.parametrize("written", WRITTEN)
def test_whatever_stands_in_a_book_is_an_error_of_one_line_at_most(path, write, written):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA, GRACE)))
    path.with_name("b.csv").write_text(connections(ADA, ALAN), "utf-8")
    with sqlite3.connect(path) as hostile:
        hostile.execute(written)
    hostile.close()
    told = []
    for asked in ASKED:
        try:
            with nm.Book(path) as book:
                asked(book)
        except nm.NetmergeError as error:
            told.append(error)
    assert all(len(str(error)) < 600 and "\n" not in error.message for error in told)
