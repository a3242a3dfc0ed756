r"""Columns of any type in; text cells out, and the same values back.

A list is its values joined by ` ; `. So that it can be taken apart again, a semicolon that begins
a value or follows a blank in it is written `\;`, and backslashes before such a semicolon are
doubled by one; a value that is missing in a list is empty, a list of one missing value is `\`. An
empty list is no value, as an empty text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import joined

SEPARATOR = " ; "
_PART_SEPARATOR = " | "
_ESCAPED_BAR = re.compile(r"(^| )\\(\\*)\|")
_MOMENT = pa.timestamp("us", tz="UTC")


def to_cells(column: pa.Array) -> pa.Array:
    """A column as text cells, null where it has no value. Dates and moments (in UTC) are ISO 8601."""
    kind = column.type
    if column.null_count == len(column):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_dictionary(kind):
        return to_cells(column.dictionary_decode())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _lists_to_cells(column)
    if pa.types.is_struct(kind):
        return _parts_to_cells(column)
    if pa.types.is_timestamp(kind):
        text = pc.strftime(pc.cast(column, _MOMENT), format="%Y-%m-%dT%H:%M:%SZ")
        return pc.replace_substring_regex(text, r"\.0+Z$", "Z")
    text = pc.cast(column, pa.string())
    return changed(text, pc.equal(text, ""), lambda empty: pa.nulls(len(empty), pa.string()))


def changed(cells: pa.Array, which: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """The cells with those for which `which` holds changed; the others are not touched."""
    found = pc.fill_null(which, False)
    if not pc.any(found).as_py():
        return cells
    return pc.replace_with_mask(cells, found, change(cells.filter(found)))


def from_cells(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    """The column of type `kind` that these cells were made of. Raises pyarrow.ArrowInvalid for
    what is none.
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
    counts = pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]).astype(np.int32))
    text = pc.binary_join(pa.ListArray.from_arrays(offsets, pc.fill_null(values, "")), SEPARATOR)
    text = changed(
        text, _only_backslashes(text), lambda cells: pc.binary_join_element_wise("\\", cells, "")
    )
    missing = pc.and_(pc.equal(text, ""), pa.array(counts == 1))
    text = changed(text, missing, lambda cells: pa.repeat("\\", len(cells)))
    return pc.if_else(pa.array(counts == 0), NO_TEXT, text)


def _lists_from_cells(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    missing = pc.equal(cells, "\\")
    plain = pc.if_else(_only_backslashes(cells), pc.utf8_slice_codeunits(cells, start=1), cells)
    lists = pc.split_pattern(pc.if_else(pc.fill_null(missing, False), "", plain), SEPARATOR)
    values = pc.list_flatten(lists)
    values = from_cells(
        _unescaped(pc.if_else(pc.equal(values, ""), NO_TEXT, values), ";"), kind.value_type
    )
    counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, values, type=kind, mask=cells.is_null())


def _only_backslashes(cells: pa.Array) -> pa.Array:
    return pc.match_substring_regex(cells, r"^\\+$")


def _escaped(values: pa.Array, sign: str) -> pa.Array:
    """With a backslash more before each `sign` that could be taken for a part of a separator."""
    return _where(values, sign, rf"(^| )(\\*)\{sign}", rf"\1\\\2{sign}")


def _unescaped(values: pa.Array, sign: str) -> pa.Array:
    return _where(values, sign, rf"(^| )\\(\\*)\{sign}", rf"\1\2{sign}")


def _where(values: pa.Array, sign: str, pattern: str, replacement: str) -> pa.Array:
    """Replace a pattern, looking only at the values that hold the sign at all."""
    signed = pc.match_substring(values, sign)
    return changed(
        values, signed, lambda some: pc.replace_substring_regex(some, pattern, replacement)
    )


def _parts_to_cells(column: pa.Array) -> pa.Array:
    """An address: `street=1 High St | city=London`, the parts that it has."""
    parts = []
    for field in column.type:
        text = _escaped(to_cells(pc.struct_field(column, field.name)), "|")
        parts.append(pc.binary_join_element_wise(f"{_PART_SEPARATOR}{field.name}=", text, ""))
    return pc.utf8_slice_codeunits(joined(parts, "", len(column)), start=len(_PART_SEPARATOR))


def _parts(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    pieces = (piece.partition("=") for piece in text.split(_PART_SEPARATOR))
    return {name: _ESCAPED_BAR.sub(r"\1\2|", value) for name, _, value in pieces}
