"""A disk that fails at any write, flush or rename: one error, the book as it was, the
files of one run.
"""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

import netmerge as nm
from netmerge.book import store
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections

FILES = ("contacts.csv", "records.csv", "due.csv")


@pytest.fixture
def folder(path, write):
    """The folder of a run with its book."""
    with nm.Book(path) as book:
        book.merge(
            write("a.csv", connections(ADA)),
            then=lambda made: made.writing(path.parent),
            today=TODAY,
        )
    return path.parent


def merge(folder, write):
    """Next month's run."""
    file = write("b.csv", connections(ADA, ALAN, GRACE))
    with nm.Book(folder) as book:
        book.merge(file, then=lambda made: made.writing(folder), today=TODAY)


def state(folder):
    """What the book holds, and what the files say, of whom."""
    with nm.Book(folder) as book:
        assert book.damages() == []
        held = sorted(book.contacts["contact_id"]), len(book.log())
    return held, [(folder / name).read_bytes() for name in FILES]


def fails_at(monkeypatch, module, name, number, code):
    """Have the call of this number, and all later ones, fail as a disk does; how many
    there were.
    """
    real, calls = getattr(module, name), []

    def failing(*args, **extra):
        calls.append(args)
        if len(calls) >= number:
            raise OSError(code, os.strerror(code))
        return real(*args, **extra)

    monkeypatch.setattr(module, name, failing)
    return calls


@pytest.mark.parametrize(
    ("module", "name", "number", "code"),
    [
        (os, "fsync", 1, errno.ENOSPC),
        (os, "fsync", 8, errno.EIO),
        (os, "open", 1, errno.EIO),
        (os, "open", 8, errno.ENOSPC),
        (Path, "chmod", 4, errno.EIO),
    ],
)
def test_what_fails_before_the_files_are_there_changes_nothing(
    folder, write, monkeypatch, module, name, number, code
):
    before, left = state(folder), set(folder.iterdir())
    with monkeypatch.context() as patch:
        calls = fails_at(patch, module, name, number, code)
        with pytest.raises(nm.WriteError, match=os.strerror(code)) as told:
            merge(folder, write)
    assert len(calls) >= number
    assert "\n" not in told.value.message
    assert state(folder) == before
    assert set(folder.iterdir()) == left


@pytest.mark.parametrize("number", [1, 2, 8])
def test_renames_that_fail_leave_the_old_files_or_are_made_up_for(
    folder, write, monkeypatch, number
):
    before = state(folder)
    with monkeypatch.context() as patch:
        fails_at(patch, Path, "replace", number, errno.EIO)
        with pytest.raises(nm.WriteError):
            merge(folder, write)
    held, files = state(folder)
    merge(folder, write)
    assert (held, files == before[1]) == (state(folder)[0], number == 1)


@pytest.mark.parametrize("number", [1, 3])
def test_a_rename_that_fails_once_is_made_again(folder, write, monkeypatch, number):
    real, calls = Path.replace, []

    def failing(path, target):
        calls.append(path)
        if len(calls) == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        merge(folder, write)
    assert b"Grace" in (folder / "contacts.csv").read_bytes()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


class Full(sqlite3.Connection):
    """A book that can be written to, and not be kept."""

    def execute(self, sql, *values):
        if sql == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, *values)


def test_where_the_book_cannot_be_kept_the_files_stay(folder, write, monkeypatch):
    before, left = state(folder), set(folder.iterdir())
    real = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(
            store.sqlite3, "connect", lambda *args, **extra: real(*args, factory=Full, **extra)
        )
        with pytest.raises(nm.BookError, match="disk is full"):
            merge(folder, write)
    assert state(folder) == before
    assert set(folder.iterdir()) == left


class Tiny(sqlite3.Connection):
    """A book on a disk without room."""

    def execute(self, sql, *values):
        if sql.startswith("PRAGMA journal_mode"):
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *values)


def test_of_a_book_that_cannot_be_made_nothing_is_left(tmp_path, write, monkeypatch):
    file, real = write("a.csv", connections(ADA)), sqlite3.connect
    place = tmp_path / "new"
    monkeypatch.setattr(
        store.sqlite3, "connect", lambda *args, **extra: real(*args, factory=Tiny, **extra)
    )
    with nm.Book(place) as book, pytest.raises(nm.BookError, match="disk I/O error"):
        book.merge(file, today=TODAY)
    assert not list(place.iterdir())
