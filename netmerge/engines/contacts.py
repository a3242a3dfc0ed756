"""The members of whole clusters → their contacts, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from netmerge.columns.chunks import arrow, one_chunk, release_unused
from netmerge.columns.types import Flags, Ints
from netmerge.engines.people import AS_WRITTEN, apart
from netmerge.engines.reading import GROUP
from netmerge.engines.work import write_parquet
from netmerge.merging import contact_of_record, merge_records
from netmerge.merging.contact_ids import naming_keys

CLUSTER = "cluster"
"""The column of members that numbers their clusters."""

OF_RECORDS = (
    *("record_id", "file", "member", "position", "source", "status"),
    "record_key",
)
"""What is told of each record beside its contact."""


def merge(members: Path, out: Path, number: int) -> None:
    """Members of clusters → contacts, which contact each record is in, and the record
    key by which each contact is called.
    """
    people = pq.read_table(members, partitioning=None)
    in_order = np.argsort(people[f"{AS_WRITTEN}record_id"].to_numpy())  # joins keep none
    people = people.take(pa.array(in_order))
    clusters = people[CLUSTER].to_numpy().astype(np.int64)
    records, cleaned = apart(people)
    contacts, _ = merge_records(records, cleaned, clusters)
    of_record = contact_of_record(records, contacts)
    told = {name: arrow(records[name]) for name in OF_RECORDS}
    told["contact_id"] = arrow(of_record)
    write_parquet(pa.table(told), out / f"records-{number:05d}.parquet", GROUP)
    columns = {str(name): arrow(contacts[name]) for name in contacts}
    write_parquet(pa.table(columns), out / f"contacts-{number:05d}.parquet", GROUP)
    part = np.full(len(clusters), number)
    called = pa.table({"part": part, "contact_id": told["contact_id"], "key": told["record_key"]})
    called = called.filter(pa.array(_naming(clusters, one_chunk(told["record_key"]))))
    write_parquet(called, out / f"called-{number:05d}.parquet", GROUP)
    release_unused()


def _naming(clusters: Ints, key: pa.Array) -> Flags:
    """Which members give their contacts their names."""
    order = np.argsort(clusters, kind="stable")
    order = order[clusters[order] >= 0]
    found = naming_keys(clusters[order], key.take(pa.array(order)))
    naming = np.zeros(len(clusters), dtype=bool)
    naming[order[found]] = True
    return naming


def tell_apart(folder: Path, alike: list[tuple[int, str, str]]) -> None:
    """Give contacts of several parts whose keys come to one id each their own: the
    smallest key has it bare. `alike` has the part of each, its id and its key.
    """
    seen: dict[str, int] = {}
    changed: dict[int, dict[str, str]] = {}
    for part, given, _ in sorted(alike, key=lambda each: each[2]):
        bare = given.partition("-")[0]
        seen[bare] = seen.get(bare, 0) + 1
        wanted = bare if seen[bare] == 1 else f"{bare}-{seen[bare]}"
        if wanted != given:
            changed.setdefault(part, {})[given] = wanted
    for part, renamed in changed.items():
        for name in ("contacts", "records", "called"):
            _rename(folder / f"{name}-{part:05d}.parquet", renamed)


def _rename(path: Path, renamed: Mapping[str, str]) -> None:
    table = pq.read_table(path, partitioning=None)
    ids = one_chunk(table["contact_id"])
    place = pc.index_in(ids, value_set=pa.array(renamed, pa.string()))
    new = pc.coalesce(pa.array(renamed.values(), pa.string()).take(place), ids)
    column = table.schema.get_field_index("contact_id")
    write_parquet(table.set_column(column, "contact_id", new), path, GROUP)
