"""A book → what its network is made of, as the importers gave it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.book import snapshots
from netmerge.book.cells import frame
from netmerge.book.store import Store
from netmerge.book.tables import TABLES, BookColumn, listed
from netmerge.columns.chunks import one_chunk
from netmerge.columns.ragged import as_lists
from netmerge.schema import (
    CONTACTS,
    HAPPENED,
    INTERACTIONS,
    OWNER_FACTS,
    RECORDS,
    REJECTS,
    SOURCES,
)
from netmerge.schema.table import Column, Table
from netmerge.schema.traits import TRAITS

if TYPE_CHECKING:
    from netmerge.importers import Imported

_NOW = "JOIN sources ON source_id = sources.id JOIN network ON network.input_id = sources.input_id"
_COUNTING = f"{_NOW} WHERE until IS NULL"
_ENTRIES = f"{_COUNTING} AND entries = 1"
_IN_ORDER = "ORDER BY place, sources.id"


def imported(store: Store) -> Imported:
    """The tables of the inputs of which the network is made: the entries of each
    address book's newest export, and what happened as all tell it, each thing
    once.
    """
    from netmerge.importers import Imported

    return Imported(
        records=_records(store),
        interactions=_interactions(store),
        rejects=_of_sources(store, REJECTS, "rejects", f"{_ENTRIES} {_IN_ORDER}, line"),
        owner_facts=_of_sources(store, OWNER_FACTS, "owner_facts", f"{_COUNTING} {_IN_ORDER}"),
        sources=sources(store),
    )


def sources(store: Store) -> pd.DataFrame:
    """The files of which the network is made (SOURCES)."""
    columns = _columns("sources", SOURCES)
    told = listed(columns, "sources")
    sql = (
        f"SELECT {told} FROM sources JOIN network ON network.input_id = sources.input_id "
        f"WHERE until IS NULL {_IN_ORDER}"
    )
    return frame(SOURCES, columns, store.batches(sql), str(store.path))


def contacts(store: Store) -> pd.DataFrame:
    """The contacts (CONTACTS) as they were last reckoned, without pictures."""
    return snapshots.read(store, CONTACTS, "contacts")


def happened(store: Store) -> pd.DataFrame:
    """What happened (HAPPENED), as it was last graded."""
    return snapshots.read(store, HAPPENED, "happened")


def records_of(store: Store, versions: Iterable[int]) -> tuple[pd.DataFrame, list[int]]:
    """The records of `imported` that say what some versions do, and the version of each;
    their keys are not told.
    """
    wanted = json.dumps(sorted(versions))
    among = "version_id IN (SELECT value FROM json_each(?))"
    sql = f"SELECT version_id FROM holdings {_ENTRIES} AND {among} {_IN_ORDER}, holdings.rowid"
    found = [number for (number,) in store.rows(sql, (wanted,))]
    return _records(store, f"AND {among}", (wanted,)), found


def _records(store: Store, which: str = "", values: tuple[str, ...] = ()) -> pd.DataFrame:
    columns = {
        **{name: TABLES["sources"].columns[name] for name in ("file", "member", *TRAITS)},
        **{name: TABLES["holdings"].columns[name] for name in ("position", "line")},
        "as_of": TABLES["holdings"].columns["as_of"],
        **_columns("versions", RECORDS),
    }
    of_table = dict.fromkeys(columns, "versions")
    of_table |= dict.fromkeys(("file", "member", *TRAITS), "sources")
    of_table |= dict.fromkeys(("position", "line", "as_of"), "holdings")
    told = ", ".join(listed([name], of_table[name]) for name in columns)
    sql = (
        f"SELECT {told} FROM holdings JOIN versions ON version_id = versions.id "
        f"{_ENTRIES} {which} {_IN_ORDER}, holdings.rowid"
    )
    table = frame(RECORDS, columns, store.batches(sql, values), str(store.path))
    return RECORDS.frame({**table, "record_id": range(len(table))})


def _interactions(store: Store) -> pd.DataFrame:
    of_table: dict[str, str] = dict.fromkeys(_columns("interactions", INTERACTIONS), "interactions")
    columns: dict[str, BookColumn] = {
        **{name: TABLES["sources"].columns[name] for name in ("file", "member")},
        "position": TABLES["tellings"].columns["position"],
        **_columns("interactions", INTERACTIONS),
    }
    of_table |= {"file": "sources", "member": "sources", "position": "tellings"}
    told = ", ".join(listed([name], of_table[name]) for name in columns)
    sql = (
        f"SELECT {told} FROM tellings JOIN interactions ON interaction_id = interactions.id "
        f"{_COUNTING} {_IN_ORDER}, tellings.rowid"
    )
    return frame(INTERACTIONS, columns, store.batches(sql), str(store.path))


def with_names(store: Store, contacts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contacts with their `record_ids`, and RECORDS with the names of these as they
    were written, numbered from 0.
    """
    found = store.rows(
        "SELECT contact_id, full_name FROM members JOIN versions ON version_id = versions.id "
        "WHERE until IS NULL"
    )
    ids, names = zip(*found, strict=True) if found else ((), ())
    place = pc.index_in(pa.array(ids, pa.string()), value_set=one_chunk(contacts["contact_id"]))
    row = np.asarray(pc.fill_null(place, len(contacts)), np.int64)
    order = np.argsort(row, kind="stable")
    order = order[row[order] < len(contacts)]
    lists = as_lists(pa.array(order), row[order], len(contacts))
    records = RECORDS.frame(
        {
            "record_id": pa.array(range(len(found)), pa.int64()),
            "full_name": pa.array(names, pa.string()),
        }
    )
    return CONTACTS.frame({**contacts, "record_ids": lists}), records


def versions_of_records(store: Store) -> list[int]:
    """The version of each row of the records of `imported`."""
    found = store.rows(f"SELECT version_id FROM holdings {_ENTRIES} {_IN_ORDER}, holdings.rowid")
    return [number for (number,) in found]


def slots_of_versions(store: Store, slots: Iterable[int]) -> dict[int, int]:
    """The versions of some slots, each with its slot."""
    sql = "SELECT id FROM versions WHERE slot = ?"
    return {number: slot for slot in slots for (number,) in store.rows(sql, (slot,))}


def self_written(store: Store) -> frozenset[str]:
    """The contacts (contact_id) who wrote an entry of their own, as last reckoned."""
    found = store.rows(
        "SELECT DISTINCT contact_id FROM members WHERE until IS NULL AND version_id IN "
        f"(SELECT version_id FROM holdings {_ENTRIES} AND sources.self_written)"
    )
    return frozenset(contact for (contact,) in found)


def entries_of_both(store: Store, earlier: int, later: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The entries after an event and after a later one, of those contacts of which
    the events between changed any: RECORDS with a column `contact_id` and one
    `kept_on` (see `_entries`).
    """
    earlier, later = sorted((earlier, later))
    before, after = (_entries(store, event, (earlier, later)) for event in (earlier, later))
    return before, after


def _entries(store: Store, event: int, between: tuple[int, int]) -> pd.DataFrame:
    """The entries of which the network was made after an event, of the contacts that
    events `between` two changed.

    `record_key` tells which entry of which address book each is, and `as_of` the
    last day on which it is known to have been so, of one that still is the first;
    `kept_on` is the same by the days on which exports came into the book.
    """
    columns = {
        **{name: BookColumn("TEXT", "", pa.string()) for name in ("record_key", "contact_id")},
        **dict.fromkeys(("as_of", "kept_on"), TABLES["holdings"].columns["as_of"]),
        **_columns("versions", RECORDS),
    }
    told = listed(list(columns)[4:], "versions")
    sql = (
        "WITH touched AS (SELECT contact_id FROM members WHERE since > ?1 AND since <= ?2 "
        "UNION SELECT contact_id FROM members WHERE until > ?1 AND until <= ?2), "
        "held AS (SELECT * FROM members WHERE since <= ?3 AND (until IS NULL OR until > ?3) "
        "AND contact_id IN touched), "
        "day AS (SELECT version_id, min(holdings.as_of) first, max(holdings.as_of) last, "
        "min(date(at)) came, max(date(at)) stayed FROM holdings "
        "JOIN sources ON source_id = sources.id JOIN inputs ON input_id = inputs.id "
        "JOIN events ON event = events.id "
        "WHERE version_id IN (SELECT version_id FROM held) GROUP BY version_id), "
        "now AS (SELECT version_id FROM members WHERE until IS NULL) "
        "SELECT slot || ':' || entry, contact_id, "
        "CASE WHEN held.version_id IN now THEN first ELSE last END, "
        "CASE WHEN held.version_id IN now THEN came ELSE stayed END, "
        f"{told} FROM held JOIN versions ON held.version_id = versions.id "
        "LEFT JOIN day ON day.version_id = versions.id ORDER BY slot, entry"
    )
    more = {"contact_id": Column(pa.string(), ""), "kept_on": Column(pa.date32(), "")}
    both = Table("entries", {**RECORDS.columns, **more})
    return frame(both, columns, store.batches(sql, (*between, event)), str(store.path))


def entries_of(store: Store, contact: str) -> list[dict[str, Any]]:
    """What each source says of a contact, the newest first: a dict each, with the
    file and position where it stands.
    """
    columns = {
        "record_key": BookColumn("TEXT", "", pa.string()),
        **{name: TABLES["sources"].columns[name] for name in ("file", "member")},
        **{name: TABLES["holdings"].columns[name] for name in ("position",)},
        "as_of": TABLES["holdings"].columns["as_of"],
        **_columns("versions", RECORDS),
    }
    of_table = dict.fromkeys(columns, "versions")
    of_table |= {"record_key": "members", "file": "sources", "member": "sources"}
    of_table |= {"position": "holdings", "as_of": "holdings"}
    told = ", ".join(listed([name], of_table[name]) for name in columns)
    sql = (
        f"SELECT {told} FROM members JOIN versions ON members.version_id = versions.id "
        "JOIN holdings ON holdings.version_id = versions.id "
        "JOIN sources ON holdings.source_id = sources.id "
        "JOIN network ON network.input_id = sources.input_id AND network.until IS NULL "
        "WHERE members.until IS NULL AND contact_id = ? ORDER BY holdings.as_of DESC"
    )
    table = frame(RECORDS, columns, store.batches(sql, (contact,)), str(store.path))
    entries: list[dict[str, Any]] = pa.Table.from_pandas(table, preserve_index=False).to_pylist()
    return entries


def _of_sources(store: Store, table: Table, name: str, where: str) -> pd.DataFrame:
    columns = {
        **{column: TABLES["sources"].columns[column] for column in ("file", "member")},
        **_columns(name, table),
    }
    of_table = dict.fromkeys(columns, name) | {"file": "sources", "member": "sources"}
    told = ", ".join(listed([column], of_table[column]) for column in columns)
    sql = f"SELECT {told} FROM {name} {where}"
    return frame(table, columns, store.batches(sql), str(store.path))


def _columns(name: str, table: Table) -> Mapping[str, BookColumn]:
    """The columns of a book's table that are a table's of netmerge."""
    known = TABLES[name].columns
    return {
        column: known[column]
        for column in table.columns
        if column in known and known[column].arrow is not None
    }
