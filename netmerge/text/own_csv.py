"""A CSV that the owner wrote → its header and its rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from netmerge.errors import SettingsError

_LARGEST = 64 << 20
"""Bytes of a file that is read."""


def read_own_csv(path: Path, what: str, cure: str) -> tuple[list[str], list[list[str]]]:
    """The header, in small letters, and the rows of a file with commas, semicolons
    or tabs.

    `what` it holds ("the circles") and the `cure` stand in the SettingsError that
    is raised where it cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(f"{path} is larger than {_LARGEST >> 20} MB.", cure)
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {what} cannot be read ({error}).", cure) from error
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=sign))
    except csv.Error as error:
        raise SettingsError(f"{path}: {what} are no CSV ({error}).", cure) from error
    return [cell.strip().casefold() for cell in rows[0]] if rows else [], rows[1:]


def place_of(header: Sequence[str], names: Sequence[str]) -> int | None:
    """Where the first of some names stands in a header."""
    return next((header.index(name) for name in names if name in header), None)


def cell_of(row: Sequence[str], place: int | None) -> str:
    """A cell of a row without the sign that keeps a spreadsheet from running it; ""
    where there is none.
    """
    return row[place].strip().lstrip("'") if place is not None and place < len(row) else ""
