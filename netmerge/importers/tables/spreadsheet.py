"""An Excel workbook (.xlsx, .xlsm) → the Table of its sheets that hold contacts.

A sheet is turned into delimited text, which is then read as any other: prose
above the header, blank rows and headers that recur are told apart by the same
rules. Formulas count by the value that they had when the file was saved.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.parsers import (
    expat,
)  # only counts elements; a document type, and with it entities, is refused

import numpy as np

from netmerge.columns.types import Ints
from netmerge.errors import MissingExtraError, ReadError
from netmerge.importers.files.source import Source
from netmerge.importers.tables.sections import begins_section, offset_of_line
from netmerge.importers.tables.sniff import HEAD_BYTES, MAX_COLUMNS
from netmerge.importers.tables.styles import load_workbook
from netmerge.importers.tables.table import (
    Table,
    header_line,
    headless_of,
    read_header,
    read_headless,
    read_table,
)
from netmerge.schema import REJECTS

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

SUFFIXES = frozenset({".xlsx", ".xlsm"})
MAX_SHEETS_BYTES = 1 << 30
"""All sheets together, unpacked: they are read as a stream. A full sheet of 20
columns is about this large.
"""
MAX_STRINGS_BYTES = 128 << 20
"""The texts that cells share, unpacked: they are held in memory."""
MAX_STRINGS = 1_000_000
"""Their number: openpyxl takes 9 seconds for so many."""
_STRING = re.compile(rb"<(?:\w{1,20}:)?si[\s/>]")
MAX_PART_BYTES = 8 << 20
"""Any other part of a workbook, unpacked: it may be held in memory as a whole,
in many times the space.
"""
MAX_CELLS = 30_000_000
MAX_TEXT = 256 << 20
"""Characters of all cells together: one long text may be shared by many cells."""
_ELEMENTS_OF_ROW = 100_000
"""XML elements within a row: a row of Excel's 16,384 cells has four times as
many.
"""
_HEAD_ROWS = 60
_OWN = "contact_id"
"""A column of netmerge's own workbook, whose sheets tell of the same contacts."""
_MAGIC = b"PK\x03\x04"
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_SEPARATOR = "sep=,\n"
"""Says what parts the cells, so that nothing has to be guessed."""
_MEND = "Open it in a spreadsheet program and save it as CSV (UTF-8)."

Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """A sheet, or several one below another, as delimited text, UTF-8; `lines` is the
    line of the text on which each row begins, from 0, `numbers` that row's number in
    its sheet, from 1.
    """

    file: str
    member: str | None
    title: str
    data: bytes
    lines: Ints
    numbers: Ints

    def head(self) -> bytes:
        """The first bytes."""
        return self.data[:HEAD_BYTES]

    def read_bytes(self) -> bytes:
        """All bytes."""
        return self.data


def is_spreadsheet(source: Source) -> bool:
    """Whether a source is an Excel workbook, by its name and its first bytes."""
    return source.suffix in SUFFIXES and source.head(len(_MAGIC)) == _MAGIC


def read_sheet_header(source: Source, is_known: Callable[[str], bool]) -> list[str]:
    """The column names of the sheet that `read_sheet` would read, [] if there is
    none.

    Raises ReadError and MissingExtraError.
    """
    head = _choose(source, source.read_bytes(), is_known)
    return read_header(head, is_known) if head else []


def read_sheet(source: Source, is_known: Callable[[str], bool]) -> Table:
    """Read the sheet whose header is most one of contacts, and all others that have
    one of people; `lines` are the numbers of their rows.

    `encoding` says which sheets those are. Raises ReadError for a workbook that is
    broken or breaks a bound, and MissingExtraError where openpyxl is not
    installed.
    """
    data = source.read_bytes()
    head = _choose(source, data, is_known)
    heads = _of_people(source, data, head, is_known) if head else []
    return _read(source, data, heads, lambda sheet: read_table(sheet, is_known))


def _of_people(
    source: Source, data: bytes, chosen: Sheet, is_known: Callable[[str], bool]
) -> list[tuple[Sheet, int]]:
    """The heads of the sheets to be read, each with the line of its text on which it
    begins, from 0: the chosen one alone if it is netmerge's own.
    """
    if _OWN in read_header(chosen, is_known):
        return [(chosen, 0)]
    found = []
    for title, rows in _heads(source.label, data):
        head = _sheet(source, title, rows)
        if title == chosen.title or begins_section(read_header(head, is_known)):
            found.append((head, max(0, header_line(head, is_known) - 1)))
    # What stands above the header of the first is prose, and not of a row.
    return [(head, line if place else 0) for place, (head, line) in enumerate(found)]


def headless_sheet(source: Source) -> bytes:
    """The beginning of the first sheet that is a table without a header, as text;
    empty if there is none. Raises as `read_sheet_header` does.
    """
    head = _without_header(source, source.read_bytes())
    return head.head() if head else b""


def read_headless_sheet(source: Source) -> Table:
    """Read that sheet as `read_sheet` does."""
    data = source.read_bytes()
    head = _without_header(source, data)
    return _read(source, data, [(head, 0)] if head else [], read_headless)


def _without_header(source: Source, data: bytes) -> Sheet | None:
    heads = (_sheet(source, title, rows) for title, rows in _heads(source.label, data))
    return next((head for head in heads if headless_of(head.head())), None)


def _read(
    source: Source,
    data: bytes,
    heads: Sequence[tuple[Sheet, int]],
    read: Callable[[Sheet], Table],
) -> Table:
    """Read the whole of the sheets of which these are the heads."""
    if not heads:
        raise ReadError(source.label, "has no sheet with a table.", _MEND)
    with opened(source.label, data, checked=True) as workbook:
        sheets = [
            _sheet(source, head.title, sheet_rows(workbook[head.title], source.label))
            for head, _ in heads
        ]
        count = len(workbook.worksheets)
    sheet = _stacked(sheets, [line for _, line in heads])
    if len(sheet.data) > MAX_TEXT:
        raise ReadError(source.label, "has sheets that are too large together.", _MEND)
    table = read(sheet)
    titles = ", ".join(f'"{one.title}"' for one in sheets)
    place = f" of {count}" if count > 1 else ""
    rejects = table.rejects.assign(
        line=_row_numbers(sheet, table.rejects["line"].to_numpy(np.int64))
    )
    return replace(
        table,
        lines=_row_numbers(sheet, table.lines),
        rejects=REJECTS.frame(rejects),
        encoding=f"xlsx, sheet{'s' * (len(sheets) > 1)} {titles}{place}",
        delimiter="",
    )


def _stacked(sheets: Sequence[Sheet], begins: Sequence[int]) -> Sheet:
    """Sheets one below another, each from a line of its text on."""
    first = sheets[0]
    data, lines, numbers = [], [], []
    height = 0
    for sheet, begin in zip(sheets, begins, strict=True):
        text = sheet.data[offset_of_line(sheet.data, begin + 1) :]
        held = sheet.lines >= begin
        data.append(text)
        lines.append(sheet.lines[held] - begin + height)
        numbers.append(sheet.numbers[held])
        height += text.count(b"\n")
    return replace(
        first,
        data=b"".join(data),
        lines=np.concatenate(lines),
        numbers=np.concatenate(numbers),
    )


def _row_numbers(sheet: Sheet, lines: Ints) -> Ints:
    """Lines of the sheets' text, from 1, as the numbers of their rows."""
    places = np.searchsorted(sheet.lines, np.asarray(lines, np.int64) - 1, side="right") - 1
    return sheet.numbers[places]


def _choose(source: Source, data: bytes, is_known: Callable[[str], bool]) -> Sheet | None:
    """The head of the first sheet with at least two columns that are known,
    else with one, else of the first.
    """
    heads = [_sheet(source, title, rows) for title, rows in _heads(source.label, data)]

    def known(head: Sheet) -> int:
        header = read_header(head, is_known)
        return min(2, sum(map(is_known, header)))

    return max(heads, key=known, default=None)


@lru_cache(maxsize=1)
def _heads(label: str, data: bytes) -> list[tuple[str, list[Sequence[Any]]]]:
    """The first rows of each sheet that has any; several importers ask for them
    in turn.
    """
    with opened(label, data, checked=False) as workbook:
        heads = [
            (sheet.title, list(islice(sheet_rows(sheet, label), _HEAD_ROWS))) for sheet in workbook
        ]
    return [
        (title, rows)
        for title, rows in heads
        if any(cell is not None for row in rows for cell in row)
    ]


def sheet_rows(sheet: Any, label: str) -> Rows:
    """The values of each row of an opened sheet. Raises ReadError."""
    from netmerge.importers.tables.sheet_rows import rows_of  # which needs openpyxl

    return rows_of(sheet, label)


def _sheet(source: Source, title: str, rows: Rows) -> Sheet:
    """Rows as delimited text."""
    text = io.StringIO(_SEPARATOR)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\n")
    cells, line, lines = 0, 1, []
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS or text.tell() > MAX_TEXT:
            raise ReadError(source.label, f'sheet "{title}" is too large.', _MEND)
        texts = [text_of(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAX_COLUMNS:
            raise ReadError(
                source.label, f"has {len(texts)} columns.", f"At most {MAX_COLUMNS} are read."
            )
        lines.append(line)
        writer.writerow(texts)
        line += 1 + sum(cell.count("\n") for cell in texts)
    return Sheet(
        source.file,
        source.member,
        title,
        text.getvalue().encode("utf-8", "replace"),
        np.array(lines, np.int64),
        np.arange(1, len(lines) + 1),
    )


def text_of(value: Any) -> str:
    """A cell as text: days as ISO 8601, whole numbers (telephones, postcodes)
    without a decimal point.
    """
    if isinstance(value, str):
        return "" if value in _ERRORS else value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dt.datetime):
        return (
            value.isoformat(" ", "seconds")
            if value.time() != dt.time()
            else value.date().isoformat()
        )
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


@contextmanager
def opened(label: str, data: bytes, *, checked: bool) -> Iterator[Workbook]:
    """The workbook, checked unless it has been; whatever goes wrong with it is a
    ReadError.
    """
    try:
        import defusedxml  # noqa: F401  # openpyxl reads through it where it is installed
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(f"{label}: reading Excel files", "xlsx") from error
    try:
        if not checked:
            _check(label, data)
        workbook = load_workbook(data)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # the size that a file claims may be wrong
        yield workbook
        workbook.close()
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # openpyxl lets through whatever a broken file leads to
        raise ReadError(
            label, f"is not an Excel file that can be read ({type(error).__name__}).", _MEND
        ) from error


def _check(label: str, data: bytes) -> None:
    """Raise ReadError for a workbook that would unpack to more than its parts may
    have.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        left = MAX_SHEETS_BYTES
        for info in archive.infolist():
            name = info.filename.lower()
            sheet = name.startswith("xl/worksheets/")
            left -= info.file_size if sheet else 0
            most = MAX_STRINGS_BYTES if name.endswith("sharedstrings.xml") else MAX_PART_BYTES
            if left < 0 or (not sheet and info.file_size > most):
                raise ReadError(
                    label, f'unpacks "{info.filename}" to {info.file_size >> 20} MB.', _MEND
                )
            if name.endswith("sharedstrings.xml"):
                _check_strings(label, archive.read(info))
            if sheet and info.file_size > MAX_PART_BYTES:
                with archive.open(info) as stream:
                    _Rows(label).parse(stream)


def _check_strings(label: str, data: bytes) -> None:
    """Raise ReadError for more shared texts than can be read soon."""
    if next(islice(_STRING.finditer(data), MAX_STRINGS, None), None):
        raise ReadError(label, f"has more than {MAX_STRINGS:,} different texts.", _MEND)


class _Rows:
    """Counts the elements of each row of a large sheet: a row is held in memory
    as a whole.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.elements = 0

    def parse(self, stream: Any) -> None:
        """Read through a sheet; raise ReadError for a row, or a run without
        rows, of too many elements.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ParseFile(stream)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.elements = 0 if name.rpartition(":")[2] == "row" else self.elements + 1
        if self.elements > _ELEMENTS_OF_ROW:
            self._refuse()

    def _refuse(self, *_: Any) -> None:
        raise ReadError(self.label, "holds a sheet such as no spreadsheet program writes.", _MEND)
