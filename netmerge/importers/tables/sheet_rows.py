"""An opened sheet of a workbook → its rows as values; a cell that is odd costs
itself alone.

openpyxl's own loop gives up the workbook for one number that is none, fills up
to whatever row number a file claims, and reads the merged cells that stand
behind the rows, which no table needs. So only its reader of cells is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.worksheet._reader import ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from netmerge.errors import ReadError

MAX_ROWS, MAX_COLUMNS = 1 << 20, 1 << 14
"""What Excel has."""
_DATA_TAG = f"{{{SHEET_MAIN_NS}}}sheetData"
_SHARED = "s"


def rows_of(sheet: Any, label: str) -> Iterator[Sequence[Any]]:
    """The values of each row of a sheet, from its first, blank ones included.

    Raises ReadError, naming sheet and row, for a place that no sheet has.
    """
    book, following = sheet.parent, 1
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
            yield values
            following = max(following, number) + 1  # one that comes back is read where it stands


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
