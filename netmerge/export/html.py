"""Tables → small HTML tables for notebooks, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import one_chunk
from netmerge.export.cells import SEPARATOR, to_cells
from netmerge.text.html import html_table

_ROWS = 10
_LONGEST_CELL = 80


def table_html(frame: pd.DataFrame, caption: str = "", rows: int = _ROWS) -> str:
    """The first rows of a table as HTML, long cells cut.

    A last line says how many rows are not shown.
    """
    shown = frame.head(rows)
    cells = [_cells(shown[name]) for name in shown.columns]
    names = [str(name).replace("_", " ") for name in shown.columns]
    rest = len(frame) - len(shown)
    more = f"… and {rest:,} more" if rest > 0 else ""
    return html_table(names, zip(*cells, strict=True), caption, more)


def _cells(column: pd.Series[Any]) -> Sequence[str]:
    values = one_chunk(column)
    if pa.types.is_floating(values.type):
        return ["" if value is None else f"{value:.2f}" for value in values.to_pylist()]
    return [_short(text or "") for text in to_cells(values).to_pylist()]


def _short(text: str) -> str:
    text = text.replace(SEPARATOR, ", ")
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
