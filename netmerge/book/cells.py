"""Columns of netmerge's tables ⇄ values of SQLite: lists and structures as JSON,
days and moments as ISO 8601.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.book.tables import BookColumn
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.ragged import as_lists, flatten
from netmerge.errors import BookError
from netmerge.schema import Table

_TEXTS = pa.list_(pa.string())
_ESCAPED = r'["\\\x00-\x1f]'
_PLAIN_TEXT = r'"[^"\\\x00-\x1f]*"'
_PLAIN_LIST = rf"^\[{_PLAIN_TEXT}(?:,{_PLAIN_TEXT})*\]$"

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
    kind = column.type
    if column.null_count == len(column):
        return [None] * len(column)
    if kind == _TEXTS:
        return _json_of_texts(column)
    values: list[Any] = column.to_pylist()
    if not (pa.types.is_list(kind) or pa.types.is_struct(kind)):
        return values
    return [None if value is None else _json(value) for value in values]


def _json_of_texts(lists: pa.ListArray) -> list[Any]:
    """Lists of texts as JSON; those without a sign that must be escaped, as most are,
    all at once.
    """
    flat = flatten(lists)
    quoted = pc.binary_join_element_wise('"', flat.items, '"', "")
    inner = pc.binary_join(as_lists(quoted, flat.row, flat.rows), ",")
    inner = pc.if_else(pc.equal(pc.list_value_length(lists), 0), "", inner)
    found: list[Any] = pc.binary_join_element_wise("[", inner, "]", "").to_pylist()
    is_odd = pc.fill_null(pc.match_substring_regex(flat.items, _ESCAPED), True)
    for row in np.unique(flat.row[flags(is_odd)]).tolist():
        found[row] = _json(lists[row].as_py())
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _column(name: str, values: Sequence[Any], kind: pa.DataType, path: str) -> pa.Array:
    read = _reader(kind)
    try:
        if kind == _TEXTS:
            return _lists_of_texts(values)
        if read is not None:
            values = [None if value is None else read(value) for value in values]
        return pa.array(values, kind)
    except (ValueError, TypeError, pa.ArrowException, RecursionError) as error:
        problem = f"What stands in {name} is no value of its kind: {error}."
        raise BookError(path, problem, "Use a backup.") from error


def _lists_of_texts(values: Sequence[Any]) -> pa.Array:
    """Lists of texts that stand as JSON; those without an escaped sign, as most are,
    all at once.
    """
    written = pa.array(values, pa.string())
    is_plain = pc.fill_null(pc.match_substring_regex(written, _PLAIN_LIST), True)
    lists = pc.split_pattern(pc.utf8_slice_codeunits(written, 2, -2), '","')
    odd = np.flatnonzero(~flags(is_plain))
    if not len(odd):
        return lists
    read = pa.array([json.loads(values[place]) for place in odd.tolist()], _TEXTS)
    index = np.arange(len(lists))
    index[odd] = len(lists) + np.arange(len(odd))
    return pa.concat_arrays([lists, read]).take(pa.array(index))


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
