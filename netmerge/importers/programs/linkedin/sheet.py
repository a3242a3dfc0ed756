"""One CSV of a LinkedIn archive → its columns by field, its rows, its empty rows,
its rejects.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import coalesce
from netmerge.columns.types import Flags
from netmerge.errors import ReadError
from netmerge.importers.contract import Imported, place, source_row
from netmerge.importers.files.source import Source
from netmerge.importers.programs.linkedin.kinds import FILES, Kind, is_column
from netmerge.importers.tables.table import Table, read_table
from netmerge.schema import INTERACTIONS, REJECTS, constant, to_pandas
from netmerge.settings import Settings
from netmerge.text.dates import days_alone, parse_moments


@dataclass(frozen=True)
class Sheet:
    """A file of the archive: `fields` maps its columns to their fields."""

    source: Source
    kind: Kind
    table: Table
    fields: Mapping[str, str]

    def __len__(self) -> int:
        """Rows that were read."""
        return len(self.table)

    def has(self, field: str) -> bool:
        """Whether a column holds this field."""
        return field in self.fields.values()

    def text(self, field: str) -> pa.Array:
        """The column that holds a field, the first value where several do; null
        where none does.
        """
        return coalesce(self._held(field), len(self))

    def samples(self, rows: int) -> pd.DataFrame:
        """The first rows as they stand."""
        return to_pandas(pa.table(self.table.columns).slice(0, rows))

    def only(self, mask: Flags) -> Sheet:
        """The same sheet with the rows that `mask` keeps."""
        if mask.all():
            return self
        keep = pa.array(mask)
        columns = {name: column.filter(keep) for name, column in self.table.columns.items()}
        table = replace(
            self.table,
            columns=columns,
            positions=self.table.positions[mask],
            lines=self.table.lines[mask],
        )
        return replace(self, table=table)

    def _held(self, field: str) -> list[pa.Array]:
        columns = self.table.columns
        return [columns[name] for name, held in self.fields.items() if held == field]

    def rejected(self, mask: Flags, reasons: pa.Array) -> pd.DataFrame:
        """The rows of `mask` as REJECTS, with `reasons` (one for each of them)."""
        bad = self.only(mask).table
        cells = (column.to_pylist() for column in bad.columns.values())
        columns = {
            **place(self.source, bad.positions),
            "line": bad.lines,
            "reason": reasons,
            "raw": [_line(row) for row in zip(*cells, strict=True)],
        }
        return REJECTS.frame(columns)


def open_sheet(source: Source, kind: Kind, settings: Settings) -> Sheet:
    """Read a file of the archive whole.

    Raises ReadError if it is no table, its columns are not those it needs, or
    no row can be read.
    """
    table = read_table(source, is_column)
    if not kind.is_readable(table.header, settings.columns):
        name, columns = kind.name.replace("_", " "), ", ".join(table.header[:12])
        raise ReadError(
            source.label,
            f"its columns are not those of a {name} file: {columns}.",
            f"Expected {kind.expected()}. If they have new names, say so: --map COLUMN=FIELD.",
        )
    if len(table.rejects) and not len(table):
        raise ReadError(
            source.label,
            f"none of its rows can be read: {table.rejects['reason'][0]}.",
            "Export the archive again, and give it as it comes.",
            int(table.rejects["line"][0]),
        )
    return Sheet(source, kind, table, kind.fields(table.header, settings.columns))


@dataclass(frozen=True)
class Dated:
    """The rows of a file of interactions that count, with their moments, and
    with the days of those without a time; what else it held.
    """

    sheet: Sheet
    moments: pa.Array
    days: pa.Array
    empty: int
    rejects: pd.DataFrame

    def interactions(self, kind: str, columns: Mapping[str, pa.Array | Flags]) -> Imported:
        """What the file gives: interactions of a kind, with `columns` of
        INTERACTIONS.
        """
        sheet, rows = self.sheet, len(self.sheet)
        same = {
            "kind": constant(kind, rows),
            "channel": constant("linkedin", rows),
            "draft": constant(False, rows, pa.bool_()),
            "sponsored": constant(False, rows, pa.bool_()),
        }
        where = place(sheet.source, sheet.table.positions)
        row = source_row(
            sheet.source,
            sheet.kind.source,
            "interactions",
            read=rows,
            empty=self.empty,
            rejected=len(self.rejects),
            dates=self.moments,
            encoding=sheet.table.encoding,
        )
        frame = INTERACTIONS.frame(
            {**where, **same, "date": self.moments, "day": self.days, **columns}
        )
        return Imported(interactions=frame, rejects=self.rejects, sources=row)


def dated(sheet: Sheet, needed: tuple[str, ...]) -> Dated:
    """The rows of a file of interactions that have one of the fields `needed`,
    and a date.

    A row with none of them is empty, one whose date is none is a reject. Raises
    ReadError if no date can be read.
    """
    filled = any_valid(map(sheet.text, needed), len(sheet))
    empty = int((~filled).sum())
    sheet = sheet.only(filled)
    dates = sheet.text("date")
    parsed = parse_moments(dates)
    failed = np.asarray(parsed.failed)  # (rows,) bool
    rejects = sheet.table.rejects
    if failed.any():
        if failed.sum() == pc.count(dates).as_py():
            _refuse_dates(sheet)
        wrong = dates.filter(parsed.failed)
        reasons = pc.binary_join_element_wise('"', wrong, '" is not a date', "")
        frames = (rejects, sheet.rejected(failed, reasons))
        rejects = REJECTS.concat([frame for frame in frames if len(frame)])
    read = pc.invert(parsed.failed)
    moments = pc.filter(parsed.values, read)
    days = days_alone(dates).filter(read)
    return Dated(sheet.only(~failed), moments, days, empty, rejects)


def _refuse_dates(sheet: Sheet) -> None:
    column = next(column for column, field in sheet.fields.items() if field == "date")
    value = next(value for value in sheet.text("date").to_pylist() if value)
    raise ReadError(
        sheet.source.label,
        f'no date in the column "{column}" can be read, such as "{value}".',
        "Export the archive again, or write the dates as 2024-12-31.",
        int(sheet.table.lines[0]),
    )


def says(column: pa.Array, any_of: Sequence[str]) -> Flags:
    """Whether a cell is one of these words, whatever its case."""
    return np.asarray(pc.is_in(pc.utf8_lower(column), pa.array(any_of)))


def directions(column: pa.Array) -> pa.Array:
    """`out`, `in` or null from the words of a direction column."""
    is_incoming = pa.array(says(column, FILES.content.words.incoming))
    is_outgoing = pa.array(says(column, FILES.content.words.outgoing))
    return pc.if_else(is_outgoing, "out", pc.if_else(is_incoming, "in", NO_TEXT))


def any_valid(columns: Iterable[pa.Array], rows: int) -> Flags:
    """For each row whether any of these columns has a value."""
    held = np.zeros(rows, bool)  # (rows,)
    for column in columns:
        held |= np.asarray(column.is_valid())
    return held


def _line(cells: tuple[str | None, ...]) -> str:
    """A row as a line of CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="")
    writer.writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()
