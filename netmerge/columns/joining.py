"""Columns of text → one text a row, put together from theirs, or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.types import Flags


def joined(columns: Sequence[pa.Array], separator: str, rows: int) -> pa.Array:
    """The texts of each of `rows` rows, with a separator between.

    Nulls are left out; null where nothing is left.
    """
    filled = [column for column in columns if column.null_count < rows]
    if not filled:
        return pa.nulls(rows, pa.string())
    text, *further = filled
    if further:
        # Told to skip nulls, Arrow (seen in 26) loses the rows in which every
        # text
        # is null; an
        # empty text keeps them.
        nothing = reduce(pc.and_, (column.is_null() for column in filled))
        text = pc.binary_join_element_wise(
            pc.if_else(nothing, "", text), *further, separator, null_handling="skip"
        )
    return pc.if_else(pc.equal(text, ""), NO_TEXT, text)


def coalesce(columns: Sequence[pa.Array], length: int) -> pa.Array:
    """The first value of each row; null where there is none."""
    filled = [column for column in columns if column.null_count < len(column)]
    if not filled:
        return pa.nulls(length, pa.string())
    return filled[0] if len(filled) == 1 else pc.coalesce(*filled)


def keep_where(column: pa.Array, mask: Flags | pa.Array) -> pa.Array:
    """The column with null wherever `mask` is not true."""
    kept = mask if isinstance(mask, pa.Array) else pa.array(mask)
    return pc.if_else(kept, column, NO_TEXT)
