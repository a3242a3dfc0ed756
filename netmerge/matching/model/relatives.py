"""Rows of pairs, and their levels → whether two given names at one home and birthday
are one person's, one of them replaced, or two relatives'.

Twins have in common all that one person's records do but their given names. What
tells is how many records bear each of the two names. A twin has as many as anybody,
or each but one, where relatives were listed once. Where a name was put in the place
of another, the two share out the records of a person who is there more than once, as
a name and its slips do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.model.namesakes import TYPICAL_ROWS
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View

MOST = len(TYPICAL_ROWS)
"""Records of one name that are told apart; more are as so many."""

ALSO_AGAIN = np.linspace(0.0, 1.0, 5)
"""How often, beside others, the second of two relatives is there more than once."""

STRENGTH = 5.0
"""Names that `TYPICAL_ROWS` stands for."""

SOME, AT_ODDS = 10.0, 0.5
"""Pairs of a name and its slip reckoned with on top, and how many of these have both
more than once.
"""


@dataclass(frozen=True)
class _Shared:
    """How many records bear each of two names: the fewer, the more; and for how many
    such pairs of names each stands, since each pair of their records is one.
    """

    fewer: Ints  # (pairs,)
    more: Ints
    times: Floats


def are_relatives(view: View, left: Ints, right: Ints) -> bool:
    """Whether pairs of two given names and one family name, birthday and home are
    likelier two people's.

    `left` and `right` (rows of the view,) are the rows of each pair.
    """
    alike = view.any(Role.NAME_SAME) & view.any(Role.BORN_ALIKE) & view.any(Role.ONE_HOME)
    two, a_slip = alike & view.two_names, alike & view.any(Role.CALLED_ALIKE)
    own = view.all(Role.NAME_SAME) & view.any(Role.BORN_ALIKE) & ~view.any(Role.TWO_PEOPLE)
    rows = int(max(left.max(initial=-1), right.max(initial=-1))) + 1
    further = np.bincount(left[own], minlength=rows) + np.bincount(right[own], minlength=rows)
    records = np.minimum(1 + further, MOST)  # (rows,), of one's name and birthday

    def shared(which: Flags) -> _Shared:
        one, other = records[left[which]], records[right[which]]
        return _Shared(np.minimum(one, other), np.maximum(one, other), 1 / (one * other))

    born = view.compared(Role.BORN_ALIKE)
    listed = np.unique(np.concatenate([left[born], right[born]]))
    of_anybody = _shares(records[listed], 1 / records[listed])
    asked = shared(two)
    return _of_relatives(asked, of_anybody) > _of_one_person(asked, shared(a_slip & ~own))


def _shares(records: Ints, times: Floats) -> Floats:
    """Share of names that so many records bear, from 0 (MOST and one,)."""
    seen = np.bincount(records, weights=times, minlength=MOST + 1).astype(np.float64)
    seen[1:] += STRENGTH * TYPICAL_ROWS
    return np.asarray(seen / seen.sum())


def _of_relatives(asked: _Shared, of_anybody: Floats) -> float:
    """log2 likelihood of what is seen, if the two are relatives: the first is there
    like anybody, the second too or, as much as explains it best, but once.
    """
    best = -np.inf
    for share in ALSO_AGAIN:
        second = share * of_anybody
        second[1] += 1 - share
        straight = of_anybody[asked.more] * second[asked.fewer]
        crossed = of_anybody[asked.fewer] * second[asked.more]
        likely = np.where(asked.fewer == asked.more, straight, straight + crossed)
        likely = np.maximum(likely, np.finfo(float).tiny)
        best = max(best, float((asked.times * np.log2(likely)).sum()))
    return best


def _of_one_person(asked: _Shared, slips: _Shared) -> float:
    """The same, if they are one person's: as records are shared out between a name
    and its slips.
    """
    of_more = _shares(slips.more, slips.times)
    several = (slips.times * (slips.fewer > 1)).sum()
    both_again = (several + AT_ODDS) / (slips.times.sum() + SOME)
    fewer = np.where(asked.fewer > 1, both_again, 1 - both_again)
    return float((asked.times * np.log2(of_more[asked.more] * fewer)).sum())
