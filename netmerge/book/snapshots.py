"""A derived table ⇄ the form in which it is read at once, part by part."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from netmerge.book.store import LONGEST_REASON, Store
from netmerge.columns.chunks import arrow
from netmerge.errors import BookError
from netmerge.schema import Table

ROWS = 50_000
"""Rows of a part: what SQLite can hold of one is bounded."""

_COLUMNS = ("name", "part", "arrow")


def keep(store: Store, name: str, table: pd.DataFrame) -> None:
    """Put a table in the place of what was kept by that name."""
    whole = pa.table({column: arrow(table[column]) for column in table.columns})
    parts = [whole.slice(start, ROWS) for start in range(0, max(len(whole), 1), ROWS)]
    store.run("DELETE FROM snapshots WHERE name = ?", (name,))
    rows = ((name, number, _bytes(part)) for number, part in enumerate(parts))
    store.insert("snapshots", _COLUMNS, rows)


def read(store: Store, table: Table, name: str) -> pd.DataFrame:
    """The table that is kept by that name; an empty one where there is none.

    Raises BookError where it is not of this kind.
    """
    sql = "SELECT arrow FROM snapshots WHERE name = ? ORDER BY part"
    parts = [bytes(part) for (part,) in store.rows(sql, (name,))]
    if not parts:
        return table.empty()
    try:
        whole = pa.concat_tables([pa.ipc.open_stream(part).read_all() for part in parts])
        whole.validate(full=True)
        names = [column for column in table.columns if column in whole.schema.names]
        return table.frame({name: whole[name] for name in names}) if len(whole) else table.empty()
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:LONGEST_REASON]
        problem = f"What is kept of {name} cannot be read: {reason}."
        raise BookError(str(store.path), problem, "Use a backup.") from error


def _bytes(part: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.schema) as stream:
        stream.write_table(part.combine_chunks())
    made: bytes = sink.getvalue().to_pybytes()
    return made
