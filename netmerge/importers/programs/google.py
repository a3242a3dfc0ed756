"""A CSV of Google Contacts, as exported before 2024 or since → records of source
`google`.
"""

from __future__ import annotations

from netmerge.importers.contract import Authority, Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.people import Dialect, describe_people, header_of, read_people
from netmerge.settings import Settings

NAME = "google"
TRAITS = Traits(authority=Authority.ADDRESS_BOOK)

_DIALECT = Dialect(NAME)
_SIGNS = (
    {"E-mail 1 - Value", "Group Membership"},
    {"E-mail 1 - Value", "Labels"},
    {"Given Name", "Family Name", "Group Membership"},
    {"First Name", "File As", "Organization Name", "Labels"},
    {"E-mail 1 - Value", "Phone 1 - Value"},
)
"""Columns that only Google's exports have together: the column of a value is left
out where no contact has any.
"""


def claims(source: Source) -> bool:
    """Whether the header is one of Google's."""
    header = set(header_of(source))
    return any(sign <= header for sign in _SIGNS)


def read(source: Source, settings: Settings) -> Imported:
    """Read a Google Contacts CSV."""
    return read_people(source, settings, _DIALECT)


def describe(source: Source, settings: Settings) -> Inspection:
    """How a Google Contacts CSV would be read."""
    return describe_people(source, settings, _DIALECT)
