"""What changed, when, and by which event → the present state, and any event
undone.

A row of state holds from one event to another. An event is undone by ending
what began with it and reopening what it ended; what a later event rests on
cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from netmerge.book.store import Store, now
from netmerge.book.tables import STATE, TABLES, BookTable, listed
from netmerge.errors import BookError

UNDO = "undo"

_LAST_NUMBER = 2**63 - 1
"""What SQLite holds in a number; a longer one is an error of its own."""

MAY_BE_EMPTY = ("channel", "gave")
"""Columns of the tables of state in which a row may hold nothing."""


def begin(store: Store, command: str, cause: str) -> int:
    """A new event, which changes what is changed with its number."""
    sql = "INSERT INTO events (at, command, cause) VALUES (?, ?, ?)"
    return store.run(sql, (now(), command, cause))


def present(store: Store, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table of state that hold, without `since` and `until`."""
    columns = listed(TABLES[table].own)
    sql = f"SELECT {columns} FROM {table} WHERE until IS NULL ORDER BY rowid"
    rows = store.rows(sql)
    for place, name in enumerate(TABLES[table].own):
        if name not in MAY_BE_EMPTY and any(row[place] is None for row in rows):
            problem = f"In {table} there is a row without {name}."
            raise BookError(str(store.path), problem, "Use a backup.")
    return rows


def put(store: Store, table: str, rows: Iterable[Sequence[Any]], event: int) -> int:
    """Have these rows hold from an event on; how many were not there before.

    A row that holds already is left alone, and one with the same key and other
    values ends.
    """
    known = TABLES[table]
    width = len(known.key)
    now_there = {row[:width]: row for row in present(store, table)}
    new = [tuple(row) for row in rows if now_there.get(tuple(row[:width])) != tuple(row)]
    end(store, table, [row[:width] for row in new if row[:width] in now_there], event)
    _open(store, known, new, event)
    return len(new)


def replace(store: Store, table: str, rows: Iterable[Sequence[Any]], event: int) -> int:
    """Have these rows hold and no others; how many were not there before."""
    width = len(TABLES[table].key)
    wanted = [tuple(row) for row in rows]
    keys = {row[:width] for row in wanted}
    gone = [row[:width] for row in present(store, table) if row[:width] not in keys]
    end(store, table, gone, event)
    return put(store, table, wanted, event)


def end(store: Store, table: str, keys: Iterable[Sequence[Any]], event: int) -> None:
    """Have the rows with these keys hold no longer."""
    where = " AND ".join(f"{name} = ?" for name in TABLES[table].key)
    sql = f"UPDATE {table} SET until = ? WHERE {where} AND until IS NULL"
    store.connection.executemany(sql, [(event, *key) for key in keys])


def undo(store: Store, event: int) -> int:
    """Undo an event by another one, whose number is returned.

    Raises BookError where there is no such event, it was undone, or, naming it, a
    later event rests on what this one changed.
    """
    path = str(store.path)
    sql = "SELECT command, cause, undone_by FROM events WHERE id = ?"
    known = store.rows(sql, (event,)) if 0 < event <= _LAST_NUMBER else []
    if not known:
        hint = "netmerge log lists what was done."
        raise BookError(path, f"There is no event {event or 'yet'} to undo.", hint)
    ((command, cause, undone),) = known
    if undone is not None or command == UNDO:
        problem = f"Event {event} ({command}: {cause}) cannot be undone again."
        raise BookError(path, problem, "Do once more what you wanted.")
    for table in STATE:
        _check_free(store, table, event)
    undoing = begin(store, UNDO, f"{event} ({command}: {cause})")
    for table in STATE:
        store.run(
            f"UPDATE {table.name} SET until = ? WHERE since = ? AND until IS NULL",
            (undoing, event),
        )
        store.run(f"UPDATE {table.name} SET until = NULL WHERE until = ?", (event,))
    store.run("UPDATE events SET undone_by = ? WHERE id = ?", (undoing, event))
    return undoing


def changed(store: Store, event: int) -> bool:
    """Whether an event changed any state."""
    return any(
        store.rows(
            f"SELECT 1 FROM {table.name} WHERE since = ? OR until = ? LIMIT 1",
            (event, event),
        )
        for table in STATE
    )


def forget(store: Store, event: int) -> None:
    """Take back an event that changed nothing, as if it had not been begun."""
    store.run("DELETE FROM events WHERE id = ?", (event,))


def last_event(store: Store) -> int:
    """The last event that was not undone and does not itself undo one; 0 for none."""
    sql = "SELECT max(id) FROM events WHERE undone_by IS NULL AND command <> ?"
    return int(store.one(sql, (UNDO,)) or 0)


def _open(store: Store, table: BookTable, rows: Iterable[Sequence[Any]], event: int) -> None:
    store.insert(table.name, (*table.own, "since"), [(*row, event) for row in rows])


def _check_free(store: Store, table: BookTable, event: int) -> None:
    """Raise BookError if what an event changed in a table has changed since."""
    same = " AND ".join(f"later.{name} = mine.{name}" for name in table.key)
    later = store.one(
        f"SELECT min(later.since) FROM {table.name} mine "
        f"JOIN {table.name} later ON {same} AND later.since > ? "
        "WHERE mine.until = ? AND later.until IS NULL",
        (event, event),
    )
    ended = store.one(
        f"SELECT min(until) FROM {table.name} WHERE since = ? AND until > since",
        (event,),
    )
    dependent = min((number for number in (later, ended) if number), default=None)
    if dependent is None:
        return
    ((command, cause),) = store.rows("SELECT command, cause FROM events WHERE id = ?", (dependent,))
    raise BookError(
        str(store.path),
        f"Event {event} cannot be undone: event {dependent} ({command}: {cause}) rests on it.",
        f"Undo that one first: netmerge undo {dependent}.",
    )
