"""Scored pairs and clusters in, lanes out: merged, for review by a person, or apart; each pair with its reason."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmerge.matching.compare import COMPARISONS
from netmerge.matching.model import Levels
from netmerge.matching.score import Scored
from netmerge.matching.values import Flags, Floats, Ints

DOUBTFUL = -2.0
"""log2 odds (1 in 5) from which a pair that was not merged is worth a person's look."""

SHARE = 0.03
"""At most this share of the clusters is shown for review: a person's patience is short."""

AT_LEAST = 5


def lanes(
    record_ids: Ints, scored: Scored, left: Ints, right: Ints, odds: Floats, safe: float, labels: Ints
) -> pd.DataFrame:
    """The pairs table of Links. `left`, `right` and `odds` begin with the scored pairs and may go on with decided ones.

    In review stand pairs that could be one person and were not merged, the best pair between two clusters, and merged
    pairs that alone hold a cluster together on thin evidence; the most uncertain first, and only as many as a person
    will look at.
    """
    merged = labels[left] == labels[right]
    review = _worth_a_look(left, right, odds, safe, labels, merged)
    lane = np.where(review, "review", np.where(merged, "merged", "apart"))
    shown = review | merged | (odds > DOUBTFUL)
    order = np.flatnonzero(shown)
    order = order[np.lexsort((right[order], left[order], -odds[order]))]
    weight = np.concatenate([scored.weight, np.full(len(odds) - len(scored.weight), np.nan)])
    levels = np.concatenate([scored.levels, np.zeros((len(odds) - len(scored.weight), len(COMPARISONS)), np.int8)])
    return pd.DataFrame(
        {
            "record_a": record_ids[left[order]],
            "record_b": record_ids[right[order]],
            "match_weight": weight[order],
            "match_probability": 1 / (1 + np.exp2(-np.clip(odds[order], -100, 100))),
            "lane": pd.array(lane[order], dtype="string[pyarrow]"),
            "merged": merged[order],
            "reason": pd.array(_reasons(levels[order], merged[order], review[order]), dtype="string[pyarrow]"),
        }
    )


def _worth_a_look(left: Ints, right: Ints, odds: Floats, safe: float, labels: Ints, merged: Flags) -> Flags:
    doubtful = np.flatnonzero((odds > DOUBTFUL) & ~merged)
    low = np.minimum(labels[left[doubtful]], labels[right[doubtful]])
    high = np.maximum(labels[left[doubtful]], labels[right[doubtful]])
    best = doubtful[np.lexsort((right[doubtful], left[doubtful], -odds[doubtful], high, low))]
    pairs = np.stack(
        [np.minimum(labels[left[best]], labels[right[best]]), np.maximum(labels[left[best]], labels[right[best]])]
    )
    first = np.r_[True, (np.diff(pairs, axis=1) != 0).any(axis=0)] if len(best) else np.zeros(0, dtype=bool)
    chosen = np.concatenate([best[first], _thin_bridges(left, odds, safe, labels, merged)])
    certainty = np.abs(odds[chosen])
    limit = max(AT_LEAST, int(SHARE * len(np.unique(labels))))
    chosen = chosen[np.lexsort((right[chosen], left[chosen], certainty))][:limit]
    flags = np.zeros(len(left), dtype=bool)
    flags[chosen] = True
    return flags


def _thin_bridges(left: Ints, odds: Floats, safe: float, labels: Ints, merged: Flags) -> Ints:
    """For each merged cluster of two, its pair if the evidence is barely enough."""
    sizes = np.bincount(labels, minlength=len(labels))
    return np.flatnonzero(merged & (sizes[labels[left]] == 2) & (odds < safe + 1))


def _reasons(levels: Levels, merged: Flags, review: Flags) -> npt.NDArray[np.object_]:
    """What agrees and what differs, in words: one text for each distinct row of levels."""
    code = levels.astype(np.int64) @ (np.int64(8) ** np.arange(levels.shape[1]))
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    texts = np.array([_in_words(levels[row]) for row in first], dtype=object)
    reasons: npt.NDArray[np.object_] = texts[inverse] if len(texts) else np.empty(0, dtype=object)
    return np.where(merged & review, "merged, barely: " + reasons, reasons) if len(reasons) else reasons


def _in_words(row: Levels) -> str:
    found = [(c.name, c.levels[level - 1]) for c, level in zip(COMPARISONS, row.tolist(), strict=True) if level]
    return "; ".join(f"{name} {level}" for name, level in found) or "the owner's decision"
