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
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from netmerge import due as dues
from netmerge.book import Book
from netmerge.columns.chunks import arrow
from netmerge.due import Brief, Week
from netmerge.run import Run
from netmerge.settings import as_date

T = TypeVar("T")


class Held(Book):
    """A book that keeps in memory what it told last, until it changes or another
    day begins.
    """

    def __init__(self, path: str | Path | None, *, create: bool = False) -> None:
        super().__init__(path, create=create)
        self._kept: dict[str, tuple[Any, Any]] = {}

    def kept(self, name: str, day: dt.date, make: Callable[[], T]) -> T:
        """What was made by that name, made anew where the book or the day is
        another.
        """
        now = (self.state, day)
        before, value = self._kept.get(name, (None, None))
        if before != now:
            value = make()
            self._kept[name] = (now, value)
        made: T = value
        return made

    def told(self, day: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Contacts and interactions; nobody may change them."""
        return self.kept("told", day, partial(super().told, day))


class Desk:
    """The book of the pages as of a day, which is the present one unless `today`
    says another.
    """

    def __init__(
        self, path: str | Path | None, today: dt.date | None = None, *, create: bool = False
    ) -> None:
        self.path = path
        self._today = today
        self._thread = ThreadPoolExecutor(1, "netmerge-desk")
        try:
            self.book = self._thread.submit(partial(Held, path, create=create)).result()
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
        return self._today or as_date(None)

    @property
    def contacts(self) -> pd.DataFrame:
        """Everybody (CONTACTS)."""
        return self.book.told(self.today)[0]

    @property
    def run(self) -> Run:
        """Whom to write to, as of today."""
        return self.book.kept("run", self.today, partial(self.book.run, self.today))

    @property
    def due(self) -> pd.DataFrame:
        """The due list (DUE). Raises OwnerUnknownError."""
        self.run.require_owner()
        return self.run.due_list

    @property
    def week(self) -> Week:
        """The week of today. Raises OwnerUnknownError."""
        return self.book.kept("week", self.today, self.run.week)

    def brief(self, contact_id: str) -> Brief:
        """What to know of a contact."""
        briefs: dict[str, Brief] = self.book.kept("briefs", self.today, dict)
        if contact_id not in briefs:
            contacts, happened = self.book.told(self.today)
            everyone = self.run.due_list
            made = dues.brief(contact_id, contacts, everyone, happened, self.today)
            briefs[contact_id] = made
        return briefs[contact_id]

    def name_of(self, contact_id: str) -> str:
        """How a contact is called, the id where nothing is known."""
        return self.names.get(contact_id) or contact_id

    @property
    def names(self) -> dict[str, str | None]:
        """By contact_id the name of everybody."""
        return self.book.kept("names", self.today, self._names)

    def _names(self) -> dict[str, str | None]:
        columns = (arrow(self.contacts[name]) for name in ("contact_id", "full_name"))
        ids, names = (column.to_pylist() for column in columns)
        return dict(zip(ids, names, strict=True))
