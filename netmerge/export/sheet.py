r"""Rows of text → a CSV file for the import of an address book.

Such a file is read by a program and not by a person, so that an apostrophe
before a cell would become part of a name or number. Hence only a cell that a
spreadsheet could run to some effect gets one: it begins with `=`, `+`, `-` or
`@` and calls a function or another program, for which it needs `(`, `!` or `|`.
So does such a formula inside of a cell, where a spreadsheet may part it.
Telephone numbers, `@name` and "- a list" stay as they are. A cell that looks as
if it had been given such an apostrophe gets one more, so that reading takes off
one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from netmerge.data import TomlFile
from netmerge.export.files import replacing
from netmerge.text.formulas import SIGNS, START, escaped_inside

_RUNS = re.compile(rf"\A(?:'+{START}|[{SIGNS}].*[(!|])", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Header:
    """The columns of a program's CSV, and those of them for which netmerge has no
    field.
    """

    columns: tuple[str, ...]
    kept: tuple[str, ...]


def _kept_are_columns(header: Header) -> str:
    strange = ", ".join(name for name in header.kept if name not in header.columns)
    return f"what is kept is no column: {strange}." if strange else ""


HEADERS = TomlFile("export/headers.toml", dict[str, Annotated[Header, _kept_are_columns]])
"""The header of each program."""


def write_sheet(
    path: str | Path,
    header: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    encoding: str = "utf-8",
    line_end: str = "\n",
) -> None:
    """Write rows (column to text) under a header, whole or not at all. Raises
    WriteError.
    """
    with (
        replacing([path]) as (temporary,),
        temporary.open("w", encoding=encoding, errors="replace", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator=line_end)
        writer.writerow(header)
        writer.writerows([cell(row.get(name, "")) for name in header] for row in rows)


def cell(text: str) -> str:
    """A text as a cell: without control characters, and harmless in a
    spreadsheet.
    """
    if not text:
        return text
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = escaped_inside(text)
    return f"'{text}" if _RUNS.match(text) else text
