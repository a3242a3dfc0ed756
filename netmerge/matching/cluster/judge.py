"""Weighed pairs → log odds after rivals, two names, the owner's word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.cluster.agglomerate import DECIDED, FORBIDDEN
from netmerge.matching.model.bounds import two_people, unlike_one_person
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
from netmerge.matching.score import Scored

ASKED = -1.0
"""The most log2 odds (1 in 3) of two different given names with a mobile or a
mailbox in common: a couple, or a name that nobody knows to be a form of the
other; and of two family names with nothing in common that is personal. Worth a
person's look, never merged unasked.
"""

UNLIKELY = -3.0
"""The same (1 in 9) where all that they share is a home or a firm."""


@dataclass(frozen=True)
class Judged:
    """Pairs with the log2 odds that they are one person: the scored ones, then
    those that only the owner names.

    `by_evidence` are the log odds of the scored ones as they are without the owner's
    word. `apart` marks pairs that no evidence may join, `two_names` those of two
    different given names, `relatives` those of two spellings that could be two
    people's of one home or firm, `decided` those that the owner decided on,
    `taken_apart` those that were merged at first, which was implausible, `known` those
    that have in common what only one person has and a birthday that agrees.
    """

    left: Ints
    right: Ints
    log_odds: Floats
    apart: Flags
    two_names: Flags
    relatives: Flags
    decided: Flags
    taken_apart: Flags
    by_evidence: Floats  # (scored pairs,)
    known: Flags

    @property
    def for_clusters(self) -> Floats:
        """The log odds that clustering goes by, with what must stay apart."""
        return np.where(self.apart, FORBIDDEN, self.log_odds)


def judge(scored: Scored, exclusive: Ints, same: Ints, different: Ints) -> Judged:
    """The log odds of all pairs.

    `exclusive` has the duplicate-free export of each record, -1 for none;
    `same` and `different` are pairs of rows (pairs by 2) that the owner decided
    on.
    """
    view = View(scored.model.weights, scored.levels)
    weighed = scored.weight + scored.model.prior_weight
    by_evidence = _log_odds(scored, weighed, exclusive)
    # Also where a third record could be either's: A. Bos, of Anna Bos and of Arie.
    apart = two_people(view, scored.model.replaced_names)
    decided = np.concatenate([same, different])
    # (decisions,), the log odds that the owner's word stands for
    word = np.repeat([DECIDED, -DECIDED], [len(same), len(different)])
    place = _place(scored, decided)
    there, more = place >= 0, decided[place < 0]
    log_odds = by_evidence
    if there.any():
        # Who was declared another is nobody's rival, who was declared the same has none.
        weighed[place[there]] = word[there]
        log_odds = _log_odds(scored, weighed, exclusive)
    log_odds[place[there]] = word[there]
    apart[place[there]] = word[there] < 0
    decided_on = np.zeros(len(log_odds) + len(more), dtype=bool)
    decided_on[place[there]] = True
    decided_on[len(log_odds) :] = True
    none = np.zeros(len(more), dtype=bool)
    return Judged(
        left=np.concatenate([scored.left, more[:, 0]]),
        right=np.concatenate([scored.right, more[:, 1]]),
        log_odds=np.concatenate([log_odds, word[~there]]),
        apart=np.concatenate([apart, word[~there] < 0]),
        two_names=np.concatenate([view.two_names, none]),
        relatives=np.concatenate([view.like_relatives, none]),
        decided=decided_on,
        taken_apart=np.zeros(len(decided_on), dtype=bool),
        by_evidence=by_evidence,
        known=np.concatenate([view.any(Role.OWN) & view.any(Role.BIRTHS_AGREE), none]),
    )


def _log_odds(scored: Scored, weighed: Floats, exclusive: Ints) -> Floats:
    """The log2 odds of the scored pairs, after rivals and different names."""
    model = scored.model
    log_odds = rivalry(scored.left, scored.right, weighed, exclusive)
    likely = np.flatnonzero(log_odds > UNLIKELY)
    view = View(model.weights, scored.levels[likely])
    most = _most(view, model.replaced_names)
    log_odds[likely] = np.minimum(log_odds[likely], most)
    return np.asarray(log_odds)


def _most(view: View, replaced: float) -> Floats:
    """The log2 odds that pairs may have, whatever their evidence adds up to."""
    home_or_firm = two_people(view, replaced) & ~view.any(Role.REACHED_ALIKE)
    unlike = unlike_one_person(view, replaced)
    return np.select([home_or_firm, unlike], [UNLIKELY, ASKED], np.inf)


def _place(scored: Scored, pairs: Ints) -> Ints:
    """Where pairs of rows stand among the scored ones; -1 if never compared."""
    if not len(scored.left):
        return np.full(len(pairs), -1, dtype=np.int64)
    width = max(int(scored.right.max()), int(pairs.max(initial=0))) + 1
    keys = scored.left * width + scored.right  # ascending
    wanted = pairs @ np.array([width, 1])
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def rivalry(left: Ints, right: Ints, log_odds: Floats, exclusive: Ints) -> Floats:
    """log2 odds under the one-to-one constraint: a record is at most one of the
    people that a duplicate-free export lists.

    With rivals b and c in one export, odds(a = b) become odds_b / (1 + odds_c).
    """
    adjusted = log_odds.copy()
    exports = int(exclusive.max(initial=0)) + 1
    for one, other in ((left, right), (right, left)):
        pairs = np.flatnonzero(exclusive[other] >= 0)
        contest = one[pairs] * exports + exclusive[other[pairs]]
        _, group, sizes = np.unique(contest, return_inverse=True, return_counts=True)
        contested = sizes[group] > 1
        pairs, group = pairs[contested], group[contested]
        odds = np.exp2(np.clip(log_odds[pairs], -60, 60))
        of_rivals = np.bincount(group, weights=odds)[group] - odds
        adjusted[pairs] -= np.log2(1 + np.maximum(of_rivals, 0))
    return adjusted
