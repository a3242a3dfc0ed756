"""A column in whatever form (pandas, Arrow, in chunks) in; the same column as Arrow, and in one
piece, out.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def arrow(column: Any) -> pa.Array | pa.ChunkedArray:
    """A column as Arrow has it, without copying where it is Arrow-backed already; pandas' NaN is
    null.
    """
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return column
    # An empty Series comes to Arrow as of no type; the array in it still knows its own.
    return pa.array(column if len(column) else getattr(column, "array", column), from_pandas=True)


def one_chunk(column: Any) -> pa.Array:
    """A column as one Arrow array; copied only where it stands in several chunks."""
    array = arrow(column)
    if isinstance(array, pa.Array):
        return array
    if array.num_chunks == 1:
        return array.chunk(0)
    return pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
