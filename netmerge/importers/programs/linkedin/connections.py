"""Connections.csv or Imported Contacts → records.

A hidden member's row holds a date alone: it is kept as an empty record.
Imported contacts are what the owner once uploaded, often the names of an old
address book; they are records of a source of its own, `linkedin-imported`, as
of no day that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.joining import keep_where
from netmerge.errors import ReadError
from netmerge.importers.contract import Authority, Imported, Traits, source_row
from netmerge.importers.programs.linkedin.sheet import Sheet, any_valid
from netmerge.importers.tables.header import Use, fields, map_columns, parse_field
from netmerge.importers.tables.records import assemble
from netmerge.schema import RECORDS, constant
from netmerge.settings import Settings
from netmerge.text.dates import parse_dates

_REACH = ("full_name", "given_name", "family_name", "nickname", "linkedin_url", "emails", "phones")
_UPLOADED = Traits(authority=Authority.COPY)
_BARE = r"linkedin\.com/in/?$"
"""LinkedIn writes its own address without a profile where it hides the profile.
"""


def read_connections(sheet: Sheet, settings: Settings) -> Imported:
    """Records of source `linkedin`, as of the archive's day, else of the latest
    connection.

    Whoever gives neither name nor address is a hidden member, and no
    organisation: those are no connections. Raises ReadError if there are rows and
    nobody has either.
    """
    uses = contact_uses(sheet, settings)
    records = _assemble(sheet, uses, "linkedin_url", _without_bare)
    dates = arrow(records["connected_on"])
    as_of = sheet.source.exported_on or pc.max(dates).as_py()
    named = any_valid((arrow(records[name]) for name in _REACH), len(records))
    if len(sheet) and not named.any():
        nobody = f"none of its {len(sheet)} rows has a name or an address."
        again = "Export the archive again, and give it as it comes."
        raise ReadError(sheet.source.label, nobody, again)
    columns = {
        **records,
        "kind": constant("person", len(records)),
        "as_of": constant(as_of, len(records), pa.date32()),
        "status": pc.if_else(named, "read", "empty"),
    }
    return _imported(sheet, uses, columns, dates)


def read_imported_contacts(sheet: Sheet, settings: Settings) -> Imported:
    """Records of source `linkedin-imported`, as of no day: what is dated is the
    copy.
    """
    uses = contact_uses(sheet, settings)
    records = _assemble(sheet, uses, "phone", _parted)
    last = pc.coalesce(sheet.text("updated_at"), sheet.text("created_at"))
    changed = parse_dates(last).values  # noqa: PD011
    return _imported(sheet, uses, {**records}, changed, _UPLOADED)


def contact_uses(sheet: Sheet, settings: Settings) -> dict[str, Use | None]:
    """What each column of a file of contacts holds: by LinkedIn's names, then by
    any table's.
    """
    own = {
        column: parse_field(field) if field.partition(":")[0] in fields() else None
        for column, field in sheet.fields.items()
    }
    return map_columns(sheet.table.header, settings.columns, own, own=settings.aliases)


def _assemble(
    sheet: Sheet,
    uses: Mapping[str, Use | None],
    field: str,
    prepare: Callable[[pa.Array], pa.Array],
) -> pd.DataFrame:
    """The records of a file of contacts, the columns that hold `field` prepared
    before.
    """
    columns = dict(sheet.table.columns)
    for name, use in uses.items():
        if use and use.field == field:
            columns[name] = prepare(columns[name])
    table = replace(sheet.table, columns=columns)
    return assemble(table, uses, sheet.source, sheet.kind.source)


def _without_bare(urls: pa.Array) -> pa.Array:
    is_bare = pc.match_substring_regex(urls, _BARE, ignore_case=True)
    return keep_where(urls, pc.invert(is_bare))


def _parted(phones: pa.Array) -> pa.Array:
    """LinkedIn joins several numbers by commas."""
    return pc.replace_substring(phones, ",", ";")


def _imported(
    sheet: Sheet,
    uses: Mapping[str, Use | None],
    columns: Mapping[str, pa.Array | pd.Series],
    dates: pa.Array,
    traits: Traits | None = None,
) -> Imported:
    """The records, and what their file held besides; `dates` are the days that it
    covers.
    """
    records = RECORDS.frame(columns)
    empty = int((records["status"] == "empty").sum())
    held = sheet.table.columns
    unused = (name for name, use in uses.items() if use is None)
    unmapped = [name for name in unused if held[name].null_count < len(sheet)]
    row = source_row(
        sheet.source,
        sheet.kind.source,
        "contacts",
        read=len(records) - empty,
        empty=empty,
        rejected=len(sheet.table.rejects),
        dates=dates,
        encoding=sheet.table.encoding,
        note=f"kept in extra, without a field: {', '.join(unmapped)}" if unmapped else "",
        traits=traits,
    )
    return Imported(records=records, rejects=sheet.table.rejects, sources=row)
