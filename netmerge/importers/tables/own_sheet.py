"""A workbook that the owner gives back → the rows of one of its sheets, as texts."""

from __future__ import annotations

from pathlib import Path

from netmerge.errors import ReadError
from netmerge.importers.tables.spreadsheet import MAX_CELLS, SUFFIXES, opened, sheet_rows, text_of

_OTHERS = (".ods", ".fods", ".xls", ".xlsb", ".numbers")
"""What LibreOffice, an old Excel and Numbers save, unless told otherwise."""

_LARGEST = 256 << 20
"""Bytes of a file that is read."""
_ESCAPED = "_x005F_"
"""How a workbook writes an underscore that would begin an escape."""


def is_workbook(path: str | Path) -> bool:
    """Whether a file is a workbook, by its name. Raises ReadError for a workbook in
    the form of another program.
    """
    suffix = Path(path).suffix.lower()
    if suffix in _OTHERS:
        raise ReadError(str(path), "is a workbook of another kind.", "Save it as .xlsx.")
    return suffix in SUFFIXES


def own_rows(path: str | Path, title: str) -> list[list[str]]:
    """The rows of the sheet of that title, or of the first where there is none;
    each as long as the first, blank ones left out.

    Raises ReadError for what is no such file or is too large, and
    MissingExtraError where openpyxl is not installed.
    """
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise ReadError(str(path), f"is larger than {_LARGEST >> 20} MB.", "Save it as CSV.")
        data = Path(path).read_bytes()
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}."
        raise ReadError(str(path), problem, "Check the name.") from error
    rows: list[list[str]] = []
    with opened(str(path), data, checked=False) as workbook:
        sheets = {sheet.title: sheet for sheet in reversed(workbook.worksheets)}
        found = sheets.get(title) or workbook.worksheets[0]
        for row in sheet_rows(found, str(path)):
            texts = [text_of(value).replace(_ESCAPED, "_") for value in row]
            if any(texts):
                width = len(rows[0]) if rows else len(texts)
                rows.append([*texts, *[""] * (width - len(texts))][:width])
            if rows and len(rows) * len(rows[0]) > MAX_CELLS:
                raise ReadError(str(path), "is too large.", "Save it as CSV.")
    return rows
