"""Two records' names → how they agree if one of them has its names turned round.

Which of the two has is not known: whoever is called Ali Hassan here and Hassan
Ali there may be either. That reading is taken which agrees better, and of two
that agree as well the more usual one, so that the order of the records does not
matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.comparisons.comparison import ABSENT, Pairs
from netmerge.matching.comparisons.levels import over_distinct, standing_at
from netmerge.matching.comparisons.spelling import (
    FAMILY_AGREES,
    GIVEN_AGREES,
    FamilyName,
    GivenName,
    family_level,
    given_level,
)
from netmerge.matching.features import Features

OFTEN = 0.06
"""Share of names turned round from which it is the custom of a list."""

WHERE_USUAL = 0.1
"""How much rarer names are turned round that are both given names (Kim, Lee),
than others are: two people may be called so.
"""


@dataclass(frozen=True)
class Crosswise:
    """Levels of pairs whose names were read crosswise, (pairs,) each.

    `rows` has the record of each pair whose own order of names was taken for
    right.
    """

    given: Levels
    family: Levels
    rows: Ints

    def chosen(self, other: Crosswise, this: Flags) -> Crosswise:
        """For each pair this reading or the other."""
        return Crosswise(
            np.where(this, self.given, other.given),
            np.where(this, self.family, other.family),
            np.where(this, self.rows, other.rows),
        )

    @property
    def distance(self) -> Ints:
        """How far the names are from being the same, each part as far as the other."""
        beyond = self.given > GivenName.SISTER_NAME  # of which family names have none
        return self.given.astype(np.int64) - beyond + self.family

    @property
    def agree(self) -> Flags:
        """Whether names agree so well that they were turned.

        One is the same, both agree, or one does and nothing speaks against the
        other.
        """
        same = (self.given == GivenName.SAME) | (self.family == FamilyName.SAME)
        given_agrees = standing_at(self.given, *GIVEN_AGREES)
        family_agrees = standing_at(self.family, *FAMILY_AGREES)
        given_open = standing_at(self.given, ABSENT, GivenName.INITIAL)
        family_open = standing_at(self.family, ABSENT, FamilyName.INITIAL)
        turned = same | (given_agrees & family_agrees)
        turned |= (given_agrees & family_open) | (family_agrees & given_open)
        return np.asarray(turned)


def crosswise(pairs: Pairs) -> Crosswise:
    """The given name of each record against the family name of the other."""
    features = pairs.features
    one = _read(features, pairs.left, pairs.right)
    other = _read(features, pairs.right, pairs.left)
    how_usual = _usual(features, one.rows), _usual(features, other.rows)
    given, family = pairs.of_list(_hashed_given), pairs.of_list(_hashed_family)
    first = np.minimum(given[pairs.left], family[pairs.right])
    second = np.minimum(given[pairs.right], family[pairs.left])
    better = one.distance < other.distance
    as_good = one.distance == other.distance
    better |= as_good & (how_usual[0] > how_usual[1])
    better |= as_good & (how_usual[0] == how_usual[1]) & (first <= second)
    return one.chosen(other, better)


def _hashed_given(features: Features) -> Ints:
    return look_up(features.names.hashed, features.names.given)


def _hashed_family(features: Features) -> Ints:
    return look_up(features.names.hashed, features.names.family)


def how_seldom(pairs: Pairs, turned: Flags) -> Floats:
    """How seldom one person's names are turned so, 1 where they stand straight.

    Where one has but one name, in whichever place, nothing was turned; and
    where it is the custom of a list, it tells nothing.
    """
    names, share = pairs.features.names, pairs.features.turned_share
    if share >= OFTEN:
        return np.ones(len(pairs))
    whole = names.whole[pairs.left] & names.whole[pairs.right]
    known = np.append(names.known, False)  # one more, for a record without the name
    usual = known[names.given[pairs.left]] & known[names.family[pairs.left]]
    of_these = np.where(usual, WHERE_USUAL * share, share)
    return np.where(turned & whole, of_these, 1.0)


def _read(features: Features, right_order: Ints, turned: Ints) -> Crosswise:
    """The names of records in their order, and of others against it."""
    given, family = features.names.given, features.names.family
    return Crosswise(
        over_distinct(given[right_order], family[turned], partial(given_level, features)),
        over_distinct(family[right_order], given[turned], partial(family_level, features)),
        right_order,
    )


def _usual(features: Features, rows: Ints) -> Floats:
    """How usual the names of records are in the places where they stand."""
    given = look_up(features.given_share, features.names.given[rows], 1.0)
    family = look_up(features.family_share, features.names.family[rows], 1.0)
    return np.asarray(given * family)
