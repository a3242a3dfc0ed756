"""Weighed pairs in, log odds after all that is known out: rivals, different names, the owner's
word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.attributes import Features
from netmerge.matching.cluster.clusters import DECIDED, FORBIDDEN
from netmerge.matching.model.bounds import two_people, unlike_one_person
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights
from netmerge.matching.score import Scored

ASKED = -1.0
"""The most log2 odds (1 in 3) of two different given names with a mobile or a mailbox in common:
a couple, or a name that nobody knows to be a form of the other; and of two family names with
nothing in common that is personal. Worth a person's look, never merged unasked.
"""

UNLIKELY = -3.0
"""The same (1 in 9) where they have only in common what a home or a firm shares."""


@dataclass(frozen=True)
class Judged:
    """Pairs with the log2 odds that they are one person: the scored ones, then those that only
    the owner names.

    `apart` marks pairs that no evidence may join, `two_names` those of two different given names,
    `relatives` those of two spellings that could be two people's of one home or firm, `decided`
    those that the owner decided on, `taken_apart` those that were merged at first, which was
    implausible.
    """

    left: Ints
    right: Ints
    log_odds: Floats
    apart: Flags
    two_names: Flags
    relatives: Flags
    decided: Flags
    taken_apart: Flags

    @property
    def for_clusters(self) -> Floats:
        """The log odds that clustering goes by: pairs that must stay apart keep their clusters
        apart.
        """
        return np.where(self.apart, FORBIDDEN, self.log_odds)


def judge(scored: Scored, features: Features, same: Ints, different: Ints) -> Judged:
    """The log odds of all pairs. `same` and `different` are pairs of rows (rows by 2) that the
    owner decided on.
    """
    log_odds = scored.weight + scored.model.prior_weight
    log_odds = rivalry(scored.left, scored.right, log_odds, features.exclusive)
    weights, replaced = scored.model.weights, scored.model.replaced_names
    apart = two_people(weights, scored.levels, replaced)
    likely = np.flatnonzero(log_odds > UNLIKELY)
    log_odds[likely] = np.minimum(log_odds[likely], _most(weights, scored.levels[likely], replaced))
    decided = np.concatenate([same, different])
    word = np.repeat([DECIDED, -DECIDED], [len(same), len(different)])
    place = _place(scored, decided)
    there, more = place >= 0, decided[place < 0]
    log_odds[place[there]], apart[place[there]] = word[there], word[there] < 0
    view, none = View(weights, scored.levels), np.zeros(len(more), dtype=bool)
    decided_on = np.isin(np.arange(len(log_odds) + len(more)), place[there])
    decided_on[len(log_odds) :] = True
    return Judged(
        left=np.concatenate([scored.left, more[:, 0]]),
        right=np.concatenate([scored.right, more[:, 1]]),
        log_odds=np.concatenate([log_odds, word[~there]]),
        apart=np.concatenate([apart, word[~there] < 0]),
        two_names=np.concatenate([view.two_names, none]),
        relatives=np.concatenate([view.like_relatives, none]),
        decided=decided_on,
        taken_apart=np.zeros(len(decided_on), dtype=bool),
    )


def _most(weights: tuple[Weights, ...], levels: Levels, replaced: float) -> Floats:
    """The log2 odds that pairs may have, whatever their evidence adds up to."""
    reached_alike = View(weights, levels).any(Role.REACHED_ALIKE)
    home_or_firm = two_people(weights, levels, replaced) & ~reached_alike
    return np.select(
        [home_or_firm, unlike_one_person(weights, levels, replaced)], [UNLIKELY, ASKED], np.inf
    )


def _place(scored: Scored, pairs: Ints) -> Ints:
    """Where pairs of rows stand among the scored ones, -1 for those that were never compared."""
    width = max(int(scored.right.max(initial=0)), int(pairs.max(initial=0))) + 1
    keys = scored.left * width + scored.right
    wanted = pairs @ np.array([width, 1])
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    found = keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
    return np.where(found, place, -1)


def rivalry(left: Ints, right: Ints, log_odds: Floats, exclusive: Ints) -> Floats:
    """log2 odds after competition: a record is at most one of the people that a duplicate-free
    export lists.

    With rivals b and c in one export, odds(a = b) become odds_b / (1 + odds_c).
    """
    adjusted = log_odds.copy()
    for one, other in ((left, right), (right, left)):
        rivals = exclusive[other] >= 0
        key = one[rivals] * (int(exclusive.max(initial=0)) + 1) + exclusive[other[rivals]]
        _, group, sizes = np.unique(key, return_inverse=True, return_counts=True)
        contested = np.flatnonzero(rivals)[sizes[group] > 1]
        group = group[sizes[group] > 1]
        strength = np.exp2(np.clip(log_odds[contested], -60, 60))
        total = np.bincount(group, weights=strength)
        adjusted[contested] -= np.log2(1 + np.maximum(total[group] - strength, 0))
    return adjusted
