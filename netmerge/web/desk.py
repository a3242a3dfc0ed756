"""A book → what its pages are made of, kept between requests until it changes.

SQLite's connections belong to a thread. All that pages ask of the book runs in one,
the desk's; what takes its time runs in another, with a connection of its own
(`netmerge.web.errands`).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from netmerge import due as dues
from netmerge.book import Book, people
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.due import Brief, Week
from netmerge.errors import OwnerUnknownError
from netmerge.interactions.channels import channels
from netmerge.run import Run
from netmerge.schema import CONTACTS
from netmerge.settings import as_date

T = TypeVar("T")


class Held(Book):
    """A book that keeps in memory what it told last, as of `today` or the present
    day, until it changes or another day begins. All pages wait where it waits, so it
    hardly does.
    """

    patience = 2

    def __init__(
        self, path: str | Path | None, today: dt.date | None = None, *, create: bool = False
    ) -> None:
        super().__init__(path, create=create)
        self._today = today
        self._kept: dict[str, tuple[Any, Any]] = {}

    @property
    def today(self) -> dt.date:
        """The day from which everything is reckoned."""
        return self._today or as_date(None)

    def kept(self, name: str, make: Callable[[], T], of: object = None) -> T:
        """What was made by that name, made anew where the book or the day is
        another, or only what it was made `of`.
        """
        now = (self.state, self.today) if of is None else of
        before, value = self._kept.get(name, (None, None))
        if before != now:
            value = make()
            self._kept[name] = (now, value)
        made: T = value
        return made

    def told(self, day: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts and interactions as of today; nobody may change them."""
        if day != self.today:
            return super().told(day)
        return self.kept("told", partial(super().told, day))

    def _reckoned(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self.kept("reckoned", super()._reckoned, self.reckoned_by)

    def _with_names(self, contacts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        make = partial(super()._with_names, contacts)
        named, records = self.kept("names of records", make, self.reckoned_by)
        # what the owner said moves no contact and no record of theirs
        return CONTACTS.frame({**contacts, "record_ids": named["record_ids"]}), records

    def search(self, text: str, limit: int | None = None) -> pd.DataFrame:
        """The contacts (CONTACTS) that hold a text; see `Book.search`."""
        contacts = self.contacts
        texts = self.kept("searched", partial(people.searched, contacts))
        return people.search(contacts, text, limit, texts)

    @property
    def contacts(self) -> pd.DataFrame:
        """Everybody (CONTACTS), as of today."""
        return self.told(self.today)[0]

    def _as_of_today(self, contacts: pd.DataFrame) -> pd.DataFrame:
        """Some contacts with their last notes, in their order."""
        everybody = self.contacts
        ids = one_chunk(everybody["contact_id"])
        places = pc.index_in(one_chunk(contacts["contact_id"]), value_set=ids)
        return everybody.iloc[np.asarray(places)]


class Desk:
    """The book of the pages as of a day, which is the present one unless `today`
    says another.
    """

    def __init__(
        self, path: str | Path | None, today: dt.date | None = None, *, create: bool = False
    ) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, "netmerge-desk")
        try:
            self.book = self._thread.submit(partial(Held, path, today, create=create)).result()
        except BaseException:
            self._thread.shutdown()
            raise

    async def ask(self, work: Callable[[], T]) -> T:
        """Do something with the book, in its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Close the book."""
        self._thread.submit(self.book.close).result()
        self._thread.shutdown()

    @property
    def today(self) -> dt.date:
        """The day from which everything is reckoned."""
        return self.book.today

    @property
    def contacts(self) -> pd.DataFrame:
        """Everybody (CONTACTS)."""
        return self.book.contacts

    @property
    def run(self) -> Run:
        """Whom to write to, as of today."""
        return self.book.kept("run", partial(self.book.run, self.today))

    @property
    def due(self) -> pd.DataFrame:
        """The due list (DUE). Raises OwnerUnknownError."""
        self.run.require_owner()
        return self.run.due_list

    @property
    def week(self) -> Week:
        """The week of today. Raises OwnerUnknownError."""
        return self.book.kept("week", self.run.week)

    def warm(self) -> None:
        """Reckon what the next page shows, unless the owner is not known yet."""
        with suppress(OwnerUnknownError):
            for contact_id in self.week.suggestions["contact_id"]:
                self.brief(contact_id)

    def warm_soon(self) -> None:
        """The same before the first page is asked for, without waiting for it."""
        self._thread.submit(self.warm)

    def brief(self, contact_id: str) -> Brief:
        """What to know of a contact."""
        briefs: dict[str, Brief] = self.book.kept("briefs", dict)
        if contact_id not in briefs:
            contacts, happened = self.book.told(self.today)
            everyone = self.run.due_list
            made = dues.brief(contact_id, contacts, everyone, happened, self.today)
            briefs[contact_id] = made
        return briefs[contact_id]

    def on(self, channel: str) -> str:
        """A channel as a sentence says it: on LinkedIn, by e-mail."""
        known = self.book.kept("channels", lambda: channels(self.run.sources))
        return known[channel].phrase if channel in known else channel

    def name_of(self, contact_id: str) -> str:
        """How a contact is called, the id where nothing is known."""
        return self.names.get(contact_id) or contact_id

    @property
    def names(self) -> dict[str, str | None]:
        """By contact_id the name of everybody."""
        return self.book.kept("names", self._names)

    def _names(self) -> dict[str, str | None]:
        columns = (arrow(self.contacts[name]) for name in ("contact_id", "full_name"))
        ids, names = (column.to_pylist() for column in columns)
        return dict(zip(ids, names, strict=True))
