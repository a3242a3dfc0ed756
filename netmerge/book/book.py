"""The book: a network that lasts, with its verbs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from netmerge.book import events, imports, load, reckon
from netmerge.book.decisions import decide, keep_decisions, part
from netmerge.book.history import ADDED, MERGED
from netmerge.book.looks import silent
from netmerge.book.said import as_value, cadences, present_ids, shown
from netmerge.book.store import PATIENCE, Store, book_path
from netmerge.book.verbs import Words
from netmerge.errors import MatchError
from netmerge.schema import CONTACTS
from netmerge.settings import (
    CIRCLES,
    DIFFERENT,
    SAME,
    Settings,
    as_date,
    book_named,
    resolve,
)
from netmerge.text.plurals import many

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.book.edited import Edited
    from netmerge.book.exports import Exported
    from netmerge.network import Network

DECIDED, SPLIT = "decide", "split"
REMADE = (ADDED, MERGED, SAME, DIFFERENT, DECIDED, SPLIT)
"""Commands after which the network is another."""

_KEPT_SETTINGS = ("region", "me", "zone")
_KEPT_IN_BOOK = ("circles", "grades", "cadence")
"""Settings of which the book keeps what they say, and not where it was read."""

_NO_SETTINGS = ("progress", "decisions", "corrections")
"""What may be asked for beside the settings."""


class Book(Words):
    """A network that lasts: one SQLite file, in which imports, decisions, notes and
    ids are kept, and every change can be undone.

    `path` is the file, or the folder of a run that it lies in; without one the
    book that NETMERGE_BOOK names, or the one in the user's data folder. It is
    made when it is first written to. A book is a context: `with nm.Book("network")
    as book`. Raises BookError for a file that is no book or cannot be used.
    """

    patience = PATIENCE
    """Seconds that it waits for another one that writes to it."""

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        self._path = book_path(path if path is not None else book_named())
        self._opened: Store | None = None
        if self._path.exists() or not create:
            self._opened = Store.open(self._path, patience=self.patience)

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
        if self._opened is not None:
            self._opened.close()

    def check_in_place(self) -> None:
        """Raise BookError where the file that was opened is no longer at its path."""
        if self._opened is not None:
            self._opened.check_in_place()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def add(self, *given: str | Path, **asked: Any) -> Network:
        """Put inputs on top of what the book holds, and reckon anew.

        What the book has already, by content, changes nothing; a newer export of
        an address book takes the place of its older one. `asked` are the
        arguments of `reconcile` that say how inputs are read (region, columns,
        me, today, progress), and `decisions` as it takes them, which are kept.
        `corrections` is a contacts.csv that was edited, or such a table: its
        changed cells are kept as with `set`. Returns the network, its `notices`
        saying what of the corrections could not be taken. Raises ReadError,
        SettingsError, BookError, and SchemaError and MatchError for decisions and
        corrections that cannot be meant, and then the book is as it was.
        """
        return self._take(given, ADDED, imports.add, asked)

    def update(self, *given: str | Path, **asked: Any) -> Network | None:
        """As `add`; None, and nothing is matched, where the book holds all of that
        already.
        """
        return self._taken(given, ADDED, imports.add, asked, only_new=True)

    def merge(
        self,
        *given: str | Path,
        then: Callable[[Network], AbstractContextManager[object]] | None = None,
        **asked: Any,
    ) -> Network:
        """Have the network be what these inputs say and no others, with the ids,
        decisions and notes that are in the book; as `add` otherwise.

        The context that `then` makes of the network, such as `net.writing(folder)`,
        is entered before the book keeps it and left afterwards: where the one
        fails the book is as it was, and where the book cannot keep it the other
        learns of it.
        """
        return self._take(given, MERGED, imports.replace_all, asked, then)

    def same(self, a: str, b: str) -> None:
        """Say that two contacts, or records by their keys, are one person."""
        self._decide(a, b, SAME)

    def different(self, a: str, b: str) -> None:
        """Say that two contacts, or records by their keys, are two people."""
        self._decide(a, b, DIFFERENT)

    def split(self, contact: str, people: Iterable[Iterable[str]]) -> tuple[str, ...]:
        """Take a contact apart into people, each named by the keys of their records;
        those that are not named stay together. Who each is then (contact_id), in
        this order, the rest last.

        `parting` shows which records belong together by evidence. Raises MatchError
        for records that are not the contact's, and where all stay one person.
        """
        from netmerge.book.parting import people_of

        name = self.find(contact)
        named = people_of(self._records_of(name), people)
        with self._store.writing():
            counts = " / ".join(str(len(records)) for records in named)
            event = events.begin(self._store, SPLIT, f"{name}: entries {counts}")
            part(self._store, named, event)
            self._reckon(event, self._settings())
            now = {key: found for key, found, *_ in events.present(self._store, "members")}
        return tuple(now[records[0]] for records in named)

    def decide(self, decisions: pd.DataFrame) -> tuple[str, ...]:
        """Keep decisions on pairs of records, such as a review.csv that was filled
        in, and have the network go by them; what of the decisions in the book no
        longer applies, in sentences.

        The columns are record_a and record_b (record keys) and decision, "same",
        "different" or empty. Raises SchemaError and MatchError.
        """
        from netmerge.matching.decisions import checked

        rows = checked(decisions, by_key=True)
        with self._store.writing():
            event = events.begin(self._store, DECIDED, many(len(rows), "decision"))
            keep_decisions(self._store, rows, event)
            if not events.changed(self._store, event):
                events.forget(self._store, event)
                return ()
            return self._reckon(event, self._settings()).links.warnings

    def answer(
        self,
        left: Sequence[str],
        right: Sequence[str],
        word: str,
        first: Mapping[str, str] | None = None,
    ) -> int:
        """Keep at once whether the records (by their keys) of two sides are the
        "same" person or "different" ones; its event. `settle` reckons what becomes
        of the contacts.

        `first` says of their one contact what `set` says: by column the value that
        holds (full_name, company …), or that comes first (email, phone).
        """
        values = {field: as_value(field, value) for field, value in (first or {}).items()}
        with self._store.writing():
            event = events.begin(self._store, DECIDED, f"{word}: {left[0]} and {right[0]}")
            decide(self._store, left, right, word, event)
            if values:
                name = self.contact_of(left[0])
                rows = [(name, field, value) for field, value in values.items()]
                events.put(self._store, "said", rows, event)
            return event

    def take_back(self, event: int) -> None:
        """Undo an answer that is not settled yet. Raises BookError."""
        with self._store.writing():
            events.undo(self._store, event)

    def settle(self, progress: Callable[[str], None] | None = None) -> Network | None:
        """Have the contacts be what the answers say, if any came since they were
        reckoned; the network then.
        """
        with self._store.writing():
            event = reckon.last_answer(self._store)
            return self._reckon(event, self._settings(), progress) if event else None

    def export(
        self,
        style: str,
        path: str | Path,
        *,
        only: str | None = None,
        since: dt.date | str | None = None,
        split: int | None = None,
        label: str | None = None,
        version: str | None = None,
    ) -> Exported:
        """Write the contacts for another program, and remember what it was given.

        `style` is a format of `netmerge export`, `only` "changed" or "new" since the
        last export in that format, or since a day. With `split` there are several
        files, of so many contacts at most, `label` is one more category of each
        contact, `version` that of vCards. Raises SettingsError and WriteError.
        """
        from netmerge.book import exports

        choice = exports.Choice(style, only, as_date(since) if since else None)
        with self._store.writing():
            known = load.contacts(self._store), load.happened(self._store)
            contacts, _ = reckon.with_words(self._store, *known, as_date(None))
            files = exports.Files(Path(path), split, label, version)
            return exports.export(self._store, contacts, choice, files)

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

    @property
    def _store(self) -> Store:
        """The file, made if it is not there."""
        if self._opened is None:
            self._opened = Store.open(self._path, create=True, patience=self.patience)
        return self._opened

    def _take(self, *given: Any) -> Network:
        return cast("Network", self._taken(*given))

    def _taken(
        self,
        given_inputs: Sequence[str | Path],
        command: str,
        into: Callable[..., None],
        asked: Mapping[str, Any],
        then: Callable[[Network], AbstractContextManager[object]] | None = None,
        *,
        only_new: bool = False,
    ) -> Network | None:
        from netmerge.book.edited import read_edited
        from netmerge.book.given import keep_given, read_given
        from netmerge.book.inputs import inputs
        from netmerge.matching.decisions import checked
        from netmerge.pipeline import read_keyed

        say = asked.get("progress") or silent
        decided = checked(asked.get("decisions"), by_key=True)
        given = asked.get("corrections")
        edited = None if given is None else read_edited(given)
        wanted = {name: value for name, value in asked.items() if name not in _NO_SETTINGS}
        settings = resolve(**wanted)
        words = read_given(settings)
        say("Reading")
        imported = read_keyed(tuple(given_inputs), settings)
        with ExitStack() as after, self._new_or_kept(), self._store.writing():
            names = ", ".join(imported.sources["file"].unique())
            event = events.begin(self._store, command, names)
            say("Keeping what was read")
            kept = imports.keep(self._store, inputs(imported), event)
            into(self._store, kept, event)
            keep_decisions(self._store, decided, event)
            self._keep_settings(wanted, settings, event)
            if only_new and edited is None and not words and self._has_all_of(event):
                events.forget(self._store, event)
                return None
            once = {name: value for name, value in wanted.items() if name not in _KEPT_IN_BOOK}
            now = self._settings(**{**once, "today": settings.today})
            before = load.contacts(self._store) if edited is not None else CONTACTS.empty()
            notices = self._correct(edited, event) if len(before) else ()
            made = reckon.network(self._store, now, say, words)
            notices += keep_given(self._store, words, made, event)
            if events.changed(self._store, event):
                reckon.keep(self._store, made, event)
            notices += self._news(before, event) if len(before) else self._correct(edited, event)
            if not events.changed(self._store, event):
                events.forget(self._store, event)
            made = reckon.as_said(self._store, made)
            made = dataclasses.replace(made, notices=(*made.notices, *notices))
            if then is not None:
                after.enter_context(then(made))
            return made

    def _has_all_of(self, event: int) -> bool:
        """Whether an event brought nothing that the contacts were not reckoned of."""
        reckoned = self._store.one("SELECT count(*) FROM reckoned")
        return bool(reckoned) and not events.changed(self._store, event)

    def _correct(self, edited: Edited | None, event: int) -> tuple[str, ...]:
        """Keep what was edited in a contacts.csv; what could not be taken."""
        if edited is None:
            return ()
        from netmerge.book.earlier import earlier
        from netmerge.book.edited import corrections

        known = shown(self._store, load.contacts(self._store))
        ids = present_ids(self._store)
        found = corrections(edited, known, ids, earlier(self._store, ids))
        events.put(self._store, "said", found.said, event)
        return found.notices

    def _news(self, before: pd.DataFrame, event: int) -> tuple[str, ...]:
        """Where inputs say something new of what an event corrected."""
        from netmerge.book.edited import conflicts

        sql = "SELECT contact_id, field, value FROM said WHERE since = ?"
        of_event = self._store.rows(sql, (event,))
        return conflicts(of_event, before, load.contacts(self._store))

    @contextmanager
    def _new_or_kept(self) -> Iterator[None]:
        """Take a book that was not there before away again where something fails."""
        is_new = not self._path.exists()
        try:
            yield
        except BaseException:
            if is_new:
                self._store.discard()
                self._opened = None
            raise

    def _reckon(
        self, event: int, settings: Settings, say: Callable[[str], None] | None = None
    ) -> Network:
        """Make the derived tables anew, and the network with what the owner said."""
        made = reckon.network(self._store, settings, say or silent)
        reckon.keep(self._store, made, event)
        return reckon.as_said(self._store, made)

    def _keep_settings(self, asked: Mapping[str, Any], settings: Settings, event: int) -> None:
        told = {name: asked[name] for name in _KEPT_SETTINGS if asked.get(name)}
        circles = {who: days for who, days in settings.cadence.items() if who in CIRCLES}
        if circles:
            told["cadence"] = cadences(self._store) | circles
        rows = [(name, json.dumps(value)) for name, value in told.items()]
        events.put(self._store, "settings", rows, event)

    def _decide(self, a: str, b: str, decision: str) -> None:
        from netmerge.book.joined import at_once

        left, right = self._records_of(a), self._records_of(b)
        if left == right:
            raise MatchError(
                f"{a} and {b} are one and the same contact.",
                "Name records by their keys, as netmerge show lists them.",
            )
        with self._store.writing():
            event = events.begin(self._store, decision, f"{a} and {b}")
            decide(self._store, left, right, decision, event)
            settings = self._settings()
            if not at_once(self._store, event, decision, (left, right), settings):
                self._reckon(event, settings)

    def _records_of(self, text: str) -> list[str]:
        """The record of a key, or those of the contact meant, in order."""
        key = "SELECT record_key FROM members WHERE until IS NULL AND "
        if self._store.one(f"{key} record_key = ?", (text,)):
            return [text]
        found = self._store.rows(f"{key} contact_id = ? ORDER BY 1", (self.find(text),))
        return [record for (record,) in found]
