"""Pairs of codes → levels: the tools that every comparison is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from netmerge.columns.coded import Coded
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints, Levels, Texts
from netmerge.matching.comparisons.comparison import ABSENT
from netmerge.matching.features import Features
from netmerge.matching.frequencies import smoothed

_WIDE = 16
"""Codes of a row beyond which they are compared with one code at a time: few are
faster each by itself.
"""


def over_distinct(a: Ints, b: Ints, function: Callable[[Ints, Ints], Levels]) -> Levels:
    """Compare each distinct unordered pair of codes once; pairs
    with a -1 are absent.
    """
    levels = np.full(len(a), ABSENT, dtype=np.int8)
    present = np.flatnonzero((a >= 0) & (b >= 0))
    if not len(present):
        return levels
    low = np.minimum(a[present], b[present])
    high = np.maximum(a[present], b[present])
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


def similar(
    column: Coded, left: Ints, right: Ints, scorer: Callable[..., Any], cutoff: float
) -> Flags:
    """Pairs of rows whose values reach a score; those without a value do not."""

    def reached(a: Ints, b: Ints) -> Levels:
        return (similarity(column.texts, a, b, scorer, cutoff) > 0).astype(np.int8)

    return np.asarray(over_distinct(column.codes[left], column.codes[right], reached) == 1)


def graded(*conditions: tuple[Flags, int], otherwise: int) -> Levels:
    """The level of the first condition that holds, else `otherwise`."""
    holding = [flags for flags, _ in conditions]
    levels = [level for _, level in conditions]
    return np.select(holding, levels, otherwise).astype(np.int8)


def standing_at(levels: Levels, *wanted: int) -> Flags:
    """Pairs that stand at one of some levels."""
    found = np.zeros(np.iinfo(np.int8).max, dtype=bool)  # (all levels that there may be,)
    found[list(wanted)] = True
    return np.asarray(found[levels])


def shared(table: Ints, left: Ints, right: Ints, frequency: Floats) -> tuple[Flags, Ints]:
    """Whether two padded rows of codes have one in common, and
    the rarest such code (-1 for none).

    `table` is one padded row of codes a record, `frequency` one
    number a code.
    """
    best = np.full(len(left), -1, dtype=np.int64)
    rarest = np.full(len(left), np.inf)
    rows = np.arange(len(left))
    for i in range(table.shape[1]):
        rows = rows[table[left[rows], i] >= 0]
        if not len(rows):
            break
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
    one, other = _filled_part(table[a[rows]]), _filled_part(table[b[rows]])
    is_wide = other.shape[1] > _WIDE  # a name of a thousand words: a million steps for one pair
    for i in range(one.shape[1]):
        codes = one[:, i]
        if is_wide:
            result[rows] |= (codes >= 0) & np.any(codes[:, None] == other, axis=1)
            continue
        for j in range(other.shape[1]):
            result[rows] |= (codes >= 0) & (codes == other[:, j])
    return result


def _filled_part(codes: Ints) -> Ints:
    """Padded rows without the columns in which no row has a code."""
    return codes[:, np.any(codes >= 0, axis=0)]


def both_filled(table: Ints, left: Ints, right: Ints) -> Flags:
    """Pairs of which each record has some value in its padded row of codes."""
    return np.asarray((table[left, 0] >= 0) & (table[right, 0] >= 0))


def having(table: Ints, kind: Flags) -> Flags:
    """Records with some value of a kind in their padded row of codes."""
    of_kind = look_up(kind, table, False)
    return np.asarray(np.any(of_kind, axis=1))


def likeness(
    texts: Texts,
    table: Ints,
    left: Ints,
    right: Ints,
    open_pairs: Flags,
    cutoff: float,
    two: Callable[[Ints, Ints], Flags],
) -> Floats:
    """How alike the most alike values of open pairs are, 0 below the cutoff.

    The rarest two values of each record count. `two` says of codes of values which
    are two for certain, however alike they look.
    """
    result = np.zeros(len(left))  # (pairs,) normalised similarity, 0 to 1
    rows = np.flatnonzero(open_pairs)
    places = range(min(table.shape[1], 2))
    for i in places:
        for j in places:
            a, b = table[left[rows], i], table[right[rows], j]
            both = np.flatnonzero((a >= 0) & (b >= 0))
            both = both[~two(a[both], b[both])]
            scores = similarity(texts, a[both], b[both], OSA.normalized_similarity, cutoff)
            result[rows[both]] = np.maximum(result[rows[both]], scores)
    return result


def share_of(features: Features, column: str, codes: Ints, typical: float) -> Floats:
    """The share of records with each value of one of
    `features.columns`, NaN where there is none.

    `typical` is the share of people who have a value picked at
    random.
    """
    return look_up(smoothed(features.column_counts[column], typical), codes, np.nan)


def where_same(levels: Levels, same: int, share: Floats) -> Floats:
    """The share of those that have a value, where a pair stands
    at the level of the same; else NaN.
    """
    return np.where(levels == same, share, np.nan)
