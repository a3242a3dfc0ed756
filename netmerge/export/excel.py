"""Telephone numbers ⇄ cells of a CSV that Excel leaves alone: +44 20 7946 0011.

A cell of digits alone is a number to a spreadsheet, which takes off its plus sign
or its zeros and rounds it.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from netmerge.clean.numbering import grouped
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.export.cells import SEPARATOR, to_cells

MARK = b"\xef\xbb\xbf"
"""How Excel knows that a file is UTF-8."""

PHONES = ("phones", "phone", "phones_a", "phones_b")
"""Columns of telephone numbers, in whichever table."""

_EXTENSION = ";ext="


def with_spaces(column: Any) -> pa.Array:
    """A column of telephone numbers as text cells with spaces in each number."""
    return unique_map(to_cells(one_chunk(column)), lambda cell: _each(cell, _spaced))


def without_spaces(cells: Any) -> pa.Array:
    """The cells of which `with_spaces` made these."""
    return unique_map(cells, lambda cell: _each(cell, _unspaced))


def _each(cell: str, function: Any) -> str:
    return SEPARATOR.join(map(function, cell.split(SEPARATOR)))


def _spaced(number: str) -> str:
    plain, sign, extension = number.partition(_EXTENSION)
    digits = plain.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()):
        return number
    shown = grouped(plain) if plain != digits else plain
    if shown.replace(" ", "") != plain or " " not in shown:
        half = len(plain) // 2
        shown = f"{plain[:half]} {plain[half:]}" if half else plain
    return f"{shown}{sign}{extension}"


def _unspaced(number: str) -> str:
    plain = number.replace(" ", "")
    return plain if _spaced(plain) == number else number
