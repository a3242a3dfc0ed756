"""Who holds which value → a row for each value of a contact and record holding
it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.types import Ints
from netmerge.merging.addresses import as_lines
from netmerge.merging.members import Members
from netmerge.merging.values import Holding
from netmerge.schema import CONTACTS, PROVENANCE, TEXT


def provenance_table(
    members: Members, holdings: Sequence[Holding], place: Ints, ids: pa.Array
) -> pd.DataFrame:
    """Columns as netmerge.schema.PROVENANCE, in the order of the
    contacts, their columns and their records.

    `place` is the row of each contact number in the contacts table,
    `ids` the ids in that table's order.
    """
    columns = list(CONTACTS.columns)
    row = np.concatenate([holding.row for holding in holdings])
    field = np.concatenate(
        [np.full(len(holding.row), columns.index(holding.field)) for holding in holdings]
    )
    contact = place[members.contact[row]]
    order = np.argsort(contact * len(columns) + field, kind="stable")
    record_id = one_chunk(members.records["record_id"]).take(members.row[row[order]])
    values = pa.chunked_array([_text(holding) for holding in holdings], type=TEXT)
    return PROVENANCE.frame(
        {
            "contact_id": ids.take(contact[order]),
            "field": pa.array(columns, TEXT).take(field[order]),
            "value": values.take(order),
            "record_id": record_id,
        }
    )


def _text(holding: Holding) -> pa.Array:
    text = (
        as_lines(holding.text)
        if pa.types.is_struct(holding.text.type)
        else pc.cast(holding.text, TEXT)
    )
    return text.take(holding.group)
