"""Contacts, and what is to do with them → a workbook for Excel and LibreOffice.

Texts are texts, whatever they look like: no number loses its zeros and no formula
runs. Days are days. XlsxWriter is the extra `xlsx`; it writes row by row, so that a
table of any size needs no memory of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.errors import MissingExtraError, WriteError
from netmerge.export.cells import SEPARATOR, to_cells
from netmerge.export.files import replacing
from netmerge.export.shown import shown
from netmerge.export.writer import Writer
from netmerge.schema import DUE, REJECTS, REVIEW
from netmerge.schema.files import NOT_IN_CONTACTS_CSV
from netmerge.settings import CIRCLES

SHEETS = ("contacts", "due", "review", "rejects")
MOST_ROWS = 1_048_575
"""Rows that a sheet has below its header."""
LONGEST_TEXT = 32_767
"""Characters that a cell holds."""
CHOICES = {("contacts", "circle"): CIRCLES, ("review", "decision"): ("same", "different")}
"""The columns in which the owner chooses a word."""

_MADE = dt.datetime(2000, 1, 1)  # the same for the same contacts
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts days otherwise than the world does."""
_MOST_LINKS = 60_000
_LONGEST_LINK = 2_000
"""Links of a sheet, and characters of one, that Excel takes."""
_NARROW, _WHOLE, _WIDE, _LOOKED_AT = 9, 32, 44, 200
"""Characters of a column at least, up to which every value is shown, and at most, and
the rows by which it is set.
"""
_ROWS_AT_ONCE = 5_000
_LONGEST_PART = 1 << 20
"""Bytes of the list of sheets that are looked at."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_ADDRESS = re.compile(r"[^\s<>\"';]{1,64}@[^\s<>\"';]{1,250}")
_PROFILE = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class _Looks:
    """The formats of a workbook."""

    head: Any
    text: Any
    day: Any
    link: Any


def to_excel(
    contacts: pd.DataFrame,
    path: str | Path,
    *,
    due: pd.DataFrame | None = None,
    review: pd.DataFrame | None = None,
    rejects: pd.DataFrame | None = None,
) -> None:
    """Write contacts (CONTACTS) as a workbook, with sheets of whom to write to
    (DUE), of questions (REVIEW) and of what could not be read (REJECTS); whole or
    not at all.

    Raises WriteError, also for more rows than a sheet has, and MissingExtraError
    without the extra `xlsx`.
    """
    tables = {
        "contacts.csv": contacts,
        "due.csv": DUE.empty() if due is None else due,
        "review.csv": REVIEW.empty() if review is None else review,
        "rejects.csv": REJECTS.empty() if rejects is None else rejects,
    }
    with replacing([path]) as (temporary,), temporary.open("wb") as file:
        write_workbook(tables, file, str(path))


def write_workbook(tables: Mapping[str, pd.DataFrame], file: BinaryIO, name: str) -> None:
    """Write the tables of a run, by the names of their files, as a workbook to an
    open file; see `to_excel`.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("A workbook", "xlsx") from None
    options = {
        "constant_memory": True,
        "tmpdir": str(Path(name).resolve().parent),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    workbook = Workbook(file, options)
    workbook.set_properties({"title": "netmerge", "created": _MADE})
    looks = _Looks(
        head=workbook.add_format({"bold": True, "bottom": 1}),
        text=workbook.add_format({"num_format": "@"}),
        day=workbook.add_format({"num_format": "yyyy-mm-dd"}),
        link=workbook.add_format({"num_format": "@", "font_color": "#0A5599", "underline": 1}),
    )
    for title in SHEETS:
        table = _shown(title, tables[f"{title}.csv"])
        if len(table) > MOST_ROWS:
            problem = f"{len(table):,} rows of {title} are more than the {MOST_ROWS:,} of a sheet."
            raise WriteError(name, problem, "Write CSV instead.")
        _write_sheet(workbook.add_worksheet(title), title, table, looks)
    workbook.close()


def _shown(title: str, table: pd.DataFrame) -> pd.DataFrame:
    if title == "contacts":  # whose columns may be more than ours
        return table.drop(columns=list(NOT_IN_CONTACTS_CSV), errors="ignore")
    return shown(f"{title}.csv", table)


def is_our_workbook(path: Path) -> bool:
    """Whether a file is a workbook with our sheets, edited or not."""
    with suppress(OSError, ValueError, KeyError, BadZipFile), ZipFile(path) as archive:
        with archive.open("xl/workbook.xml") as part:
            text = part.read(_LONGEST_PART).decode("utf-8", "replace")
        return all(f'name="{title}"' in text for title in SHEETS)
    return False


def as_in_sheet(text: str) -> str:
    """A text as a cell of a sheet holds it: without control characters, line ends
    as LF, cut where a cell is full.
    """
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= LONGEST_TEXT else plain[: LONGEST_TEXT - 1] + "…"


def _write_sheet(sheet: Any, title: str, table: pd.DataFrame, looks: _Looks) -> None:
    names, rows = list(table.columns), len(table)
    columns = [one_chunk(table[name]) for name in names]
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        look = looks.day if pa.types.is_date(column.type) else looks.text
        sheet.set_column(place, place, _width(name, column), look)
        if choices := CHOICES.get((title, name)):
            rule = {"validate": "list", "source": list(choices), "ignore_blank": True}
            sheet.data_validation(1, place, max(rows, 1), place, rule)
    sheet.freeze_panes(1, 3 if title == "contacts" else 2)
    sheet.autofilter(0, 0, rows, len(names) - 1)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, looks.head)
    links = 0
    for number, row in enumerate(_rows(columns), 1):
        for place, value in enumerate(row):
            if value is None:
                continue
            target = _target(names[place], value) if links < _MOST_LINKS else None
            links += target is not None
            _write_cell(sheet, (number, place), value, target, looks)


def _write_cell(
    sheet: Any, place: tuple[int, int], value: Any, target: str | None, looks: _Looks
) -> None:
    if target is not None:
        sheet.write_url(*place, target, looks.link, as_in_sheet(value))
    elif isinstance(value, str):
        sheet.write_string(*place, as_in_sheet(value), looks.text)
    elif isinstance(value, dt.date) and value >= _FIRST_DAY:
        sheet.write_datetime(*place, value, looks.day)
    elif isinstance(value, dt.date):
        sheet.write_string(*place, value.isoformat(), looks.text)
    else:
        sheet.write_number(*place, value)


def _rows(columns: Sequence[pa.Array]) -> Iterator[tuple[Any, ...]]:
    """The values of each row: numbers, days, and all else as text."""
    for start in range(0, len(columns[0]), _ROWS_AT_ONCE):
        parts = [_plain(column.slice(start, _ROWS_AT_ONCE)) for column in columns]
        yield from zip(*parts, strict=True)


def _plain(column: pa.Array) -> list[Any]:
    kind = column.type
    if pa.types.is_date(kind) or pa.types.is_integer(kind):
        return list(column.to_pylist())
    if pa.types.is_floating(kind):
        return list(pc.if_else(pc.is_finite(column), column, None).to_pylist())
    return list(to_cells(column).to_pylist())


def _target(name: str, value: Any) -> str | None:
    """Where a cell leads: a profile, or a letter to the first address."""
    if not isinstance(value, str):
        return None
    if name.startswith(("linkedin_url", "profile_")):
        found = value if _PROFILE.fullmatch(value) else None
    elif name.startswith("email") and "types" not in name:
        first = value.partition(SEPARATOR)[0]
        found = f"mailto:{first}" if _ADDRESS.fullmatch(first) else None
    else:
        found = None
    return found if found and len(found) <= _LONGEST_LINK else None


def _width(name: str, column: pa.Array) -> int:
    """Characters of a column that show most of its values."""
    some = to_cells(column.slice(0, _LOOKED_AT)).drop_null().to_pylist()
    lengths = sorted(len(text) for text in some)
    longest = lengths[-1] if lengths else 0
    usual = lengths[len(lengths) * 9 // 10] if longest > _WHOLE else longest
    return min(_WIDE, max(_NARROW, len(name) + 3, usual + 1))


_NONE = "a cell holds what one reads, and this is nothing to read"
XLSX = Writer("xlsx", ".xlsx", to_excel, dict.fromkeys(NOT_IN_CONTACTS_CSV, _NONE))
