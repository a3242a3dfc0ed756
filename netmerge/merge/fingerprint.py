"""Records in; a fingerprint of the content of each out, and contact ids made from them.

A record's content is what it says of a person, not where it stands (file, position) nor when that was held to be true:
an id outlives a new export of the same data.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.merge.values import Ints, joined, starts_of
from netmerge.schema import ADDRESS, RECORDS, arrow

_PLACE = {"record_id", "file", "member", "position", "line", "source", "status", "as_of"}
_CONTENT = [name for name in RECORDS.columns if name not in _PLACE]
_FIELD, _ITEM, _PART = "\x1e", "\x1f", "\x1d"
_ID_DIGITS = 10

Hashes = npt.NDArray[np.uint64]


def fingerprints(records: pd.DataFrame) -> Hashes:
    """A fingerprint of each record's content: 64 bits of BLAKE2b.

    A column without a value adds nothing, so that a column added to the table later changes no fingerprint.
    """
    texts = [
        pc.binary_join_element_wise(name, _as_text(records[name]), "=") for name in _CONTENT if _has(records[name])
    ]
    if not texts:
        return np.zeros(len(records), dtype=np.uint64)
    content = pc.fill_null(joined(_FIELD, *texts), "")
    digests = b"".join(blake2b(text.as_buffer(), digest_size=8).digest() for text in content)
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def contact_ids(contact: Ints, fingerprint: Hashes, source: pa.Array, day: Ints) -> pa.Array:
    """The id of each contact: `c` and ten hexadecimal characters of BLAKE2b over the smallest fingerprint in it.

    `contact` is sorted. Of contacts that come to the same id the later ones take -2, -3 …; which of them is later is
    decided by all of their content, sources and days, never by the order of the inputs.
    """
    smallest = np.minimum.reduceat(fingerprint, starts_of(contact)) if len(contact) else fingerprint
    ids = np.array([_contact_id(int(number)) for number in smallest], dtype=object)
    names, codes, counts = np.unique(ids, return_inverse=True, return_counts=True)
    tied = np.flatnonzero(counts[codes] > 1)
    tied = tied[np.argsort(codes[tied], kind="stable")]
    for group in np.split(tied, starts_of(codes[tied])[1:]):
        for place, number in enumerate(_by_content(group, contact, fingerprint, source, day)):
            ids[number] = names[codes[number]] + (f"-{place + 1}" if place else "")
    return pa.array(ids, pa.string())


def _contact_id(fingerprint: int) -> str:
    return f"c{blake2b(fingerprint.to_bytes(8, 'big'), digest_size=_ID_DIGITS // 2).hexdigest()}"


def _by_content(contacts: Ints, contact: Ints, fingerprint: Hashes, source: pa.Array, day: Ints) -> list[int]:
    """Contact numbers in the order of all that their members say."""

    def content(number: int) -> list[tuple[int, str, int]]:
        members = range(*np.searchsorted(contact, [number, number + 1]))
        return sorted((int(fingerprint[at]), source[at].as_py() or "", int(day[at])) for at in members)

    return sorted((int(number) for number in contacts), key=content)


def _has(column: pd.Series[Any]) -> bool:
    return bool(arrow(column).null_count < len(column))


def _as_text(column: pd.Series[Any]) -> pa.Array:
    array = arrow(column)
    array = pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_list(array.type):
        return _joined_lists(array)
    if pa.types.is_large_binary(array.type):
        return pa.array(
            [None if data is None else blake2b(data).hexdigest() for data in array.to_pylist()], pa.string()
        )
    return pc.cast(array, pa.string())


def _joined_lists(array: pa.Array) -> pa.Array:
    items = pc.list_flatten(array)
    if items.type == ADDRESS:
        parts = [pc.fill_null(items.field(place), "") for place in range(ADDRESS.num_fields)]
        items = pc.binary_join_element_wise(*parts, _PART)
    counts = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]).astype(np.int32))
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, pc.fill_null(items, "")), _ITEM)
    return pc.if_else(pa.array(counts > 0), joined, pa.scalar(None, pa.string()))
