"""Judged pairs and clusters → lanes, safe, review, apart, and questions, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.numbers import distinct
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.cluster.components import Constraints
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.model.weights import Weights
from netmerge.matching.questions import Questions, questions
from netmerge.matching.score import Scored

DOUBTFUL = -2.0
"""log2 odds (1 in 5) from which a pair that was not merged is shown."""

SHARE = 0.03
"""Questions for review, at most, by cluster: patience is short."""

AT_LEAST = 5

LANES = ("apart", "safe", "review")

_OF_A_PAIR = (
    *("record_a", "record_b", "match_weight", "match_probability"),
    *("lane", "merged", "reason"),
)
_BARELY, _TWO_NAMES = "merged, barely: ", "merged, though the given names differ: "
_TAKEN_APART = "too many alike to be merged: "


WORTH = 0.1
"""Expected gain from which a person is asked: a chance of one in ten, where one record
would move.
"""


@dataclass(frozen=True)
class Lanes:
    """The `pairs` and `questions` of Links, and the half in which each record stands
    (`sides`, see matching/questions.py).
    """

    pairs: pd.DataFrame
    questions: pd.DataFrame
    sides: Ints  # (records,)


def lanes(
    record_ids: Ints,
    scored: tuple[Scored, Scored],
    judged: Judged,
    labels: Ints,
    constraints: Constraints,
) -> Lanes:
    """The pairs worth mentioning, each in its lane, and the questions.

    `scored` are the first of the judged pairs, and the last.

    In review stand the questions that are most worth a person's time, only as many as
    they will look at. Pairs merged though their given names differ stand there all,
    those of two spellings with nothing in common but a home or a firm among them, and
    so do those taken apart again.
    """
    left, right, log_odds = judged.left, judged.right, judged.log_odds
    merged = labels[left] == labels[right]
    doubtful = merged & (judged.two_names | judged.relatives)
    always = doubtful | (judged.taken_apart & ~merged)
    asked = questions(judged, labels, constraints, np.flatnonzero(always))
    review = always.copy()
    review[_worth_a_look(asked, always, labels)] = True

    def told(places: Ints) -> dict[str, Any]:
        cases = [doubtful[places], always[places], (merged & review)[places]]
        before = np.select(cases, [_TWO_NAMES, _TAKEN_APART, _BARELY], "")
        begins = pa.array(before.astype(object), pa.string())
        weight, levels = _of_some(*scored, judged, places)
        words = in_words(scored[0].model.weights, levels)
        reason = pc.binary_join_element_wise(begins, words, "")
        return {
            "record_a": record_ids[left[places]],
            "record_b": record_ids[right[places]],
            "match_weight": weight,
            "match_probability": _probability(log_odds[places]),
            "merged": merged[places],
            "reason": pd.array(reason, dtype="string[pyarrow]"),
        }

    shown = np.flatnonzero(review | merged | (log_odds > DOUBTFUL))
    shown = shown[np.lexsort((right[shown], left[shown], -log_odds[shown]))]
    place = np.where(review[shown], LANES.index("review"), merged[shown])
    lane = pd.array(pa.array(LANES).take(pa.array(place)), dtype="string[pyarrow]")
    worth = {"chance": asked.chance, "expected_gain": asked.gain}
    pairs = pd.DataFrame({**told(shown), "lane": lane})[list(_OF_A_PAIR)]
    wanted = pd.DataFrame({**told(asked.pair), **worth, "review": review[asked.pair]})
    return Lanes(pairs, wanted, asked.sides)


def _worth_a_look(asked: Questions, always: Flags, labels: Ints) -> Ints:
    """The pairs of the questions that a person is asked, as many as they will answer;
    what is asked always is not counted.
    """
    chosen = asked.pair[(asked.gain >= WORTH) & ~always[asked.pair]]
    limit = max(AT_LEAST, int(SHARE * len(distinct(labels))))
    return chosen[:limit]


def _probability(log_odds: Floats) -> Floats:
    bounded = np.clip(log_odds, -100, 100)
    return np.asarray(1 / (1 + np.exp2(-bounded)))


def _of_some(
    scored: Scored, further: Scored, judged: Judged, places: Ints
) -> tuple[Floats, Levels]:
    """Match weights and levels of some judged pairs; decisions have none."""
    weight = np.full(len(places), np.nan)
    levels = np.zeros((len(places), scored.levels.shape[1]), dtype=np.int8)
    behind = len(judged.left) - len(further.left)
    first, last = places < len(scored.left), places >= behind
    for which, pairs, begin in ((first, scored, 0), (last, further, behind)):
        weight[which] = pairs.weight[places[which] - begin]
        levels[which] = pairs.levels[places[which] - begin]
    levels[judged.decided[places]] = 0
    return weight, levels


def in_words(weights: tuple[Weights, ...], levels: Levels) -> pa.Array:
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
