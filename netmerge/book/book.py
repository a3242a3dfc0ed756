"""The book: a network that lasts, with its verbs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from netmerge import due as dues
from netmerge.book import changes, events, imports, load, people, reckon
from netmerge.book.decisions import DIFFERENT, SAME, decide
from netmerge.book.inputs import inputs
from netmerge.book.said import (
    NEVER,
    SNOOZED,
    as_value,
    out_of_the_list,
    present_ids,
    said,
)
from netmerge.book.store import Store
from netmerge.columns.chunks import arrow
from netmerge.errors import MatchError, SettingsError
from netmerge.interactions import Owner
from netmerge.network import Network
from netmerge.pipeline import read_keyed
from netmerge.schema import CHANGES
from netmerge.settings import Settings, as_date, book_named, resolve

ADDED, MERGED, NOTED = "add", "merge", "note"
REMADE = (ADDED, MERGED, SAME, DIFFERENT)
"""Commands after which the network is another."""

_KEPT_SETTINGS = ("region", "me")


class Book:
    """A network that lasts: one SQLite file, in which imports, decisions, notes and
    ids are kept, and every change can be undone.

    `path` is the file, or the folder of a run that it lies in; without one the
    book that NETMERGE_BOOK names, or the one in the user's data folder. It is
    made if it is not there. A book is a context: `with nm.Book("network") as
    book`. Raises BookError for a file that is no book or cannot be used.
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        self._store = Store.open(path if path is not None else book_named(), create=create)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was done is in it already."""
        self._store.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._store.path

    def add(self, *given: str | Path, **asked: Any) -> Network:
        """Put inputs on top of what the book holds, and reckon anew.

        What the book has already, by content, changes nothing; a newer export of
        an address book takes the place of its older one. `asked` are the
        arguments of `reconcile` that say how inputs are read (region, columns,
        me, today, progress). Returns the network. Raises ReadError,
        SettingsError and BookError, and then the book is as it was.
        """
        return self._take(given, ADDED, imports.add, asked)

    def merge(self, *given: str | Path, **asked: Any) -> Network:
        """Have the network be what these inputs say and no others, with the ids,
        decisions and notes that are in the book; as `add` otherwise.
        """
        return self._take(given, MERGED, imports.replace_all, asked)

    def network(
        self,
        today: dt.date | str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Network:
        """The whole network, matched anew, as of a day: the same tables as
        `reconcile` gives.
        """
        with self._store.reading():
            settings = self._settings(today=today)
            made = reckon.network(self._store, settings, progress or _silent)
            return reckon.as_said(self._store, made)

    @property
    def contacts(self) -> pd.DataFrame:
        """The contacts (CONTACTS) as last reckoned, with what the owner said; no
        pictures.
        """
        return self._told(as_date(None))[0]

    @property
    def interactions(self) -> pd.DataFrame:
        """What happened (HAPPENED), with the notes that were logged."""
        return self._told(as_date(None))[1]

    @property
    def sources(self) -> pd.DataFrame:
        """The files of which the network is made (SOURCES)."""
        with self._store.reading():
            return load.sources(self._store)

    @property
    def owner(self) -> Owner:
        """Whose network this is."""
        return reckon.owner_of(self._store)

    def due(
        self,
        today: dt.date | str | None = None,
        *,
        limit: int | None = None,
        circle: str | None = None,
        band: str | None = None,
        section: str | None = None,
        by: str = "section",
    ) -> pd.DataFrame:
        """Whom to write to as of a day (DUE), without those who are snoozed; see
        `Network.due`.
        """
        day = as_date(today)
        contacts, happened = self._told(day)
        with self._store.reading():
            contacts, records = load.with_names(self._store, contacts)
            sources = load.sources(self._store)
            hidden = out_of_the_list(self._store, day)
        wanted = contacts[~contacts["contact_id"].isin(hidden)].reset_index(drop=True)
        table = dues.due(wanted, happened, sources, day, self.owner, records)
        return dues.choose(table, circle=circle, band=band, section=section, by=by, limit=limit)

    def find(self, text: str) -> str:
        """The one contact that a name, an address or an id speaks of, an earlier id
        of theirs too.

        Raises MatchError where there is not just one, with those that may be
        meant.
        """
        return people.one(self.contacts, text, present_ids(self._store))

    def search(self, text: str, limit: int | None = None) -> pd.DataFrame:
        """The contacts (CONTACTS) that hold a text somewhere, whole words first,
        then beginnings of words, then words with a slip.
        """
        return people.search(self.contacts, text, limit)

    def show(self, contact: str) -> dict[str, Any]:
        """Everything that is known of one contact, as plain values: `contact` (its
        row), `entries` (what each source says, newest first), `said`, `notes`
        and `log`.
        """
        name = self.find(contact)
        contacts = self.contacts
        with self._store.reading():
            return {
                "contact": _row(contacts[contacts["contact_id"] == name]),
                "entries": [_given(row) for row in load.entries_of(self._store, name)],
                "said": [row[1:] for row in said(self._store) if row[0] == name],
                "notes": self._notes_of(name),
                "log": self.log(contact=name),
            }

    def changes(self, since: dt.date | str | None = None) -> pd.DataFrame:
        """Who has a new job, address or name, who is new and who is gone (CHANGES),
        since a day; since the last import but one unless given.
        """
        with self._store.reading():
            event = self._event_before(since)
            before = load.entries(self._store, event)
            after = load.entries(self._store, self._last_number())
            now = present_ids(self._store)
        moved = before["contact_id"].map(lambda name: now.get(name, name))
        before["contact_id"] = moved.astype(before["contact_id"].dtype)
        found = changes.compared(before, after)
        return self._named(found) if event else CHANGES.empty()

    def same(self, a: str, b: str) -> None:
        """Say that two contacts, or records by their keys, are one person."""
        self._decide(a, b, SAME)

    def different(self, a: str, b: str) -> None:
        """Say that two contacts, or records by their keys, are two people."""
        self._decide(a, b, DIFFERENT)

    def note(
        self,
        contact: str,
        text: str,
        *,
        on: dt.date | str | None = None,
        channel: str | None = None,
        gave: str | None = None,
    ) -> str:
        """Log a personal note that was written to a contact, and so set their clock
        back; who it was.
        """
        name, day = self.find(contact), as_date(on)
        if day > dt.date.today():
            raise SettingsError(f"{day} is yet to come.", "Log a note when it is written.")
        with self._store.writing():
            event = events.begin(self._store, NOTED, f"{name}: {text}")
            number = (self._store.one("SELECT max(note) FROM notes") or 0) + 1
            row = (number, name, day.isoformat(), channel, text, gave)
            events.put(self._store, "notes", [row], event)
        return name

    def set(self, contact: str, field: str, value: str) -> str:
        """Say that a column of a contact is this, whatever its sources say; several
        values are separated by ` ; `. Who it was.
        """
        return self._say(contact, field, as_value(field, value), "set", f"{field} = {value}")

    def circle(self, contact: str, circle: str) -> str:
        """Say which circle a contact is of; who it was."""
        return self._say(contact, "circle", as_value("circle", circle), "circle", circle)

    def snooze(self, contact: str, until: dt.date | str) -> str:
        """Leave a contact out of the due list until a day; who it was."""
        day = as_date(until)
        return self._say(contact, SNOOZED, day.isoformat(), "snooze", f"until {day}")

    def never(self, contact: str) -> str:
        """Leave a contact out of the due list for good; who it was."""
        return self._say(contact, NEVER, "yes", "never", "never in the due list")

    def log(self, limit: int | None = None, contact: str | None = None) -> pd.DataFrame:
        """What was done to the book, the latest first: event, at, command, cause,
        undone_by; of one contact (an id) only what speaks of it.
        """
        sql = "SELECT id, at, command, cause, undone_by FROM events ORDER BY id DESC"
        rows = self._store.rows(sql)
        if contact is not None:
            of_contact = "SELECT event FROM log WHERE contact_id = ?"
            for table in ("members", "said", "notes"):
                of_contact += f" UNION SELECT since FROM {table} WHERE contact_id = ?"  # noqa: S608
            own = {event for (event,) in self._store.rows(of_contact, (contact,) * 4)}
            rows = [row for row in rows if row[0] in own]
        columns = ("event", "at", "command", "cause", "undone_by")
        return pd.DataFrame(rows[:limit], columns=list(columns)).astype({"undone_by": "Int64"})

    def undo(self, event: int | None = None) -> int:
        """Undo an event, the last one unless given, so that the book is exactly as
        it was before; the number of the event undone.

        Raises BookError where there is none, or a later one rests on it.
        """
        with self._store.writing():
            number = event if event is not None else events.last_event(self._store)
            undoing = events.undo(self._store, number)
            if self._store.one("SELECT command FROM events WHERE id = ?", (number,)) in REMADE:
                self._reckon(undoing, self._settings())
        return number

    def backup(self, path: str | Path) -> Path:
        """Copy the book to a file, while others may use it. Raises WriteError."""
        return self._store.backup(path)

    def damages(self) -> list[str]:
        """What SQLite finds wrong with the file; nothing in a sound book."""
        return self._store.damages()

    def _take(
        self,
        given: Sequence[str | Path],
        command: str,
        into: Callable[..., None],
        asked: Mapping[str, Any],
    ) -> Network:
        say = asked.get("progress") or _silent
        wanted = {name: value for name, value in asked.items() if name != "progress"}
        settings = resolve(**wanted)
        say("Reading")
        imported = read_keyed(tuple(given), settings)
        with self._store.writing():
            names = ", ".join(Path(path).name for path in given)
            event = events.begin(self._store, command, names)
            say("Keeping what was read")
            kept = imports.keep(self._store, list(inputs(imported)), event)
            into(self._store, kept, event)
            self._keep_settings(wanted, event)
            now = self._settings(today=settings.today)
            if events.changed(self._store, event):
                return self._reckon(event, now, say)
            events.forget(self._store, event)
            return reckon.as_said(self._store, reckon.network(self._store, now, say))

    def _reckon(
        self, event: int, settings: Settings, say: Callable[[str], None] | None = None
    ) -> Network:
        """Make the derived tables anew, and the network with what the owner said."""
        made = reckon.network(self._store, settings, say or _silent)
        reckon.keep(self._store, made, event)
        return reckon.as_said(self._store, made)

    def _named(self, found: pd.DataFrame) -> pd.DataFrame:
        """Changes with the names of contacts as they go by now."""
        contacts = self.contacts
        names = dict(zip(contacts["contact_id"], contacts["full_name"], strict=True))
        each = zip(found["contact_id"], found["full_name"], strict=True)
        return CHANGES.frame({**found, "full_name": [names.get(one, name) for one, name in each]})

    def _keep_settings(self, asked: Mapping[str, Any], event: int) -> None:
        told = {name: asked[name] for name in _KEPT_SETTINGS if asked.get(name)}
        rows = [(name, json.dumps(value)) for name, value in told.items()]
        events.put(self._store, "settings", rows, event)

    def _settings(self, **asked: Any) -> Settings:
        """What the owner said once for all, and what is asked now."""
        kept = {name: json.loads(value) for name, value in events.present(self._store, "settings")}
        return resolve(**{**kept, **asked})

    def _told(self, day: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts and interactions as last reckoned, with what the owner said."""
        with self._store.reading():
            contacts, happened = load.contacts(self._store), load.happened(self._store)
            return reckon.with_words(self._store, contacts, happened, day)

    def _say(self, contact: str, field: str, value: str, command: str, cause: str) -> str:
        name = self.find(contact)
        with self._store.writing():
            event = events.begin(self._store, command, f"{name}: {cause}")
            events.put(self._store, "said", [(name, field, value)], event)
        return name

    def _decide(self, a: str, b: str, decision: str) -> None:
        left, right = self._records_of(a), self._records_of(b)
        if left == right:
            raise MatchError(
                f"{a} and {b} are one and the same contact.",
                "Name records by their keys, as netmerge show lists them.",
            )
        with self._store.writing():
            event = events.begin(self._store, decision, f"{a} and {b}")
            decide(self._store, left, right, decision, event)
            self._reckon(event, self._settings())

    def _records_of(self, text: str) -> list[str]:
        """The record of a key, or those of the contact meant, in order."""
        key = "SELECT record_key FROM members WHERE until IS NULL AND "
        if self._store.one(f"{key} record_key = ?", (text,)):
            return [text]
        found = self._store.rows(f"{key} contact_id = ? ORDER BY 1", (self.find(text),))
        return [record for (record,) in found]

    def _notes_of(self, contact: str) -> list[tuple[Any, ...]]:
        rows = events.present(self._store, "notes")
        now = present_ids(self._store)
        return [row[2:] for row in rows if now.get(row[1], row[1]) == contact]

    def _last_number(self) -> int:
        return int(self._store.one("SELECT max(id) FROM events") or 0)

    def _event_before(self, since: dt.date | str | None) -> int:
        """The last event before a day; before the last import unless given."""
        if since is None:
            of_imports = "SELECT id FROM events WHERE command IN (?, ?) AND undone_by IS NULL"
            sql = f"SELECT coalesce(max(id), 0) - 1 FROM ({of_imports})"  # noqa: S608
            return max(int(self._store.one(sql, (ADDED, MERGED))), 0)
        sql = "SELECT coalesce(max(id), 0) FROM events WHERE at < ?"
        return int(self._store.one(sql, (as_date(since).isoformat(),)))


def _silent(_: str) -> None:
    """Say nothing."""


def _row(table: pd.DataFrame) -> dict[str, Any]:
    """The one row of a table as plain values, without what is absent."""
    return _given({name: arrow(table[name])[0].as_py() for name in table.columns})


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], "")}
