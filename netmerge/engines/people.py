"""RECORDS and CLEANED, side by side in one Arrow table ⇄ the two tables."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.matching.attributes import OF_CLEANED, OF_RECORDS
from netmerge.schema import CLEANED, RECORDS

AS_WRITTEN, AS_READ = "written_", "read_"
"""Before the names of the columns of RECORDS, and of CLEANED."""

COMPARED = (
    *(AS_WRITTEN + name for name in OF_RECORDS),
    *(AS_READ + name for name in OF_CLEANED),
)
"""The columns that matching looks at."""

ALWAYS = frozenset(
    {
        *(f"{AS_WRITTEN}{name}" for name in ("record_id", "record_key", "kind", "status")),
        *(f"{AS_WRITTEN}{name}" for name in ("file", "member", "position", "duplicate_free")),
        f"{AS_READ}fingerprint",
    }
)
"""The columns that are there though they say nothing."""


def beside(records: pd.DataFrame, cleaned: pd.DataFrame) -> pa.Table:
    """Both tables, row by row the same, as one; without the columns that say nothing,
    which are most of them, but for those that every table has.
    """
    columns = {f"{AS_WRITTEN}{name}": arrow(records[name]) for name in records}
    columns |= {f"{AS_READ}{name}": arrow(cleaned[name]) for name in cleaned}
    saying = {
        name: column
        for name, column in columns.items()
        if name in ALWAYS or column.null_count < len(column)
    }
    return pa.table(saying)


def apart(people: pa.Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """RECORDS and CLEANED."""
    return RECORDS.frame(_of(people, AS_WRITTEN), len(people)), CLEANED.frame(
        _of(people, AS_READ), len(people)
    )


def columns_of(names: Iterable[str]) -> list[str]:
    """The columns of both tables that are called so."""
    return [before + name for name in names for before in (AS_WRITTEN, AS_READ)]


def _of(people: pa.Table, before: str) -> dict[str, pa.Array]:
    return {
        name.removeprefix(before): one_chunk(people[name])
        for name in people.column_names
        if name.startswith(before)
    }
