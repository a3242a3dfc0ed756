"""Connections.csv or Imported Contacts in; records out.

A hidden member's row holds a date alone: it is kept as an empty record. Imported contacts are what the owner once
uploaded, often the names of an old address book; they are records of a source of its own, `linkedin-imported`.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.dates import parse_dates, parse_partial
from netmerge.clean.text import unique_map
from netmerge.clean.urls import linkedin_slug
from netmerge.errors import ReadError
from netmerge.importers.imported import Imported, place, source_row
from netmerge.importers.linkedin.sheet import Sheet, any_valid
from netmerge.importers.lists import json_objects, keep_where
from netmerge.schema import RECORDS, TEXT, TEXTS

_SEPARATORS = {"emails": r"[,;|\s]+", "urls": r"[,;|\s]+"}
_OTHER_SEPARATOR = r"[,;|\n]"
_REACH = ("given_name", "family_name", "full_name", "nickname", "linkedin_url", "emails", "phones")
_BARE = r"linkedin\.com/in/?$"


def read_connections(sheet: Sheet) -> Imported:
    """Records of source `linkedin`, as of the archive's day, else of the latest connection in the file."""
    dates = parse_dates(sheet.text("connected_on"))
    as_of = sheet.source.exported_on or pc.max(dates.values).as_py()
    columns = _columns(sheet) | {"connected_on": dates.values}
    columns["as_of"] = pa.array([as_of], pa.date32()).take(pa.array(np.zeros(len(sheet), np.int64)))
    return _imported(sheet, columns, dates.values, _failed(sheet, "connected_on", dates.failed))


def read_imported_contacts(sheet: Sheet) -> Imported:
    """Records of source `linkedin-imported`, as of the day of their last change."""
    changed = pc.coalesce(sheet.text("updated_at"), sheet.text("created_at"))
    dates = parse_dates(changed)
    birthdays = parse_partial(sheet.text("birthday"), birthdays=True)
    columns = _columns(sheet) | {"as_of": dates.values, "birthday": birthdays.values}
    kept = {name: sheet.table.columns[name] for name, field in sheet.fields.items() if field not in RECORDS.columns}
    return _imported(sheet, columns, dates.values, kept | _failed(sheet, "birthday", birthdays.failed))


def _columns(sheet: Sheet) -> dict[str, pa.Array]:
    """The fields that are columns of RECORDS, as text or lists of text."""
    columns: dict[str, pa.Array] = {}
    for field in dict.fromkeys(sheet.fields.values()):
        column = RECORDS.columns.get(field)
        if column is None:
            continue
        if column.type == TEXT:
            columns[field] = sheet.text(field)
        elif column.type == TEXTS:
            columns[field] = sheet.texts(field, _SEPARATORS.get(field, _OTHER_SEPARATOR))
    return columns


def _failed(sheet: Sheet, field: str, failed: pa.Array) -> dict[str, pa.Array]:
    """Values of a field that could not be understood, by the name of their column."""
    if not pc.any(failed).as_py():
        return {}
    column = next(column for column, held in sheet.fields.items() if held == field)
    return {column: keep_where(sheet.table.columns[column], failed)}


def _imported(sheet: Sheet, columns: dict[str, pa.Array], dates: pa.Array, kept: dict[str, pa.Array]) -> Imported:
    rejects = sheet.table.rejects
    kept = kept | {name: sheet.table.columns[name] for name in sheet.unmapped}
    urls = columns.get("linkedin_url")
    if urls is not None:
        profile = unique_map(urls, lambda url: linkedin_slug(url) is not None, pa.bool_()).fill_null(False)
        bare = pc.match_substring_regex(urls, _BARE, ignore_case=True).fill_null(True)
        kept["URL"] = keep_where(urls, pc.invert(pc.or_(profile, bare)))
        columns["linkedin_url"] = keep_where(urls, profile)
    reachable = any_valid((columns[field] for field in _REACH if field in columns), len(sheet))
    if not reachable.any():
        problem = f"none of its {len(sheet)} rows has a name or an address." if len(sheet) else "has no rows."
        raise ReadError(sheet.source.label, problem, "Export the archive again, and give it as it comes.")
    records = RECORDS.frame(
        {
            **place(sheet.source, sheet.table.positions),
            "line": sheet.table.lines,
            "source": _constant(sheet.kind.source, len(sheet)),
            "kind": _constant("person", len(sheet)),
            "status": np.where(reachable, "read", "empty"),
            **columns,
            "extra": json_objects(kept, len(sheet)),
        }
    )
    row = source_row(
        sheet.source,
        sheet.kind.source,
        "contacts",
        read=int(reachable.sum()),
        empty=int((~reachable).sum()),
        rejected=len(rejects),
        dates=dates,
        encoding=sheet.table.encoding,
        note=f"unmapped columns: {', '.join(sheet.unmapped)}" if sheet.unmapped else "",
    )
    return Imported(records=records, rejects=rejects, sources=row)


def _constant(value: str, rows: int) -> pa.Array:
    return pa.nulls(rows, pa.string()).fill_null(value)
