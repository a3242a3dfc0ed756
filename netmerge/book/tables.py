"""The tables of a book: what each is for, its columns with their meanings, and
what stands in them as text.

What was imported is never changed. What may change stands in tables with
`since` and `until`, the events between which a row held: the present state is
what has no `until`, and to undo an event is to reopen what it closed. What is
derived can be made anew of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from netmerge.schema import CONTACTS, HAPPENED, INTERACTIONS, OWNER_FACTS, RECORDS, REJECTS, SOURCES
from netmerge.schema.table import Column, Table
from netmerge.schema.traits import TRAITS

IMPORTED, LASTING, DERIVED, LOG = "imported", "state", "derived", "log"
"""What a table is: as imported and never changed, state with since and until,
made anew of the others, or what happened.
"""

TEXT, INTEGER, REAL, BLOB = "TEXT", "INTEGER", "REAL", "BLOB"


@dataclass(frozen=True)
class BookColumn:
    """A column: its SQLite type and what it holds. `arrow` is its type in the
    tables of netmerge, where it is one of theirs.
    """

    type: str
    meaning: str
    arrow: pa.DataType | None = None


@dataclass(frozen=True)
class BookTable:
    """A table of the book. `key` are the columns that tell its rows apart, of a
    table of state among those that hold at one time.
    """

    name: str
    role: str
    meaning: str
    columns: Mapping[str, BookColumn]
    key: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The columns without `since` and `until`."""
        return tuple(name for name in self.columns if name not in ("since", "until"))


def _sql_type(kind: pa.DataType) -> str:
    """The SQLite type of a column's values: lists and structures are JSON, days and
    moments ISO 8601.
    """
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return INTEGER
    if pa.types.is_floating(kind):
        return REAL
    return BLOB if pa.types.is_large_binary(kind) else TEXT


def _column(column: Column) -> BookColumn:
    shown = " (JSON)" if pa.types.is_list(column.type) else ""
    return BookColumn(_sql_type(column.type), column.meaning + shown, column.type)


def _of(table: Table, *, without: tuple[str, ...]) -> dict[str, BookColumn]:
    columns = table.columns.items()
    return {name: _column(column) for name, column in columns if name not in without}


_ID = {"id": BookColumn(INTEGER, "its number in this book")}
_SOURCE = {"source_id": BookColumn(INTEGER, "in sources")}
_PLACE = {
    "position": BookColumn(INTEGER, "data row or card, counted from 1 in the source", pa.int64()),
    "line": BookColumn(INTEGER, "line of the file where it begins, from 1", pa.int64()),
}
_SPAN = {
    "since": BookColumn(INTEGER, "the event by which it came to hold"),
    "until": BookColumn(INTEGER, "the event by which it ceased to; null while it holds"),
}
_CONTACT = {"contact_id": BookColumn(TEXT, "as in contacts")}

OF_HOLDINGS = ("record_id", "file", "member", "position", "line", "as_of", "record_key")
OF_TELLINGS = ("file", "member", "position")
OF_SOURCES = ("file", "member")
NOT_OF_CONTACTS = ("photo", "record_ids")
_TABLES = (
    BookTable(
        "events",
        LOG,
        "One change of the book.",
        _ID
        | {
            "at": BookColumn(TEXT, "when, in UTC, ISO 8601"),
            "command": BookColumn(TEXT, "what was asked for: add, note, same, undo …"),
            "cause": BookColumn(TEXT, "what it was, in words"),
            "undone_by": BookColumn(INTEGER, "the event that undid it"),
        },
        ("id",),
    ),
    BookTable(
        "log",
        LOG,
        "What an event did to a contact, in words.",
        {"event": BookColumn(INTEGER, "in events")}
        | _CONTACT
        | {"text": BookColumn(TEXT, "what happened to the contact, and on which evidence")},
    ),
    BookTable(
        "earlier",
        LOG,
        "What the book showed of a contact until an event brought something newer.",
        _CONTACT
        | {
            "field": BookColumn(TEXT, "a column of contacts"),
            "fingerprint": BookColumn(INTEGER, "a number for what stood there; 0 for nothing"),
            "event": BookColumn(INTEGER, "in events"),
        },
    ),
    BookTable(
        "inputs",
        IMPORTED,
        "One export, or what is of one kind in it, known by its content.",
        _ID
        | {
            "digest": BookColumn(
                TEXT,
                "of all that it says, whatever its file is called; of an export that says again "
                "what one before the last said, with its day behind",
            ),
            "slot": BookColumn(INTEGER, "the same for all exports of one address book or archive"),
            "kind": BookColumn(TEXT, "kind of source, as in records"),
            "file": BookColumn(TEXT, "the input's name when it was first read"),
            "as_of": BookColumn(TEXT, "the last day that it speaks of"),
            "event": BookColumn(INTEGER, "the event by which it came in"),
        },
        ("id",),
    ),
    BookTable(
        "sources",
        IMPORTED,
        "One file of an input.",
        _ID | {"input_id": BookColumn(INTEGER, "in inputs")} | _of(SOURCES, without=()),
        ("id",),
    ),
    BookTable(
        "versions",
        IMPORTED,
        "What an entry of a source said at one time.",
        _ID
        | {
            "slot": BookColumn(INTEGER, "as in inputs"),
            "entry": BookColumn(TEXT, "which entry of that address book or archive"),
            "fingerprint": BookColumn(INTEGER, "a number for what it says"),
        }
        | _of(RECORDS, without=(*OF_HOLDINGS, *TRAITS)),
        ("id",),
    ),
    BookTable(
        "holdings",
        IMPORTED,
        "Which source holds which version of an entry, and where.",
        _SOURCE
        | {"version_id": BookColumn(INTEGER, "in versions")}
        | _PLACE
        | {
            "as_of": BookColumn(
                TEXT, "day on which the source last held this to be true", pa.date32()
            )
        },
    ),
    BookTable(
        "interactions",
        IMPORTED,
        "One message, meeting or call, once, however many sources tell of it.",
        _ID
        | {"digest": BookColumn(INTEGER, "a number for all that it says")}
        | _of(INTERACTIONS, without=OF_TELLINGS),
        ("id",),
    ),
    BookTable(
        "tellings",
        IMPORTED,
        "Which source tells of which interaction, and where.",
        _SOURCE
        | {"interaction_id": BookColumn(INTEGER, "in interactions")}
        | {"position": _PLACE["position"]},
    ),
    BookTable(
        "owner_facts",
        IMPORTED,
        "What a source says of the owner.",
        _SOURCE | _of(OWNER_FACTS, without=OF_SOURCES),
    ),
    BookTable(
        "rejects",
        IMPORTED,
        "A row or card that could not be read.",
        _SOURCE | _of(REJECTS, without=OF_SOURCES),
    ),
    BookTable(
        "network",
        LASTING,
        "An input of which the network is made.",
        {
            "input_id": BookColumn(INTEGER, "in inputs"),
            "place": BookColumn(INTEGER, "in the order in which the inputs were given"),
            "entries": BookColumn(
                INTEGER, "1 while its entries count; 0 of an export that a newer one replaced"
            ),
        }
        | _SPAN,
        ("input_id",),
    ),
    BookTable(
        "members",
        LASTING,
        "Which contact a record is of.",
        {"record_key": BookColumn(TEXT, "as in records.csv")}
        | _CONTACT
        | {
            "version_id": BookColumn(INTEGER, "in versions: what the record said then"),
            "fingerprint": BookColumn(INTEGER, "the same as a number"),
        }
        | _SPAN,
        ("record_key",),
    ),
    BookTable(
        "ids",
        LASTING,
        "Under which id a contact goes whose id is no longer its own.",
        {"old_id": BookColumn(TEXT, "the id that it had")} | _CONTACT | _SPAN,
        ("old_id",),
    ),
    BookTable(
        "decisions",
        LASTING,
        "The owner's word on two records.",
        {
            "record_a": BookColumn(TEXT, "record key of one, the smaller in the alphabet"),
            "record_b": BookColumn(TEXT, "record key of the other"),
            "decision": BookColumn(TEXT, "same or different"),
        }
        | _SPAN,
        ("record_a", "record_b"),
    ),
    BookTable(
        "said",
        LASTING,
        "What the owner said of a contact; it outranks every source.",
        _CONTACT
        | {
            "field": BookColumn(TEXT, "a column of contacts, or snoozed_until, never, cadence"),
            "value": BookColumn(TEXT, "what was said, lists as JSON"),
        }
        | _SPAN,
        ("contact_id", "field"),
    ),
    BookTable(
        "grades",
        LASTING,
        "What the owner says an interaction is worth.",
        {
            "key": BookColumn(TEXT, "the interaction's, as in interactions.csv"),
            "grade": BookColumn(TEXT, "as in interactions"),
        }
        | _SPAN,
        ("key",),
    ),
    BookTable(
        "notes",
        LASTING,
        "A note that the owner wrote and logged.",
        {"note": BookColumn(INTEGER, "its number in this book")}
        | _CONTACT
        | {
            "day": BookColumn(TEXT, "when it was written, ISO 8601"),
            "channel": BookColumn(TEXT, "as in interactions"),
            "text": BookColumn(TEXT, "what was written, in a few words"),
            "gave": BookColumn(TEXT, "what was given with it"),
        }
        | _SPAN,
        ("note",),
    ),
    BookTable(
        "exports",
        LASTING,
        "What another program was given of a contact by the last export in a format.",
        {"format": BookColumn(TEXT, "google, outlook, vcard …")}
        | _CONTACT
        | {
            "fingerprint": BookColumn(INTEGER, "a number for what was written"),
            "uid": BookColumn(TEXT, "the UID of its card, which it keeps"),
            "name": BookColumn(TEXT, "how the contact was called"),
        }
        | _SPAN,
        ("format", "contact_id"),
    ),
    BookTable(
        "settings",
        LASTING,
        "What the owner said once for all.",
        {
            "name": BookColumn(TEXT, "region, me, zone or cadence (of circles)"),
            "value": BookColumn(TEXT, "its value, as JSON"),
        }
        | _SPAN,
        ("name",),
    ),
    BookTable(
        "reckoned",
        DERIVED,
        "The one row that says of what the derived tables were made.",
        {
            "event": BookColumn(INTEGER, "the last event that they know of"),
            "owner": BookColumn(TEXT, "who the owner is, as JSON"),
            "region": BookColumn(TEXT, "whose telephone numbers stand without their code"),
            "region_reason": BookColumn(TEXT, "how that is known"),
        },
    ),
    BookTable(
        "contacts",
        DERIVED,
        "One person, organisation or group.",
        _of(CONTACTS, without=NOT_OF_CONTACTS),
        ("contact_id",),
    ),
    BookTable(
        "happened",
        DERIVED,
        "An interaction as the owner sees it, one for each person that it concerns.",
        _of(HAPPENED, without=()),
    ),
    BookTable(
        "snapshots",
        DERIVED,
        "The derived tables once more, as Arrow reads them at once.",
        {
            "name": BookColumn(TEXT, "which of them"),
            "part": BookColumn(INTEGER, "some thousand rows each, from 0"),
            "arrow": BookColumn(BLOB, "an Arrow IPC stream"),
        },
        ("name", "part"),
    ),
)
TABLES: Mapping[str, BookTable] = MappingProxyType({table.name: table for table in _TABLES})
"""By their names."""

STATE = tuple(table for table in _TABLES if table.role == LASTING)


def quoted(name: str) -> str:
    """A name as SQL takes it, also if it is one of its words."""
    return f'"{name}"'


def listed(names: Iterable[str], table: str = "") -> str:
    """Names of columns, of a table if one is given, as SQL takes them."""
    before = f"{quoted(table)}." if table else ""
    return ", ".join(before + quoted(name) for name in names)
