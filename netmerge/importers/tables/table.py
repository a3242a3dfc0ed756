"""A delimited text file, of any usual encoding → its columns as Arrow text, and
its rejects.

Prose above the header is skipped, a header that recurs is no row, blank lines
are not rows, and every row is either in the columns or in the rejects, with
the physical line on which it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, release_unused
from netmerge.columns.types import Ints
from netmerge.errors import ReadError
from netmerge.importers.contract import Placed, rejects_of
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.tables.body import Body, BrokenQuotesError
from netmerge.importers.tables.header import is_alias
from netmerge.importers.tables.headless import Headless, headless
from netmerge.importers.tables.rows import read_rows, stacked
from netmerge.importers.tables.sections import (
    Rows,
    Section,
    offset_of_line,
    sections,
    united,
)
from netmerge.importers.tables.sniff import HEAD_BYTES, MAX_COLUMNS, Head, IsKnown, Layout, sniff
from netmerge.importers.tables.wrapped import unwrapped
from netmerge.text.folding import nfc_array


class Readable(Placed, Protocol):
    """What a table is read from: a `Source`, or anything with its name and its
    bytes.
    """

    def head(self) -> bytes:
        """The first bytes."""

    def read_bytes(self) -> bytes:
        """All bytes."""


@dataclass(frozen=True)
class Table:
    """A delimited file. `columns` maps each name of `header` to an Arrow text
    array: stripped, NFC, null for empty; a name that stands twice has " (2)"
    appended. `positions` counts data rows from 1, rejected ones included;
    `lines` is the physical line where each row begins. `rejects` is a REJECTS
    table, `tables` how many stand one below another, each with a header.
    """

    file: str
    member: str | None
    header: list[str]
    columns: dict[str, pa.Array]
    positions: Ints
    lines: Ints
    rejects: pd.DataFrame
    encoding: str
    delimiter: str
    preamble: str
    tables: int = 1

    def __len__(self) -> int:
        """Rows that were read."""
        return len(self.positions)

    def part(self, start: int, rows: int) -> Table:
        """Some of the rows, without copying."""
        return replace(
            self,
            columns={name: column.slice(start, rows) for name, column in self.columns.items()},
            positions=self.positions[start : start + rows],
            lines=self.lines[start : start + rows],
        )


def read_header(source: Readable, is_known: IsKnown = is_alias) -> list[str]:
    """The column names of a delimited file from its first bytes, as in
    `Table.header`; [] if it is none.

    `is_known` says whether a text is the name of a column, by which the header
    is found.
    """
    layout = _layout(source.head()[:HEAD_BYTES], is_known)
    if layout is None or len(layout.header) > MAX_COLUMNS:
        return []
    return [name for name in _distinct(layout.header) if not name.startswith(_NAMELESS)]


def header_line(source: Readable, is_known: IsKnown = is_alias) -> int:
    """The physical line on which the header stands, from 1; 0 if there is none."""
    layout = _layout(source.head()[:HEAD_BYTES], is_known)
    return layout.line if layout else 0


@lru_cache(maxsize=4)
def headless_of(head: bytes) -> Headless | None:
    """What the first bytes of a file without a header hold; None if it has one."""
    return headless(_sniffed(head[:HEAD_BYTES]))


@lru_cache(maxsize=4)
def _layout(head: bytes, is_known: IsKnown) -> Layout | None:
    """The layout of a head; the latest are kept, as importers ask for the same in
    turn.
    """
    return _sniffed(head).layout(is_known)


@lru_cache(maxsize=2)
def _sniffed(head: bytes) -> Head:
    """What a head holds; the latest are kept, as all importers ask for the same
    in turn.
    """
    return sniff(unwrapped(_unix(to_utf8(head)[0])))


def read_table(source: Readable, is_known: IsKnown = is_alias) -> Table:
    """Read a delimited file whole. Raises ReadError for a file that is empty,
    binary, or beyond reading.

    `is_known` says whether a text is the name of a column, by which the header
    is found.
    """
    return _read(source, lambda head: head.layout(is_known))


def read_headless(source: Readable) -> Table:
    """Read a delimited file without a header whole. Raises ReadError as
    `read_table` does.
    """
    return _read(source, _layout_without_header)


def _layout_without_header(head: Head) -> Layout | None:
    found = headless(head)
    return found.layout if found else None


def _read(source: Readable, layout_of: Callable[[Head], Layout | None]) -> Table:
    label = source.file if source.member is None else f"{source.file}: {source.member}"
    data, encoding = to_utf8(source.read_bytes())
    data = unwrapped(_unix(data))
    layout = layout_of(sniff(data[:HEAD_BYTES]))
    if layout is None:
        problem = "is empty." if not data.strip() else "is not a text table."
        raise ReadError(label, problem, "Export it again as CSV.")
    if len(layout.header) > MAX_COLUMNS:
        raise ReadError(
            label,
            f"has {len(layout.header)} columns.",
            f"At most {MAX_COLUMNS} are read.",
            layout.line,
        )
    blocks = _blocks(data, layout, label)
    below = sections(blocks, layout)
    has_breaks = any(sign in data for sign in _BREAKS)
    if below:
        rows = united([_section(data, layout, one, label) for one in below])
    else:
        del data  # before the blocks are copied into one
        rows = _rows(layout.header, blocks)
    if has_breaks:
        rows = replace(rows, columns=_with_lines(rows.columns))
    release_unused()
    return Table(
        file=source.file,
        member=source.member,
        header=list(rows.columns),
        columns=rows.columns,
        positions=rows.positions,
        lines=rows.lines,
        rejects=rejects_of(source, rows.rejects),
        encoding=encoding,
        delimiter=layout.delimiter,
        preamble=layout.preamble,
        tables=max(1, len(below)),
    )


def _rows(header: Sequence[str], blocks: list[Body]) -> Rows:
    """Rows that were read block by block, by the names of their columns."""
    body = stacked(blocks, len(header))
    columns = _named(_distinct(header), body.columns)
    return Rows(columns, body.positions, body.lines, body.rejects)


def _section(data: bytes, layout: Layout, section: Section, label: str) -> Rows:
    """The rows of one of several tables."""
    offset = offset_of_line(data, section.body_line)
    end = offset_of_line(data, section.end)
    own = replace(
        layout, header=section.header, body_line=section.body_line, body_offset=min(offset, end)
    )
    return _rows(section.header, _blocks(data[:end], own, label))


def tidy(column: pa.Array) -> pa.Array:
    """Text stripped, in NFC, null where nothing is left."""
    if column.null_count == len(column):
        return column
    column = pc.utf8_trim_whitespace(column)
    if not pc.all(pc.string_is_ascii(column)).as_py():
        column = nfc_array(column)
    empty = pc.equal(column, "")
    return pc.if_else(empty, NO_TEXT, column) if pc.any(empty).as_py() else column


def _blocks(data: bytes, layout: Layout, label: str) -> list[Body]:
    try:
        return read_rows(
            data, layout.body_offset, layout.body_line, layout.delimiter, layout.header
        )
    except BrokenQuotesError as error:
        raise ReadError(
            label,
            "quotation marks do not pair up from here on.",
            "Open it in a spreadsheet, check this row, and save it as CSV again.",
            error.line,
        ) from error


def _named(names: Sequence[str], columns: list[pa.Array]) -> dict[str, pa.Array]:
    """Columns by name, tidy; a column without a name and without a value (a
    trailing comma) is none.

    The raw columns are given up one by one: the memory of a large file is
    wanted only once.
    """
    named: dict[str, pa.Array] = {}
    for name in names:
        column = tidy(columns.pop(0))
        if not (name.startswith(_NAMELESS) and column.null_count == len(column)):
            named[name] = column
    return named


def _with_lines(columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Columns with line breaks for FileMaker's signs within its cells."""
    return {
        name: tidy(pc.replace_substring_regex(column, r"[\x0b\x1d]", "\n"))
        for name, column in columns.items()
    }


_BREAKS = (b"\x0b", b"\x1d")
"""What FileMaker writes for a new line, and between repeated values."""
_NAMELESS = "Column "


def _distinct(header: Sequence[str]) -> list[str]:
    """Column names made distinct: a name that is missing says its number, a
    repeated one has its count appended.
    """
    names: dict[str, None] = {}
    counts: dict[str, int] = {}
    for number, given in enumerate(header, 1):
        name = base = given or f"{_NAMELESS}{number}"
        while name in names:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base} ({counts[base]})"
        names[name] = None
    return list(names)


def _unix(data: bytes) -> bytes:
    """Lines ended by CR alone, as on old Macs, ended by LF."""
    return (
        data.replace(b"\r", b"\n")
        if b"\r" in data[: HEAD_BYTES * 4] and b"\n" not in data
        else data
    )
