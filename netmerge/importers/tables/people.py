"""A table of contacts, of whatever program → Imported, or what `netmerge inspect`
says of it.

The importers of address books differ in how they know their files; how these
are read is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, arrow
from netmerge.importers.contract import Imported, Inspection, Traits, source_row
from netmerge.importers.files.source import Source
from netmerge.importers.tables.days import ambiguous_days
from netmerge.importers.tables.events import with_events
from netmerge.importers.tables.exported import plain_cells
from netmerge.importers.tables.footers import without_footers
from netmerge.importers.tables.header import NAMES, REACH, Use, is_alias, map_columns
from netmerge.importers.tables.headless import Headless
from netmerge.importers.tables.records import WITHOUT_LABEL, assemble
from netmerge.importers.tables.spreadsheet import (
    headless_sheet,
    is_spreadsheet,
    read_headless_sheet,
    read_sheet,
    read_sheet_header,
)
from netmerge.importers.tables.table import (
    Table,
    headless_of,
    read_header,
    read_headless,
    read_table,
)
from netmerge.schema import to_pandas
from netmerge.settings import Settings
from netmerge.text.formulas import BEGINS, START, unescaped_inside

_ESCAPED = f"^'('*{START})"
_ESCAPED_INSIDE = f"{BEGINS}'"
_RULE = r"^[-=_*+~:.]{3,}$"
"""A line drawn in a cell."""
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "^": "caret", "~": "tilde"}
TEXT_FILES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".md", ".markdown", ".psv", ".mer", ".dat", ""}
)


SCANNED_CARDS = Traits(scanned=True)


@dataclass(frozen=True)
class Dialect:
    """A program's way of writing contacts: `name` is the kind of source,
    `known` columns whose meaning it fixes, `traits` what such a source is,
    where not what its importer's usually are.

    Of scanned cards the day of entry is the day of meeting, and a numbered
    address (Address2) one more address. In a file with `tags`, columns of
    nothing but 1 are categories, other than those in `known`. A `headless` file
    has no header: its columns are called Column 1, 2 … `table` makes one of files
    that are laid out in another way.
    """

    name: str
    known: Mapping[str, Use | None] = field(default_factory=dict)
    tags: bool = False
    headless: bool = False
    table: Callable[[Source], Table] | None = None
    traits: Traits | None = None

    @property
    def cards(self) -> bool:
        """Whether it writes scanned cards."""
        return self.traits is not None and self.traits.scanned


def header_of(source: Source, settings: Settings | None = None) -> list[str]:
    """The column names of a source, [] if it is neither a text table nor a
    spreadsheet.
    """
    is_known = _is_column(settings or Settings())
    if is_spreadsheet(source):
        return read_sheet_header(source, is_known)
    if source.suffix not in TEXT_FILES:
        return []
    header = read_header(source, is_known)
    without = None if any(map(is_known, header)) else headless_of(source.head())
    return list(without.uses) if without else header


def without_header(source: Source) -> Headless | None:
    """What the columns of a text table or sheet without a header hold; None if it
    has one.
    """
    if is_spreadsheet(source):
        return (
            None if any(map(is_alias, header_of(source))) else headless_of(headless_sheet(source))
        )
    if source.suffix not in TEXT_FILES or any(map(is_alias, read_header(source))):
        return None
    return headless_of(source.head())


def is_contact_table(uses: Mapping[str, Use | None]) -> bool:
    """Whether columns so used hold contacts: a way to reach somebody, or a
    name and something more about people.
    """
    held = {use.field for use in uses.values() if use}
    if held & REACH or {"given_name", "family_name"} <= held:
        return True
    return bool(held & NAMES) and (len(held) > 2 or len(held) == len(uses))


def read_people(source: Source, settings: Settings, dialect: Dialect) -> Imported:
    """Read a CSV of contacts whole. Raises ReadError if it cannot be read."""
    table = _without_rules(_unescaped(_read(source, settings, dialect)))
    table = without_footers(table, source)
    uses = uses_of(table.header, settings, dialect)
    table = plain_cells(table, uses)
    if dialect.tags:
        table, uses = _with_tags(table, uses, dialect)
    table, uses = with_events(table, uses)
    records = assemble(table, uses, source, dialect.name)
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
        note=_note(table, uses, dialect),
        traits=dialect.traits,
    )
    return Imported(records=records, rejects=table.rejects, sources=row)


def describe_people(source: Source, settings: Settings, dialect: Dialect) -> Inspection:
    """How a CSV of contacts would be read: the use of its columns, and its first
    three rows.
    """
    table = _read(source, settings, dialect)
    uses = uses_of(table.header, settings, dialect)
    delimiter = _DELIMITERS.get(table.delimiter)
    notes = [f"delimiter: {delimiter}" if delimiter else "", _note(table, uses, dialect)]
    first = pa.table(table.columns).slice(0, 3)
    return Inspection(
        file=source.file,
        member=source.member,
        source=dialect.name,
        holds="contacts",
        encoding=table.encoding,
        rows=len(table) + len(table.rejects),
        columns={name: str(use) if use else None for name, use in uses.items()},
        samples=to_pandas(first),
        note="; ".join(filter(None, notes)),
    )


def _read(source: Source, settings: Settings, dialect: Dialect) -> Table:
    if dialect.table:
        return dialect.table(source)
    if dialect.headless:
        return read_headless_sheet(source) if is_spreadsheet(source) else read_headless(source)
    read = read_sheet if is_spreadsheet(source) else read_table
    return read(source, _is_column(settings))


def uses_of(header: Sequence[str], settings: Settings, dialect: Dialect) -> dict[str, Use | None]:
    """What each column holds in this dialect, by the user's word first."""
    uses = map_columns(header, settings.columns, dialect.known, dialect.cards, own=settings.aliases)
    if not dialect.cards:
        return uses
    for name, use in uses.items():
        if use and use.field == "address" and use.line:
            uses[name] = replace(use, number=use.line, line=0)
    return uses


def _unescaped(table: Table) -> Table:
    """Without the apostrophe that keeps a spreadsheet from running a cell as a
    formula.
    """
    columns = dict(table.columns)
    for name, column in columns.items():
        if not pc.any(pc.match_substring(column, "'")).as_py():
            continue
        plain = pc.replace_substring_regex(column, _ESCAPED, r"\1")
        inside = pc.fill_null(pc.match_substring_regex(plain, _ESCAPED_INSIDE), False)
        texts = map(unescaped_inside, plain.filter(inside).to_pylist())
        columns[name] = pc.replace_with_mask(plain, inside, pa.array(texts, plain.type))
    return replace(table, columns=columns)


def _without_rules(table: Table) -> Table:
    """Rows of nothing but drawn lines, as under a header or above a sum, as blank
    ones.
    """
    columns = table.columns.values()
    first = islice(columns, 2)  # with a bar at both ends of a line the first is blank
    if not any(pc.any(_drawn(column)).as_py() for column in first):
        return table
    drawn = [pc.fill_null(_drawn(column), True) for column in columns]
    is_rule = reduce(pc.and_, drawn)
    bare = {name: pc.if_else(is_rule, NO_TEXT, one) for name, one in table.columns.items()}
    return replace(table, columns=bare)


def _drawn(column: pa.Array) -> pa.Array:
    return pc.match_substring_regex(column, _RULE)


def _with_tags(
    table: Table, uses: Mapping[str, Use | None], dialect: Dialect
) -> tuple[Table, dict[str, Use | None]]:
    """Columns of nothing but 1, other than the program's own flags, as
    categories of the column's name.
    """
    tags = [
        name
        for name, column in table.columns.items()
        if uses[name] is None
        and name not in dialect.known
        and column.null_count < len(column)
        and pc.all(pc.equal(column, "1")).as_py()
    ]
    named = {name: pc.if_else(table.columns[name].is_valid(), name, NO_TEXT) for name in tags}
    return replace(table, columns={**table.columns, **named}), {
        **uses,
        **dict.fromkeys(tags, Use("category")),
    }


def _is_column(settings: Settings) -> Callable[[str], bool]:
    """Whether a text names a column: by the aliases, or because the user says so."""
    if not settings.columns and not settings.aliases:
        return is_alias  # always the same function, by which a header is remembered
    given = {name.casefold() for name in settings.columns}
    return lambda name: is_alias(name, settings.aliases) or name.casefold() in given


def _note(table: Table, uses: Mapping[str, Use | None], dialect: Dialect) -> str:
    unmapped = [
        name
        for name, use in uses.items()
        if use is None and pc.any(pc.not_equal(table.columns[name], WITHOUT_LABEL)).as_py()
    ]
    left = f"kept in extra, without a field: {', '.join(unmapped)}" if unmapped else ""
    either = ambiguous_days(table, uses)
    bare = [f"{name} as {use}" for name, use in uses.items() if use and dialect.headless]
    read_as = f"without a header, read by what stands in it: {', '.join(bare)}" if bare else ""
    guessed = f"read with the month first, which nothing tells: {', '.join(either)}"
    several = f"{table.tables} tables, one below another" if table.tables > 1 else ""
    return "; ".join(filter(None, [several, read_as, left, guessed if either else ""]))


def _first_given(*columns: pa.Array) -> pa.Array | None:
    return next((column for column in columns if column.null_count < len(column)), None)
