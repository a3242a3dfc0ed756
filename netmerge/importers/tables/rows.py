"""The body of a delimited file in, with the width of its header; columns of raw cells and what
could not be read out.

Two readers that agree: `read_clean` hands a flawless block to Arrow, `read_careful` reads any
block line by line and mends or rejects what is broken. Both know the physical line on which each
row begins. `read_rows` gives a body to the first of them in blocks, and to the second only what
it declines: a broken row costs its neighbourhood, not the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from netmerge.columns.chunks import one_chunk, release_unused
from netmerge.columns.types import Flags, Ints

MAX_LINE = 1 << 20
"""Longest physical line that is read, in bytes; a longer one is rejected without being held in
memory.
"""

MAX_FIELD = 131_072
"""Longest cell, in characters: the csv module's own bound, which is also ours for a whole row
read by Arrow.
"""

MAX_RAW = 4_096
"""How much of a rejected row is kept, in characters."""

_BATCH = 10_000
_SCAN = 1 << 24
_LARGEST_BLOCK, _SMALLEST_BLOCK = 1 << 23, 1 << 16
_RETRIES = 1 << 24
"""Bytes that may be read again after broken quotation marks, besides four times the body: keeps
the work linear.
"""


@dataclass(frozen=True)
class Reject:
    """A row that could not be read: its place among the data rows, its physical line, why, and
    the row as it stood.
    """

    position: int
    line: int
    reason: str
    raw: str


@dataclass(frozen=True)
class Body:
    """The cells of all rows, a column at a time, with each row's position and physical line.

    `end` is the offset of the first row that was not read, `end_line` its line.
    """

    columns: list[pa.Array]
    positions: Ints
    lines: Ints
    rejects: list[Reject]
    end: int
    end_line: int


@dataclass
class Retries:
    """How many bytes may still be read again after broken quotation marks."""

    left: int


class BrokenQuotesError(Exception):
    """So many quotation marks without a partner that no row can be told from the next; `line` is
    where it shows.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_rows(
    data: bytes, offset: int, line: int, delimiter: str, header: Sequence[str]
) -> list[Body]:
    """Read the body that begins at `offset`, on physical line `line`, block by block; `stacked`
    makes them one.

    Raises BrokenQuotesError if quotation marks are broken so often that reading on is hopeless.
    """
    retries = Retries(4 * (len(data) - offset) + _RETRIES)
    parts: list[Body] = []
    size, rows = _LARGEST_BLOCK, 0
    while offset < len(data) or not parts:
        part = read_clean(data, offset, line, delimiter, header, offset + size)
        if part is None and size > _SMALLEST_BLOCK:
            size //= 4
            continue
        size = _SMALLEST_BLOCK if part is None else min(2 * size, _LARGEST_BLOCK)
        part = part or read_careful(data, offset, line, delimiter, header, offset + size, retries)
        rejects = [replace(reject, position=reject.position + rows) for reject in part.rejects]
        parts.append(replace(part, positions=part.positions + rows, rejects=rejects))
        rows += len(part.positions) + len(part.rejects)
        offset, line = part.end, part.end_line
        release_unused()
    return parts


def stacked(parts: list[Body], width: int) -> Body:
    """Blocks as one body; the columns of the blocks are given up one by one, and those without a
    value are one.
    """
    nothing = pa.nulls(sum(len(part.positions) for part in parts), pa.string())
    columns = []
    for _ in range(width):
        pieces = [part.columns.pop(0) for part in parts]
        empty = all(piece.null_count == len(piece) for piece in pieces)
        columns.append(nothing if empty else pa.concat_arrays(pieces))
    release_unused()
    return Body(
        columns,
        np.concatenate([part.positions for part in parts]),
        np.concatenate([part.lines for part in parts]),
        [reject for part in parts for reject in part.rejects],
        parts[-1].end,
        parts[-1].end_line,
    )


# ----------------------------------------------------------------------------------------------------------
# flawless


def read_clean(
    data: bytes,
    offset: int,
    first_line: int,
    delimiter: str,
    header: Sequence[str],
    limit: int | None = None,
) -> Body | None:
    """Read the rows that end before `limit` with Arrow; None if anything about them wants the
    careful reader.
    """
    stop = len(data) if limit is None else min(limit, len(data))
    if len(header) < 2 or data.find(b"\0", offset, stop) >= 0:
        return None
    if data.count(b"\r", offset, stop) != data.count(b"\r\n", offset, stop + 1):
        return None
    layout = _row_starts(np.frombuffer(data, np.uint8), offset, stop, ord(delimiter))
    if layout is None:
        return None
    starts, lines, stop, end_line, multiline = layout
    names = [str(number) for number in range(len(header))]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(data)[offset:stop]),
            pacsv.ReadOptions(use_threads=False, column_names=names, block_size=1 << 22),
            pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=multiline),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        return None
    if len(table) != len(starts):
        return None
    columns = []
    while table.num_columns:  # one at a time, so that the file is not held twice over
        columns.append(one_chunk(table.column(0)))
        table = table.remove_column(0)
        release_unused()
    keep = ~_recurring(columns, header)
    lines = lines[keep] + first_line
    if not keep.all():
        columns = [column.filter(pa.array(keep)) for column in columns]
    return Body(columns, np.arange(1, len(lines) + 1), lines, [], stop, first_line + end_line)


def _row_starts(
    content: npt.NDArray[np.uint8], offset: int, limit: int, delimiter: int
) -> tuple[Ints, Ints, int, int, bool] | None:
    """Where each row begins and on which line (from 0), blank lines left out; where and on which
    line the last one that ends before `limit` is over, and whether cells hold line breaks.

    None if there is no such row, a quotation mark stands where RFC 4180 has none, or a row is too
    long.
    """
    quoted, line, ends, end_lines = 0, 0, [], []
    for start in range(offset, limit, _SCAN):
        block = content[start : min(start + _SCAN, limit)]
        quotes = np.flatnonzero(block == 34) + start
        if not _quotes_in_place(content, quotes, quoted, offset, delimiter):
            return None
        breaks = np.flatnonzero(block == 10) + start
        outside = ((np.searchsorted(quotes, breaks) + quoted) & 1) == 0
        ends.append(breaks[outside])
        end_lines.append((np.arange(line, line + len(breaks)) + 1)[outside])
        quoted = (quoted + len(quotes)) & 1
        line += len(breaks)
    last = limit == len(content)
    if last and quoted:
        return None
    stops = np.concatenate([*ends, np.array([limit] if last else [], np.int64)])
    if not len(stops):
        return None
    starts = np.concatenate([np.array([offset], np.int64), stops[:-1] + 1])
    after = np.concatenate([np.array([0], np.int64), *end_lines])
    lines = after[: len(starts)]
    lengths = stops - starts
    if lengths.max(initial=0) > MAX_FIELD:
        return None
    blank = lengths <= 0
    single = lengths == 1
    blank[single] = content[starts[single]] == 13
    end_line = line if last else int(after[-1])
    return (
        starts[~blank],
        lines[~blank],
        limit if last else int(stops[-1]) + 1,
        end_line,
        end_line >= len(stops),
    )


def _quotes_in_place(
    content: npt.NDArray[np.uint8], quotes: Ints, quoted: int, offset: int, delimiter: int
) -> bool:
    """Whether each opening mark follows, and each closing mark precedes, a delimiter, a line's
    edge or a mark.
    """
    if not len(quotes):
        return True
    edges = np.array([delimiter, 10, 13, 34], np.uint8)
    opening, closing = quotes[quoted::2], quotes[1 - quoted :: 2]
    before = content[opening[opening > offset] - 1]
    after = content[closing[closing < len(content) - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


def _recurring(columns: list[pa.Array], header: Sequence[str]) -> Flags:
    """Rows that repeat the header."""
    import pyarrow.compute as pc

    same = np.ones(len(columns[0]) if columns else 0, bool)
    for column, name in zip(columns, header, strict=True):
        if not same.any():
            break
        if name:
            same &= np.asarray(pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), name), False))
    return same


# -----------------------------------------------------------------------------------------------------------
# careful


class _Lines:
    """Physical lines of a body as text, one at a time, with the offset and number of the next one."""

    def __init__(self, data: bytes, offset: int, line: int) -> None:
        self.stream = io.BytesIO(data)
        self.stream.seek(offset)
        self.line = line
        self.nul = False

    def __iter__(self) -> Iterator[str]:
        while raw := self.stream.readline(MAX_LINE):
            self.line += 1
            self.nul |= b"\0" in raw
            if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
                raise csv.Error(f"the line is longer than {MAX_LINE >> 20} MB")
            yield raw.decode("utf-8", "replace")

    def between(self, offset: int) -> str:
        """The text from `offset` to the next line."""
        end = self.stream.tell()
        self.stream.seek(offset)
        return self.stream.read(end - offset).decode("utf-8", "replace").rstrip("\r\n")

    def back_to(self, offset: int, line: int) -> tuple[str, bool]:
        """Return to a row's first line: its text, and whether it is the whole line. Leaves off
        behind that line.
        """
        self.stream.seek(offset)
        raw = self.stream.readline(MAX_LINE)
        whole = rest = raw
        while len(rest) == MAX_LINE and not rest.endswith(b"\n"):
            rest = self.stream.readline(MAX_LINE)
        self.line = line + 1
        return whole.decode("utf-8", "replace"), rest is whole


def read_careful(
    data: bytes,
    offset: int,
    first_line: int,
    delimiter: str,
    header: Sequence[str],
    limit: int | None = None,
    retries: Retries | None = None,
) -> Body:
    """Read the rows that begin before `limit` one by one: those too short are filled up, one that
    cannot be read is rejected by itself.

    After a quotation mark without a partner, reading goes on at the next line. Raises
    BrokenQuotesError if that happens so often that `retries` are used up.
    """
    lines = _Lines(data, offset, first_line)
    stop = len(data) if limit is None else limit
    retries = retries or Retries(4 * (len(data) - offset) + _RETRIES)
    rejects: list[Reject] = []
    batches: list[list[pa.Array]] = []
    pending: list[list[str]] = []
    positions: list[int] = []
    starts: list[int] = []
    position = 0
    for start, cells, problem, raw in _rows(lines, stop, delimiter, len(header), retries):
        if cells is not None and _is_header(cells, header):
            continue
        position += 1
        if cells is None:
            rejects.append(Reject(position, start, problem, raw[:MAX_RAW]))
            continue
        pending.append(cells)
        positions.append(position)
        starts.append(start)
        if len(pending) == _BATCH:
            batches.append(_columns(pending, len(header)))
            pending = []
    batches.append(_columns(pending, len(header)))
    columns = [pa.concat_arrays(pieces) for pieces in zip(*batches, strict=True)]
    end = lines.stream.tell()
    return Body(
        columns, np.array(positions, np.int64), np.array(starts, np.int64), rejects, end, lines.line
    )


def _rows(
    lines: _Lines, stop: int, delimiter: str, width: int, retries: Retries
) -> Iterator[tuple[int, list[str] | None, str, str]]:
    """Each row's first line, and its cells or the reason why there are none and the raw line."""
    options: dict[str, Any] = {"delimiter": delimiter, "skipinitialspace": True}
    reader = csv.reader(lines, strict=True, **options)
    while (offset := lines.stream.tell()) < stop:
        line = lines.line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            retries.left -= lines.stream.tell() - offset
            if retries.left < 0:
                raise BrokenQuotesError(line) from error
            raw, whole = lines.back_to(offset, line)
            mended = _mend(raw, options, width) if whole else None
            reader = csv.reader(lines, strict=True, **options)
            yield line, mended, _reason(error), raw.rstrip("\r\n")
            continue
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            continue
        problem = _problem(cells, width, lines.nul)
        if problem:
            yield line, None, problem, lines.between(offset)
        else:
            yield line, cells[:width], "", ""


def _problem(cells: list[str], width: int, nul: bool) -> str:
    """Why a row cannot be taken; "" if it can."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"has {len(cells)} cells where the header has {width}"
    if nul and any("\0" in cell for cell in cells):
        return "holds a NUL character"
    return ""


def _mend(text: str, options: dict[str, Any], width: int) -> list[str] | None:
    """Cells of one physical line with stray quotation marks, if they come to exactly a row."""
    reader = csv.reader(
        iter([text.replace("\r", " ").rstrip("\n ") + "\n", "\n"]), strict=False, **options
    )
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return None
    return cells if reader.line_num == 1 and len(cells) == width else None


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark is never closed"
    if "expected after" in text:
        return "a quotation mark stands inside a cell"
    if "field larger" in text:
        return f"a cell is longer than {MAX_FIELD} characters, or a quotation mark is never closed"
    return text


def _is_header(cells: list[str], header: Sequence[str]) -> bool:
    return cells[0].strip() == header[0] and [cell.strip() for cell in cells] == list(header)


def _columns(rows: list[list[str]], width: int) -> list[pa.Array]:
    filled = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    if not filled:
        return [pa.array([], pa.string()) for _ in range(width)]
    return [pa.array(cells, pa.string()) for cells in zip(*filled, strict=True)]
