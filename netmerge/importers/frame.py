"""Any table of people, made by other means → RECORDS."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.errors import SchemaError
from netmerge.schema import RECORDS

TELLING = ("full_name", "given_name", "family_name", "emails", "phones")
"""Without any of these nothing could tell people apart."""

_OF_A_TABLE = {"file": "table", "source": "contacts", "kind": "person", "status": "read"}


def as_records(table: pd.DataFrame) -> pd.DataFrame:
    """A table with some columns of RECORDS as a whole RECORDS table; other
    columns are left out.

    A column that RECORDS has as lists may hold plain texts. Raises SchemaError
    where nothing in it could tell people apart.
    """
    known = {
        name: _as_column(table[name], name) for name in RECORDS.columns if name in table.columns
    }
    if not set(TELLING) & set(known):
        raise SchemaError(
            "A table to match needs a full_name, given_name, family_name, emails or phones.",
            TELLING,
            [str(name) for name in table.columns],
        )
    rows = len(table)
    filled = {"record_id": pa.array(np.arange(rows)), "position": pa.array(np.arange(1, rows + 1))}
    filled |= {name: pa.repeat(text, rows) for name, text in _OF_A_TABLE.items()}
    return RECORDS.frame({**filled, **known})


def _as_column(column: pd.Series[Any], name: str) -> Any:
    """A column of a user's table, texts wrapped into lists where RECORDS has
    lists.
    """
    held = getattr(column.dtype, "pyarrow_dtype", pa.null())
    if not pa.types.is_list(RECORDS.columns[name].type) or pa.types.is_list(held):
        return column
    return [[cell] if isinstance(cell, str) else cell for cell in column.tolist()]
