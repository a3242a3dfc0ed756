"""A book that is read: what it says, as of any day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netmerge.book import changes, events, history, load, people, reckon
from netmerge.book.departed import departed
from netmerge.book.said import out_of_the_list, present_ids, said, shown
from netmerge.book.store import Store
from netmerge.columns.chunks import arrow
from netmerge.errors import MatchError
from netmerge.schema import CHANGES
from netmerge.settings import Settings, as_date, resolve

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.book.parting import Parting
    from netmerge.interactions import Owner
    from netmerge.network import Network
    from netmerge.run import Run


class Looks:
    """The verbs of a book that change nothing."""

    _seen: tuple[object, pd.DataFrame] | None = None
    """Who is known, and of which state of the file."""

    @property
    def _store(self) -> Store:
        raise NotImplementedError

    def network(
        self,
        today: dt.date | str | None = None,
        progress: Callable[[str], None] | None = None,
        **asked: Any,
    ) -> Network:
        """The whole network, matched anew, as of a day: the same tables as
        `reconcile` gives. `asked` may say its zone and grades otherwise.
        """
        with self._store.reading():
            settings = self._settings(today=today, **asked)
            made = reckon.network(self._store, settings, progress or silent)
            return reckon.as_said(self._store, made)

    def told(self, day: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts (CONTACTS) and interactions (HAPPENED) as last reckoned, with what
        the owner said up to a day.
        """
        with self._store.reading():
            contacts, happened = self._reckoned()
            return reckon.with_words(self._store, contacts, happened, day)

    @property
    def reckoned_by(self) -> int:
        """The event by which it was reckoned last who is who; 0 for none."""
        return int(self._store.one("SELECT max(event) FROM reckoned") or 0)

    @property
    def state(self) -> tuple[int, int]:
        """What is another after any change of the book, here or by another process."""
        return self._store.state

    @property
    def contacts(self) -> pd.DataFrame:
        """The contacts (CONTACTS) as last reckoned, with what the owner said; no
        pictures.
        """
        return self.told(as_date(None))[0]

    @property
    def interactions(self) -> pd.DataFrame:
        """What happened (HAPPENED), with the notes that were logged."""
        return self.told(as_date(None))[1]

    @property
    def sources(self) -> pd.DataFrame:
        """The files of which the network is made (SOURCES)."""
        with self._store.reading():
            return load.sources(self._store)

    @property
    def decisions(self) -> pd.DataFrame:
        """The owner's word on records: record_a, record_b (record keys), decision."""
        with self._store.reading():
            return reckon.decisions(self._store)

    @property
    def owner(self) -> Owner:
        """Whose network this is."""
        return reckon.owner_of(self._store)

    def run(self, today: dt.date | str | None = None, zone: dt.tzinfo | str | None = None) -> Run:
        """What is reckoned as of a day, without those whom the owner wants to see on
        no list: whom to write to.
        """
        made = self.run_of_all(today, zone)
        hidden = self.hidden(made.today)
        seen = made.people[~made.people["contact_id"].isin(hidden)]
        return replace(made, people=seen.reset_index(drop=True))

    def run_of_all(self, today: dt.date | str | None, zone: dt.tzinfo | str | None) -> Run:
        """The same with those too whom the owner wants to see on no list."""
        from netmerge.due import people_of
        from netmerge.interactions import with_guesses
        from netmerge.run import Run

        settings = self._settings(today=today, **({"zone": zone} if zone else {}))
        contacts, happened = self.told(settings.today)
        owner = self.owner
        with self._store.reading():
            nobody = reckon.nobody(self._store)
            if nobody is None:
                people = people_of(*self._with_names(contacts), owner)
            else:
                people = contacts[~contacts["contact_id"].isin(nobody)].reset_index(drop=True)
            sources = with_guesses(load.sources(self._store), owner)
            moved = reckon.moves(self._store)
        return Run(people, happened, sources, settings, moved)

    def hidden(self, today: dt.date | str | None = None) -> frozenset[str]:
        """The contacts (contact_id) that the owner wants to see on no list that day."""
        with self._store.reading():
            return out_of_the_list(self._store, as_date(today))

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
        """Whom to write to as of a day (DUE); see `Network.due`."""
        made = self.run(today)
        return made.due(limit=limit, circle=circle, band=band, section=section, by=by)

    def report(
        self,
        path: str | Path,
        today: dt.date | str | None = None,
        progress: Callable[[str], None] | None = None,
        *,
        zone: dt.tzinfo | str | None = None,
        grades: str | Path | None = None,
    ) -> None:
        """Write the page to look at as of a day; see `Network.report`. The network is
        matched anew only where `grades` are given, or a question was answered since.
        """
        made, questions = self.run(today, zone), None
        if grades is None:
            with self._store.reading():
                questions = reckon.questions(self._store)
        if questions is None:
            asked = {"zone": zone} if zone else {}
            network = self.network(today, progress, **asked, grades=grades)
            made = replace(made, interactions=network.interactions, settings=network.settings)
            questions = network.review
        made.report(path, questions)

    def find(self, text: str) -> str:
        """The one contact that a name, an address or an id speaks of, an earlier id
        of theirs too.

        Raises MatchError where there is not just one, with those that may be
        meant, or who it was that is gone.
        """
        contacts, ids = self._people(), present_ids(self._store)
        if not len(people.meant(contacts, text, ids)):
            gone = departed(self._store, text, ids)
            if gone is not None:
                raise gone
        return people.one(contacts, text, ids)

    def contact_of(self, record_key: str) -> str:
        """The contact that a record is in, as last reckoned. Raises MatchError."""
        of_record = "SELECT contact_id FROM members WHERE until IS NULL AND record_key = ?"
        found = self._store.one(of_record, (record_key,))
        if found is None:
            hint = "netmerge show lists the records of a contact."
            raise MatchError(f"There is no record {record_key!r} in the book.", hint)
        return str(found)

    def candidates(self, text: str) -> dict[str, str]:
        """The contacts that a name, an address or an id may speak of: by contact_id,
        how to tell each from the others.
        """
        contacts = self._people()
        rows = people.meant(contacts, text, present_ids(self._store)).tolist()
        ids = contacts["contact_id"]
        return {str(ids.iloc[row]): people.described(contacts, row) for row in rows}

    def name(self, contact: str) -> str:
        """The name of a contact (contact_id); their id where they have none."""
        contacts = self._people()
        name = contacts.loc[contacts["contact_id"] == contact, "full_name"].iloc[0]
        return name if isinstance(name, str) else contact

    def search(self, text: str, limit: int | None = None) -> pd.DataFrame:
        """The contacts (CONTACTS) that hold a text somewhere, whole words first,
        then beginnings of words, then words with a slip.
        """
        return self._as_of_today(people.search(self._people(), text, limit))

    def show(self, contact: str) -> dict[str, Any]:
        """Everything that is known of one contact, as plain values: `contact` (its
        row), `entries` (what each source says, newest first), `said`, `notes`,
        `happened` (when they were joined or parted, and why) and `log`.
        """
        name = self.find(contact)
        contacts = self._people()
        row = self._as_of_today(contacts[contacts["contact_id"] == name])
        with self._store.reading():
            return {
                "contact": _row(row),
                "entries": [_given(row) for row in load.entries_of(self._store, name)],
                "said": [row[1:] for row in said(self._store) if row[0] == name],
                "notes": self._notes_of(name),
                "happened": self._happened_to(name),
                "log": self.log(contact=name),
            }

    def parting(self, contact: str, progress: Callable[[str], None] | None = None) -> Parting:
        """The entries of a contact in groups by evidence, with the weak links between
        them: whom `split` may take apart. The network is matched anew for it.

        Raises MatchError for a contact of one entry.
        """
        from netmerge.book.parting import parting

        name = self.find(contact)
        with self._store.reading():
            entries = [_given(row) for row in load.entries_of(self._store, name)]
        return parting(self.network(progress=progress), name, entries)

    def changes(self, since: dt.date | str | None = None) -> pd.DataFrame:
        """Who has a new job, address or name, who is new and who is gone (CHANGES),
        since a day; since the last import but one unless given.
        """
        with self._store.reading():
            event = history.before(self._store, as_date(since) if since else None)
            last = history.last(self._store)
            before, after = load.entries_of_both(self._store, event, last)
            now = present_ids(self._store)
        moved = before["contact_id"].map(lambda name: now.get(name, name))
        before["contact_id"] = moved.astype(before["contact_id"].dtype)
        found = changes.compared(before, after)
        return self._named(found) if event else CHANGES.empty()

    def log(self, limit: int | None = None, contact: str | None = None) -> pd.DataFrame:
        """What was done to the book, the latest first: event, at, command, cause,
        undone_by; of one contact (an id) only what speaks of it.
        """
        return history.log(self._store, limit, contact)

    def joins(self, of_events: Collection[int] | None = None) -> pd.DataFrame:
        """Which contacts were joined and parted by events, by all unless given, and on
        which evidence, the latest first: event, at, contact_id, text, undone_by.
        """
        found = history.what_happened(self._store)
        if of_events is None:
            return found
        return found[found["event"].isin(list(of_events))].reset_index(drop=True)

    def backup(self, path: str | Path) -> Path:
        """Copy the book to a file, while others may use it. Raises WriteError."""
        return self._store.backup(path)

    def counts(self) -> dict[str, int]:
        """How much the book holds, by what it is."""
        wanted = ("contacts", "versions", "interactions", "inputs", "events")
        count = "SELECT count(*) FROM"
        return {name: int(self._store.one(f"{count} {name}")) for name in wanted}

    def damages(self) -> list[str]:
        """What SQLite finds wrong with the file; nothing in a sound book."""
        return self._store.damages()

    def _named(self, found: pd.DataFrame) -> pd.DataFrame:
        """Changes with the names of contacts as they go by now."""
        contacts = self._people()
        names = dict(zip(contacts["contact_id"], contacts["full_name"], strict=True))
        each = zip(found["contact_id"], found["full_name"], strict=True)
        return CHANGES.frame({**found, "full_name": [names.get(one, name) for one, name in each]})

    def _settings(self, **asked: Any) -> Settings:
        """What the owner said once for all, and what is asked now."""
        told = events.present(self._store, "settings")
        with self._store.parsing("settings"):
            kept = {name: json.loads(value) for name, value in told}
            resolve(**kept)
        return resolve(**{**kept, **asked})

    def _reckoned(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts and interactions as last reckoned."""
        return load.contacts(self._store), load.happened(self._store)

    def _with_names(self, contacts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts with their records, and the names of these."""
        return load.with_names(self._store, contacts)

    def _people(self) -> pd.DataFrame:
        """Who is known (CONTACTS), with what the owner said; of their last notes
        only what was reckoned.
        """
        with self._store.reading():
            state = self._store.state
            if self._seen is None or self._seen[0] != state:
                self._seen = state, shown(self._store, load.contacts(self._store))
            return self._seen[1]

    def _as_of_today(self, contacts: pd.DataFrame) -> pd.DataFrame:
        """Some contacts with their last notes, in their order."""
        with self._store.reading():
            happened = load.happened(self._store)
            return reckon.with_notes(self._store, contacts, happened, as_date(None))[0]

    def _happened_to(self, contact: str) -> list[tuple[str, str]]:
        """When a contact was joined or parted, also under earlier ids, and why."""
        ids = {contact, *(old for old, now in present_ids(self._store).items() if now == contact)}
        every = history.what_happened(self._store)
        found = every[every["contact_id"].isin(list(ids)) & every["undone_by"].isna()]
        return list(zip(found["at"].str[:10], found["text"], strict=True))

    def _notes_of(self, contact: str) -> list[tuple[Any, ...]]:
        rows = events.present(self._store, "notes")
        now = present_ids(self._store)
        return [row[2:] for row in rows if now.get(row[1], row[1]) == contact]


def silent(_: str) -> None:
    """Say nothing."""


def _row(table: pd.DataFrame) -> dict[str, Any]:
    """The one row of a table as plain values, without what is absent."""
    return _given({name: arrow(table[name])[0].as_py() for name in table.columns})


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], "")}
