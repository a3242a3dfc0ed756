"""What an importer returned → the same, or an error that names the importer and
the column.

Importers come from other packages too, and what one leaves out fails far from
where it did.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmerge.columns.chunks import arrow
from netmerge.errors import SchemaError
from netmerge.importers.contract import Imported
from netmerge.importers.files.source import Source
from netmerge.schema import INTERACTIONS, OWNER_FACTS, RECORDS, REJECTS, SOURCES, Table

_TABLES = (RECORDS, INTERACTIONS, REJECTS, OWNER_FACTS, SOURCES)
_FILLED = {
    RECORDS.name: ("file", "position", "source", "kind", "status"),
    INTERACTIONS.name: ("file", "position", "kind"),
    REJECTS.name: ("file", "position", "reason"),
    OWNER_FACTS.name: ("fact", "value"),
    SOURCES.name: ("file", "holds", "rows", "read", "empty", "rejected"),
}
"""The columns that each row of a table needs."""


def checked(found: Any, importer: str, source: Source, sources: int = 1) -> Imported:
    """Return what an importer found in a source, or in so many of which this is
    the first. Raises SchemaError if it cannot be used.
    """
    try:
        return _whole(found, sources)
    except SchemaError as error:
        place = f"What the importer {importer} returned for {source.label} cannot be used"
        problem = f"{place}: {error.message}"
        raise SchemaError(problem, error.missing, error.available) from error


def _whole(found: Any, sources: int) -> Imported:
    if not isinstance(found, Imported):
        raise SchemaError(f"it is a {type(found).__name__}, not an Imported.")
    for table in _TABLES:
        _check_table(table, getattr(found, table.name))
    rows = len(found.sources)
    if rows != sources:
        raise SchemaError(f"sources has {rows} rows, not {sources}.")
    return found


def _check_table(table: Table, frame: Any) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise SchemaError(f"{table.name} is a {type(frame).__name__}, not a DataFrame.")
    if frame.columns.has_duplicates:
        raise SchemaError(f"{table.name} has two columns of one name.")
    table.validate(frame)
    unknown = [str(name) for name in frame.columns if name not in table.columns]
    if unknown:
        problem = f"{table.name} has no column {', '.join(unknown)}."
        raise SchemaError(problem, available=tuple(table.columns))
    for name in _FILLED[table.name] if len(frame) else ():
        empty = arrow(frame[name]).null_count
        if empty:
            problem = f"{table.name}.{name} is empty in {empty:,} of {len(frame):,} rows."
            raise SchemaError(f"{problem} Every row needs it.", missing=(name,))
