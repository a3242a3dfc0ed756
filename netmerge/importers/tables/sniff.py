"""The first kilobytes of a delimited file in; its delimiter, its header row and where the data
begin out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

HEAD_BYTES = 1 << 16
"""How much of the file is looked at: the header and its prose lie well within."""

DELIMITERS = ",;\t|"
MAX_COLUMNS = 2_000
_PROSE_ROWS = 30
"""A header further down is none; Eight writes up to 8 lines of prose before its header, LinkedIn 3.
"""
_ROWS_BELOW = 40
"""Whose width is compared with that of a header."""

_VALUE = re.compile(r"@|://|^[+(]?\d[\d\s().+/:-]*$|\.(?:com|org|net)\b|[\x00-\x08]")
"""What stands in data and not in a column's name: an address, a link, a number, a date."""

_CONTROL = [code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1a"]
"""Bytes that text does not have; a fiftieth of them makes a file binary."""

_SEPARATOR = re.compile(r"\A\s*\"?sep=([,;\t|])\"?\s*$", re.IGNORECASE | re.MULTILINE)
"""Excel's own first line."""


@dataclass(frozen=True)
class Layout:
    """How a delimited file is laid out: `line` is where the header stands (from 1), `body_line`
    and `body_offset` (bytes of UTF-8) where the data begin; `preamble` holds the lines before the
    header.
    """

    delimiter: str
    header: tuple[str, ...]
    line: int
    body_line: int
    body_offset: int
    preamble: str


def sniff(head: bytes, is_known: Callable[[str], bool]) -> Layout | None:
    """Find the layout of a file from its first bytes (UTF-8, lines ending in LF or CRLF); None if
    it holds no line.

    Each delimiter is tried; the row that reads most like a header wins: cells that `is_known`
    knows as columns first, then rows of the same width below it. Binary content gives None.
    """
    if sum(map(head.count, _CONTROL)) * 50 > len(head):
        return None
    text = head.decode("utf-8", "ignore")
    separator = _SEPARATOR.search(text)
    delimiters = separator.group(1) if separator else DELIMITERS
    candidates = [
        candidate
        for delimiter in delimiters
        for candidate in _candidates(text, delimiter, is_known)
    ]
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate[0])
    _, delimiter, header, line, body_line = best
    lines = _physical_lines(text)
    offset = sum(len(piece.encode()) for piece in lines[: body_line - 1])
    return Layout(delimiter, tuple(header), line, body_line, offset, "".join(lines[: line - 1]))


def _physical_lines(text: str) -> list[str]:
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _candidates(
    text: str, delimiter: str, is_known: Callable[[str], bool]
) -> Iterator[tuple[float, str, list[str], int, int]]:
    rows = list(islice(_rows(text, delimiter), _PROSE_ROWS + _ROWS_BELOW))
    for index, (cells, line, body_line) in enumerate(rows[:_PROSE_ROWS]):
        score = _score(
            cells, [row for row, _, _ in rows[index + 1 : index + 1 + _ROWS_BELOW]], is_known
        )
        yield score - index * 0.05, delimiter, cells, line, body_line


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], int, int]]:
    """Rows of the head with the line where each begins and the line after it; blank lines are
    left out.
    """
    reader = csv.reader(_physical_lines(text), delimiter=delimiter, skipinitialspace=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(cell.strip() for cell in cells):
            yield [cell.strip() for cell in cells], line, reader.line_num + 1
        line = reader.line_num + 1


def _score(cells: list[str], below: list[list[str]], is_known: Callable[[str], bool]) -> float:
    """How much a row reads like a header; rows that cannot be one stand below 0."""
    filled = [cell for cell in cells if cell]
    if len(cells) > MAX_COLUMNS or any(len(cell) > 80 or _VALUE.search(cell) for cell in filled):
        return -1.0
    known = sum(map(is_known, filled))
    same = (
        sum(len(row) == len(cells) for row in below) / len(below)
        if below and len(cells) > 1
        else 0.0
    )
    distinct = len({cell.casefold() for cell in filled}) / len(cells)
    return 4 * min(known, 8) + 3 * same + 0.5 * min(len(cells), 6) + distinct
