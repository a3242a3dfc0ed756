"""A text table of contacts that has no header, by what stands in its columns →
records.
"""

from __future__ import annotations

from netmerge.importers.contract import Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.people import Dialect, describe_people, read_people, without_header
from netmerge.settings import Settings

NAME = "headless"
TRAITS = Traits()


def claims(source: Source) -> bool:
    """Whether no row is a header, and a column holds addresses or numbers."""
    return without_header(source) is not None


def read(source: Source, settings: Settings) -> Imported:
    """Read the table. Raises ReadError if it cannot be read."""
    return read_people(source, settings, _dialect(source))


def describe(source: Source, settings: Settings) -> Inspection:
    """How the table would be read."""
    return describe_people(source, settings, _dialect(source))


def _dialect(source: Source) -> Dialect:
    """What its columns are taken for; its records are of source `contacts`, as
    those of any table are.
    """
    found = without_header(source)
    return Dialect("contacts", found.uses if found else {}, headless=True)
