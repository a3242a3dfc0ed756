"""Columns of netmerge's tables ⇄ values of SQLite: lists and structures as JSON,
days and moments as ISO 8601.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.book.tables import BookColumn
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.errors import BookError
from netmerge.schema import Table

BATCH = 20_000
"""Rows that are turned into Python's values at a time."""


def cells(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as SQLite takes them."""
    whole = [_plain(arrow(table[name])) for name in columns]
    for start in range(0, len(table), BATCH):
        batch = [_values(column.slice(start, BATCH)) for column in whole]
        yield from zip(*batch, strict=True)


def frame(
    table: Table,
    columns: Mapping[str, BookColumn],
    rows: Iterator[Sequence[tuple[Any, ...]]],
    path: str,
) -> pd.DataFrame:
    """A table of netmerge of rows that were read, batch by batch, in the order of
    `columns`.

    Columns that it has and the rows do not are null. Raises BookError for a
    value of another kind.
    """
    kinds = {name: column.arrow or pa.string() for name, column in columns.items()}
    made: dict[str, list[pa.Array]] = {name: [] for name in columns}
    for batch in rows:
        by_column = zip(*batch, strict=True)
        for (name, kind), values in zip(kinds.items(), by_column, strict=True):
            made[name].append(_column(name, values, kind, path))
    whole = {name: pa.chunked_array(chunks, kinds[name]) for name, chunks in made.items()}
    return table.frame(whole)


def _plain(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column whose values are numbers, texts and bytes where Arrow can see to
    it.
    """
    kind = column.type
    array = one_chunk(column)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return pc.cast(array, pa.string())
    if pa.types.is_boolean(kind):
        return pc.cast(array, pa.int8())
    if pa.types.is_uint64(kind):
        return array.view(pa.int64())
    return array


def _values(column: pa.Array) -> list[Any]:
    if column.null_count == len(column):
        return [None] * len(column)
    values: list[Any] = column.to_pylist()
    if not (pa.types.is_list(column.type) or pa.types.is_struct(column.type)):
        return values
    return [None if value is None else _json(value) for value in values]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _column(name: str, values: Sequence[Any], kind: pa.DataType, path: str) -> pa.Array:
    read = _reader(kind)
    try:
        if read is not None:
            values = [None if value is None else read(value) for value in values]
        return pa.array(values, kind)
    except (ValueError, TypeError, pa.ArrowException, RecursionError) as error:
        problem = f"What stands in {name} is no value of its kind: {error}."
        raise BookError(path, problem, "Use a backup.") from error


def _reader(kind: pa.DataType) -> Callable[[Any], Any] | None:
    """How a value of SQLite becomes one of this type; None where it is one."""
    if pa.types.is_list(kind) or pa.types.is_struct(kind):
        return json.loads
    if pa.types.is_date(kind):
        return dt.date.fromisoformat
    if pa.types.is_timestamp(kind):
        return _moment
    return bool if pa.types.is_boolean(kind) else None


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
