"""An opened sheet of a workbook → its rows as values; a cell that is odd costs
itself alone.

openpyxl's own loop gives up the workbook for one number that is none, fills up
to whatever row number a file claims, and reads the merged cells that stand
behind the rows, which no table needs. So only its reader of cells is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from netmerge.errors import ReadError

MAX_ROWS, MAX_COLUMNS = 1 << 20, 1 << 14
"""What Excel has."""
_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,99}?ref="([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})"'
)
"""Cells of one column that are merged."""
MAX_MERGED, MAX_MERGED_ROWS = 2_000, 1_000
_LARGEST_WITH_MERGED = 16 << 20
"""Bytes of a sheet, unpacked, in which they are looked for."""
_DATA_TAG = f"{{{SHEET_MAIN_NS}}}sheetData"
_SHARED = "s"


def rows_of(sheet: Any, label: str) -> Iterator[Sequence[Any]]:
    """The values of each row of a sheet, from its first, blank ones included.

    Raises ReadError, naming sheet and row, for a place that no sheet has.
    """
    book, following = sheet.parent, 1
    merged = _Merged(_merged(sheet))
    with sheet._get_source() as source:
        cells = _Cells(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, row in cells.rows():
            last = max((cell["column"] for cell in row), default=0)
            if number > MAX_ROWS or last > MAX_COLUMNS:
                place = f"row {number:,}" if number > MAX_ROWS else f"row {number}, column {last:,}"
                problem = f'sheet "{sheet.title}" has a {place}, where no sheet has one.'
                hint = "Open it in a spreadsheet program and save it as CSV (UTF-8)."
                raise ReadError(label, problem, hint)
            yield from (() for _ in range(following, number))
            values = [None] * last
            for cell in row:
                values[cell["column"] - 1] = cell["value"]
            merged.fill(number, values)
            yield values
            following = max(following, number) + 1  # one that comes back is read where it stands


def _merged(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over rows, by the row of the first: their column, from 0, and last
    row.
    """
    archive = sheet.parent._archive
    info = archive.getinfo(sheet._worksheet_path)
    if info.file_size > _LARGEST_WITH_MERGED:
        return {}
    data = archive.read(info)
    found: dict[int, list[tuple[int, int]]] = {}
    behind_rows = data.rfind(b"sheetData")
    for cell in islice(_MERGED.finditer(data, max(0, behind_rows)), MAX_MERGED):
        first, last = int(cell[2]), int(cell[3])
        if first < last <= first + MAX_MERGED_ROWS:
            column = column_index_from_string(cell[1].decode()) - 1
            found.setdefault(first, []).append((column, last))
    return found


class _Merged:
    """Cells merged over rows, on the way down a sheet."""

    def __init__(self, starts: dict[int, list[tuple[int, int]]]) -> None:
        self.starts = starts
        self.open: dict[int, tuple[int, Any]] = {}

    def fill(self, number: int, values: list[Any]) -> None:
        """Put what merged cells say into a row that says something else."""
        says = any(value is not None for value in values)
        for column, (last, value) in list(self.open.items()):
            if number > last:
                del self.open[column]
            elif says:
                values += [None] * (column + 1 - len(values))
                values[column] = value if values[column] is None else values[column]
        for column, last in self.starts.get(number, ()):
            if column < len(values) and values[column] is not None:
                self.open[column] = last, values[column]


class _Cells(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's reader of rows and cells, for the rows alone."""

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Number and cells of each row."""
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == _DATA_TAG:
                return

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell; where its value is none of its kind, the text as it stands."""
        before = self.col_counter
        try:
            found: dict[str, Any] = super().parse_cell(element)
        except (ValueError, OverflowError, LookupError):
            self.col_counter += self.col_counter == before
            text = element.findtext(VALUE_TAG)
            value = None if element.get("t") == _SHARED else text
            return {"column": self.col_counter, "value": value}
        return found
