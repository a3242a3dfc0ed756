"""Any table of people, made by other means → RECORDS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.errors import SchemaError, did_you_mean, nearest
from netmerge.importers.contract import rejects_of
from netmerge.importers.tables.cells import as_text, columns_of, is_text
from netmerge.importers.tables.header import NAMES, REACH, Use, column_key, fields, map_columns
from netmerge.importers.tables.records import assemble
from netmerge.importers.tables.table import Table
from netmerge.schema import RECORDS, TEXT, TEXTS
from netmerge.settings import Aliases

TELLING = ("full_name", "given_name", "family_name", "emails", "phones")
"""Without any of these nothing could tell people apart."""

_OF_A_TABLE = {"file": "table", "source": "contacts", "kind": "person", "status": "read"}
_PLACE = ("file", "member", "position", "line", "source", "record_id")


@dataclass(frozen=True)
class _Given:
    """What stands for the file of a table that is none."""

    file: str = _OF_A_TABLE["file"]
    member: str | None = None


def as_records(
    table: Any, columns: Mapping[str, str] | None = None, own: Aliases = ()
) -> pd.DataFrame:
    """A table of pandas, Arrow, polars or DuckDB as a whole RECORDS table.

    Its columns have the names of RECORDS, or names that a CSV may have in any of the
    languages that are known (`first`, `Nachname`, `E-mail 2`), or those that
    `columns` (name to field) or the user's `own` aliases give; what has none is kept
    in extra, where any column is read by such a name, and else left out. A column that
    RECORDS has as lists may hold plain texts. Raises SchemaError where nothing in it
    could tell people apart and for a column in `columns` that is not there,
    SettingsError for a field that there is not.
    """
    held = columns_of(table)
    uses = map_columns(list(held), columns, own=own)
    _check_given(columns or {}, held)
    rows = len(next(iter(held.values()), ()))
    plain = {name: column for name, column in held.items() if name in RECORDS.columns}
    wanted = {column_key(name) for name in columns or {}}
    read = [
        name
        for name, use in uses.items()
        if column_key(name) in wanted or (use is not None and name not in plain)
    ]
    made: dict[str, Any] = {}
    if read:
        made, plain = _read(held, uses, plain, wanted)
    known = {name: _as_column(arrow(column), name) for name, column in plain.items()}
    filled = {"record_id": pa.array(np.arange(rows)), "position": pa.array(np.arange(1, rows + 1))}
    filled |= {name: pa.repeat(text, rows) for name, text in _OF_A_TABLE.items()}
    records = RECORDS.frame({**filled, **made, **known})
    if not set(TELLING) & (set(made) | set(known)):
        raise _tells_nobody(list(held), read)
    return records


def _read(
    held: Mapping[str, Any],
    uses: Mapping[str, Use | None],
    plain: Mapping[str, Any],
    wanted: set[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of RECORDS that a CSV of the same header would give, and the columns
    that are taken as they are: lists, and what no CSV says (record_key).
    """
    texts: dict[str, pa.Array] = {}
    as_they_are = {}
    for name, column in held.items():
        of_records = name in plain and column_key(name) not in wanted
        if of_records and (uses[name] is None or _is_list(column)):
            as_they_are[name] = column
            continue
        cells = as_text(column)
        if cells is not None:
            texts[name] = cells
    rows = len(next(iter(held.values()), ()))
    table = Table(
        file=_Given.file,
        member=None,
        header=list(texts),
        columns=texts,
        positions=np.arange(1, rows + 1),
        lines=np.arange(1, rows + 1),
        rejects=rejects_of(_Given(), []),
        encoding="",
        delimiter="",
        preamble="",
    )
    records = assemble(table, {name: uses[name] for name in texts}, _Given(), _OF_A_TABLE["source"])
    if set(TELLING) & set(as_they_are):
        records = records.drop(columns="status")
    said = {str(name): arrow(column) for name, column in records.items() if name not in _PLACE}
    if not rows:  # then nothing is known to be filled
        return said, as_they_are
    made = {name: column for name, column in said.items() if column.null_count < rows}
    return made, as_they_are


def _is_list(column: Any) -> bool:
    held = column.type if isinstance(column, pa.ChunkedArray) else arrow(column.head(100)).type
    return bool(pa.types.is_list(held) or pa.types.is_large_list(held))


def _check_given(columns: Mapping[str, str], held: Mapping[str, Any]) -> None:
    """Raise SchemaError for a column that the table does not have."""
    there = {column_key(name) for name in held}
    missing = [name for name in columns if column_key(name) not in there]
    if missing:
        names = list(held)
        meant = [names[place] for place in nearest(missing[0], names)]
        problem = f"The table has no column {', '.join(map(repr, missing))}."
        raise SchemaError(f"{problem} {did_you_mean(meant)}".strip(), missing, names)


def _tells_nobody(names: list[str], read: list[str]) -> SchemaError:
    """What is wrong with a table without any name, e-mail address or number."""
    unknown = [name for name in names if name not in read and name not in RECORDS.columns]
    problem = f"A table to match needs a {', '.join(TELLING[:-1])} or {TELLING[-1]}."
    if unknown:
        problem += f" Not understood: {', '.join(map(repr, unknown[:10]))}."
    known = sorted({*(NAMES & fields()), *REACH, *TELLING})
    meant = {name: [known[place] for place in nearest(name, known, 1)] for name in unknown[:10]}
    said = [f"{likely[0]} for {name!r}" for name, likely in meant.items() if likely]
    cure = "Say what they hold, such as columns={'Reach me': 'phone'}."
    return SchemaError(" ".join(filter(None, [problem, did_you_mean(said), cure])), TELLING, names)


def _as_column(column: Any, name: str) -> Any:
    """A column of a user's table, texts wrapped into lists where RECORDS has lists;
    numbers, days and categories as their text where it has texts.
    """
    wanted, held = RECORDS.columns[name].type, column.type
    if pa.types.is_list(held) or pa.types.is_large_list(held):
        return column
    holds_text = wanted in (TEXT, TEXTS)
    if holds_text and not (is_text(held) or pa.types.is_null(held)):
        column = as_text(column)
    if not pa.types.is_list(wanted) or column is None:
        return column
    return [[cell] if isinstance(cell, str) else cell for cell in column.to_pylist()]
