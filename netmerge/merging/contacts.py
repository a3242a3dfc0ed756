"""Records, cleaned, and their clusters → contacts and their provenance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.ragged import as_lists, flatten
from netmerge.columns.threads import in_threads, together
from netmerge.columns.types import Flags, Ints
from netmerge.merging.addresses import addresses
from netmerge.merging.choices import Fields, simple_fields
from netmerge.merging.contact_ids import contact_ids
from netmerge.merging.contact_points import emails, phones
from netmerge.merging.each_other import put_right
from netmerge.merging.employment import employment
from netmerge.merging.extra import extra
from netmerge.merging.members import Members, arrange
from netmerge.merging.names import names
from netmerge.merging.provenance import provenance_table
from netmerge.merging.unread import unread
from netmerge.merging.values import Holding
from netmerge.schema import CONTACTS
from netmerge.text.folding import fold_array
from netmerge.text.garbled import garbled

_NOBODY: Mapping[str, str] = MappingProxyType({})

Shared = Mapping[str, Flags]
"""For each column of contacts, the records that hold a value of it
which another record of their contact holds too.
"""


def merge_records(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    clusters: Ints,
    known: Mapping[str, str] = _NOBODY,
    former: Collection[tuple[str, str]] = (),
) -> tuple[pd.DataFrame, Shared]:
    """Merge each cluster of records into one contact.

    `records` and `cleaned` are tables of netmerge.schema (RECORDS,
    CLEANED) with the same rows; `clusters` gives each row the
    number of its cluster, -1 for none. `known` and `former` are the
    ids of earlier contacts (see `contact_ids`). Returns the contacts
    (CONTACTS; `circle` and `last_personal_note` are null, they are
    not known from records) in the order of their names, the
    nameless last, and what the records of a contact share, by
    column a flag for each record. The order of the records changes
    neither a contact nor its place. Raises MatchError where the
    three arguments differ in length.
    """
    members, fields, ids, order = _merged(records, cleaned, clusters, known, former)
    record_id = one_chunk(records["record_id"]).take(members.row)
    columns = fields.columns | {
        "contact_id": ids,
        "extra": extra(members, fields.leftovers),
        "record_ids": as_lists(record_id, members.contact, members.contacts),
    }
    picked = pa.array(order)
    taken = in_threads(lambda column: column.take(picked), columns.values())
    contacts = CONTACTS.frame(dict(zip(columns, taken, strict=True)))
    shared = {each.field: _shared(members, each) for each in fields.holdings}
    return contacts, shared


def provenance(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    clusters: Ints,
    known: Mapping[str, str] = _NOBODY,
) -> pd.DataFrame:
    """Which record each value of the contacts comes from
    (PROVENANCE), from the arguments of `merge_records`.
    """
    members, fields, ids, order = _merged(records, cleaned, clusters, known, ())
    place = np.empty(members.contacts, dtype=np.int64)
    place[order] = np.arange(members.contacts)
    return provenance_table(members, fields.holdings, place, ids.take(order))


def contact_of_record(records: pd.DataFrame, contacts: pd.DataFrame) -> pd.Series[str]:
    """The contact_id of each record_id, null where a record is in
    no contact.
    """
    members = flatten(contacts["record_ids"])
    place = pc.index_in(one_chunk(records["record_id"]), value_set=members.items)
    row = pa.array(members.row).take(place)  # (records,) null for none
    ids = pd.array(one_chunk(contacts["contact_id"]).take(row), dtype="string[pyarrow]")
    return pd.Series(ids, index=records["record_id"].to_numpy(), name="contact_id")


def _merged(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    clusters: Ints,
    known: Mapping[str, str],
    former: Collection[tuple[str, str]],
) -> tuple[Members, Fields, pa.Array, Ints]:
    """The members, their merged fields, and the id and the order of
    the contacts.
    """
    arranged = arrange(records, cleaned, np.asarray(clusters, dtype=np.int64))
    members, of_scans = put_right(arranged)
    made = together(
        names=lambda: names(members),
        ids=lambda: contact_ids(members.contact, members.raw("record_key"), known, former),
        fields=lambda: (
            simple_fields(members) | _work_and_reach(members) | addresses(members) | unread(members)
        ),
    )
    named, ids = made["names"], made["ids"]
    order = in_order(named.columns["full_name"], ids)
    return members, made["fields"] | named | of_scans, ids, order


def _work_and_reach(members: Members) -> Fields:
    """Employment, and what of e-mail addresses and numbers depends
    on it.
    """
    positions = employment(members)
    return (
        positions.fields
        | emails(members, positions.elsewhere)
        | phones(members, positions.elsewhere)
    )


def _shared(members: Members, holding: Holding) -> Flags:
    flags = np.zeros(len(members.records), dtype=bool)
    holders = np.bincount(holding.group)[holding.group]
    several = holding.row[holders > 1]
    flags[members.row[several]] = True
    return flags


def in_order(full_name: pa.Array, ids: pa.Array) -> Ints:
    """Contacts (rows) in the order of their names, without regard
    to case and accents; the garbled ones behind the others, the
    nameless last.
    """
    folded = pc.coalesce(fold_array(full_name), full_name)
    keys = {"garbled": garbled(full_name), "folded": folded, "name": full_name, "id": ids}
    upwards = [(key, "ascending") for key in keys]
    order = pc.sort_indices(pa.table(keys), sort_keys=upwards)
    return np.asarray(order, dtype=np.int64)
