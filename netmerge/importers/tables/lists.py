"""Values of batches, columns of text → columns as compact as may be, JSON
objects.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import release_unused
from netmerge.columns.codes import unique_map
from netmerge.columns.joining import joined
from netmerge.importers.contract import Placed
from netmerge.schema import RECORDS

BATCH = 10_000
"""Entries or cards turned into Arrow at a time: Python's objects for a whole
file would take ten times its size.
"""
_ROWS_AT_ONCE = 1 << 14


class Repeats:
    """Makes the columns of a source's batches. Where a batch says the same in
    every row, as of its file's name or of what the source never tells, batches
    of one size share one array: in a source of millions that is most of them.
    """

    def __init__(self) -> None:
        self._arrays: dict[str, tuple[object, pa.Array]] = {}

    def array(self, name: str, values: list[Any], kind: pa.DataType) -> pa.Array:
        """The values of a batch as a column of this name and type."""
        first = values[0] if values else None
        if isinstance(first, list) or values.count(first) < len(values):
            return pa.array(values, kind)
        key = (first, len(values))
        if name not in self._arrays or self._arrays[name][0] != key:
            self._arrays[name] = key, pa.array(values, kind)
        return self._arrays[name][1]

    def records(self, rows: Sequence[Mapping[str, Any]], source: Placed, kind: str) -> pa.Table:
        """Rows, each the columns that have a value and days as texts, as a table
        of RECORDS; `kind` is their source. Rows of another file than `source`
        say so themselves.
        """
        same = {"file": source.file, "member": source.member, "source": kind}
        columns = []
        for name, column in RECORDS.columns.items():
            is_day = pa.types.is_date32(column.type)
            usual = same.get(name)
            values = [row.get(name, usual) for row in rows]
            array = self.array(name, values, pa.string() if is_day else column.type)
            columns.append(array.cast(column.type) if is_day else array)
        return pa.table(columns, names=list(RECORDS.columns))


def json_objects(columns: Mapping[str, pa.Array], length: int) -> pa.Array | pa.ChunkedArray:
    """A JSON object for each row of the values that the columns have there,
    keys sorted; null where they have none.

    Of many rows the result is in chunks: it may be larger than the file, and
    is not to be held twice.
    """
    held = sorted(name for name, column in columns.items() if column.null_count < length)
    filled = {name: columns[name] for name in held}
    if not filled:
        return pa.nulls(length, pa.string())
    pieces = []
    for start in range(0, length, _ROWS_AT_ONCE):
        rows = min(_ROWS_AT_ONCE, length - start)
        members = [
            _json_members(name, column.slice(start, rows)) for name, column in filled.items()
        ]
        pieces.append(pc.binary_join_element_wise("{", joined(members, ", ", rows), "}", ""))
        release_unused()
    return pieces[0] if len(pieces) == 1 else pa.chunked_array(pieces)


def _json_members(name: str, column: pa.Array) -> pa.Array:
    key = json.dumps(name, ensure_ascii=False)
    return pc.binary_join_element_wise(f"{key}: ", _json_texts(column), "")


def _json_texts(column: pa.Array) -> pa.Array:
    """Each text as a JSON string."""
    if pc.any(pc.match_substring_regex(column, r"[\x00-\x1f\\\"]")).as_py():
        return unique_map(column, lambda text: json.dumps(text, ensure_ascii=False))
    return pc.binary_join_element_wise('"', column, '"', "")
