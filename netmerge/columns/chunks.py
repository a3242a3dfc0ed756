"""A column of pandas or Arrow, in chunks or not → Arrow, in one piece."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pyarrow as pa

NO_TEXT = pa.scalar(None, pa.string())
"""What stands in a column of text where there is none."""


def arrow(column: Any) -> pa.Array | pa.ChunkedArray:
    """A column as Arrow has it; pandas' NaN is null.

    Nothing is copied where it is Arrow's already.
    """
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return column
    # An empty Series comes to Arrow as of no type; the array in it has its own.
    values = column if len(column) else getattr(column, "array", column)
    return pa.array(values, from_pandas=True)


def one_chunk(column: Any) -> pa.Array:
    """A column as one array, copied only where it stands in several chunks."""
    array = arrow(column)
    if isinstance(array, pa.Array):
        return array
    if array.num_chunks == 1:
        return array.chunk(0)
    if not array.num_chunks:
        return pa.array([], array.type)
    return pa.concat_arrays(array.chunks)


def release_unused() -> None:
    """Give back the memory that Arrow and the C library hold for later.

    After a large step it is as much as the data themselves.
    """
    pa.default_memory_pool().release_unused()
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _malloc_trim() -> Callable[[int], int] | None:
    """The function of glibc that gives back what was freed between other things;
    None where there is another library.
    """
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
