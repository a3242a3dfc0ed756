"""One CSV of a LinkedIn archive in; its columns by field, its empty rows and its rejects told
apart, out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
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
from netmerge.importers.programs.linkedin.kinds import Kind, is_column, words
from netmerge.importers.tables.table import Table, read_table
from netmerge.schema import INTERACTIONS, REJECTS, to_pandas
from netmerge.settings import Settings
from netmerge.text.dates import parse_moments


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
        """The column that holds a field, the first value where several do; null where none does."""
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
        return [self.table.columns[column] for column, held in self.fields.items() if held == field]

    def rejected(self, mask: Flags, reasons: pa.Array) -> pd.DataFrame:
        """The rows of `mask` as REJECTS, with `reasons` (one for each of them)."""
        bad = self.only(mask).table
        rows = zip(*(column.to_pylist() for column in bad.columns.values()), strict=True)
        columns = place(self.source, bad.positions)
        return REJECTS.frame(
            {**columns, "line": bad.lines, "reason": reasons, "raw": [_line(row) for row in rows]}
        )


def open_sheet(source: Source, kind: Kind, settings: Settings) -> Sheet:
    """Read a file of the archive whole. Raises ReadError if it is no table, or its columns are
    not those it needs.
    """
    table = read_table(source, is_column)
    if not kind.is_readable(table.header, settings.columns):
        raise ReadError(
            source.label,
            f"its columns are not those of a {kind.name.replace('_', ' ')} file: {', '.join(table.header[:12])}.",
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


def interactions(
    sheet: Sheet, columns: Mapping[str, pa.Array], empty: int, rejects: pd.DataFrame
) -> Imported:
    """What a file of interactions gives: `columns` of INTERACTIONS, one row for each row of the
    sheet.
    """
    frame = INTERACTIONS.frame({**place(sheet.source, sheet.table.positions), **columns})
    row = source_row(
        sheet.source,
        sheet.kind.source,
        "interactions",
        read=len(sheet),
        empty=empty,
        rejected=len(rejects),
        dates=columns["date"],
        encoding=sheet.table.encoding,
    )
    return Imported(interactions=frame, rejects=rejects, sources=row)


def dated(sheet: Sheet, needed: tuple[str, ...]) -> tuple[Sheet, pa.Array, int, pd.DataFrame]:
    """The rows of a file of interactions that count, with their moments, the number of empty
    ones, and the rejects.

    A row is empty if it has none of the fields `needed`, rejected if its date is none.
    """
    filled = any_valid(map(sheet.text, needed), len(sheet))
    empty = int((~filled).sum())
    sheet = sheet.only(filled)
    parsed = parse_moments(sheet.text("date"))
    failed = np.asarray(parsed.failed)
    rejects = sheet.table.rejects
    if failed.any():
        if failed.sum() == np.asarray(sheet.text("date").is_valid()).sum():
            _refuse_dates(sheet)
        reasons = pc.binary_join_element_wise(
            '"', sheet.text("date").filter(parsed.failed), '" is not a date', ""
        )
        rejects = REJECTS.concat(
            [frame for frame in (rejects, sheet.rejected(failed, reasons)) if len(frame)]
        )
    return sheet.only(~failed), pc.filter(parsed.values, pc.invert(parsed.failed)), empty, rejects


def _refuse_dates(sheet: Sheet) -> None:
    column = next(column for column, field in sheet.fields.items() if field == "date")
    value = next(value for value in sheet.text("date").to_pylist() if value)
    raise ReadError(
        sheet.source.label,
        f'no date in the column "{column}" can be read, such as "{value}".',
        "Export the archive again, or write the dates as 2024-12-31.",
        int(sheet.table.lines[0]),
    )


def says(column: pa.Array, any_of: list[str]) -> Flags:
    """Whether a cell is one of these words, whatever its case."""
    return np.asarray(pc.is_in(pc.utf8_lower(column), pa.array(any_of)))


def directions(column: pa.Array) -> pa.Array:
    """`out`, `in` or null from the words of a direction column."""
    incoming = pc.if_else(pa.array(says(column, words("incoming"))), "in", NO_TEXT)
    return pc.if_else(pa.array(says(column, words("outgoing"))), "out", incoming)


def any_valid(columns: Iterable[pa.Array], rows: int) -> Flags:
    """For each row whether any of these columns has a value."""
    held = np.zeros(rows, bool)
    for column in columns:
        held |= np.asarray(column.is_valid())
    return held


def _line(cells: tuple[str | None, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()
