"""Small tables of records, made of the fields that a test speaks of."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.clean.companies import company_keys
from netmerge.clean.fingerprints import fingerprints
from netmerge.clean.record_keys import with_keys
from netmerge.importers.contract import Authority, Traits
from netmerge.merging import merge_records, provenance
from netmerge.schema import CLEANED, RECORDS

Rows = Sequence[Mapping[str, Any]]

TYPED = Traits(authority=Authority.ADDRESS_BOOK).of_records()
SCANNED = Traits(scanned=True).of_records()
SELF_WRITTEN = Traits(self_written=True, authority=Authority.PERSON).of_records()
COPIED = Traits(authority=Authority.COPY).of_records()
UNKNOWN = Traits().of_records()
"""What the source of a row is."""


def tables(rows: Rows) -> tuple[pd.DataFrame, pd.DataFrame]:
    """RECORDS and CLEANED with these rows; a field `raw_x` is column x of RECORDS where the two
    differ.
    """
    plain = {"source": "vcard", "status": "read", "kind": "person", "file": "a.vcf"} | TYPED
    raw, clean = [], []
    for number, row in enumerate(rows):
        shared = {"record_id": number, "position": number + 1} | plain | dict(row)
        given = {
            name.removeprefix("raw_"): value
            for name, value in shared.items()
            if name.startswith("raw_")
        }
        raw.append(
            {name: value for name, value in (shared | given).items() if name in RECORDS.columns}
        )
        clean.append({name: value for name, value in shared.items() if name in CLEANED.columns})
    columns = _columns(clean)
    columns["company_key"] = company_keys(
        pa.array(columns.get("company", [None] * len(rows)), pa.string())
    )
    records = with_keys(RECORDS.frame(_columns(raw), len(rows)))
    return records, CLEANED.frame({**columns, "fingerprint": fingerprints(records)})


def _columns(rows: Rows) -> dict[str, Any]:
    return {
        name: [row.get(name) for row in rows]
        for name in sorted({name for row in rows for name in row})
    }


def merge_rows(
    rows: Rows, clusters: Sequence[int] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contacts and provenance of these records, one cluster unless given."""
    numbers = [0] * len(rows) if clusters is None else clusters
    merged = (*tables(rows), np.array(numbers, dtype=np.int64))
    return merge_records(*merged)[0], provenance(*merged)


def merged_row(*rows: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one contact of these records, as plain Python values without the nulls."""
    contacts, _ = merge_rows(rows)
    return as_dict(contacts.iloc[0])


def as_dict(row: "pd.Series[Any]") -> dict[str, Any]:
    return {str(name): _plain(value) for name, value in row.items() if not _is_null(value)}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | np.ndarray) else value


def _is_null(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT
