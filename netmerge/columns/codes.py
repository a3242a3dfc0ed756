"""A column of text → its distinct values, and the number of each row's value.

Whatever is worked out of a text is worked out once for each distinct one:
`unique_map` does that over a column.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.types import Ints


def encode(values: Any) -> tuple[pa.Array, pa.Array]:
    """A text column (Arrow or pandas) as codes and its distinct values.

    Codes are int32, null for null.
    """
    array = one_chunk(values)
    if not pa.types.is_string(array.type):
        array = pc.cast(array, pa.string())
    coded = array.dictionary_encode()
    return coded.indices, coded.dictionary


def numbered(values: Any) -> Ints:
    """Equal numbers from 0 for equal values of a text column, -1 for null."""
    return np.asarray(pc.fill_null(encode(values)[0], -1), dtype=np.int64)


def unique_map(
    values: Any,
    function: Callable[[str], Any],
    type: pa.DataType | None = None,  # noqa: A002
    quick: Callable[[pa.Array], pa.Array] | None = None,
) -> pa.Array:
    """The results of a function for a text column (Arrow or pandas).

    It is called once for each distinct value. Null stays null and the function
    may return None. `type` is the Arrow type of the results, text unless given.
    `quick` tells by columns what it can, null where the function has to look.
    """
    codes, distinct = encode(values)
    nothing = pa.nulls(len(distinct), type or pa.string())
    known = quick(distinct) if quick else nothing
    open_ = known.is_null()
    found = [function(value) for value in distinct.filter(open_).to_pylist()]
    results = pc.replace_with_mask(known, open_, pa.array(found, type=known.type))
    return results.take(codes)
