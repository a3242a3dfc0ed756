"""The tables of a run → the CSV files that hold them, and which columns each of
these has.
"""

from __future__ import annotations

from dataclasses import dataclass

from netmerge.schema.contacts import CONTACTS
from netmerge.schema.due import DUE
from netmerge.schema.interactions import HAPPENED
from netmerge.schema.rejects import REJECTS
from netmerge.schema.review import REVIEW
from netmerge.schema.rows import ROWS
from netmerge.schema.sources import SOURCES
from netmerge.schema.table import Table


@dataclass(frozen=True)
class File:
    """A CSV file of a run: the table that it shows, what a row of it is, and its
    columns.
    """

    table: Table
    row: str
    columns: tuple[str, ...]


def _whole(table: Table, row: str, *, without: tuple[str, ...] = ()) -> File:
    columns = (name for name in table.columns if name not in without)
    return File(table, row, tuple(columns))


_OF_INTERACTIONS = (
    *("file", "member", "position", "contact_id"),
    *("date", "direction", "channel", "grade", "reason", "key", "text"),
    *("kind", "day", "recipients", "group", "says", "duration", "present"),
)
NOT_IN_CONTACTS_CSV = ("photo", "record_ids")
"""Pictures are no text, and the numbers of records are the run's own."""

FILES = {
    "contacts.csv": _whole(CONTACTS, "contact", without=NOT_IN_CONTACTS_CSV),
    "records.csv": _whole(ROWS, "row or card of a contact source, in input order"),
    "review.csv": _whole(REVIEW, "question about contacts, the most worth first"),
    "due.csv": _whole(DUE, "person, in the order in which one would write"),
    "interactions.csv": File(HAPPENED, "interaction", _OF_INTERACTIONS),
    "rejects.csv": _whole(REJECTS, "row or card that could not be read"),
    "sources.csv": _whole(SOURCES, "input, or file inside one, that was looked at"),
}
"""By their names, in the order in which they are written."""
