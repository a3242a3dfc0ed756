"""Rows → tables and paragraphs on stdout.

They are aligned by spaces, fitted to the terminal, and without colour
in a pipe.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

from netmerge.cli.text import printable

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console, RenderableType
    from rich.text import Text

_GAP = 2


@dataclass(frozen=True)
class Column:
    """A column of a terminal table.

    `fit` says what happens to a value where space is short: it is kept
    whole, cut with an ellipsis, or folded over several lines. `least`
    is the width below which it is useless, `most` the width it never
    passes. Where not all columns have their least, those with the
    highest `spare` are left out first, those with 0 never.
    """

    title: str
    fit: Literal["keep", "cut", "fold"] = "keep"
    right: bool = False
    least: int = 4
    most: int | None = None
    spare: int = 0


def rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of some columns as Python values, None where absent."""
    from netmerge.columns.chunks import arrow

    values = [arrow(frame[name]).to_pylist() for name in columns]
    return list(zip(*values, strict=True))


def dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as a dict each, None where absent."""
    from netmerge.columns import plain

    return plain.dicts(frame)


def cell(value: Any) -> str:
    """One value as a person reads it; absent is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case dt.date():
            return value.isoformat()
        case list() | tuple():
            return printable(" ; ".join(str(part) for part in value))
        case _:
            return printable(str(value))


def show_table(columns: Sequence[Column], values: Iterable[Sequence[Any]]) -> None:
    """Print a table."""
    from rich.table import Table

    cells = [[cell(value) for value in row] for row in values]
    console = _console()
    kept = _kept(columns, cells, console.width)
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for index in kept:
        column = columns[index]
        table.add_column(
            _text(column.title, "cut"),
            justify="right" if column.right else "left",
            no_wrap=column.fit == "keep",
            max_width=column.most,
        )
    for row in cells:
        table.add_row(*(_text(row[index], columns[index].fit) for index in kept))
    _print(console, table)


def show(text: str = "", bold: bool = False) -> None:
    """Print a paragraph, wrapped at words to the width of the terminal."""
    from rich.text import Text

    _print(_console(), Text(printable(text, lines=True), style="bold" if bold else ""))


def show_set_aside(sources: Iterable[tuple[str, str | None]]) -> None:
    """Print the names of sources that were not read, those with the same reason
    together.
    """
    by_reason: dict[str, list[str]] = {}
    for name, reason in sources:
        by_reason.setdefault(reason or "nothing in it", []).append(name)
    for reason, names in by_reason.items():
        show(f"Set aside: {', '.join(names)} ({reason.removeprefix('set aside: ')}).")


def _kept(columns: Sequence[Column], cells: Sequence[Sequence[str]], available: int) -> list[int]:
    """Which columns fit, by their number: spare ones go until the others have
    their least.
    """
    from rich.cells import cell_len

    def need(index: int) -> int:
        column = columns[index]
        width = max(cell_len(text) for text in (column.title, *(row[index] for row in cells)))
        return (
            min(width, column.most or width) if column.fit == "keep" else min(width, column.least)
        )

    needs = {index: need(index) for index in range(len(columns))}
    for index in sorted(needs, key=lambda index: -columns[index].spare):
        if columns[index].spare and sum(needs.values()) + _GAP * (len(needs) - 1) > available:
            del needs[index]
    return list(needs)


def _text(text: str, fit: str) -> Text:
    """A cell that is taken literally: no markup, no emoji codes."""
    from rich.text import Text

    return Text(text, no_wrap=fit != "fold", overflow="fold" if fit == "fold" else "ellipsis")


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _print(console: Console, what: RenderableType) -> None:
    """Print without the spaces by which rich fills its lines."""
    with console.capture() as capture:
        console.print(what)
    lines = capture.get().rstrip("\n").split("\n")
    click.echo("\n".join(line.rstrip() for line in lines))
