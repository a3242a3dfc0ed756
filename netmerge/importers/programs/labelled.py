"""A list of people in which each value has a line of its own behind its label, as
Lotus Notes and people write it → records.
"""

from __future__ import annotations

from netmerge.importers.contract import Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.labelled import is_labelled, read_labelled
from netmerge.importers.tables.people import TEXT_FILES, Dialect, describe_people, read_people
from netmerge.settings import Settings

NAME = "labelled"
TRAITS = Traits()

_DIALECT = Dialect("contacts", table=read_labelled)


def claims(source: Source) -> bool:
    """Whether most lines begin with the name of a column."""
    return source.suffix in TEXT_FILES and is_labelled(source)


def read(source: Source, settings: Settings) -> Imported:
    """Read the list. Raises ReadError if it has no labels, or too many."""
    return read_people(source, settings, _DIALECT)


def describe(source: Source, settings: Settings) -> Inspection:
    """How the list would be read."""
    return describe_people(source, settings, _DIALECT)
