"""What the owner says of one contact → a book that keeps it: notes, corrections,
circles, and whom to leave out of the list.
"""

from __future__ import annotations

import datetime as dt

from netmerge.book import events
from netmerge.book.briefs import Briefs
from netmerge.book.said import NEVER, SNOOZED, as_value
from netmerge.errors import SettingsError
from netmerge.settings import as_date

NOTED = "note"


class Words(Briefs):
    """The verbs of a book that say something of a contact, and reckon nothing anew."""

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
        values are parted by " ; ". Who it was.
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

    def _say(self, contact: str, field: str, value: str, command: str, cause: str) -> str:
        name = self.find(contact)
        with self._store.writing():
            event = events.begin(self._store, command, f"{name}: {cause}")
            events.put(self._store, "said", [(name, field, value)], event)
        return name
