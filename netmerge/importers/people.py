"""A CSV of contacts in, of whatever program; Imported out, and what `netmerge inspect` says of it.

The importers of address books differ in how they know their files; how these are read is the same for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from netmerge.importers.assembly import assemble
from netmerge.importers.columns import NAMES, REACH, Use, map_columns
from netmerge.importers.imported import Imported, Inspection, ReadSettings, source_row
from netmerge.importers.source import Source
from netmerge.importers.table import Table, read_header, read_table
from netmerge.schema import arrow, to_pandas

TEXT_FILES = frozenset({".csv", ".tsv", ".tab", ".txt", ""})


@dataclass(frozen=True)
class Dialect:
    """A program's way of writing contacts: `name` is the kind of source, `known` columns whose meaning it fixes.

    `cards` are scanned cards: the day of entry is the day of meeting, and a numbered address (Address2) one more
    address. In a file with `tags`, columns of nothing but 1 are categories.
    """

    name: str
    known: Mapping[str, Use | None] = field(default_factory=dict)
    cards: bool = False
    tags: bool = False


def header_of(source: Source) -> list[str]:
    """The column names of a source, [] if it is no text table."""
    return read_header(source) if source.suffix in TEXT_FILES else []


def is_contact_table(uses: Mapping[str, Use | None]) -> bool:
    """Whether columns so used hold contacts: a way to reach somebody, or a name and something more about people."""
    held = {use.field for use in uses.values() if use}
    if held & REACH or {"given_name", "family_name"} <= held:
        return True
    return bool(held & NAMES) and (len(held) > 2 or len(held) == len(uses))


def read_people(source: Source, settings: ReadSettings, dialect: Dialect) -> Imported:
    """Read a CSV of contacts whole. Raises ReadError if it cannot be read."""
    table = read_table(source)
    uses = uses_of(table.header, settings, dialect)
    records = assemble(table, uses, source, dialect.name, dialect.tags)
    empty = int((records["status"] == "empty").sum())
    row = source_row(
        source,
        dialect.name,
        "contacts",
        read=len(records) - empty,
        empty=empty,
        rejected=len(table.rejects),
        dates=_first_given(arrow(records["met_on"]), arrow(records["connected_on"])),
        encoding=table.encoding,
        note=_note(table, uses),
    )
    return Imported(records=records, rejects=table.rejects, sources=row)


def describe_people(source: Source, settings: ReadSettings, dialect: Dialect) -> Inspection:
    """How a CSV of contacts would be read: the use of its columns, and its first three rows."""
    table = read_table(source)
    uses = uses_of(table.header, settings, dialect)
    delimiter = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[table.delimiter]
    return Inspection(
        source.file,
        source.member,
        dialect.name,
        "contacts",
        table.encoding,
        len(table) + len(table.rejects),
        {name: str(use) if use else None for name, use in uses.items()},
        to_pandas(pa.table(table.columns).slice(0, 3)),
        "; ".join(filter(None, [f"delimiter: {delimiter}", _note(table, uses)])),
    )


def uses_of(header: Sequence[str], settings: ReadSettings, dialect: Dialect) -> dict[str, Use | None]:
    """What each column holds in this dialect, by the user's word first."""
    uses = map_columns(header, settings.columns, dialect.known, created_is_meeting=dialect.cards)
    if not dialect.cards:
        return uses
    return {
        name: replace(use, number=use.line, line=0) if use and use.field == "address" and use.line else use
        for name, use in uses.items()
    }


def _note(table: Table, uses: Mapping[str, Use | None]) -> str:
    unmapped = [
        name for name, use in uses.items() if use is None and table.columns[name].null_count < len(table.columns[name])
    ]
    return f"kept in extra, without a field: {', '.join(unmapped)}" if unmapped else ""


def _first_given(*columns: pa.Array) -> pa.Array | None:
    return next((column for column in columns if column.null_count < len(column)), None)
