"""A process that is killed while it writes leaves the book before or after, and so
does a disk that is full.
"""

import random
import signal
import subprocess
import sys
import time

import pytest

import netmerge as nm
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections

KILLS = 20
OWN = ("members", "notes", "network", "said", "ids")


def whole(path):
    """See that a book is sound, and that what it shows is what it holds."""
    with nm.Book(path) as book:
        assert book.damages() == []
        shown = set(book.contacts["contact_id"])
        held = book._store.rows("SELECT DISTINCT contact_id FROM members WHERE until IS NULL")
        assert shown == {contact for (contact,) in held}
        last = book.log()["event"].max()
        for table in OWN:
            assert (book._store.one(f"SELECT max(since) FROM {table}") or 0) <= last
        book.note("Ada Byron", "still here", on="2026-10-02")
        book.undo()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_book_whose_writer_is_killed_is_whole(path, write):
    one, two = write("b.csv", connections(ADA, ALAN)), write("c.csv", connections(ADA, GRACE))
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)), today=TODAY)
    chance = random.Random(7)
    for _ in range(KILLS):
        work = [sys.executable, "-m", "tests.book.killed", *map(str, (path, one, two))]
        with subprocess.Popen(work, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(chance.uniform(0, 1.2))
            process.send_signal(signal.SIGKILL)
        whole(path)


def test_a_full_disk_is_an_error_that_says_so_and_the_book_is_as_it_was(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)), today=TODAY)
        before = book.contacts, len(book.log())
        pages = book._store.one("PRAGMA page_count")
        book._store.run(f"PRAGMA max_page_count = {pages}")
        many = [(f"Nina{n}", f"Berg{n}", f"n{n}@berg.example", "Berg", "") for n in range(200)]
        with pytest.raises(nm.BookError, match="is full"):
            book.add(write("b.csv", connections(*many)), today=TODAY)
        book._store.run("PRAGMA max_page_count = 1000000")
        assert book.contacts.equals(before[0])
        assert len(book.log()) == before[1]
    whole(path)
