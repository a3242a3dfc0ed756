"""Columns of text or of lists → codes of their distinct values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import encode
from netmerge.columns.hashes import of_texts
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Ints, Texts

Keys = Callable[[pa.Array], pa.Array]
"""A function of distinct texts: a key for each, null or "" for none."""

MOST_VALUES = 8
"""How many values of one field of one record are compared; the cut is reported.
"""


@dataclass(frozen=True)
class Coded:
    """One value a record: a place in `texts`, -1 where there is none."""

    codes: Ints  # (records,)
    texts: Texts  # (values,), in order of first appearance

    def counts(self) -> Ints:
        """How many records carry each value."""
        held = self.codes[self.codes >= 0]
        return np.bincount(held, minlength=len(self.texts))

    def under(self, keys: Keys) -> Coded:
        """The same records under keys of their values.

        Values with one key share a code, those with none have none.
        """
        of_values = coded(keys(pa.array(self.texts, pa.string())))
        return Coded(look_up(of_values.codes, self.codes), of_values.texts)

    def without(self, rows: Any) -> Coded:
        """The same without the values of some rows (numbers or flags)."""
        codes = self.codes.copy()
        codes[rows] = -1
        return Coded(codes, self.texts)

    def hashed(self) -> Ints:
        """A hash of each record's value (records,), -1 where there is none."""
        return look_up(of_texts(self.texts), self.codes)

    def listed(self) -> Listed:
        """As a list column of at most one value a record."""
        rows = np.flatnonzero(self.codes >= 0)
        return Listed(rows, self.codes[rows], self.texts)


@dataclass(frozen=True)
class Listed:
    """Several values a record: value `codes[k]` belongs to row `rows[k]`.

    Rows ascend; the values of one stand in the record's order.
    """

    rows: Ints  # (entries,)
    codes: Ints  # (entries,), never -1
    texts: Texts  # (values,)

    def counts(self) -> Ints:
        """How often each value is carried."""
        return np.bincount(self.codes, minlength=len(self.texts))

    def first(self, records: int) -> Coded:
        """The first value of each record."""
        if not len(self.rows):
            return Coded(_nothing(records), self.texts)
        codes = np.full(records, -1, dtype=np.int64)
        codes[self.rows[::-1]] = self.codes[::-1]
        return Coded(codes, self.texts)

    def split(self, function: Callable[[str], list[str]]) -> Listed:
        """Each value replaced by those that a function makes of it; "" is none."""
        parts = [function(text) for text in self.texts]
        return self.expanded(pa.array(parts, pa.list_(pa.string())))

    def expanded(self, parts: pa.ListArray) -> Listed:
        """Each value replaced by those of its list (values,); "" is none."""
        lengths = np.asarray(pc.list_value_length(parts), dtype=np.int64)
        starts = np.cumsum(lengths) - lengths
        flat = coded(parts.flatten())
        copies = lengths[self.codes]
        rows = np.repeat(self.rows, copies)
        codes = flat.codes[runs.positions(starts[self.codes], copies)]
        return Listed(rows[codes >= 0], codes[codes >= 0], flat.texts)

    def table(self, records: int, rank: Ints | None = None) -> tuple[Ints, int]:
        """Codes as one row a record, padded with -1, and how many values did
        not fit.

        Values stand in the record's order, or by their `rank` (one a value)
        where it is given; of equal rank, in the record's order.
        """
        if not len(self.rows):
            return _nothing(records, 1), 0
        rows, codes = self.rows, self.codes
        several = not bool(np.all(rows[1:] > rows[:-1]))  # else they stand as they must
        if several:
            once = self._once()
            rows, codes = rows[once], codes[once]
        if several and rank is not None:
            order = np.lexsort((rank[codes], rows))
            rows, codes = rows[order], codes[order]
        place = runs.places(rows)
        fits = place < MOST_VALUES
        width = int(place[fits].max()) + 1
        table = np.full((records, width), -1, dtype=np.int64)
        table[rows[fits], place[fits]] = codes[fits]
        return table, int((~fits).sum())

    def _once(self) -> Ints:
        """Positions of values that stand in their record for the first time."""
        order = np.lexsort((self.codes, self.rows))
        first = runs.begins(self.rows[order], self.codes[order])
        return np.sort(order[first])


def each(function: Callable[[str], str | None]) -> Keys:
    """A function of one text as a function of all of them."""

    def keys(texts: pa.Array) -> pa.Array:
        made = [function(text) for text in texts.to_pylist()]
        return pa.array(made, pa.string())

    return keys


def without_blanks(texts: pa.Array) -> pa.Array:
    """The texts as one word each."""
    return pc.replace_substring(texts, " ", "")


def coded(column: Any, keys: Keys | None = None) -> Coded:
    """Code a column of text; null and "" are no value.

    If `keys` is given, by the keys of its distinct values.
    """
    texts = one_chunk(column).cast(pa.string())
    if texts.null_count == len(texts):
        return Coded(_nothing(len(texts)), np.empty(0, dtype=object))
    given = pc.if_else(pc.equal(texts, ""), NO_TEXT, texts)
    indices, distinct = encode(given)
    codes = np.asarray(indices.fill_null(-1), dtype=np.int64)
    values = distinct.to_numpy(zero_copy_only=False)
    plain = Coded(codes, np.asarray(values, dtype=object))
    return plain.under(keys) if keys else plain


def listed(column: pd.Series[str], keys: Keys | None = None) -> Listed:
    """Code a list column.

    If `keys` is given, by the keys of its distinct values; those without one are
    left out.
    """
    lists = one_chunk(column)
    if pa.types.is_null(lists.type):
        none = np.empty(0, dtype=np.int64)
        return Listed(none, none, np.empty(0, dtype=object))
    rows = np.asarray(pc.list_parent_indices(lists), dtype=np.int64)
    flat = coded(pc.list_flatten(lists), keys)
    kept = flat.codes >= 0
    return Listed(rows[kept], flat.codes[kept], flat.texts)


def one_vocabulary(*columns: Listed) -> list[Listed]:
    """The same columns with one list of texts, so that their codes can be
    compared.
    """
    texts = [pa.array(column.texts, pa.string()) for column in columns]
    merged = coded(pa.concat_arrays(texts))
    starts = np.cumsum([0, *(len(column.texts) for column in columns)])
    return [
        Listed(column.rows, look_up(merged.codes[start:], column.codes), merged.texts)
        for column, start in zip(columns, starts, strict=False)
    ]


def concatenated(*columns: Listed) -> Listed:
    """Several list columns as one, their values in the order of the columns."""
    alike = one_vocabulary(*columns)
    rows = np.concatenate([column.rows for column in alike])
    codes = np.concatenate([column.codes for column in alike])
    order = np.argsort(rows, kind="stable")
    return Listed(rows[order], codes[order], alike[0].texts)


def _nothing(*shape: int) -> Ints:
    """Codes of no value; they take no memory, and nobody may write to them."""
    return np.broadcast_to(np.int64(-1), shape)
