"""Columns in, integer codes out: every later step compares codes of unique values, never text of
rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import encode
from netmerge.columns.types import Flags, Ints, Texts

Keys = Callable[[pa.Array], pa.Array]
"""A function of distinct texts: a key for each, null or "" for none."""

VALUES_PER_RECORD = 8
"""How many values of one field of one record are compared, the rarest first; the cut is reported.
"""


@dataclass(frozen=True)
class Coded:
    """One value a record: `codes[row]` points into `texts`, -1 where there is none."""

    codes: Ints
    texts: Texts

    @property
    def counts(self) -> Ints:
        """How many records carry each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))

    def under(self, keys: Keys) -> Coded:
        """The same records under keys of their values; values with one key share a code, those
        with none have none.
        """
        mapped = recoded(keys(pa.array(self.texts, pa.string())))
        return Coded(take(mapped.codes, self.codes), mapped.texts)


@dataclass(frozen=True)
class Listed:
    """Several values a record: value `codes[k]` belongs to row `rows[k]`; rows ascend, in the
    record's order.
    """

    rows: Ints
    codes: Ints
    texts: Texts

    def matrix(self, records: int) -> tuple[Ints, int]:
        """Codes as one padded row a record (-1 is none), the rarest first, and how many values
        the cut left out.
        """
        if not len(self.rows):
            return _nothing(records, 1), 0
        counts = np.bincount(self.codes, minlength=len(self.texts))
        order = np.lexsort((self.codes, counts[self.codes], self.rows))
        rows, codes = self.rows[order], self.codes[order]
        first = runs.begins(rows, codes)
        rows, codes = rows[first], codes[first]
        place = runs.places(rows)
        kept = place < VALUES_PER_RECORD
        table = np.full((records, int(place[kept].max()) + 1), -1, dtype=np.int64)
        table[rows[kept], place[kept]] = codes[kept]
        return table, int((~kept).sum())


def take(values: Ints, codes: Ints) -> Ints:
    """`values[codes]`, with -1 staying -1."""
    if not len(values):
        return np.full(len(codes), -1, dtype=np.int64)
    return np.where(codes >= 0, values[codes], -1)


def pick(values: npt.NDArray[Any], codes: Ints, missing: float) -> npt.NDArray[Any]:
    """`values[codes]`, with `missing` for -1."""
    if not len(values):
        return np.full(len(codes), missing, dtype=values.dtype)
    return np.asarray(np.where(codes >= 0, values[codes], missing).astype(values.dtype))


def take_rows(table: Ints, codes: Ints) -> Ints:
    """`table[codes]`, with a row of -1 for -1."""
    if not len(table):
        return np.full((*codes.shape, table.shape[1]), -1, dtype=np.int64)
    return np.where((codes >= 0)[..., None], table[codes], -1)


def distinct(numbers: Ints) -> Ints:
    """The distinct numbers in ascending order: sorting is quicker than hashing where the numbers
    are many.
    """
    ordered = np.sort(numbers)
    result: Ints = ordered[runs.begins(ordered)]
    return result


def among(numbers: Ints, some: Ints) -> Flags:
    """Which numbers are among some; NumPy's own function sorts both for it."""
    return np.asarray(pd.Index(numbers).isin(some))


def factorise(texts: list[str | None]) -> Coded:
    """Code a list of texts in order of first appearance; None and the empty text are no value."""
    codes, unique = pd.factorize(
        np.array([text or None for text in texts], dtype=object), use_na_sentinel=True
    )
    return Coded(codes.astype(np.int64), np.asarray(unique, dtype=object))


def each(function: Callable[[str], str | None]) -> Keys:
    """A function of one text as a function of all of them."""
    return lambda texts: pa.array([function(text) for text in texts.to_pylist()], pa.string())


def without_blanks(texts: pa.Array) -> pa.Array:
    """The texts as one word each."""
    return pc.replace_substring(texts, " ", "")


def recoded(texts: pa.Array) -> Coded:
    """Code texts in order of first appearance; null and "" are no value."""
    if texts.null_count == len(texts):
        return Coded(_nothing(len(texts)), np.empty(0, dtype=object))
    codes, distinct = encode(pc.if_else(pc.equal(texts, ""), NO_TEXT, texts))
    return Coded(
        codes.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64), _objects(distinct)
    )


def coded(column: pd.Series[str], keys: Keys | None = None) -> Coded:
    """Code a text column, by the keys of its distinct values if given."""
    plain = recoded(one_chunk(column).cast(pa.string()))
    return plain.under(keys) if keys else plain


def listed(column: pd.Series[str], keys: Keys | None = None) -> Listed:
    """Code a list column, by the keys of its distinct values if given; values without a key are
    left out.
    """
    lists = one_chunk(column)
    if pa.types.is_null(lists.type):
        return Listed(
            np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=object)
        )
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = coded(pd.Series(pd.arrays.ArrowExtensionArray(pc.list_flatten(lists))), keys)
    kept = flat.codes >= 0
    return Listed(rows[kept], flat.codes[kept], flat.texts)


def one_vocabulary(*columns: Listed) -> list[Listed]:
    """The same columns with one list of texts between them, so that their codes can be compared."""
    merged = recoded(pa.concat_arrays([pa.array(column.texts, pa.string()) for column in columns]))
    starts = np.cumsum([0, *(len(column.texts) for column in columns)])
    return [
        Listed(column.rows, take(merged.codes[start:], column.codes), merged.texts)
        for column, start in zip(columns, starts, strict=False)
    ]


def join(*columns: Listed) -> Listed:
    """Several list columns as one; a record's values keep the order of the columns."""
    recoded = one_vocabulary(*columns)
    rows = np.concatenate([column.rows for column in recoded])
    order = np.argsort(rows, kind="stable")
    return Listed(
        rows[order], np.concatenate([column.codes for column in recoded])[order], recoded[0].texts
    )


def as_listed(column: Coded) -> Listed:
    """A column of at most one value as a list column."""
    rows = np.flatnonzero(column.codes >= 0)
    return Listed(rows, column.codes[rows], column.texts)


def as_coded(column: Listed, records: int) -> Coded:
    """A list column as a column of one value, the first."""
    if not len(column.rows):
        return Coded(_nothing(records), column.texts)
    codes = np.full(records, -1, dtype=np.int64)
    codes[column.rows[::-1]] = column.codes[::-1]
    return Coded(codes, column.texts)


def split(column: Listed, function: Callable[[str], list[str]]) -> Listed:
    """Each value replaced by the values that a function makes of it; an empty text is none."""
    parts = [function(text) for text in column.texts]
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    flat = factorise([text for part in parts for text in part])
    starts = np.cumsum(sizes) - sizes
    repeats = sizes[column.codes]
    within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    rows = np.repeat(column.rows, repeats)
    codes = flat.codes[np.repeat(starts[column.codes], repeats) + within]
    return Listed(rows[codes >= 0], codes[codes >= 0], flat.texts)


def _nothing(*shape: int) -> Ints:
    """Codes of no value; they take no memory, and nobody may write to them."""
    return np.broadcast_to(np.int64(-1), shape)


def _objects(array: pa.Array) -> Texts:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=object)
