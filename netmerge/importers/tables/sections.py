"""The rows of a file, and where in them the header of another table stands → the
rows of all its tables.

People keep lists one below another, each under a header of its own: the board,
then the members. A row is such a header if it reads like one; what stands alone
above it, behind a blank row, is its title.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Ints
from netmerge.importers.contract import Reject
from netmerge.importers.tables.aliases import ALIASES
from netmerge.importers.tables.body import Body
from netmerge.importers.tables.header import heads_people
from netmerge.importers.tables.sniff import Layout, may_be_name

_LOOKED_AT = 2
"""Columns of which one has a name in each header."""
_MOST = 1_000
"""Rows of a block that are looked at: a file of more tables is none."""


@dataclass(frozen=True)
class Section:
    """One of several tables: its header, the line where it stands, and the line
    behind its last row.
    """

    header: tuple[str, ...]
    line: int
    end: int

    @property
    def body_line(self) -> int:
        """The line where its rows begin."""
        return self.line + 1 + sum(cell.count("\n") for cell in self.header)


@dataclass(frozen=True)
class Rows:
    """The cells of all rows by the names of their columns, and what could not be
    read; as in `Body`.
    """

    columns: dict[str, pa.Array]
    positions: Ints
    lines: Ints
    rejects: list[Reject]


def sections(blocks: Sequence[Body], layout: Layout) -> list[Section]:
    """The tables of a file, given its rows under the first header; none if that is
    its only one.
    """
    begins: dict[int, tuple[int, tuple[str, ...]]] = {}
    for block in blocks:
        for line, top, cells in _headers(block, layout.delimiter):
            begins[line] = (top, cells)
    if not begins:
        return []
    lines = [layout.line, *sorted(begins)]
    headers = [layout.header, *(begins[line][1] for line in lines[1:])]
    ends = [*(begins[line][0] for line in lines[1:]), blocks[-1].end_line]
    return [Section(*one) for one in zip(headers, lines, ends, strict=True)]


def _headers(block: Body, delimiter: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Of each row that is a header: its line, the line of its title (its own, if it
    has none), and its cells.
    """
    for place in _likely(block):
        cells = _cells(block, place)
        if _is_header(cells):
            line = int(block.lines[place])
            yield line, _top(block, line), cells
    for reject in block.rejects[:_MOST]:
        cells = _cells_of(reject.raw, delimiter)
        if reject.line is not None and _is_header(cells):
            yield reject.line, _top(block, reject.line), cells


def begins_section(header: Sequence[str]) -> bool:
    """Whether a header is known for one wherever it stands in a file."""
    known = pc.is_in(pa.array(header[:_LOOKED_AT], pa.string()), value_set=_names())
    return _is_header(header) and bool(pc.any(known).as_py())


def _cells_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line that was rejected, none if it is no row by itself."""
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in row)


def _is_header(cells: Sequence[str]) -> bool:
    return all(map(may_be_name, cells)) and heads_people(cells)


def _likely(block: Body) -> list[int]:
    """The places of rows that begin with a column's name."""
    found = np.zeros(len(block.positions), bool)
    for column in block.columns[:_LOOKED_AT]:
        found |= np.asarray(pc.is_in(column, value_set=_names()))
    places: list[int] = np.flatnonzero(found)[:_MOST].tolist()
    return places


@cache
def _names() -> pa.Array:
    """Names of columns in the cases in which people write them."""
    names = {
        name for of in ALIASES.content.fields.values() for some in of.values() for name in some
    }
    cases: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper, str.capitalize)
    return pa.array(sorted({case(name) for name in names for case in cases}), pa.string())


def _cells(block: Body, place: int) -> tuple[str, ...]:
    texts = [(column[place].as_py() or "").strip() for column in block.columns]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _top(block: Body, line: int) -> int:
    """The line of the title above a header: one cell alone behind a blank row; else
    the header's own line.
    """
    place = int(np.searchsorted(block.lines, line)) - 1
    if place < 1:
        return line
    title = [cell for cell in _cells(block, place) if cell]
    above = int(block.lines[place])
    is_apart = above - int(block.lines[place - 1]) > 1 or not any(_cells(block, place - 1))
    return above if is_apart and len(title) == 1 and may_be_name(title[0]) else line


def offset_of_line(data: bytes, line: int) -> int:
    """Where a physical line begins, from 1; the end for one beyond the last."""
    offset = 0
    for _ in range(line - 1):
        offset = data.find(b"\n", offset) + 1
        if not offset:
            return len(data)
    return offset


def united(parts: Sequence[Rows]) -> Rows:
    """The rows of several tables as those of one, with the columns of all."""
    names = dict.fromkeys(name for part in parts for name in part.columns)
    columns = {name: pa.concat_arrays([_column(part, name) for part in parts]) for name in names}
    before = np.cumsum([0, *(len(part.positions) + len(part.rejects) for part in parts)])
    positions = [part.positions + start for part, start in zip(parts, before, strict=False)]
    rejects = [
        reject._replace(position=reject.position + int(start))
        for part, start in zip(parts, before, strict=False)
        for reject in part.rejects
    ]
    lines = np.concatenate([part.lines for part in parts])
    return Rows(columns, np.concatenate(positions), lines, rejects)


def _column(part: Rows, name: str) -> pa.Array:
    nothing = pa.nulls(len(part.positions), pa.string())
    return part.columns.get(name, nothing)
