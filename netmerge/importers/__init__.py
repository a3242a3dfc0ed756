"""Paths → the records, interactions, rejects and owner's facts that they hold, of
whatever kind.

`reading` is the flow, `registry` the list of importers, `contract` what each
of them takes and gives, and what its sources are.
"""

from netmerge.importers.contract import Imported, Importer, Inspection
from netmerge.importers.files.source import Source
from netmerge.importers.reading import find_importer, inspect, read_all
from netmerge.importers.registry import IMPORTERS, importers

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
