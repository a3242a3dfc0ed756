"""A book as it was last reckoned → what it tells of people, as of a day, without
being matched anew.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from netmerge.book import load
from netmerge.book.looks import Looks

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.due import Brief, Why
    from netmerge.run import Run


class Briefs(Looks):
    """The verbs of a book that tell of people."""

    def brief(
        self,
        who: str,
        today: dt.date | str | None = None,
        zone: dt.tzinfo | str | None = None,
    ) -> Brief:
        """What to know before writing to somebody, as of a day, of what was last
        reckoned; see `Network.brief`.
        """
        return self._brief(self.find(who), self.run_of_all(today, zone))

    def why(
        self,
        who: str,
        today: dt.date | str | None = None,
        zone: dt.tzinfo | str | None = None,
    ) -> Why:
        """Which note to somebody counts, of what was last reckoned; see `Network.why`."""
        from netmerge.due import why

        made = self.run_of_all(today, zone)
        made.require_owner()
        contacts, happened = self.told(made.today)
        return why(self.find(who), contacts, happened, made.sources, made.today)

    def next(
        self,
        today: dt.date | str | None = None,
        zone: dt.tzinfo | str | None = None,
    ) -> Brief | None:
        """The brief on the first of the week's suggestions; see `Network.next`."""
        made = self.run_of_all(today, zone)
        made.require_owner()
        found = made.suggestions(self.hidden(made.today))
        return self._brief(found["contact_id"].iloc[0], made) if len(found) else None

    def _brief(self, contact: str, made: Run) -> Brief:
        from netmerge.due import brief

        made.require_owner()
        contacts, happened = self.told(made.today)
        return brief(contact, contacts, made.due_list, happened, made.today)

    def balance(
        self,
        today: dt.date | str | None = None,
        zone: dt.tzinfo | str | None = None,
    ) -> pd.DataFrame:
        """What was given to and received from each person (BALANCE), of what was last
        reckoned; see `Network.balance`.
        """
        from netmerge.due import balance

        made = self.run_of_all(today, zone)
        made.require_owner()
        return balance(made.people, made.interactions, made.today)

    def missing(
        self,
        today: dt.date | str | None = None,
        zone: dt.tzinfo | str | None = None,
    ) -> pd.DataFrame:
        """Who of the cards and telephones is no LinkedIn connection (MISSING), of what
        was last reckoned; see `Network.missing`.
        """
        from netmerge.due import missing

        made = self.run_of_all(today, zone)
        with self._store.reading():
            connected = load.self_written(self._store)
        return missing(made.people, connected, made.interactions, made.today)
