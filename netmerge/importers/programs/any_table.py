"""Any other table of contacts, such as Thunderbird's or Yahoo's, by its columns →
records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from netmerge.importers.contract import Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.header import Use
from netmerge.importers.tables.people import (
    SCANNED_CARDS,
    Dialect,
    describe_people,
    header_of,
    is_contact_table,
    read_people,
    uses_of,
)
from netmerge.settings import Settings

NAME = "contacts"
TRAITS = Traits()

_ANY = Dialect(NAME)
_UNKNOWN_CARDS = Dialect(NAME, traits=SCANNED_CARDS)
_THUNDERBIRD = Dialect("thunderbird")
_YAHOO = Dialect(
    "yahoo",
    {
        "Home": Use("phone", "home"),
        "Work": Use("phone", "work"),
        "Other": Use("phone", "other"),
        "Primary": Use("phone"),
        "Yahoo! Phone": Use("phone"),
    },
)
_NETMERGE = Dialect(NAME, {"addresses": None, "connected_on": Use("connected_on")})
"""Of its own table, written for people to read, city and country have columns of
their own.
"""
_CARDS = re.compile(
    r"\b(?:(?:business|visiting|name|world)[\s_-]*)?card|\bscan(?!d)|\bocr\b|名刺|名片|명함",
    re.IGNORECASE,
)
"""Words in the name of a file or column by which scanned cards are known, as
neither vcards.csv nor discarded ones are.
"""


def claims(source: Source, settings: Settings | None = None) -> bool:
    """Whether columns of a text table are known, or made known by the user, to
    hold contacts.
    """
    settings = settings or Settings()
    header = header_of(source, settings)
    uses = uses_of(header, settings, _dialect(source, header))
    return bool(header) and is_contact_table(uses)


def read(source: Source, settings: Settings) -> Imported:
    """Read any CSV of contacts."""
    header = header_of(source, settings)
    return read_people(source, settings, _dialect(source, header))


def describe(source: Source, settings: Settings) -> Inspection:
    """How a CSV of contacts would be read."""
    header = header_of(source, settings)
    return describe_people(source, settings, _dialect(source, header))


def _dialect(source: Source, header: Sequence[str]) -> Dialect:
    """The program that wrote it, where the header tells."""
    if {"Display Name", "Primary Email", "Screen Name"} <= set(header):
        return _THUNDERBIRD
    if "Yahoo! Phone" in header or {"Messenger ID1", "Yahoo ID"} & set(header):
        return _YAHOO
    if {"contact_id", "full_name", "emails"} <= set(header):
        return _NETMERGE
    is_cards = any(map(_CARDS.search, (*header, source.name)))
    return _UNKNOWN_CARDS if is_cards else _ANY
