"""Columns of text in; list columns built from them with Arrow offsets, never row by row, out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.joining import joined
from netmerge.columns.types import Flags, Ints

BATCH = 10_000
"""Entries or cards turned into Arrow at a time: Python's objects for a whole file would take ten
times its size.
"""
_ROWS_AT_ONCE = 1 << 14
NOTHING = pa.scalar(None, pa.string())


def release_unused() -> None:
    """Give back the memory that Arrow holds for later: after a large step it is as much as the
    data themselves.
    """
    pa.default_memory_pool().release_unused()


class Repeats:
    """Makes the columns of a source's batches. Where a batch says the same in every row, as of
    its file's name or of what the source never tells, batches of one size share one array: in a
    source of millions that is most of them.
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


def gather(columns: Sequence[pa.Array]) -> tuple[pa.Array, Ints, Ints]:
    """All values of parallel columns, row after row: the values, their rows, and the number of
    their column.
    """
    filled = [number for number, column in enumerate(columns) if column.null_count < len(column)]
    if not filled:
        nothing = np.zeros(0, np.int64)
        return pa.nulls(0, columns[0].type if columns else pa.string()), nothing, nothing
    rows = len(columns[0])
    valid = np.stack([np.asarray(columns[number].is_valid()) for number in filled], axis=1)
    flat = np.flatnonzero(valid.ravel())
    row, place = np.divmod(flat, len(filled))
    together = pa.concat_arrays([columns[number] for number in filled])
    return together.take(pa.array(place * rows + row)), row, np.array(filled, np.int64)[place]


def split(values: pa.Array, pattern: str) -> tuple[pa.Array, Ints]:
    """The trimmed, non-empty parts of each text between matches of a pattern, and the index of
    their text.
    """
    if not len(values) or not pc.any(pc.match_substring_regex(values, pattern)).as_py():
        return values, np.arange(len(values))
    pieces = pc.split_pattern_regex(values, pattern)
    parts = pc.utf8_trim_whitespace(pieces.flatten())
    keep = pc.not_equal(parts, "")
    return parts.filter(keep), np.asarray(pc.list_parent_indices(pieces).filter(keep))


def coalesce(columns: Sequence[pa.Array], length: int) -> pa.Array:
    """The first value of each row; null where there is none."""
    filled = [column for column in columns if column.null_count < len(column)]
    if not filled:
        return pa.nulls(length, pa.string())
    return filled[0] if len(filled) == 1 else pc.coalesce(*filled)


def keep_where(column: pa.Array, mask: Flags | pa.Array) -> pa.Array:
    """The column with null wherever `mask` is not true."""
    return pc.if_else(mask if isinstance(mask, pa.Array) else pa.array(mask), column, NOTHING)


def json_objects(columns: Mapping[str, pa.Array], length: int) -> pa.Array | pa.ChunkedArray:
    """A JSON object for each row of the values that the columns have there, keys sorted; null
    where they have none.

    Of many rows the result is in chunks: it may be larger than the file, and is not to be held
    twice.
    """
    filled = {name: columns[name] for name in sorted(columns) if columns[name].null_count < length}
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
