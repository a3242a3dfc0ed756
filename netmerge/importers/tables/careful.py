"""Any block of rows → its cells, read line by line; what is broken is mended or
rejected.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from netmerge.importers.contract import Reject
from netmerge.importers.tables.body import Body, BrokenQuotesError, Retries
from netmerge.importers.tables.long_rows import MAX_CELL, Unclosed, read_long_row

MAX_LINE = 1 << 20
"""Longest physical line that the csv module is given, in bytes."""
MAX_RAW = 4_096
"""How much of a rejected row is kept, in characters."""
_TOO_LONG = f"a cell is longer than {MAX_CELL >> 20} MB"
_BATCH = 10_000
"""Rows turned into Arrow at a time."""


class _LongLineError(csv.Error):
    """A physical line is longer than MAX_LINE."""


class _Lines:
    """Physical lines of a body as text, with the offset and the number of the
    next one.
    """

    def __init__(self, data: bytes, offset: int, line: int) -> None:
        self.data = data
        self.stream = io.BytesIO(data)
        self.stream.seek(offset)
        self.line = line
        self.nul = False

    def __iter__(self) -> Iterator[str]:
        while raw := self.stream.readline(MAX_LINE):
            self.line += 1
            self.nul |= b"\0" in raw
            if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
                raise _LongLineError(f"the line is longer than {MAX_LINE >> 20} MB")
            yield raw.decode("utf-8", "replace")

    def between(self, offset: int) -> str:
        """The text from `offset` to the next line."""
        end = self.stream.tell()
        self.stream.seek(offset)
        return self.stream.read(end - offset).decode("utf-8", "replace").rstrip("\r\n")

    def go_to(self, offset: int, line: int) -> None:
        """Go on at another line."""
        self.stream.seek(offset)
        self.line = line

    def back_to(self, offset: int, line: int) -> tuple[str, bool]:
        """Return to a row's first line: its text, and whether it is the whole
        line. Leaves off behind that line.
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
    """Read the rows that begin before `limit` one by one: those too short are
    filled up, one that cannot be read is rejected by itself.

    After a quotation mark without a partner, reading goes on at the next line.
    Raises BrokenQuotesError if that happens so often that `retries` are used
    up.
    """
    lines = _Lines(data, offset, first_line)
    stop = len(data) if limit is None else limit
    retries = retries or Retries.of(len(data) - offset)
    gathered = _Gathered(len(header))
    position = 0
    for start, cells, problem, raw in _rows(lines, stop, delimiter, len(header), retries):
        if cells is not None and _is_header(cells, header):
            continue
        position += 1
        if cells is None:
            gathered.rejects.append(Reject(position, start, problem, raw[:MAX_RAW]))
        else:
            gathered.add(position, start, cells)
    return Body(
        columns=gathered.columns(),
        positions=np.array(gathered.positions, np.int64),
        lines=np.array(gathered.lines, np.int64),
        rejects=gathered.rejects,
        end=lines.stream.tell(),
        end_line=lines.line,
    )


@dataclass
class _Gathered:
    """Rows as they are read, turned into Arrow many at a time."""

    width: int
    rejects: list[Reject] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    _waiting: list[list[str]] = field(default_factory=list)
    _batches: list[list[pa.Array]] = field(default_factory=list)

    def add(self, position: int, line: int, cells: list[str]) -> None:
        """Take a row."""
        self._waiting.append(cells)
        self.positions.append(position)
        self.lines.append(line)
        if len(self._waiting) == _BATCH:
            self._flush()

    def columns(self) -> list[pa.Array]:
        """All rows, a column at a time."""
        self._flush()
        return [pa.concat_arrays(pieces) for pieces in zip(*self._batches, strict=True)]

    def _flush(self) -> None:
        self._batches.append(_columns(self._waiting, self.width))
        self._waiting = []


def _rows(
    lines: _Lines, stop: int, delimiter: str, width: int, retries: Retries
) -> Iterator[tuple[int, list[str] | None, str, str]]:
    """Each row's first line, and its cells or the reason why there are none and
    the raw line.
    """
    options: dict[str, Any] = {"delimiter": delimiter, "skipinitialspace": True}
    reader = csv.reader(lines, strict=True, **options)
    while (offset := lines.stream.tell()) < stop:
        line = lines.line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = _long_row(lines, offset, line, delimiter, width, retries, error)
            if found is not None:
                reader = csv.reader(lines, strict=True, **options)
                problem = _problem(found, width, nul=True) if found else _TOO_LONG
                raw = _start_of(lines.data, offset) if problem else ""
                yield line, None if problem else found[:width], problem, raw
                continue
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


def _long_row(
    lines: _Lines,
    offset: int,
    line: int,
    delimiter: str,
    width: int,
    retries: Retries,
    error: csv.Error,
) -> list[str] | None:
    """Cells of a row that the csv module finds too long, [] if it is too long
    for us too; None if it is no row. Leaves off behind the row.
    """
    if not isinstance(error, _LongLineError) and "field larger" not in str(error):
        return None
    row = read_long_row(lines.data, offset, delimiter, width)
    if isinstance(row, Unclosed):
        retries.left -= row.reached - offset
        return None
    lines.go_to(row.end, line + lines.data.count(b"\n", offset, row.end))
    return row.cells or []


def _start_of(data: bytes, offset: int) -> str:
    """As much of a row as is kept of a reject."""
    return data[offset : offset + 4 * MAX_RAW].decode("utf-8", "replace")


def _problem(cells: list[str], width: int, nul: bool) -> str:
    """Why a row cannot be taken; "" if it can."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"has {len(cells)} cells where the header has {width}"
    if nul and any("\0" in cell for cell in cells):
        return "holds a NUL character"
    return ""


def _mend(text: str, options: dict[str, Any], width: int) -> list[str] | None:
    """Cells of one physical line with stray quotation marks, if they come to
    exactly a row.
    """
    line = text.replace("\r", " ").rstrip("\n ")
    reader = csv.reader(iter([f"{line}\n", "\n"]), strict=False, **options)
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
        return "a quotation mark is never closed"
    return text


def _is_header(cells: list[str], header: Sequence[str]) -> bool:
    return cells[0].strip() == header[0] and [cell.strip() for cell in cells] == list(header)


def _columns(rows: list[list[str]], width: int) -> list[pa.Array]:
    """Rows, those too short filled up, as columns."""
    if not rows:
        return [pa.array([], pa.string()) for _ in range(width)]
    filled = [row + [""] * (width - len(row)) for row in rows]
    return [pa.array(cells, pa.string()) for cells in zip(*filled, strict=True)]
