"""The events of a book → what was done, when, and to whom."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from netmerge.book.store import Store, now

MONTHS_AGO = 200
"""Days after which another job is no news."""

ADDED, MERGED = "add", "merge"
"""Commands that bring inputs."""

_COLUMNS = ("event", "at", "command", "cause", "undone_by")
_OF_CONTACTS = ("members", "said", "notes")


def log(store: Store, limit: int | None, contact: str | None) -> pd.DataFrame:
    """The events, the latest first; of a contact those that touched it."""
    rows = store.rows("SELECT id, at, command, cause, undone_by FROM events ORDER BY id DESC")
    if contact is not None:
        touching = ["SELECT event FROM log WHERE contact_id = ?1"]
        touching += [
            f"SELECT {end} FROM {table} WHERE contact_id = ?1"
            for table in _OF_CONTACTS
            for end in ("since", "until")
        ]
        own = {event for (event,) in store.rows(" UNION ".join(touching), (contact,))}
        rows = [row for row in rows if row[0] in own]
    return pd.DataFrame(rows[:limit], columns=list(_COLUMNS)).astype({"undone_by": "Int64"})


def what_happened(store: Store) -> pd.DataFrame:
    """Which contacts were joined and parted, and on which evidence, the latest first:
    event, at, contact_id, text, undone_by.
    """
    sql = (
        "SELECT event, at, contact_id, text, undone_by FROM log JOIN events ON event = events.id "
        "ORDER BY event DESC, log.rowid"
    )
    columns = ["event", "at", "contact_id", "text", "undone_by"]
    return pd.DataFrame(store.rows(sql), columns=columns).astype({"undone_by": "Int64"})


def last(store: Store) -> int:
    """The last event; 0 for none."""
    return int(store.one("SELECT max(id) FROM events") or 0)


def before(store: Store, day: dt.date | None) -> int:
    """The last event before a day, or before the last import where none is given."""
    if day is not None:
        sql = "SELECT coalesce(max(id), 0) FROM events WHERE at < ?"
        return int(store.one(sql, (day.isoformat(),)))
    sql = "SELECT max(id) FROM events WHERE command IN (?, ?) AND undone_by IS NULL"
    return max(int(store.one(sql, (ADDED, MERGED)) or 0) - 1, 0)


def months_ago(store: Store) -> int:
    """The last event of some months ago, or else the first import; 0 for none."""
    day = dt.date.fromisoformat(now()[:10]) - dt.timedelta(MONTHS_AGO)
    sql = "SELECT min(id) FROM events WHERE command IN (?, ?) AND undone_by IS NULL"
    return before(store, day) or int(store.one(sql, (ADDED, MERGED)) or 0)
