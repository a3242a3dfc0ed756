"""Paths → the records, interactions, rejects and owner's facts that they hold, of
whatever kind.

`reading` is the flow, `registry` the list of importers, `contract` what each
of them takes and gives, and what its sources are. The flow knows all importers,
which takes a while to load: it is loaded when it is first used.
"""

from typing import TYPE_CHECKING, Any

from netmerge.importers.contract import Imported, Importer, Inspection
from netmerge.importers.files.source import Source
from netmerge.importers.registry import IMPORTERS, importers

if TYPE_CHECKING:
    from netmerge.importers.reading import find_importer, inspect, read_all

__all__ = [
    "IMPORTERS",
    "Imported",
    "Importer",
    "Inspection",
    "Source",
    "find_importer",
    "importers",
    "inspect",
    "read_all",
]

_OF_THE_FLOW = ("find_importer", "inspect", "read_all")


def __getattr__(name: str) -> Any:
    if name not in _OF_THE_FLOW:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from netmerge.importers import reading

    return getattr(reading, name)
