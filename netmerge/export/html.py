"""Tables → small HTML tables for notebooks, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import one_chunk
from netmerge.export.cells import SEPARATOR, to_cells

_ROWS = 10
_LONGEST_CELL = 80
_SOURCE_COLUMNS = ("file", "member", "source", "read", "empty", "rejected")
_CONTACT_COLUMNS = (
    "full_name",
    "emails",
    "phones",
    "company",
    "title",
    "circle",
    "last_personal_note",
)


def network_html(
    contacts: pd.DataFrame,
    records: pd.DataFrame,
    review: pd.DataFrame,
    rejects: pd.DataFrame,
    sources: pd.DataFrame,
) -> str:
    """A network at a glance.

    How many records became how many contacts, the sources, and the first
    contacts.
    """
    counts = (
        f"<b>{len(contacts):,} contacts</b> from {len(records):,} records; "
        f"{len(review):,} pairs to review, {len(rejects):,} rows rejected"
    )
    read = sources[sources["holds"].isin(["contacts", "interactions"])]
    of_sources = table_html(read[list(_SOURCE_COLUMNS)], "Sources")
    of_contacts = table_html(contacts[list(_CONTACT_COLUMNS)], "Contacts")
    return f"<div><p>{counts}</p>{of_sources}{of_contacts}</div>"


def table_html(frame: pd.DataFrame, caption: str = "", rows: int = _ROWS) -> str:
    """The first rows of a table as HTML, long cells cut.

    A last line says how many rows are not shown.
    """
    shown = frame.head(rows)
    cells = [_cells(shown[name]) for name in shown.columns]
    names = [str(name).replace("_", " ") for name in shown.columns]
    heads = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{_row(values)}</tr>" for values in zip(*cells, strict=True))
    rest = len(frame) - len(shown)
    more = f"<p>… and {rest:,} more</p>" if rest > 0 else ""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"


def _row(values: Iterable[str]) -> str:
    return "".join(f'<td dir="auto">{escape(value)}</td>' for value in values)


def _cells(column: pd.Series[Any]) -> Sequence[str]:
    values = one_chunk(column)
    if pa.types.is_floating(values.type):
        return ["" if value is None else f"{value:.2f}" for value in values.to_pylist()]
    return [_short(text or "") for text in to_cells(values).to_pylist()]


def _short(text: str) -> str:
    text = text.replace(SEPARATOR, ", ")
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
