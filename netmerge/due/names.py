"""Contacts and their records → all names that each contact has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import Flat, flatten
from netmerge.schema import TEXT
from netmerge.text.folding import fold

_SCHEME = re.compile(r"^(?:urn:uuid:|mailto:|tel:)")


def names_of(contacts: pd.DataFrame, records: pd.DataFrame | None) -> Flat:
    """All names of contacts, as they and their records have them, with the
    contact's row.
    """
    own = one_chunk(contacts["full_name"])
    others = flatten(contacts["other_names"])
    items = [own, others.items]
    rows = [np.arange(len(contacts)), others.row]
    if records is not None:
        members = flatten(contacts["record_ids"])
        place = pc.index_in(members.items, value_set=one_chunk(records["record_id"]))
        items.append(one_chunk(records["full_name"]).take(place))
        rows.append(members.row)
    names, row = pa.concat_arrays(items), np.concatenate(rows)
    return Flat(names, row, np.zeros_like(row), len(contacts))


def person_key(text: str) -> str:
    """By what somebody is found: a name folded, an address or identifier in
    small letters, without its scheme.
    """
    bare = _SCHEME.sub("", text.strip().lower())
    return bare if "@" in bare else fold(bare)


def rows_of(contacts: pd.DataFrame, names: Flat, wanted: Set[str]) -> dict[str, list[int]]:
    """The contacts (rows) of each of these keys: names, addresses, identifiers."""
    ids = one_chunk(contacts["contact_id"])
    every = np.arange(len(contacts))
    own_ids = Flat(ids, every, np.zeros_like(every), len(contacts))
    found: dict[str, set[int]] = defaultdict(set)
    keys = pa.array(sorted(wanted - {""}), TEXT)
    columns = [flatten(contacts[name]) for name in ("uids", "emails")] if len(keys) else []
    for flat in (own_ids, *columns, names) if len(keys) else ():
        key = unique_map(flat.items, person_key)
        places = np.flatnonzero(flags(pc.is_in(key, value_set=keys)))
        for place in places.tolist():
            found[key[place].as_py()].add(int(flat.row[place]))
    return {who: sorted(rows) for who, rows in found.items()}
