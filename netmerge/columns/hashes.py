"""Numbers, runs of numbers, texts → 64-bit hashes that stand for them, the same
on every machine.

With a million different contents the chance that any two share a hash is one in
forty million.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmerge.columns.runs import positions
from netmerge.columns.types import Hashes, Ints, Texts


def scattered(bits: Hashes) -> Hashes:
    """Numbers scattered (SplitMix64's finaliser, Steele et al. 2014); 0 stays 0."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def mixed(values: Ints | Hashes) -> Hashes:
    """Well-mixed hashes of integers (SplitMix64)."""
    return scattered(values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))


def of_runs(codes: Ints, starts: Ints) -> Hashes:
    """A hash for each run `codes[starts[i]:starts[i + 1]]`; order counts."""
    lengths = np.diff(starts)
    place = positions(np.zeros_like(lengths), lengths)
    terms = mixed(mixed(codes) ^ mixed(place + (1 << 40)))
    sums = np.cumsum(terms, dtype=np.uint64)
    total = np.concatenate([np.zeros(1, np.uint64), sums])
    of_runs_ = total[starts[1:]] - total[starts[:-1]]
    return mixed(of_runs_ + lengths.astype(np.uint64))


def of_texts(texts: Texts) -> Ints:
    """A hash for each text (SipHash), of 63 bits so that -1 can stand for none."""
    hashes = pd.util.hash_array(texts, categorize=False)
    return (hashes >> np.uint64(1)).astype(np.int64)


def combined(first: Ints, *others: Ints) -> Ints:
    """One hash for several hashes or numbers; -1 where any is -1. Order counts."""
    missing = first < 0
    result = mixed(first)
    for other in others:
        result = mixed(result + other.astype(np.uint64))
        missing = missing | (other < 0)
    hashes = (result >> np.uint64(1)).astype(np.int64)
    return np.where(missing, -1, hashes)
