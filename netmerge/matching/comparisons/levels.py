"""Pairs of codes in, levels out: the tools every comparison is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import process

from netmerge.columns.types import Flags, Floats, Ints, Levels, Texts

ABSENT = 0
"""The level of a pair in which one record has no value: it cannot be compared, which is not to
differ.
"""


@dataclass(frozen=True)
class Compared:
    """A level a pair, and the frequency of the shared value (NaN where no value is shared)."""

    levels: Levels
    frequency: Floats


def nothing(pairs: int) -> Compared:
    """No pair compared yet."""
    return Compared(np.zeros(pairs, dtype=np.int8), np.full(pairs, np.nan))


def over_distinct(a: Ints, b: Ints, function: Callable[[Ints, Ints], Levels]) -> Levels:
    """Compare each distinct unordered pair of codes once; pairs with a -1 are absent."""
    levels = np.zeros(len(a), dtype=np.int8)
    present = np.flatnonzero((a >= 0) & (b >= 0))
    if not len(present):
        return levels
    low, high = np.minimum(a[present], b[present]), np.maximum(a[present], b[present])
    width = int(high.max()) + 1
    inverse, distinct = pd.factorize(low * width + high)
    levels[present] = function(*np.divmod(distinct, width))[inverse]
    return levels


def similarity(texts: Texts, a: Ints, b: Ints, scorer: Callable[..., Any], cutoff: float) -> Floats:
    """A rapidfuzz score of each pair of texts, 0 below the cutoff."""
    scores = process.cpdist(
        texts[a], texts[b], scorer=scorer, score_cutoff=cutoff, dtype=np.float32, workers=2
    )
    return np.asarray(scores, dtype=np.float64)


def graded(*conditions: tuple[Flags, int], otherwise: int) -> Levels:
    """The level of the first condition that holds, else `otherwise`."""
    return np.select(
        [flags for flags, _ in conditions], [level for _, level in conditions], otherwise
    ).astype(np.int8)


def shared(table: Ints, left: Ints, right: Ints, frequency: Floats) -> tuple[Flags, Ints]:
    """Whether two padded rows of codes have one in common, and the rarest such code (-1 for none).

    `table` is one padded row of codes a record, `frequency` one number a code.
    """
    best = np.full(len(left), -1, dtype=np.int64)
    rarest = np.full(len(left), np.inf)
    rows = np.arange(len(left))
    for i in range(table.shape[1]):
        rows = rows[table[left[rows], i] >= 0]
        codes, others = table[left[rows], i], right[rows]
        for j in range(table.shape[1]):
            same = np.flatnonzero(codes == table[others, j])
            hits, code = rows[same], codes[same]
            rarer = frequency[code] < rarest[hits]
            best[hits[rarer]], rarest[hits[rarer]] = code[rarer], frequency[code[rarer]]
    return best >= 0, best


def intersect(table: Ints, a: Ints, b: Ints) -> Flags:
    """Whether two padded rows of codes have any code in common."""
    result = np.zeros(len(a), dtype=bool)
    filled = table[:, 0] >= 0
    rows = np.flatnonzero(filled[a] & filled[b]) if len(a) else np.empty(0, dtype=np.int64)
    one, other = table[a[rows]], table[b[rows]]
    for i in range(table.shape[1]):
        for j in range(table.shape[1]):
            result[rows] |= (one[:, i] >= 0) & (one[:, i] == other[:, j])
    return result
