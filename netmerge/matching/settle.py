"""Weighed pairs → clusters, and what to ask about them.

Nothing here looks at a text: what records say is numbers by now, and the few pairs
that are compared once more are handed to whoever has their texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.columns.chunks import release_unused
from netmerge.columns.numbers import look_up
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Floats, Ints
from netmerge.matching.attributes import Occurrences
from netmerge.matching.cluster.clusters import cluster
from netmerge.matching.cluster.components import Constraints, find_components
from netmerge.matching.cluster.guard import guarded
from netmerge.matching.cluster.held import Held, as_they_were, held_pairs
from netmerge.matching.cluster.judge import Judged, judge
from netmerge.matching.cluster.threshold import threshold
from netmerge.matching.copies import Copies
from netmerge.matching.decisions import Decided
from netmerge.matching.lanes import lanes
from netmerge.matching.names import NumberedNames
from netmerge.matching.partners import with_partners
from netmerge.matching.score import Compared, Scored, batches

Comparing = Callable[[Ints, Ints], Compared]
"""Pairs of rows → their levels, and how common is what they share."""


@dataclass(frozen=True)
class Circumstances:
    """What is known of the records beside what they say.

    `record_ids` and `word` (the owner's) are those of the rows that were compared,
    `held` and `word_of_all` those of all rows, of which `copies` tells those apart.
    """

    record_ids: Ints
    copies: Copies
    word: Decided
    word_of_all: Decided
    held: Held


@dataclass(frozen=True)
class Settled:
    """What became of the records: `clusters` and `sides` (see Links) as the smallest
    row in each, copies among the rows; the others are those of Links.
    """

    clusters: Ints
    sides: Ints
    pairs: pd.DataFrame
    questions: pd.DataFrame
    threshold: float
    warnings: tuple[str, ...]
    held: int


def settle(
    scored: Scored, said: Occurrences, comparing: Comparing, known: Circumstances
) -> Settled:
    """Cluster the records of weighed pairs, and put the pairs in their lanes."""
    copies, word = known.copies, known.word
    judged = judge(scored, said.exclusive, word.same, word.different)
    safe = threshold(judged.by_evidence)  # an answer moves nobody else
    holding = known.held.of(copies.compared)
    labels = _clustered(held_pairs(judged, holding, safe), scored, said, comparing, safe)
    names, replaced = _spellings(said.names), scored.model.replaced_names
    judged, warnings = guarded(judged, labels, names, replaced)
    if warnings:
        labels = _clustered(held_pairs(judged, holding, safe), scored, said, comparing, safe)
    found = copies.followed(_of_all(copies, labels))
    kept, still = as_they_were(found, known.held, known.word_of_all.pairs)
    release_unused()  # of the components and their evidence

    labels = _as_compared(copies, kept)
    judged, further = with_partners(judged, scored, said, comparing, labels)
    asked = lanes(known.record_ids, (scored, further), judged, labels, _constraints(said))
    return Settled(
        clusters=kept,
        sides=copies.followed(_of_all(copies, asked.sides)),
        pairs=asked.pairs,
        questions=asked.questions,
        threshold=safe,
        warnings=warnings,
        held=still,
    )


def _of_all(same: Copies, labels: Ints) -> Ints:
    """Labels of the compared rows, by their places among all; a copy has its own."""
    result = np.arange(len(same.compared) + len(same.others))
    result[same.compared] = same.compared[labels]
    return result


def _as_compared(same: Copies, labels: Ints) -> Ints:
    """Labels of the compared rows, by their places among these, from those of all."""
    of_compared = labels[same.compared]
    _, first, group = np.unique(of_compared, return_index=True, return_inverse=True)
    return np.asarray(first[group])


def _clustered(
    judged: Judged, scored: Scored, said: Occurrences, comparing: Comparing, safe: float
) -> Ints:
    """The cluster of each record, as the smallest row in it."""
    constraints = _constraints(said)
    left, right, log_odds = judged.left, judged.right, judged.for_clusters
    components = find_components(said.records, left, right, log_odds, safe, constraints)
    disputed = components.disputed
    return cluster(
        components,
        left[disputed],
        right[disputed],
        log_odds[disputed],
        _evidence(comparing, scored, disputed),
        safe,
        constraints,
        scored.model.prior_weight,
    )


def _constraints(said: Occurrences) -> Constraints:
    one_has_one = said.profile.codes, *said.names.generations
    return Constraints(said.exclusive, one_has_one)


def _evidence(comparing: Comparing, scored: Scored, places: Ints) -> Floats:
    """What the match weights of some pairs are made of (pairs by comparisons
    and two); of a decision, nothing.

    The pairs are compared again, since few are disputed: to keep the
    frequencies of all would take more memory than all else.
    """
    weighed = np.flatnonzero(places < len(scored.left))
    left = scored.left[places[weighed]]
    right = scored.right[places[weighed]]
    levels, frequency = comparing(left, right)

    def parts(batch: slice) -> Floats:
        return scored.model.parts(levels[batch], frequency[batch])

    evidence = np.full((len(places), levels.shape[1] + 2), np.nan)
    evidence[weighed] = np.concatenate(in_threads(parts, batches(len(weighed))))
    return evidence


def _spellings(names: NumberedNames) -> tuple[Ints, Ints]:
    """The sound of each record's given and family name; -1 for an initial."""
    sound = np.where(names.initial_only, -1, names.sound)
    return look_up(sound, names.given), look_up(sound, names.family)
