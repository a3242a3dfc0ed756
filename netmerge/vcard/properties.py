"""The properties ⇄ the columns of contacts: what each one holds, how it is
written and read.

The writer writes the properties from the first to the last. The reader takes
`name` and `aliases` for the same; how it takes values apart that depend on
parameters, labels or place stands with it, by the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from netmerge.schema import RECORDS
from netmerge.vcard import writing
from netmerge.vcard.beyond import FIELD
from netmerge.vcard.handles import ACCOUNTS

Read = Callable[[str], str | None]
"""A property's text as a value of its column; None if it is not one."""


@dataclass(frozen=True)
class Entry:
    """One property.

    `columns` are those of CONTACTS that it holds, or a part of them. `write`
    gives its lines; without one the property is read only, or (FIELD) written
    by what is left over. `read` is given where the text alone is the value.
    `aliases` are names that other programs use.
    """

    name: str
    columns: tuple[str, ...]
    write: writing.Write | None = None
    read: Read | None = None
    aliases: tuple[str, ...] = ()


def _whole(text: str) -> str | None:
    return text or None


def _day(text: str) -> str | None:
    """A whole day in ISO 8601."""
    if len(text) != len("2024-02-29"):
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _own(name: str, column: str, read: Read = _whole) -> Entry:
    """A property of netmerge's own, which other programs pass over."""
    return Entry(name, (column,), writing.own(name, column), read)


def _found_anew(name: str, column: str, read: Read = _whole) -> Entry:
    """As `_own`, for a column that is no property of a record but found anew in
    every run.
    """
    return Entry(name, (column,), writing.found_anew(name, column), read)


def _commas(name: str, column: str, *aliases: str) -> Entry:
    """A property whose texts stand in one line."""
    return Entry(name, (column,), writing.commas(name, column), aliases=aliases)


def _typed(name: str, values: str, types: str, *aliases: str) -> Entry:
    """A property with types, which stand in a column beside that of the values."""
    return Entry(name, (values, types), writing.typed(name, values, types), aliases=aliases)


_NAME = ("family_name", "given_name", "middle_name", "prefix", "suffix", "credentials")
_OTHER_ACCOUNTS = tuple(sorted(ACCOUNTS - {"IMPP", "X-SOCIALPROFILE"}))
_KINDS = ("KIND", "X-EVOLUTION-LIST", "X-KADDRESSBOOK-KIND")
_ANNIVERSARIES = (
    "X-ANNIVERSARY",
    "X-EVOLUTION-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY",
    "X-MS-ANNIVERSARY",
    "X-WAB-WEDDING_ANNIVERSARY",
)

PROPERTIES = (
    Entry("N", _NAME, writing.name),
    Entry("FN", ("full_name",), writing.full_name),
    Entry("X-NETMERGE-NAMELESS", ("full_name",), writing.nameless),
    _commas("NICKNAME", "nicknames", "X-NICKNAME"),
    Entry("X-ABSHOWAS", ("kind",), writing.shown_as),
    Entry("X-ADDRESSBOOKSERVER-KIND", ("kind",), writing.group, None, _KINDS),
    Entry("X-NETMERGE-KIND", ("kind",), writing.person),
    _typed("EMAIL", "emails", "email_types"),
    _typed("TEL", "phones", "phone_types", "X-MS-TEL"),
    Entry("ADR", ("addresses",), writing.addresses),
    Entry("ORG", ("company", "department"), writing.employer),
    Entry("TITLE", ("title",), writing.text("TITLE", "title")),
    Entry("X-SOCIALPROFILE", ("linkedin_url",), writing.linkedin),
    Entry("URL", ("urls",), writing.pages),
    Entry("IMPP", ("handles",), writing.accounts, aliases=_OTHER_ACCOUNTS),
    Entry("BDAY", ("birthday",), writing.day("BDAY", "birthday")),
    Entry("X-ABDATE", ("anniversary",), writing.day("X-ABDATE", "anniversary", "anniversary")),
    Entry("ANNIVERSARY", ("anniversary",), aliases=_ANNIVERSARIES),
    _commas("CATEGORIES", "categories"),
    Entry("NOTE", ("notes",), writing.notes),
    Entry("UID", ("uids",), writing.uid),
    Entry("X-NETMERGE-UID", ("uids",), writing.further_uids, _whole),
    _own("X-NETMERGE-OTHER-NAME", "other_names"),
    _own("X-NETMERGE-HISTORY", "history"),
    _own("X-NETMERGE-IDENTIFIER", "identifiers"),
    _found_anew("X-NETMERGE-CIRCLE", "circle"),
    _own("X-NETMERGE-CONNECTED-ON", "connected_on", _day),
    _own("X-NETMERGE-MET-ON", "met_on", _day),
    _found_anew("X-NETMERGE-LAST-PERSONAL-NOTE", "last_personal_note", _day),
    Entry("REV", ()),
    Entry("X-MAIDENNAME", ("other_names",)),
    Entry("X-PHONETIC-FIRST-NAME", ("other_names",)),
    Entry("X-PHONETIC-MIDDLE-NAME", ("other_names",)),
    Entry("X-PHONETIC-LAST-NAME", ("other_names",)),
    Entry(FIELD, ("extra",)),
    Entry("PHOTO", ("photo",), writing.photo, None, ("X-MS-CARDPICTURE",)),
)
"""In the order in which they are written, `extra` and the picture last."""

NAMED = frozenset(name for entry in PROPERTIES for name in (entry.name, *entry.aliases))
"""All names of properties that fill columns."""
OWN = {entry.name: entry for entry in PROPERTIES if entry.read}
"""Properties whose text alone is the value of a column."""
KEPT = frozenset(entry.columns[0] for entry in OWN.values()) - RECORDS.columns.keys()
"""Columns that every run finds anew, and records have not.

What a card says of them is in `extra`, by name.
"""
_DECLARED = RECORDS.columns.items()
LISTS = frozenset(name for name, column in _DECLARED if pa.types.is_list(column.type))
"""Columns of records that hold several values."""
NOT_HELD = {
    "contact_id": "minted when records are merged; it is the card's UID where no source gave one",
    "circle_basis": "found anew in every run",
    "circle_reason": "found anew in every run",
    "cadence_days": "found anew in every run",
    "city": "that of an address, which ADR holds",
    "country": "that of an address, which ADR holds",
    "sources": "which inputs this contact came from; a card read again comes from that card",
    "record_ids": "rows of this run's records",
}
"""Columns of contacts that a card does not hold, each with the reason."""
