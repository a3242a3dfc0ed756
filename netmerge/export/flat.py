"""Contacts → a table without lists: the first e-mail address and number in columns of
their own, other lists as text.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import one_chunk
from netmerge.export.cells import to_cells
from netmerge.schema import TEXT
from netmerge.schema.files import NOT_IN_CONTACTS_CSV

FIRSTS = {"emails": "email", "phones": "phone"}
"""Lists, and the column that their first value gets before them."""


def flat(contacts: pd.DataFrame) -> pd.DataFrame:
    """Contacts (CONTACTS) with `email` and `phone` before `emails` and `phones`, and
    every list as text, its values joined by ` ; `; without pictures and the numbers
    of records.
    """
    columns = {}
    for name in contacts.columns:
        if name in NOT_IN_CONTACTS_CSV:
            continue
        column = one_chunk(contacts[name])
        if name in FIRSTS:
            columns[FIRSTS[name]] = _first(column)
        if pa.types.is_nested(column.type):
            columns[name] = ArrowExtensionArray(to_cells(column).cast(TEXT))
        else:
            columns[name] = contacts[name].array
    return pd.DataFrame(columns, index=contacts.index)


def _first(column: pa.Array) -> ArrowExtensionArray:
    """The first value of each list, null where there is none."""
    any_there = pc.fill_null(pc.greater(pc.list_value_length(column), 0), False)
    lists = pc.if_else(any_there, column, pa.scalar([None], column.type))
    return ArrowExtensionArray(pc.list_element(lists, 0).cast(TEXT))
