"""A column of truth values, or of texts → flags in NumPy; null is false."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.types import Flags


def flags(column: Any) -> Flags:
    """Truth values (pandas or Arrow), null as false."""
    return np.asarray(pc.fill_null(arrow(column), False), dtype=bool)


def equals(column: Any, wanted: str) -> Flags:
    """Which entries of a text column are this text."""
    return flags(pc.equal(arrow(column), wanted))
