"""Records → a fingerprint of what each says, wherever it stands.

A record's content is what it says of a person, not where it stands (file,
position) nor when that was held to be true. Two of a million different
records share one of these 64-bit numbers with a chance of 1 in 30 million.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.hashes import scattered
from netmerge.columns.types import Hashes
from netmerge.schema import RECORDS
from netmerge.schema.traits import TRAITS

PLACE = frozenset(
    {
        *(
            "record_id",
            "record_key",
            "file",
            "member",
            "position",
            "line",
            "source",
            "status",
            "as_of",
        ),
        *TRAITS,
    }
)


def fingerprints(records: pd.DataFrame) -> Hashes:
    """A number for the content of each record of RECORDS.

    A column without a value adds nothing, so that a column added to the
    table later changes no fingerprint.
    """
    return of_columns(records, [name for name in RECORDS.columns if name not in PLACE])


def of_columns(table: pd.DataFrame, names: Iterable[str]) -> Hashes:
    """A number for what some columns of each row say; their order does not count."""
    total = np.zeros(len(table), dtype=np.uint64)
    for name in names:
        column = arrow(table[name])
        if column.null_count < len(column):
            (salt,) = _numbers([name.encode()])
            total += _mixed(_cells(column), salt)
    return total


def _cells(column: pa.Array | pa.ChunkedArray) -> Hashes:
    """A number for each cell, 0 for null and for the empty list."""
    array = one_chunk(column)
    if not pa.types.is_list(array.type):
        return _scalars(array)
    rows = np.asarray(pc.list_parent_indices(array), dtype=np.int64)
    first = runs.starts(rows)
    place = runs.places(rows).astype(np.uint64) + np.uint64(1)  # order counts
    items = _mixed(_scalars(pc.list_flatten(array)), place)
    totals = np.zeros(len(array), dtype=np.uint64)
    if len(first):
        totals[rows[first]] = np.add.reduceat(items, first)
    return totals


def _scalars(array: pa.Array) -> Hashes:
    """A number for each value, 0 for null: each distinct one is hashed once."""
    if pa.types.is_struct(array.type):
        fields = map(array.field, range(array.type.num_fields))
        parts = [pc.fill_null(field, "") for field in fields]
        array = pc.binary_join_element_wise(*parts, "\x1f")
    if not pa.types.is_large_binary(array.type):
        array = pc.cast(array, pa.string())
    encoded = pc.dictionary_encode(array)
    distinct = encoded.dictionary.cast(pa.large_binary())
    known = _numbers(distinct.to_pylist())
    codes = np.asarray(pc.fill_null(encoded.indices, len(known)), dtype=np.int64)
    return np.append(known, np.uint64(0))[codes]


def _numbers(texts: Iterable[bytes]) -> Hashes:
    """A number for each text (BLAKE2b)."""
    digests = b"".join([blake2b(text, digest_size=8).digest() for text in texts])
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def _mixed(values: Hashes, salt: Hashes | np.uint64) -> Hashes:
    """Numbers scattered by a salt; 0 stays 0."""
    return np.where(values == 0, np.uint64(0), scattered(values ^ salt))
