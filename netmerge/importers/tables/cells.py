"""Columns of a table of whatever library → text as a CSV would have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.errors import SchemaError
from netmerge.text.folding import nfc_array

BETWEEN = "\n"
"""What stands between the values of a list, when they become one cell."""


def columns_of(table: Any) -> dict[str, Any]:
    """The columns of a table by their names, a name that stands twice with " (2)".

    A table is one of pandas, Arrow, polars or DuckDB, or of any library that gives
    its data as Arrow does (`__arrow_c_stream__`). Raises SchemaError for anything
    else.
    """
    if isinstance(table, pd.DataFrame):
        names = [str(name) for name in table.columns]
        columns = [table.iloc[:, place] for place in range(len(names))]
    else:
        found = _as_arrow(table)
        names, columns = list(found.column_names), list(found.columns)
    return dict(zip(_distinct(names), columns, strict=True))


def _as_arrow(table: Any) -> pa.Table:
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return pa.table(table)
    if hasattr(table, "__arrow_array__") or not hasattr(table, "collect"):
        problem = f"A {type(table).__name__} is no table that can be matched."
        cure = "Give a table of pandas, Arrow, polars or DuckDB, or what nm.read returned."
    else:
        problem = f"A {type(table).__name__} has no rows yet."
        cure = "Give what its collect() returns."
    raise SchemaError(f"{problem} {cure}")


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def as_text(column: Any) -> pa.Array | None:
    """A column as stripped text in normal form, null for empty; None for one whose
    values are no text, such as a picture or a record.
    """
    values = _arrow(column)
    kind = values.type
    if pa.types.is_dictionary(kind):
        texts = as_text(values.dictionary)
        return None if texts is None else texts.take(values.indices)
    if pa.types.is_floating(kind):
        values = _without_decimals(values)
    elif pa.types.is_timestamp(kind):
        values = values.cast(pa.timestamp("us")).cast(pa.date32())
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        if not is_text(kind.value_type):
            return None
        values = pc.binary_join(values.cast(pa.list_(pa.string())), BETWEEN)
    elif pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return None
    texts = nfc_array(pc.utf8_trim_whitespace(values.cast(pa.string())))
    return pc.if_else(pc.equal(texts, ""), NO_TEXT, texts)


def _arrow(column: Any) -> pa.Array:
    """A column as Arrow; one of many kinds of values as the text of each."""
    try:
        return one_chunk(column)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        absent = pd.isna(column).to_numpy()
        texts = [None if gone else str(cell) for cell, gone in zip(column, absent, strict=True)]
        return pa.array(texts, pa.string())


def is_text(kind: pa.DataType) -> bool:
    """Whether it is a type of texts."""
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return bool(text or kind == pa.string_view())


def _without_decimals(values: pa.Array) -> pa.Array:
    """Whole numbers as such: pandas has those of a column with gaps as decimals."""
    numbers = values.drop_null().to_numpy(zero_copy_only=False)
    whole = bool(np.all(np.isfinite(numbers)) and np.all(numbers == np.trunc(numbers)))
    fits = bool(np.all(np.abs(numbers) < 2.0**53)) if whole else False
    return values.cast(pa.int64()) if fits else values
