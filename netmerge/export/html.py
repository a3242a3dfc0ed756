"""Tables in; small HTML tables for notebooks out, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import one_chunk
from netmerge.export.cells import SEPARATOR, to_cells

_ROWS = 10
_LONGEST_CELL = 80
_CONTACT_COLUMNS = (
    "full_name",
    "emails",
    "phones",
    "company",
    "title",
    "circle",
    "last_personal_note",
)


class Overview(Protocol):
    """What a notebook shows of a network."""

    @property
    def records(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def rejects(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sources(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def review(self) -> pd.DataFrame: ...  # noqa: D102


def network_html(network: Overview) -> str:
    """A network at a glance: how many records became how many contacts, the sources, and the
    first contacts.
    """
    counts = (
        f"<b>{len(network.contacts):,} contacts</b> from {len(network.records):,} records; "
        f"{len(network.review):,} pairs to review, {len(network.rejects):,} rows rejected"
    )
    read = network.sources[network.sources["holds"].isin(["contacts", "interactions"])]
    sources = table_html(read[["file", "member", "source", "read", "empty", "rejected"]], "Sources")
    contacts = table_html(network.contacts[list(_CONTACT_COLUMNS)], "Contacts")
    return f"<div><p>{counts}</p>{sources}{contacts}</div>"


def table_html(frame: pd.DataFrame, caption: str = "", rows: int = _ROWS) -> str:
    """The first rows of a table as HTML; long cells are cut, and a last line says how many rows
    are not shown.
    """
    shown = frame.head(rows)
    cells = [_cells(shown[name]) for name in shown.columns]
    heads = "".join(f"<th>{escape(str(name).replace('_', ' '))}</th>" for name in shown.columns)
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
