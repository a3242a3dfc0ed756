"""Files in, a network out: read, match, merge, score — the whole flow, top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge import due as dues
from netmerge import importers, interactions, matching, merging
from netmerge.clean.phones import guess_region
from netmerge.clean.record_keys import with_keys
from netmerge.clean.records import clean_records
from netmerge.columns.chunks import arrow
from netmerge.columns.ragged import flatten
from netmerge.errors import SchemaError
from netmerge.importers import Imported, ReadSettings
from netmerge.importers.tables.lists import release_unused
from netmerge.interactions import Owner
from netmerge.matching import Links
from netmerge.matching.decisions import checked
from netmerge.network import Network
from netmerge.schema import CONTACTS, RECORDS
from netmerge.settings import as_date, as_region

Progress = Callable[[str], None]


def read(*inputs: str | Path, columns: Mapping[str, str] | None = None) -> Imported:
    """Read any mix of inputs: LinkedIn archives, vCards, CSVs, folders of them; what each is, is
    found out.

    `columns` maps a column of a CSV to a field of RECORDS. Returns an Imported with the tables
    records, interactions, rejects, owner_facts and sources of netmerge.schema. Raises ReadError
    for an input that cannot be read at all.
    """
    imported = importers.read_all(inputs, ReadSettings(columns=dict(columns or {})))
    return replace(imported, records=with_keys(imported.records))


def match(
    records: pd.DataFrame, *, region: str | None = None, decisions: pd.DataFrame | None = None
) -> Links:
    """Find which records are one person: `pairs` with weights, `clusters`, and the fitted `model`.

    `records` is the RECORDS table, or any table with some of its columns (a membership list with
    given_name, family_name, street, birthday …). `region` (ISO 3166, "GB") reads national phone
    numbers. `decisions` (record_a, record_b, decision "same" or "different") outrank every
    weight; they name records by record_key, or by the record_id that they have in `records`.
    Raises SchemaError for a table without any name, e-mail or phone, MatchError for a decision
    that is neither.
    """
    table = as_records(records)
    return matching.match_records(table, clean_records(table, as_region(region)), decisions)


def merge(records: pd.DataFrame, links: Links, *, region: str | None = None) -> pd.DataFrame:
    """One canonical row (CONTACTS) for each cluster of `links`, without the columns that
    interactions fill.

    Raises MatchError if the links were made from other records.
    """
    table = as_records(records)
    links.require(table)
    contacts, _ = merging.merge_records(
        table, clean_records(table, as_region(region)), links.clusters
    )
    return contacts


def reconcile(
    *inputs: str | Path,
    today: dt.date | str | None = None,
    region: str | None = None,
    columns: Mapping[str, str] | None = None,
    me: str | None = None,
    decisions: pd.DataFrame | None = None,
    progress: Progress | None = None,
) -> Network:
    """Read the inputs, find who is who, merge them and attach what the owner wrote: the whole job.

    `today` is the day to reckon from (a date or ISO text; the current date unless given),
    `region` the country of national phone numbers ("GB"; guessed unless given), `columns` a
    mapping for odd CSV headers, `me` the owner's e-mail address, `decisions` the owner's word on
    pairs of records (a review.csv with its column `decision` filled in, or any table of record_a,
    record_b as record keys and decision, "same" or "different"), `progress` is called with a line
    at each stage. Raises ReadError and SettingsError; SchemaError and MatchError for decisions
    that cannot be meant.
    """
    decisions = checked(decisions, by_key=True)
    say = progress or (lambda _: None)
    day = as_date(today)
    region = as_region(region)
    say("Reading")
    imported = read(*inputs, columns=columns)
    owner = interactions.find_owner(imported, me)
    records = imported.records
    region, why = (region, "as given") if region else guess_region(records, imported.owner_facts)
    say(f"Cleaning {len(records):,} records")
    cleaned = clean_records(records, region)
    say("Matching")
    release_unused()  # after each of the large steps, else the next has its peak on top of theirs
    links = matching.match_records(records, cleaned, decisions)
    say("Merging")
    release_unused()
    contacts, shared = merging.merge_records(records, cleaned, links.clusters)
    release_unused()
    contact_of_record = contact_ids(records, contacts)
    say("Reading personal notes")
    oriented = interactions.orient(imported.interactions, owner)
    graded = interactions.grade(oriented, owner)
    happened = interactions.attribute(graded, records, cleaned, contact_of_record)
    contacts = with_touch(contacts, records, happened, owner)
    return Network(
        records=records,
        interactions=happened,
        rejects=imported.rejects,
        sources=imported.sources,
        contacts=contacts,
        shared=shared,
        contact_of_record=contact_of_record,
        cleaned=cleaned,
        links=links,
        owner=owner,
        region=region,
        region_reason=why,
        today=day,
    )


def as_records(table: pd.DataFrame) -> pd.DataFrame:
    """Any table with some columns of RECORDS as a whole RECORDS table; unknown columns are left
    out.

    A column that RECORDS has as lists may hold plain texts. Raises SchemaError where nothing in
    it could tell people apart.
    """
    known = {
        name: _as_column(table[name], name) for name in RECORDS.columns if name in table.columns
    }
    if not {"full_name", "given_name", "family_name", "emails", "phones"} & set(known):
        raise SchemaError(
            "A table to match needs a full_name, given_name, family_name, emails or phones.",
            ("full_name", "given_name", "family_name", "emails", "phones"),
            [str(name) for name in table.columns],
        )
    rows = len(table)
    filled = {"record_id": pa.array(np.arange(rows)), "position": pa.array(np.arange(1, rows + 1))}
    constant = {"file": "table", "source": "contacts", "kind": "person", "status": "read"}
    filled |= {name: pa.repeat(text, rows) for name, text in constant.items()}
    return with_keys(RECORDS.frame({**filled, **known}))


def _as_column(column: pd.Series[Any], name: str) -> Any:
    """A column of a user's table, texts wrapped into lists where RECORDS has lists."""
    wanted = RECORDS.columns[name].type
    if not pa.types.is_list(wanted) or pa.types.is_list(
        getattr(column.dtype, "pyarrow_dtype", pa.null())
    ):
        return column
    return [[cell] if isinstance(cell, str) else cell for cell in column.tolist()]


def contact_ids(records: pd.DataFrame, contacts: pd.DataFrame) -> pd.Series[str]:
    """The contact_id of each record_id, null where a record is in no contact."""
    members = flatten(contacts["record_ids"])
    place = pc.index_in(arrow(records["record_id"]), value_set=members.items)
    ids = arrow(contacts["contact_id"]).take(pa.array(members.row).take(place))
    index = records["record_id"].to_numpy()
    return pd.Series(pd.array(ids, dtype="string[pyarrow]"), index=index, name="contact_id")


def with_touch(
    contacts: pd.DataFrame, records: pd.DataFrame, interactions: pd.DataFrame, owner: Owner
) -> pd.DataFrame:
    """The contacts with their circle and the day of the owner's last personal note."""
    notes = dues.last_personal_notes(interactions)
    days = contacts["contact_id"].map(notes["last_personal_note"]) if len(notes) else None
    return CONTACTS.frame(
        {
            **contacts,
            "circle": dues.circles(contacts, records, owner),
            "last_personal_note": pa.nulls(len(contacts), pa.date32())
            if days is None
            else pa.array(days, pa.date32()),
        }
    )
