"""List columns ⇄ flat values, each with its row and its place in the row.

A value may become none, one or several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import numbered
from netmerge.columns.types import Flags, Ints


@dataclass(frozen=True)
class Flat:
    """The values of a list column without the lists."""

    items: pa.Array  # (values,)
    row: Ints  # (values,), which row each belongs to
    place: Ints  # (values,), its place in the row
    rows: int


def flatten(column: Any) -> Flat:
    """A list column (Arrow or pandas) as flat values; a null list has none."""
    lists = one_chunk(column)
    lengths = _lengths(lists)
    row = np.repeat(np.arange(len(lists), dtype=np.int64), lengths)
    place = runs.positions(np.zeros_like(lengths), lengths)
    return Flat(lists.flatten(), row, place, len(lists))


def _lengths(lists: pa.ListArray) -> Ints:
    """How many values each list has; a null one none."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    return np.asarray(lengths, dtype=np.int64)


def expand(flat: Flat, results: pa.ListArray) -> tuple[Flat, Ints]:
    """Each value replaced by its results, and from which value each came.

    `results` has a list for each value of `flat`.
    """
    inner = flatten(results)
    row = flat.row[inner.row]
    return Flat(inner.items, row, inner.place, flat.rows), inner.row


def lists_of(values: Iterable[Sequence[str]]) -> pa.ListArray:
    """Sequences of text as a list array, the empty ones null."""
    lists = [list(texts) if texts else None for texts in values]
    return pa.array(lists, type=pa.list_(pa.string()))


def interleave(single: Flags, ones: pa.Array, others: pa.ListArray) -> pa.ListArray:
    """Lists of one value where `single`, elsewhere those of `others`.

    Both are taken in order.
    """
    lengths = np.ones(len(single), dtype=np.int64)
    lengths[~single] = _lengths(others)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    from_others = np.repeat(~single, lengths)
    index = np.cumsum(~from_others) - 1
    index[from_others] = len(ones) + np.arange(int(from_others.sum()))
    items = pa.concat_arrays([ones, others.flatten()]).take(pa.array(index))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), items)


def first_given(flat: Flat) -> pa.Array:
    """For each row its first value that is not null."""
    given = np.flatnonzero(np.asarray(pc.is_valid(flat.items), dtype=bool))
    rows, first = np.unique(flat.row[given], return_index=True)
    index = np.full(flat.rows, -1, dtype=np.int64)
    index[rows] = given[first]
    return flat.items.take(pa.array(index, mask=index < 0))


def with_items(flat: Flat, items: pa.Array) -> Flat:
    """Other values in the same places."""
    return Flat(items, flat.row, flat.place, flat.rows)


def select(flat: Flat, kept: Ints) -> Flat:
    """The values at these positions only."""
    items = flat.items.take(pa.array(kept))
    return Flat(items, flat.row[kept], flat.place[kept], flat.rows)


def first_of_each(flat: Flat) -> Ints:
    """Positions of values that stand in their row for the first time; no nulls."""
    codes = numbered(flat.items)
    given = np.flatnonzero(codes >= 0)
    keys = flat.row[given] * (codes.max(initial=0) + 1) + codes[given]
    _, first = np.unique(keys, return_index=True)
    return np.sort(given[first])


def parallel(flat: Flat, column: Any) -> pa.Array:
    """The value beside each, of a list column that runs parallel to `flat`'s.

    Null where its list is too short.
    """
    other = flatten(column)
    lengths = np.bincount(other.row, minlength=flat.rows)
    starts = np.cumsum(lengths) - lengths
    index = starts[flat.row] + flat.place
    beyond = flat.place >= lengths[flat.row]
    return other.items.take(pa.array(index, mask=beyond))


def regroup(flat: Flat) -> pa.ListArray:
    """Lists again, in row order; a row without values is null."""
    return as_lists(flat.items, flat.row, flat.rows)


def as_lists(values: pa.Array, rows: Ints, length: int) -> pa.ListArray:
    """Values, each with its row (ascending), as lists of `length` rows.

    Null where a row has none.
    """
    counts = np.bincount(rows, minlength=length)
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    empty = pa.array(counts == 0)
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=empty)


def scatter(values: pa.Array, rows: Ints, length: int) -> pa.Array:
    """Values, each with its row, at most one a row, as a column of `length`.

    Null where a row has none.
    """
    place = np.full(length, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return values.take(pa.array(place, mask=place < 0))


def gather(columns: Sequence[pa.Array]) -> tuple[pa.Array, Ints, Ints]:
    """All values of parallel columns, row after row.

    The values, their rows, and the number of their column.
    """
    given = [column.null_count < len(column) for column in columns]
    filled = np.flatnonzero(given).tolist()
    if not filled:
        kind = columns[0].type if columns else pa.string()
        nothing = np.zeros(0, np.int64)
        return pa.nulls(0, kind), nothing, nothing
    rows = len(columns[0])
    held = [columns[number] for number in filled]
    valid = np.stack([np.asarray(column.is_valid()) for column in held], axis=1)
    row, place = np.divmod(np.flatnonzero(valid.ravel()), len(filled))
    values = pa.concat_arrays(held).take(pa.array(place * rows + row))
    return values, row, np.array(filled, np.int64)[place]


def split(values: pa.Array, pattern: str) -> tuple[pa.Array, Ints]:
    """The parts of each text between matches of a pattern, and its index.

    They are trimmed, and not empty.
    """
    matched = pc.any(pc.match_substring_regex(values, pattern))
    if not matched.as_py():
        return values, np.arange(len(values))
    pieces = pc.split_pattern_regex(values, pattern)
    parts = pc.utf8_trim_whitespace(pieces.flatten())
    text = pc.list_parent_indices(pieces)
    keep = pc.not_equal(parts, "")
    return parts.filter(keep), np.asarray(text.filter(keep))
