r"""A column of any type ⇄ its text cells, null where it has no value.

A list is its values joined by ` ; `. So that it can be taken apart again, a
semicolon that begins a value or follows a blank in it is written `\;`, and
backslashes before such a semicolon are doubled by one; a value that is missing
in a list is empty, a list of one missing value is `\`. An empty list is no
value, as an empty text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import joined
from netmerge.columns.types import Ints
from netmerge.schema import MOMENT, TEXT

Change = Callable[[pa.Array], pa.Array]

SEPARATOR = " ; "
_PART_SEPARATOR = " | "
_ESCAPED_BAR = re.compile(r"(^| )\\(\\*)\|")


def to_cells(column: pa.Array) -> pa.Array:
    """A column as text cells. Dates and moments (in UTC) are ISO 8601."""
    kind = column.type
    if column.null_count == len(column):
        return pa.nulls(len(column), TEXT)
    if pa.types.is_dictionary(kind):
        return to_cells(column.dictionary_decode())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _lists_to_cells(column)
    if pa.types.is_struct(kind):
        return _parts_to_cells(column)
    if pa.types.is_timestamp(kind):
        moments = pc.cast(column, MOMENT)
        text = pc.strftime(moments, format="%Y-%m-%dT%H:%M:%SZ")
        return pc.replace_substring_regex(text, r"\.0+Z$", "Z")
    return _null_where_empty(pc.cast(column, TEXT))


def changed(cells: pa.Array, which: pa.Array, change: Change) -> pa.Array:
    """The cells with those for which `which` holds changed; the others are not
    touched.
    """
    found = pc.fill_null(which, False)
    if not pc.any(found).as_py():
        return cells
    new = change(cells.filter(found))
    return pc.replace_with_mask(cells, found, new)


def from_cells(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    """The column of type `kind` that these cells were made of.

    Raises pyarrow.ArrowInvalid for what is none.
    """
    if pa.types.is_list(kind):
        return _lists_from_cells(cells, kind)
    if pa.types.is_struct(kind):
        return pa.array([_parts(text) for text in cells.to_pylist()], kind)
    if pa.types.is_timestamp(kind):
        return pc.cast(pc.replace_substring_regex(cells, r"Z$", "+00:00"), kind)
    return pc.cast(cells, kind)


def _lists_to_cells(column: pa.Array) -> pa.Array:
    values = _escaped(to_cells(pc.list_flatten(column)), ";")
    counts = _lengths(column)
    lists = pa.ListArray.from_arrays(_offsets(counts), pc.fill_null(values, ""))
    text = pc.binary_join(lists, SEPARATOR)
    # A backslash alone stands for one missing value: one that is a value gets
    # another.
    text = changed(text, _only_backslashes(text), lambda cells: _put_before("\\", cells))
    missing = pc.and_(pc.equal(text, ""), pa.array(counts == 1))
    text = changed(text, missing, lambda cells: pa.repeat("\\", len(cells)))
    return pc.if_else(pa.array(counts == 0), NO_TEXT, text)


def _lists_from_cells(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    escaped = _only_backslashes(cells)
    plain = pc.if_else(escaped, pc.utf8_slice_codeunits(cells, start=1), cells)
    lists = pc.split_pattern(plain, SEPARATOR)
    texts = _unescaped(_null_where_empty(pc.list_flatten(lists)), ";")
    values = from_cells(texts, kind.value_type)
    offsets = _offsets(_lengths(lists))
    return pa.ListArray.from_arrays(offsets, values, type=kind, mask=cells.is_null())


def _lengths(lists: pa.Array) -> Ints:
    """(rows,) int64, values in each list; 0 for null."""
    counts = pc.fill_null(pc.list_value_length(lists), 0)
    return np.asarray(counts.to_numpy(zero_copy_only=False), dtype=np.int64)


def _offsets(counts: Ints) -> pa.Array:
    """Where lists of these lengths begin and the last one ends."""
    ends = np.cumsum(counts)
    return pa.array(np.concatenate([[0], ends]).astype(np.int32))


def _null_where_empty(texts: pa.Array) -> pa.Array:
    empty = pc.equal(texts, "")
    return changed(texts, empty, lambda cells: pa.nulls(len(cells), TEXT))


def _put_before(sign: str, cells: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(sign, cells, "")


def _only_backslashes(cells: pa.Array) -> pa.Array:
    return pc.match_substring_regex(cells, r"^\\+$")


def _escaped(values: pa.Array, sign: str) -> pa.Array:
    """With a backslash more before each `sign` that could be taken for a part
    of a separator.
    """
    return _where(values, sign, rf"(^| )(\\*)\{sign}", rf"\1\\\2{sign}")


def _unescaped(values: pa.Array, sign: str) -> pa.Array:
    return _where(values, sign, rf"(^| )\\(\\*)\{sign}", rf"\1\2{sign}")


def _where(values: pa.Array, sign: str, pattern: str, replacement: str) -> pa.Array:
    """Replace a pattern, looking only at the values that hold the sign at all."""

    def replaced(some: pa.Array) -> pa.Array:
        return pc.replace_substring_regex(some, pattern, replacement)

    return changed(values, pc.match_substring(values, sign), replaced)


def _parts_to_cells(column: pa.Array) -> pa.Array:
    """An address: `street=1 High St | city=London`, the parts that it has."""
    parts = []
    for field in column.type:
        text = _escaped(to_cells(pc.struct_field(column, field.name)), "|")
        parts.append(_put_before(f"{_PART_SEPARATOR}{field.name}=", text))
    together = joined(parts, "", len(column))
    return pc.utf8_slice_codeunits(together, start=len(_PART_SEPARATOR))


def _parts(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    pieces = (piece.partition("=") for piece in text.split(_PART_SEPARATOR))
    return {name: _ESCAPED_BAR.sub(r"\1\2|", value) for name, _, value in pieces}
