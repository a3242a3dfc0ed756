"""A row with a cell beyond the csv module's bound → its cells, found by their
closing marks.

A cell of a megabyte is one person's note, and the lines within it are no people;
but a mark that is never closed makes all that follows look like one cell. So the
closing mark is looked for first, and a cell whose lines are rows is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netmerge.importers.tables.body import MAX_FIELD

MAX_CELL = 16 << 20
"""Longest cell that is read, in bytes: a longer one costs its row."""
_QUOTED = re.compile(rb'[ ]{0,99}+"([^"]*+(?:""[^"]*+)*+)')
"""An opening mark and what stands in the cell; its closing mark is not taken
along.
"""
_EXTRA_CELLS = 100
"""Cells beyond the header's from which on this is no row but a run of them."""
_LOOKED_AT = 1 << 20
"""Bytes of a long cell whose lines are looked at."""


@dataclass(frozen=True)
class LongRow:
    """Cells of one row, None if one is longer than MAX_CELL, and the offset
    behind it.
    """

    cells: list[str] | None
    end: int


@dataclass(frozen=True)
class Unclosed:
    """What looked like a long row begins with a mark that has no partner;
    looked for up to `reached`.
    """

    reached: int


def read_long_row(data: bytes, offset: int, delimiter: str, width: int) -> LongRow | Unclosed:
    """The row that begins at `offset` of UTF-8 bytes, of `width` cells if all is
    well.
    """
    mark = delimiter.encode()
    bare = re.compile(rb"[ ]*+([^\n%b]*+)" % re.escape(mark))
    ends = (mark, b"\n", b"\r", b"")
    cells: list[bytes] = []
    longest, place = 0, offset
    while True:
        found = _QUOTED.match(data, place)
        if found:
            place = found.end() + 1
            closed = data[place - 1 : place] == b'"' and data[place : place + 1] in ends
            if not closed or _is_crowd(data, found.span(1), mark, width):
                return Unclosed(found.end())
        else:
            found = bare.match(data, place)
            assert found is not None  # it matches nothing, too
            place = found.end()
        start, end = found.span(1)
        longest = max(longest, end - found.start())
        cells.append(data[start : min(end, start + MAX_CELL)])
        if len(cells) > width + _EXTRA_CELLS:
            return Unclosed(place)
        if data[place : place + 1] != mark:
            break
        place += 1
    end = data.find(b"\n", place) + 1 or len(data)
    return LongRow(None if longest > MAX_CELL else [_text(cell) for cell in cells], end)


def _is_crowd(data: bytes, span: tuple[int, int], mark: bytes, width: int) -> bool:
    """Whether most lines of a long cell have as many cells as a row."""
    start, end = span
    if end - start <= MAX_FIELD or width < 2:
        return False
    lines = data[start : min(end, start + _LOOKED_AT)].split(b"\n")[1:-1]
    rows = sum(line.count(mark) == width - 1 for line in lines)
    return 2 * rows > len(lines)


def _text(cell: bytes) -> str:
    return cell.replace(b'""', b'"').decode("utf-8", "replace").rstrip("\r")
