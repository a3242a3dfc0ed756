"""Columns with their types and meanings → the table that they make, checked.

All tables are pandas DataFrames with Arrow-backed columns and a plain
RangeIndex. A field with several values is a list column, best value first;
`*_types` columns run parallel to their list. Absent text is null, never "".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.errors import SchemaError

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
INTEGER = pa.int64()
HASH = pa.uint64()
NUMBER = pa.float64()
FLAG = pa.bool_()
DATE = pa.date32()
MOMENT = pa.timestamp("us", tz="UTC")
BYTES = pa.large_binary()
ADDRESS_PARTS = ("po_box", "extended", "street", "city", "region", "postcode", "country")
"""In the order of a vCard's ADR."""
ADDRESS = pa.struct([(name, TEXT) for name in ("type", *ADDRESS_PARTS)])
_CHUNK = 1 << 16
"""Rows."""


@dataclass(frozen=True)
class Column:
    """One column: its Arrow type, and what it holds in words, with the unit where
    it has one.
    """

    type: pa.DataType
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table's name and its columns in their fixed order."""

    name: str
    columns: Mapping[str, Column]

    def frame(
        self, data: Mapping[str, Any] | pd.DataFrame, rows: int | None = None
    ) -> pd.DataFrame:
        """Make a table of this kind from some of its columns; the others are
        null.

        What is null everywhere shares its memory. A column may be a Python
        list, a NumPy array, a pandas Series or an Arrow array. `rows` is needed
        only where no column is given. Raises SchemaError for a column this
        table does not have or a value of another type.
        """
        names = [str(name) for name in data]
        unknown = [name for name in names if name not in self.columns]
        if unknown:
            raise SchemaError(
                f"{self.name} has no column {', '.join(unknown)}.", available=tuple(self.columns)
            )
        given = {name: self._array(name, data[name]) for name in names}
        length = max(map(len, given.values())) if given else (rows or 0)
        arrays = [
            given[name]
            if name in given and given[name].null_count < length
            else constant(None, length, column.type)
            for name, column in self.columns.items()
        ]
        return to_pandas(pa.table(arrays, names=list(self.columns)))

    def empty(self) -> pd.DataFrame:
        """This table without rows."""
        return self._empty.copy(deep=False)

    @cached_property
    def _empty(self) -> pd.DataFrame:
        """Made once: thousands of small files have most of their tables empty."""
        return self.frame({}, rows=0)

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return `frame` if it has all columns of this table, in their types.

        Raises SchemaError if not.
        """
        there = set(frame.columns)
        missing = [name for name in self.columns if name not in there]
        if missing:
            raise SchemaError(
                f"The {self.name} table lacks {', '.join(missing)}.",
                missing=missing,
                available=[str(name) for name in frame.columns],
            )
        kinds = dict(zip(frame.columns, frame.dtypes, strict=True))
        for name, wanted in self._kinds.items():
            if kinds[name] != wanted:
                kind = self.columns[name].type
                raise SchemaError(f"{self.name}.{name} is {kinds[name]}, not {kind}.")
        return frame

    @cached_property
    def _kinds(self) -> dict[str, pd.ArrowDtype]:
        return {name: pd.ArrowDtype(column.type) for name, column in self.columns.items()}

    def concat(self, frames: list[pd.DataFrame]) -> pd.DataFrame:
        """Stack tables of this kind, in the order given."""
        filled = [frame for frame in frames if len(frame)]
        if len(filled) == 1:
            return filled[0].reset_index(drop=True)
        return pd.concat(filled, ignore_index=True) if filled else self.empty()

    def _array(self, name: str, values: Any) -> pa.Array | pa.ChunkedArray:
        wanted = self.columns[name].type
        if isinstance(values, pd.Series):
            values = arrow(values)
        try:
            if isinstance(values, pa.Array | pa.ChunkedArray):
                return values if values.type == wanted else values.cast(wanted)
            return pa.array(values, type=wanted, from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
            raise SchemaError(f"{self.name}.{name} should hold {wanted}: {error}.") from error


@lru_cache(maxsize=64, typed=True)
def constant(value: Any, rows: int, kind: pa.DataType = TEXT) -> pa.ChunkedArray:
    """A column that says the same in every row.

    Its chunks are one array, also in other tables of as many rows.
    """
    chunk = pa.array([value] * min(rows, _CHUNK), kind)
    whole, rest = divmod(rows, _CHUNK)
    return pa.chunked_array([chunk] * whole + [chunk.slice(0, rest)] * (rest > 0), kind)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame with Arrow-backed columns, without copying."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame
