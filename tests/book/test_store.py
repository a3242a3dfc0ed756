"""The file of a book: whose it is, what is refused, what is copied."""

import sqlite3

import pytest

import netmerge as nm
from netmerge.book.migrations import MIGRATIONS
from netmerge.book.tables import TABLES
from tests.book.conftest import ADA, TODAY, connections


def make(path):
    """An empty book."""
    with nm.Book(path) as book:
        book.log()


def test_a_folder_means_the_book_in_it(tmp_path, write):
    with nm.Book(tmp_path / "network") as book:
        book.add(write("a.csv", connections(ADA)))
    assert (tmp_path / "network" / "netmerge.db").is_file()


def test_the_book_that_the_environment_names_is_used_where_none_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("NETMERGE_BOOK", str(tmp_path / "mine.db"))
    with nm.Book() as book:
        assert book.path == tmp_path / "mine.db"


def test_a_book_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(nm.BookError, match="There is no book"):
        nm.Book(tmp_path, create=False)


def test_another_program_s_database_is_refused_untouched(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE places (url TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(nm.BookError, match="another program"):
        nm.Book(path)
    assert path.read_bytes() == before


def test_a_file_that_is_too_short_for_a_book_is_not_written_over(path):
    path.parent.mkdir()
    path.write_bytes(b"x")
    with pytest.raises(nm.BookError, match="no book"):
        nm.Book(path)
    assert path.read_bytes() == b"x"


def test_a_book_of_a_newer_version_is_refused_with_what_to_do(path):
    make(path)
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    with pytest.raises(nm.BookError, match="Install a newer netmerge"):
        nm.Book(path)


@pytest.mark.parametrize(
    "made",
    [
        "CREATE VIEW seen AS SELECT * FROM events",
        "CREATE TRIGGER pulled AFTER INSERT ON events BEGIN DELETE FROM events; END",
        "CREATE VIRTUAL TABLE found USING fts5(text)",
    ],
)
def test_a_book_with_a_view_a_trigger_or_a_virtual_table_is_refused(path, made):
    make(path)
    with sqlite3.connect(path) as hostile:
        hostile.execute(made)
    hostile.close()
    with pytest.raises(nm.BookError, match="which no netmerge makes"):
        nm.Book(path)


def test_a_damaged_file_is_refused_with_the_way_back(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 20_000)
    with pytest.raises(nm.BookError, match="backup"):
        nm.Book(path).contacts  # noqa: B018


def test_a_backup_is_the_book_as_it_is(path, tmp_path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
        copy = book.backup(tmp_path / "copy.db")
        with nm.Book(copy) as other:
            assert other.contacts.equals(book.contacts)
            assert other.damages() == []


def test_a_value_of_another_kind_is_an_error_that_names_the_column(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
    with sqlite3.connect(path) as hostile:
        hostile.execute("UPDATE versions SET emails = 'no list'")
    hostile.close()
    with nm.Book(path) as book, pytest.raises(nm.BookError, match="emails"):
        book.network()


def test_a_snapshot_of_another_kind_is_an_error_and_no_crash(path, write):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
    with sqlite3.connect(path) as hostile:
        hostile.execute("UPDATE snapshots SET arrow = x'ffffffff00000000aabbcc'")
    hostile.close()
    with nm.Book(path) as book, pytest.raises(nm.BookError, match="cannot be read"):
        book.contacts  # noqa: B018


def test_the_migrations_make_the_tables_that_are_declared(path):
    make(path)
    with sqlite3.connect(path) as made:
        for name, table in TABLES.items():
            columns = {
                column: kind for _, column, kind, *_ in made.execute(f"PRAGMA table_info({name})")
            }
            assert columns == {each: known.type for each, known in table.columns.items()}
    made.close()


def test_nothing_is_written_to_a_book_that_was_moved(path, tmp_path, write, monkeypatch):
    monkeypatch.chdir(tmp_path)
    moved = path.with_name("moved.db")
    with nm.Book(path.relative_to(tmp_path)) as book:
        book.add(write("a.csv", connections(ADA)))
        monkeypatch.chdir(path.parent)  # a notebook that goes elsewhere is no move
        book.note("Ada Byron", "lovely", on=TODAY)
        path.rename(moved)
        with pytest.raises(nm.BookError, match="no longer here"):
            book.note("Ada Byron", "lost", on=TODAY)
        path.write_bytes(moved.read_bytes())
        with pytest.raises(nm.BookError, match="is another one"):
            book.note("Ada Byron", "lost", on=TODAY)


def test_whoever_is_not_patient_is_told_that_another_one_writes(path, write, monkeypatch):
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)))
    monkeypatch.setattr(nm.Book, "patience", 0)
    with nm.Book(path) as book, nm.Book(path) as other, other._store.writing():
        with pytest.raises(nm.BookError, match="Another netmerge writes"):
            book.note("Ada Byron", "lovely", on=TODAY)
        assert len(book.log()) == 1
