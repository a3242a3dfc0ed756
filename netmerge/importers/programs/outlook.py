"""A CSV of contacts as Outlook writes it, and others in its form → records of
source `outlook`.

Others are Google's "Outlook CSV" and LinkedIn's export of 2012.
"""

from __future__ import annotations

from netmerge.importers.contract import Authority, Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.header import Use
from netmerge.importers.tables.people import Dialect, describe_people, header_of, read_people
from netmerge.settings import Settings

NAME = "outlook"
TRAITS = Traits(authority=Authority.ADDRESS_BOOK)

_DIALECT = Dialect(NAME, {"Title": Use("prefix")})
_NEEDED = {"First Name", "Last Name", "E-mail Address"}
_ONE_OF = {
    "E-mail 2 Address",
    "Business Street",
    "Business Phone",
    "Home Phone",
    "Mobile Phone",
    "E-mail Display Name",
}


def claims(source: Source) -> bool:
    """Whether the header is one of Outlook's."""
    header = set(header_of(source))
    return header >= _NEEDED and bool(header & _ONE_OF)


def read(source: Source, settings: Settings) -> Imported:
    """Read an Outlook CSV."""
    return read_people(source, settings, _DIALECT)


def describe(source: Source, settings: Settings) -> Inspection:
    """How an Outlook CSV would be read."""
    return describe_people(source, settings, _DIALECT)
