"""Arrays of codes, -1 for none → what stands at them, which are distinct."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmerge.columns import runs
from netmerge.columns.types import Flags, Ints

Scalar = TypeVar("Scalar", bound=np.generic)


def look_up(values: npt.NDArray[Scalar], codes: Ints, missing: Any = -1) -> npt.NDArray[Scalar]:
    """`values[codes]`, with `missing` where a code is -1.

    Of a matrix, its rows.
    """
    if not len(values):
        return np.full((*codes.shape, *values.shape[1:]), missing, dtype=values.dtype)
    found = values[codes]
    found[codes < 0] = missing
    return found


def distinct(numbers: Ints) -> Ints:
    """The distinct numbers in ascending order.

    They are sorted, which is quicker than hashing where they are many.
    """
    ordered = np.sort(numbers)
    result: Ints = ordered[runs.begins(ordered)]
    return result


def among(numbers: Ints, some: Ints) -> Flags:
    """Which numbers are among some; NumPy's own function sorts both for it."""
    return np.asarray(pd.Index(numbers).isin(some))


def fan_out(keys: Ints, values: Ints, size: int) -> Ints:
    """How many different values go with each key below `size`; -1 is none."""
    known = (keys >= 0) & (values >= 0)
    codes, _ = pd.factorize(values[known])
    width = int(codes.max(initial=0)) + 1
    together = distinct(keys[known] * width + codes)
    return np.bincount(together // width, minlength=size)
