"""A table → its rows as plain values of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow


def dicts(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of some columns, or of all, as a dict each; None where absent."""
    names = list(frame.columns) if columns is None else list(columns)
    if not names:
        return []
    chosen = pa.table({name: arrow(frame[name]) for name in names})
    return list(chosen.to_pylist())
