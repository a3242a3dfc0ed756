"""A path → an open book: one SQLite file, whole at every moment, its owner's alone.

Writers go one at a time, and one that waits says so. What is read of a file
that somebody else may have made is only tables of the kind that we make: no
view, no trigger, nothing else is ever run.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netmerge.book.migrations import MIGRATIONS
from netmerge.book.tables import listed
from netmerge.errors import BookError
from netmerge.settings import BOOK_FILE

APPLICATION = 0x6E6D7267
"""`nmrg`, in the file's head: what tells a book from any SQLite file."""

PATIENCE = 600
"""Seconds that a writer waits for another one."""

BATCH = 20_000
"""Rows that are read at a time."""

LONGEST_VALUE = 1 << 28
"""Bytes."""

LONGEST_REASON = 200
"""Characters of an error's reason, which may quote the book."""

_NOT_OURS = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What goes wrong where a value is taken apart that is another than it should be;
Arrow's errors are among them.
"""

OLDEST_SQLITE = (3, 37)
"""The first with STRICT tables (November 2021)."""

_SMALLEST = 512
"""Bytes of SQLite's smallest page: nothing shorter is a database."""

_A_BOOK_OF_OURS = "Name the --out folder of a run, or a file that netmerge made."

_log = logging.getLogger(__name__)


def book_path(path: str | Path) -> Path:
    """The file of a book that is named by its folder, or by itself."""
    given = Path(path)
    return given if given.is_file() or given.suffix == Path(BOOK_FILE).suffix else given / BOOK_FILE


@dataclass(frozen=True)
class Store:
    """An open book: its path, the connection, for how long it waits for another one
    that writes (s), where it stands and which file of the disk it is.
    """

    path: Path
    connection: sqlite3.Connection
    patience: int = PATIENCE
    place: Path = field(init=False)
    file: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", self.path.absolute())
        object.__setattr__(self, "file", _file_at(self.place))

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, patience: int = PATIENCE) -> Store:
        """Open the book at a path, its folder or its file.

        With `create` it is made if it is not there. A book of an older version
        is brought to this one's. Raises BookError for what is no book, is
        damaged, or is of a newer version, with the way back.
        """
        file = book_path(path)
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise BookError(
                str(file),
                f"SQLite here is {sqlite3.sqlite_version}, and a book needs 3.37.",
                "Use a newer Python.",
            )
        is_new = not file.exists()
        if is_new:
            if not create:
                hint = "netmerge merge INPUT… --out DIR makes one, and so does netmerge add INPUT…"
                raise BookError(str(file), "There is no book.", hint)
            _make(file)
        elif 0 < file.stat().st_size < _SMALLEST:
            # SQLite takes what is shorter than its header for nothing, and writes over it
            raise BookError(str(file), "This is no book.", _A_BOOK_OF_OURS)
        _complete(file.parent)
        with _as_book_error(file):
            connection = sqlite3.connect(file, isolation_level=None, timeout=PATIENCE)
            try:
                _guard(connection)
                store = cls(file, connection, patience)
                store.prepare()
            except BaseException:
                connection.close()
                if is_new:
                    _remove(file)
                raise
        return store

    @property
    def state(self) -> tuple[int, int]:
        """What is another after any change of the book, by whomever."""
        return int(self.one("PRAGMA data_version")), self.connection.total_changes

    def check_in_place(self) -> None:
        """Raise BookError where the book was moved, deleted or replaced since it was
        opened: what is written then is lost.
        """
        if _file_at(self.place) != self.file:
            problem = "The book that was opened is no longer here, or is another one."
            raise BookError(str(self.path), problem, "Open it again.")

    def discard(self) -> None:
        """Close the file and take it away, with what SQLite keeps beside it."""
        self.close()
        _remove(self.path)

    def prepare(self) -> None:
        """See that it is a book, and bring it to this version."""
        self._check_kind()
        self.connection.execute("PRAGMA journal_mode = WAL")
        self._migrate()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the book for this process, waiting for another one that writes to
        it; all that is changed then is changed, or nothing.
        """
        with _as_book_error(self.path):
            self.check_in_place()
            self._begin()
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the book, whatever others write meanwhile."""
        with _as_book_error(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a question gives, all rows."""
        with _as_book_error(self.path), closing(self.connection.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """What a question gives, some thousand rows at a time."""
        with _as_book_error(self.path):
            cursor = self.connection.execute(sql, values)
            while rows := cursor.fetchmany(BATCH):
                yield rows

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The one value that a question gives; None without a row."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change something; the number of the row that was added last."""
        with _as_book_error(self.path):
            return self.connection.execute(sql, values).lastrowid or 0

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({listed(columns)}) VALUES ({places})"
        with _as_book_error(self.path):
            self.connection.executemany(sql, rows)

    @contextmanager
    def parsing(self, what: str) -> Iterator[None]:
        """Take apart what stands in the book; BookError for what netmerge would not
        have written there.
        """
        try:
            yield
        except _NOT_OURS as error:
            short = str(error).splitlines()[0][:LONGEST_REASON] if str(error) else "it is empty"
            problem = f"What stands in {what} is no value of its kind: {short}."
            raise BookError(str(self.path), problem, "Use a backup.") from error

    def damages(self) -> list[str]:
        """What SQLite's own check finds wrong; nothing in a sound book."""
        found = [str(text) for (text,) in self.rows("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    def backup(self, target: str | Path) -> Path:
        """Copy the book as it is now to a file, while others may use it. Raises
        WriteError.
        """
        from netmerge.export.files import make_folder, replacing

        path = Path(target)
        make_folder(path.parent)
        with (
            replacing([path]) as (temporary,),
            _as_book_error(self.path),
            closing(sqlite3.connect(temporary)) as copy,
        ):
            self.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        return path

    def _begin(self) -> None:
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            self._wait()
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")

    def _wait(self) -> None:
        """Begin as soon as another one has written. Raises BookError when it takes
        longer than one is patient.
        """
        _log.warning("Another netmerge writes to %s: waiting for it.", self.path)
        self.connection.execute(f"PRAGMA busy_timeout = {self.patience * 1000}")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            problem = "Another netmerge writes to the book."
            raise BookError(str(self.path), problem, "Try again when it is done.") from error

    def _check_kind(self) -> None:
        """Raise BookError for a file of another program, or of a newer netmerge."""
        (application,) = self.rows("PRAGMA application_id")[0]
        empty = not self.one("SELECT count(*) FROM sqlite_schema")
        if application != APPLICATION and not empty:
            problem = "This is another program's database."
            raise BookError(str(self.path), problem, _A_BOOK_OF_OURS)
        version = self.version
        if version > len(MIGRATIONS):
            raise BookError(
                str(self.path),
                f"This book is of version {version}, and this netmerge knows {len(MIGRATIONS)}.",
                "Install a newer netmerge, or use a backup that an older one made.",
            )
        known = "('table', 'index')"
        # a virtual table is one without a page of its own
        wrong = f"type NOT IN {known} OR coalesce(rootpage, 0) = 0"
        odd = self.rows(f"SELECT name FROM sqlite_schema WHERE {wrong}")
        if odd:
            problem = f"It holds {odd[0][0]!r}, which no netmerge makes."
            raise BookError(str(self.path), problem, "Use a backup.")

    @property
    def version(self) -> int:
        """The last migration that was applied to the book."""
        (version,) = self.rows("PRAGMA user_version")[0]
        return int(version)

    def _migrate(self) -> None:
        """Bring the book to this version, each step in a transaction with its
        record.
        """
        while self.version < len(MIGRATIONS):
            with self.writing():
                version = self.version
                if version == len(MIGRATIONS):
                    return  # another process was first
                for statement in MIGRATIONS[version]:
                    self.run(statement)
                columns = ("version", "at")
                self.insert("migrations", columns, [(version + 1, now())])
                self.run(f"PRAGMA application_id = {APPLICATION}")
                self.run(f"PRAGMA user_version = {version + 1}")


def now() -> str:
    """This moment in UTC, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _make(file: Path) -> None:
    """An empty file that its owner alone may read; SQLite gives its journals the
    same mode.
    """
    from netmerge.export.files import FILE_MODE, make_folder

    make_folder(file.parent)
    with _as_book_error(file), suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))


def _file_at(path: Path) -> tuple[int, int]:
    """Which file of the disk stands at a path; none has the number 0."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino


def _complete(folder: Path) -> None:
    """Put the files of a run in their places whose renames were broken off."""
    if any(folder.glob(".netmerge.*.list")):
        from netmerge.export.staging import settled

        settled(folder)


def _remove(file: Path) -> None:
    """Take a book away, with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)


def _guard(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "synchronous = FULL",
        "foreign_keys = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _as_book_error(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        hint = "See that there is room and that the file may be written."
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.OperationalError
        ):
            hint = "Use a backup; netmerge doctor says what is wrong."
        raise BookError(str(file), f"The book cannot be used: {error}.", hint) from error
