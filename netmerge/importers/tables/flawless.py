"""A block of flawless rows → its cells, read by Arrow; None where a row wants
more care.

A block is flawless if its quotation marks stand where RFC 4180 has them, so
that those before a line break tell whether it ends a row or stands in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from netmerge.columns.chunks import one_chunk, release_unused
from netmerge.columns.types import Flags, Ints
from netmerge.importers.tables.body import MAX_FIELD, Body

_SCAN = 1 << 24
"""Bytes in which quotation marks are looked for at a time."""
_QUOTE, _LF, _CR = b'"\n\r'


@dataclass(frozen=True)
class _Rows:
    """Where each row of a block begins and on which line (from 0), blank lines
    left out.
    """

    starts: Ints  # (rows,), offset in the file
    lines: Ints  # (rows,), from 0
    end: int  # offset behind the last row
    end_line: int
    in_cells: bool  # some cells hold line breaks


def read_clean(
    data: bytes,
    offset: int,
    first_line: int,
    delimiter: str,
    header: Sequence[str],
    limit: int | None = None,
) -> Body | None:
    """Read the rows that end before `limit` with Arrow; None if anything about
    them wants the careful reader.
    """
    stop = len(data) if limit is None else min(limit, len(data))
    if len(header) < 2 or data.find(b"\0", offset, stop) >= 0:
        return None
    if data.count(b"\r", offset, stop) != data.count(b"\r\n", offset, stop + 1):
        return None
    content = np.frombuffer(data, np.uint8)
    rows = _row_starts(content, offset, stop, ord(delimiter))
    if rows is None:
        return None
    block = pa.py_buffer(data)[offset : rows.end]
    columns = _cells(block, len(header), delimiter, rows.in_cells)
    if columns is None or len(columns[0]) != len(rows.starts):
        return None
    keep = ~_recurring(columns, header)
    lines = rows.lines[keep] + first_line
    if not keep.all():
        columns = [column.filter(pa.array(keep)) for column in columns]
    positions = np.arange(1, len(lines) + 1)
    return Body(columns, positions, lines, [], rows.end, first_line + rows.end_line)


def _cells(block: pa.Buffer, width: int, delimiter: str, in_cells: bool) -> list[pa.Array] | None:
    """The columns of a block as text; None if Arrow finds fault with it."""
    names = [str(number) for number in range(width)]
    reading = pacsv.ReadOptions(use_threads=False, column_names=names, block_size=1 << 22)
    parsing = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=in_cells)
    converting = pacsv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        strings_can_be_null=True,
        null_values=[""],
    )
    try:
        table = pacsv.read_csv(pa.BufferReader(block), reading, parsing, converting)
    except pa.ArrowInvalid:
        return None
    columns = []
    while table.num_columns:  # one at a time, so that the file is not held twice over
        columns.append(one_chunk(table.column(0)))
        table = table.remove_column(0)
        release_unused()
    return columns


def _row_starts(
    content: npt.NDArray[np.uint8], offset: int, limit: int, delimiter: int
) -> _Rows | None:
    """The rows that end before `limit`.

    None if there is no such row, a quotation mark stands where RFC 4180 has
    none, or a row is too long.
    """
    found = _row_ends(content, offset, limit, delimiter)
    if found is None:
        return None
    ends, next_lines, line = found
    last = limit == len(content)
    if last:  # the last row of a file needs no line break
        ends = np.append(ends, limit)
    if not len(ends):
        return None
    starts = np.concatenate([np.array([offset], np.int64), ends[:-1] + 1])
    lines = np.concatenate([np.array([0], np.int64), next_lines])
    lengths = ends - starts
    if lengths.max(initial=0) > MAX_FIELD:
        return None
    blank = lengths <= 0
    single = lengths == 1
    blank[single] = content[starts[single]] == _CR
    end_line = line if last else int(lines[-1])
    return _Rows(
        starts=starts[~blank],
        lines=lines[: len(starts)][~blank],
        end=limit if last else int(ends[-1]) + 1,
        end_line=end_line,
        in_cells=end_line >= len(ends),
    )


def _row_ends(
    content: npt.NDArray[np.uint8], offset: int, limit: int, delimiter: int
) -> tuple[Ints, Ints, int] | None:
    """Offsets of the line breaks that end a row, the line after each (from 0),
    and how many lines there are.

    None if a quotation mark is out of place, or the last one of the file has
    no partner.
    """
    quoted, line = 0, 0
    ends: list[Ints] = []
    next_lines: list[Ints] = []
    for start in range(offset, limit, _SCAN):
        block = content[start : min(start + _SCAN, limit)]
        quotes = np.flatnonzero(block == _QUOTE) + start
        if not _quotes_in_place(content, quotes, quoted, offset, delimiter):
            return None
        breaks = np.flatnonzero(block == _LF) + start
        # An even number of quotation marks before it: the break stands outside of
        # any cell.
        quotes_before = np.searchsorted(quotes, breaks) + quoted
        outside = (quotes_before & 1) == 0
        ends.append(breaks[outside])
        after = np.arange(line + 1, line + len(breaks) + 1)
        next_lines.append(after[outside])
        quoted = (quoted + len(quotes)) & 1
        line += len(breaks)
    if quoted and limit == len(content):
        return None
    nothing = np.zeros(0, np.int64)
    return np.concatenate([nothing, *ends]), np.concatenate([nothing, *next_lines]), line


def _quotes_in_place(
    content: npt.NDArray[np.uint8], quotes: Ints, quoted: int, offset: int, delimiter: int
) -> bool:
    """Whether each opening mark follows, and each closing mark precedes, a
    delimiter, a line's edge or a mark.
    """
    if not len(quotes):
        return True
    edges = np.array([delimiter, _LF, _CR, _QUOTE], np.uint8)
    opening, closing = quotes[quoted::2], quotes[1 - quoted :: 2]
    before = content[opening[opening > offset] - 1]
    after = content[closing[closing < len(content) - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


def _recurring(columns: list[pa.Array], header: Sequence[str]) -> Flags:
    """Rows that repeat the header."""
    same = np.ones(len(columns[0]), bool)
    for column, name in zip(columns, header, strict=True):
        if not same.any():
            break
        if name:
            equal = pc.equal(pc.utf8_trim_whitespace(column), name)
            same &= np.asarray(pc.fill_null(equal, False))
    return same
