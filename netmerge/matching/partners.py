"""Records of one name only → pairs with those who may be meant, for questions alone.

"Esther" with a number and nothing else shares no key with Esther van der Laarse that
would be worth comparing. Where few go by a name, a person knows at a glance who is
meant; unasked, these are never merged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from netmerge.columns.numbers import among, look_up
from netmerge.columns.types import Flags, Ints
from netmerge.matching.attributes import Occurrences
from netmerge.matching.blocking.keys import Keys
from netmerge.matching.blocking.pairs import could_be_one, pairs_within
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.model.bounds import two_people
from netmerge.matching.model.view import View
from netmerge.matching.score import Compared, Scored, weighed

FEW = 12
"""Records that may go by one given name, or its forms, for one of them to be meant."""

_OF_A_GROUP = np.int64(1) << 62
"""Added to the number of a group of nicknames, so that it is no sound."""


def with_partners(
    judged: Judged,
    scored: Scored,
    said: Occurrences,
    comparing: Callable[[Ints, Ints], Compared],
    labels: Ints,
) -> tuple[Judged, Scored]:
    """The judged pairs with those of such records behind, and these as scored;
    `comparing` finds the levels of pairs, and how common is what they share.
    """
    left, right = _pairs(said, labels)
    new = ~_known(judged, scored, left, right, said.records)
    left, right = left[new], right[new]
    levels, frequency = comparing(left, right)
    weight = weighed(scored.model, levels, frequency)
    further = Scored(left, right, levels, weight, scored.model)
    none = np.zeros(len(left), dtype=bool)
    apart = two_people(View(scored.model.weights, levels), scored.model.replaced_names)
    log_odds = weight + scored.model.prior_weight
    extended = replace(
        judged,
        left=np.concatenate([judged.left, left]),
        right=np.concatenate([judged.right, right]),
        log_odds=np.concatenate([judged.log_odds, log_odds]),
        apart=np.concatenate([judged.apart, apart]),
        two_names=np.concatenate([judged.two_names, none]),
        relatives=np.concatenate([judged.relatives, none]),
        decided=np.concatenate([judged.decided, none]),
        taken_apart=np.concatenate([judged.taken_apart, none]),
        known=np.concatenate([judged.known, none]),
    )
    return extended, further


def _pairs(said: Occurrences, labels: Ints) -> tuple[Ints, Ints]:
    """Pairs of two contacts of which one record has a given name only, and the other
    that name or a form of it.
    """
    names = said.names
    named = np.flatnonzero((names.given >= 0) & ~look_up(names.initial_only, names.given, False))
    alone = (names.family < 0) | look_up(names.initial_only, names.family, False)
    given = names.given[named]
    groups = names.groups[given]
    of, form = np.nonzero(groups >= 0)
    rows_of = np.concatenate([named, named[of]])
    keys = Keys(
        rows=rows_of,
        hashes=np.concatenate([names.sound[given], groups[of, form] + _OF_A_GROUP]),
        seeks=alone[rows_of],
    )
    rows, hashes = keys.in_use()
    found, _ = pairs_within(rows, hashes, [], FEW, said.records)
    left, right = np.divmod(np.unique(found), max(said.records, 1))
    meant = (labels[left] != labels[right]) & (alone[left] | alone[right])
    meant &= could_be_one(said, left, right)
    return left[meant], right[meant]


def _known(judged: Judged, scored: Scored, left: Ints, right: Ints, records: int) -> Flags:
    """Which pairs are among the judged ones."""
    wanted = left * records + right
    compared = scored.left * records + scored.right  # ascending
    told = slice(len(scored.left), None)
    known = among(wanted, judged.left[told] * records + judged.right[told])
    if not len(compared):
        return known
    place = np.minimum(np.searchsorted(compared, wanted), len(compared) - 1)
    return np.asarray(known | (compared[place] == wanted))
