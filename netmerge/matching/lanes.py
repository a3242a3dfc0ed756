"""Scored pairs and clusters in, lanes out: merged, for review by a person, or apart; each pair
with its reason.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.coded import distinct
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.cluster.clusters import components
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.model.weights import Weights
from netmerge.matching.score import Scored

DOUBTFUL = -2.0
"""log2 odds (1 in 5) from which a pair that was not merged is worth a person's look."""

SHARE = 0.03
"""At most this share of the clusters is shown for review: a person's patience is short."""

AT_LEAST = 5

_BARELY, _TWO_NAMES = "merged, barely: ", "merged, though the given names differ: "
_TAKEN_APART = "too many alike to be merged: "


def lanes(
    record_ids: Ints, scored: Scored, judged: Judged, safe: float, labels: Ints
) -> pd.DataFrame:
    """The pairs table of Links.

    In review stand pairs that could be one person and were not merged, the best pair between two
    clusters, and merged pairs that alone hold a cluster together on thin evidence; the most
    uncertain first, and only as many as a person will look at. Pairs merged though their given
    names differ stand there all, those of two spellings with nothing in common but a home or a
    firm among them, and so do those taken apart again.
    """
    left, right, odds = judged.left, judged.right, judged.log_odds
    merged = labels[left] == labels[right]
    doubtful = merged & (judged.two_names | judged.relatives)
    taken_apart = judged.taken_apart & ~merged
    review = _worth_a_look(left, right, odds, safe, labels, merged) | doubtful | taken_apart
    order = np.flatnonzero(review | merged | (odds > DOUBTFUL))
    order = order[np.lexsort((right[order], left[order], -odds[order]))]
    merged, review = merged[order], review[order]
    lane = pa.array(["apart", "merged", "review"]).take(pa.array(np.where(review, 2, merged)))
    weight = np.concatenate([scored.weight, np.full(len(odds) - len(scored.weight), np.nan)])
    never_compared = np.zeros((len(odds) - len(scored.weight), scored.levels.shape[1]), np.int8)
    levels = np.concatenate([scored.levels, never_compared])
    levels[judged.decided] = 0
    reasons = [doubtful[order], taken_apart[order], merged & review]
    before = np.select(reasons, [_TWO_NAMES, _TAKEN_APART, _BARELY], "").astype(object)
    return pd.DataFrame(
        {
            "record_a": record_ids[left[order]],
            "record_b": record_ids[right[order]],
            "match_weight": weight[order],
            "match_probability": 1 / (1 + np.exp2(-np.clip(odds[order], -100, 100))),
            "lane": pd.array(lane, dtype="string[pyarrow]"),
            "merged": merged,
            "reason": pd.array(
                _reasons(scored.model.weights, levels[order], pa.array(before, pa.string())),
                dtype="string[pyarrow]",
            ),
        }
    )


def _worth_a_look(
    left: Ints, right: Ints, odds: Floats, safe: float, labels: Ints, merged: Flags
) -> Flags:
    doubtful = np.flatnonzero((odds > DOUBTFUL) & ~merged)
    best = _best_of_each(doubtful, labels, left, right, odds)
    chosen = np.concatenate([best, _thin_bridges(left, right, odds, safe, labels, merged)])
    certainty = np.abs(odds[chosen])
    limit = max(AT_LEAST, int(SHARE * len(distinct(labels))))
    chosen = chosen[np.lexsort((right[chosen], left[chosen], certainty))][:limit]
    flags = np.zeros(len(left), dtype=bool)
    flags[chosen] = True
    return flags


def _thin_bridges(
    left: Ints, right: Ints, odds: Floats, safe: float, labels: Ints, merged: Flags
) -> Ints:
    """Pairs without which a cluster would fall apart, where the evidence is barely enough: the
    best of two parts.
    """
    strong = merged & (odds >= safe + 1)
    parts = components(len(labels), left[strong], right[strong])
    thin = np.flatnonzero(merged & ~strong & (parts[left] != parts[right]))
    return _best_of_each(thin, parts, left, right, odds)


def _best_of_each(pairs: Ints, parts: Ints, left: Ints, right: Ints, odds: Floats) -> Ints:
    """Of the pairs between the same two parts, the one with the highest odds."""
    one, other = parts[left[pairs]], parts[right[pairs]]
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right[pairs], left[pairs], -odds[pairs], high, low))
    low, high = low[order], high[order]
    best: Ints = pairs[order[runs.begins(low, high)]]
    return best


def _reasons(weights: tuple[Weights, ...], levels: Levels, before: pa.Array) -> pa.Array:
    """What agrees and what differs, in words, with something before it: one text for each
    distinct row of levels.
    """
    as_bytes = np.dtype((np.void, levels.shape[1]))
    rows = np.ascontiguousarray(levels).view(as_bytes).ravel()  # (pairs,), a row of levels each
    _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    texts = pa.array([_in_words(weights, levels[row]) for row in first], pa.string())
    return pc.binary_join_element_wise(before, texts.take(pa.array(inverse)), "")


def _in_words(weights: tuple[Weights, ...], row: Levels) -> str:
    said = [
        f"{comparison.name} {comparison.levels[level - 1]}"
        for comparison, level in zip(weights, row.tolist(), strict=True)
        if level
    ]
    return "; ".join(said) or "the owner's decision"
