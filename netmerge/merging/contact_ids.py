"""Fingerprints of records in; contact ids out, which outlive a new export of the same data."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pyarrow as pa

from netmerge.columns import runs
from netmerge.columns.codes import encode
from netmerge.columns.types import Hashes, Ints

_ID_DIGITS = 10


def contact_ids(contact: Ints, fingerprint: Hashes, source: pa.Array, day: Ints) -> pa.Array:
    """The id of each contact: `c` and ten hexadecimal characters of BLAKE2b over the smallest
    fingerprint in it.

    `contact` is sorted. Of contacts that come to the same id the later ones take -2, -3 …; which
    of them is later is decided by all of their content, sources and days, never by the order of
    the inputs.
    """
    smallest = (
        np.minimum.reduceat(fingerprint, runs.starts(contact)) if len(contact) else fingerprint
    )
    ids = _ids(smallest)
    codes = encode(pa.array(ids, pa.string()))[0].to_numpy()
    tied = np.flatnonzero(np.bincount(codes)[codes] > 1)
    tied = tied[np.argsort(codes[tied], kind="stable")]
    for group in np.split(tied, runs.starts(codes[tied])[1:]):
        for place, number in enumerate(_by_content(group, contact, fingerprint, source, day)):
            ids[number] += f"-{place + 1}" if place else ""
    return pa.array(ids, pa.string())


def _ids(fingerprint: Hashes) -> list[str]:
    numbers = fingerprint.astype(">u8").tobytes()
    each = (numbers[start : start + 8] for start in range(0, len(numbers), 8))
    return [f"c{blake2b(number, digest_size=_ID_DIGITS // 2).hexdigest()}" for number in each]


def _by_content(
    contacts: Ints, contact: Ints, fingerprint: Hashes, source: pa.Array, day: Ints
) -> list[int]:
    """Contact numbers in the order of all that their members say."""

    def content(number: int) -> list[tuple[int, str, int]]:
        members = range(*np.searchsorted(contact, [number, number + 1]))
        return sorted(
            (int(fingerprint[at]), source[at].as_py() or "", int(day[at])) for at in members
        )

    return sorted((int(number) for number in contacts), key=content)
