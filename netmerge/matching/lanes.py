"""Judged pairs and clusters → lanes: safe, review, apart, with reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.numbers import distinct
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.cluster.components import connected
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.model.weights import Weights
from netmerge.matching.score import Scored

DOUBTFUL = -2.0
"""log2 odds (1 in 5) from which a pair that was not merged is shown."""

SHARE = 0.03
"""Pairs shown for review, at most, by cluster: patience is short."""

AT_LEAST = 5

BARELY = 1.0
"""Bits above the threshold up to which a merged pair's evidence is thin."""

LANES = ("apart", "safe", "review")

_BARELY, _TWO_NAMES = "merged, barely: ", "merged, though the given names differ: "
_TAKEN_APART = "too many alike to be merged: "


@dataclass(frozen=True)
class _Pairs:
    """Pairs of rows, and what became of them."""

    left: Ints  # (pairs,)
    right: Ints
    log_odds: Floats
    merged: Flags
    labels: Ints  # (records,)


def lanes(
    record_ids: Ints, scored: Scored, judged: Judged, safe: float, labels: Ints
) -> pd.DataFrame:
    """The pairs table of Links.

    In review stand pairs that could be one person and were not merged, the best
    pair between two clusters, and merged pairs that alone hold a cluster
    together on thin evidence; the most uncertain first, and only as many as a
    person will look at. Pairs merged though their given names differ stand
    there all, those of two spellings with nothing in common but a home or a
    firm among them, and so do those taken apart again.
    """
    left, right, log_odds = judged.left, judged.right, judged.log_odds
    merged = labels[left] == labels[right]
    doubtful = merged & (judged.two_names | judged.relatives)
    taken_apart = judged.taken_apart & ~merged
    pairs = _Pairs(left, right, log_odds, merged, labels)
    asked = _worth_a_look(pairs, safe)
    review = asked | doubtful | taken_apart
    shown = np.flatnonzero(review | merged | (log_odds > DOUBTFUL))
    shown = shown[np.lexsort((right[shown], left[shown], -log_odds[shown]))]
    place = np.where(review[shown], LANES.index("review"), merged[shown])
    lane = pa.array(LANES).take(pa.array(place))
    cases = [doubtful[shown], taken_apart[shown], (merged & review)[shown]]
    before = np.select(cases, [_TWO_NAMES, _TAKEN_APART, _BARELY], "")
    begins = pa.array(before.astype(object), pa.string())
    weight, levels = _of_all(scored, judged)
    words = _in_words(scored.model.weights, levels[shown])
    reason = pc.binary_join_element_wise(begins, words, "")
    return pd.DataFrame(
        {
            "record_a": record_ids[left[shown]],
            "record_b": record_ids[right[shown]],
            "match_weight": weight[shown],
            "match_probability": _probability(log_odds[shown]),
            "lane": pd.array(lane, dtype="string[pyarrow]"),
            "merged": merged[shown],
            "reason": pd.array(reason, dtype="string[pyarrow]"),
        }
    )


def _probability(log_odds: Floats) -> Floats:
    bounded = np.clip(log_odds, -100, 100)
    return np.asarray(1 / (1 + np.exp2(-bounded)))


def _of_all(scored: Scored, judged: Judged) -> tuple[Floats, Levels]:
    """Match weights and levels of all judged pairs; decisions have none."""
    never_compared = len(judged.left) - len(scored.left)
    unknown = np.full(never_compared, np.nan)
    weight = np.concatenate([scored.weight, unknown])
    nothing = np.zeros((never_compared, scored.levels.shape[1]), dtype=np.int8)
    levels = np.concatenate([scored.levels, nothing])
    levels[judged.decided] = 0
    return weight, levels


def _worth_a_look(pairs: _Pairs, safe: float) -> Flags:
    """The pairs that a person is asked about, as many as they will look at."""
    open_ = np.flatnonzero((pairs.log_odds > DOUBTFUL) & ~pairs.merged)
    best = _best_of_each(pairs, open_, pairs.labels)
    chosen = np.concatenate([best, _thin_bridges(pairs, safe)])
    certainty = np.abs(pairs.log_odds[chosen])
    limit = max(AT_LEAST, int(SHARE * len(distinct(pairs.labels))))
    order = np.lexsort((pairs.right[chosen], pairs.left[chosen], certainty))
    flags = np.zeros(len(pairs.left), dtype=bool)
    flags[chosen[order][:limit]] = True
    return flags


def _thin_bridges(pairs: _Pairs, safe: float) -> Ints:
    """Pairs without which a cluster would fall apart, on thin evidence.

    The best pair between two parts.
    """
    strong = pairs.merged & (pairs.log_odds >= safe + BARELY)
    parts = connected(len(pairs.labels), pairs.left[strong], pairs.right[strong])
    across = parts[pairs.left] != parts[pairs.right]
    thin = np.flatnonzero(pairs.merged & ~strong & across)
    return _best_of_each(pairs, thin, parts)


def _best_of_each(pairs: _Pairs, places: Ints, parts: Ints) -> Ints:
    """Of the pairs at some places, the likeliest between the same two parts."""
    left, right = pairs.left[places], pairs.right[places]
    low = np.minimum(parts[left], parts[right])
    high = np.maximum(parts[left], parts[right])
    order = np.lexsort((right, left, -pairs.log_odds[places], high, low))
    best: Ints = places[order[runs.begins(low[order], high[order])]]
    return best


def _in_words(weights: tuple[Weights, ...], levels: Levels) -> pa.Array:
    """What agrees and what differs (pairs,); each distinct row of levels once."""
    as_bytes = np.dtype((np.void, levels.shape[1]))
    rows = np.ascontiguousarray(levels).view(as_bytes).ravel()
    _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    texts = [_said(weights, levels[row]) for row in first]
    return pa.array(texts, pa.string()).take(pa.array(inverse))


def _said(weights: tuple[Weights, ...], row: Levels) -> str:
    said = [
        f"{comparison.name} {comparison.levels[level - 1]}"
        for comparison, level in zip(weights, row.tolist(), strict=True)
        if level
    ]
    return "; ".join(said) or "the owner's decision"
