"""Contacts and their records → all names that each contact has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.ragged import Flat, flatten


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
