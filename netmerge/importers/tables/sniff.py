"""The first kilobytes of a delimited file → its delimiter, its header, where the
data begin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from netmerge.importers.tables.header import heads_people

HEAD_BYTES = 1 << 16
"""How much of the file is looked at: the header and its prose lie well within."""

DELIMITERS = ",;\t|^~"
MAX_COLUMNS = 2_000
_PROSE_ROWS = 30
"""A header further down is none; Eight writes up to 8 lines of prose before its
header, LinkedIn 3.
"""
_ROWS_BELOW = 40
"""Whose width is compared with that of a header."""
_COUNTED = 8
"""Known names beyond this number make a header no likelier."""
_LONGEST_NAME = 80
"""Characters of a column's name: longer ones are prose."""

_VALUE = re.compile(r"@|://|^[+(]?\d[\d\s().+/:-]*$|\.(?:com|org|net)\b|[\x00-\x08]")
"""What stands in data and not in a column's name: an address, a link, a number, a
date.
"""

_CONTROL = [code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1a"]
"""Bytes that text does not have; a fiftieth of them makes a file binary."""

SEPARATOR = re.compile(r"\A\s*\"?sep=([,;\t|^~])\"?\s*$", re.IGNORECASE | re.MULTILINE)
"""Excel's own first line."""

IsKnown = Callable[[str], bool]
"""Whether a text is the name of a column."""


@dataclass(frozen=True)
class Layout:
    """How a delimited file is laid out: `line` is where the header stands
    (from 1), `body_line` and `body_offset` (bytes of UTF-8) where the data
    begin; `preamble` holds the lines before the header.
    """

    delimiter: str
    header: tuple[str, ...]
    line: int
    body_line: int
    body_offset: int
    preamble: str


@dataclass(frozen=True)
class Row:
    """A row of the head, with the line where it begins and the line after it."""

    cells: list[str]
    line: int
    body_line: int


@dataclass(frozen=True)
class _Candidate:
    """A row that may be the header if `delimiter` is the file's: its `names`,
    and how much it looks like one, whatever the names mean.
    """

    delimiter: str
    row: Row
    names: list[str]
    looks: float

    def score(self, is_known: IsKnown) -> float:
        """How much the row reads like a header: known names before all else."""
        return self.looks + 4 * min(_COUNTED, sum(map(is_known, self.names)))

    def heads_people(self) -> bool:
        """Whether it is the header of a table of people."""
        return bool(self.names) and heads_people(self.row.cells)


@dataclass(frozen=True)
class Head:
    """The first lines of a file as text, and what in them may be its header."""

    lines: list[str]
    candidates: list[_Candidate]

    def layout(self, is_known: IsKnown) -> Layout | None:
        """The layout by the row that reads most like a header; None if there is
        no row.

        Cells that are known as columns count first, then rows of the same
        width below. Of tables one below another it is the first's header.
        """
        if not self.candidates:
            return None
        best = max(self.candidates, key=lambda candidate: candidate.score(is_known))
        chosen = self._first_of_several(best)
        row = chosen.row
        cells = self._with_row_above(chosen, is_known)
        return self._below(best.delimiter, tuple(cells), row.line, row.body_line)

    def _first_of_several(self, best: _Candidate) -> _Candidate:
        """The first header of a table of people that has rows of its own before
        the likeliest one; else that.
        """
        found = [one for one in self.candidates if one.delimiter == best.delimiter]
        last = found.index(best)
        places = [place for place in range(last) if found[place].heads_people()]
        for place, following in pairwise([*places, last]):
            if following > place + 1:  # else they are one header in two rows
                return found[place]
        return best

    def _with_row_above(self, chosen: _Candidate, is_known: IsKnown) -> list[str]:
        """The names of a header; those that it lacks are the row's right above, where
        a header stands in two rows, the upper one with names of columns (Kontakt over
        Telefon and E-Mail, Geburtsdatum over nothing).
        """
        found = [one for one in self.candidates if one.delimiter == chosen.delimiter]
        place = found.index(chosen)
        cells = list(chosen.row.cells)
        above = found[place - 1] if place else None
        if above is None or above.row.body_line != chosen.row.line or len(above.names) < 2:
            return cells
        upper = above.row.cells
        cells += [""] * (len(upper) - len(cells))
        places = [at for at, name in enumerate(upper) if name and not cells[at]]
        if not any(is_known(upper[at]) for at in places):
            return list(chosen.row.cells)
        for at in places:
            cells[at] = upper[at]
        return cells

    def without_header(self, delimiter: str, header: tuple[str, ...], line: int) -> Layout:
        """The layout of a file that has no header, whose data begin on a line, with
        names for its columns.
        """
        return self._below(delimiter, header, line, line)

    def _below(self, delimiter: str, header: tuple[str, ...], line: int, body_line: int) -> Layout:
        above = self.lines[: line - 1]
        body_offset = sum(len(text.encode()) for text in self.lines[: body_line - 1])
        return Layout(
            delimiter=delimiter,
            header=header,
            line=line,
            body_line=body_line,
            body_offset=body_offset,
            preamble="".join(above),
        )

    def rows(self, delimiter: str) -> list[Row]:
        """The first rows under a delimiter, without blank ones and Excel's own."""
        found = islice(_rows(self.lines, delimiter), _PROSE_ROWS + _ROWS_BELOW)
        return [row for row in found if not SEPARATOR.match(delimiter.join(row.cells))]


def sniff(head: bytes) -> Head:
    """Read the first bytes of a file (UTF-8, lines ending in LF or CRLF) under
    each delimiter; binary content has no rows.
    """
    if sum(map(head.count, _CONTROL)) * 50 > len(head):
        return Head([], [])
    text = head.decode("utf-8", "ignore")
    separator = SEPARATOR.search(text)
    delimiters = separator.group(1) if separator else DELIMITERS
    lines = _physical_lines(text)
    candidates = [found for delimiter in delimiters for found in _candidates(lines, delimiter)]
    return Head(lines, candidates)


def _physical_lines(text: str) -> list[str]:
    pieces = text.split("\n")
    ended = [f"{piece}\n" for piece in pieces[:-1]]
    return [*ended, pieces[-1]] if pieces[-1] else ended


def _candidates(lines: list[str], delimiter: str) -> Iterator[_Candidate]:
    rows = list(islice(_rows(lines, delimiter), _PROSE_ROWS + _ROWS_BELOW))
    for above, row in enumerate(rows[:_PROSE_ROWS]):
        below = rows[above + 1 : above + 1 + _ROWS_BELOW]
        names = [cell for cell in row.cells if cell]
        if len(row.cells) > MAX_COLUMNS or not all(map(may_be_name, names)):
            names, looks = [], -1.0
        else:
            looks = _looks(row.cells, below)
        yield _Candidate(delimiter, row, names, looks - 0.05 * above)


def _rows(lines: list[str], delimiter: str) -> Iterator[Row]:
    """Rows of the head; blank lines are left out."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    line = 1
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except (StopIteration, csv.Error):
            return
        if any(cells):
            yield Row(cells, line, reader.line_num + 1)
        line = reader.line_num + 1


def _looks(cells: list[str], below: list[Row]) -> float:
    """How much a row looks like a header: as wide as what follows, wide, its
    names distinct.
    """
    distinct = len({cell.casefold() for cell in cells if cell}) / len(cells)
    same_width = _share_of_width(len(cells), below)
    return 3 * same_width + 0.5 * min(len(cells), 6) + distinct


def may_be_name(cell: str) -> bool:
    """Whether a cell may be a column's name."""
    return len(cell) <= _LONGEST_NAME and not _VALUE.search(cell)


def _share_of_width(width: int, rows: list[Row]) -> float:
    """The share of rows as wide as a header; of a single column it tells nothing."""
    if width < 2 or not rows:
        return 0.0
    return sum(len(row.cells) == width for row in rows) / len(rows)
