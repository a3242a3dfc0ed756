"""Two records' names → levels of given and of family name, compared straight or crosswise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.numbers import among, look_up
from netmerge.columns.types import Flags, Ints, Levels
from netmerge.matching.comparisons.comparison import ABSENT, Pairs
from netmerge.matching.comparisons.levels import (
    both_filled,
    intersect,
    over_distinct,
    standing_at,
)
from netmerge.matching.comparisons.spelling import (
    FamilyName,
    GivenName,
    family_level,
    given_level,
)
from netmerge.matching.features import Features
from netmerge.matching.names import Names, in_one_family

NEEDS = ("names", "bearers", "family_bearers", "declared", "organisation_table")
"""The fields of Features that are looked at here."""

_GIVEN_AGREES = (GivenName.SAME, GivenName.SAME_SOUND, GivenName.VARIANT, GivenName.CLOSE)
_FAMILY_AGREES = (FamilyName.SAME, FamilyName.SAME_SOUND, FamilyName.IN_PART, FamilyName.CLOSE)
_GIVEN_UNLIKE = (GivenName.SIMILAR, GivenName.DIFFERENT)
_FAMILY_UNLIKE = (FamilyName.SIMILAR, FamilyName.DIFFERENT)
_LIKE_IN_LETTERS = (GivenName.SAME_SOUND, GivenName.CLOSE, GivenName.SIMILAR)


@dataclass(frozen=True)
class BothNames:
    """Levels of the given names and of the family names of pairs, (pairs,) each."""

    given: Levels
    family: Levels


def both_names(pairs: Pairs) -> BothNames:
    """Levels of given and family names.

    They are compared straight, or crosswise where only that shows an
    agreement.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    names = features.names
    both = _straight_or_crosswise(features, left, right)
    two_on_one_card = names.couple[left] != names.couple[right]
    both.given[two_on_one_card] = GivenName.DIFFERENT  # a card of two is neither of them
    lone = _lone_names_of_two_firms(features, left, right)
    both.given[lone], both.family[lone] = ABSENT, ABSENT
    return both


def _lone_names_of_two_firms(features: Features, left: Ints, right: Ints) -> Flags:
    """Records of one name only, of two different firms: what such a name
    stands for may be a desk ("Headquarter").
    """
    names, table = features.names, features.organisation_table
    lone = (names.given < 0) | (names.family < 0)  # (records,)
    pairs = np.flatnonzero(lone[left] & lone[right] & both_filled(table, left, right))
    result = np.zeros(len(left), dtype=bool)
    result[pairs] = ~intersect(table, left[pairs], right[pairs])
    return result


def _straight_or_crosswise(features: Features, left: Ints, right: Ints) -> BothNames:
    given = _straight_given(features, left, right)
    family = _straight_family(features, left, right)
    poor_given = standing_at(given, ABSENT, *_GIVEN_UNLIKE)
    poor_family = standing_at(family, ABSENT, *_FAMILY_UNLIKE)
    poor = np.flatnonzero(poor_given & poor_family)
    if len(poor):
        crossed = _crosswise(features, left[poor], right[poor])
        swapped = _agree_so_well(crossed)
        given[poor[swapped]] = crossed.given[swapped]
        family[poor[swapped]] = crossed.family[swapped]
    return BothNames(given, family)


def _crosswise(features: Features, left: Ints, right: Ints) -> BothNames:
    """The given name of each record against the family name of the other."""
    names = features.names
    a, b = names.given[left], names.family[left]
    c, d = names.given[right], names.family[right]
    given = over_distinct(a, d, lambda x, y: given_level(features, x, y))
    family = over_distinct(b, c, lambda x, y: family_level(features, x, y))
    return BothNames(given, family)


def _agree_so_well(crossed: BothNames) -> Flags:
    """Whether names agree crosswise so well that they were swapped: one is
    the same, both agree, or one does and nothing speaks against the other.
    """
    given, family = crossed.given, crossed.family
    given_agrees = standing_at(given, *_GIVEN_AGREES)
    family_agrees = standing_at(family, *_FAMILY_AGREES)
    given_open = standing_at(given, ABSENT, GivenName.INITIAL)
    family_open = standing_at(family, ABSENT, FamilyName.INITIAL)
    same = (given == GivenName.SAME) | (family == FamilyName.SAME)
    one_agrees = (given_agrees & family_open) | (family_agrees & given_open)
    return np.asarray(same | (given_agrees & family_agrees) | one_agrees)


def _straight_given(features: Features, left: Ints, right: Ints) -> Levels:
    names = features.names
    a, b = names.given[left], names.given[right]
    levels = over_distinct(a, b, lambda x, y: given_level(features, x, y))
    syllables = names.syllabic[left] & names.syllabic[right]
    levels[syllables & standing_at(levels, *_LIKE_IN_LETTERS)] = GivenName.DIFFERENT
    further = _among(a, names.other_given[right]) | _among(b, names.other_given[left])
    further |= _declared(features, left, right)
    levels[further & (levels > GivenName.VARIANT)] = GivenName.VARIANT
    levels[_in_two_scripts(names, left, right) & (levels >= GivenName.INITIAL)] = ABSENT
    return levels


def _straight_family(features: Features, left: Ints, right: Ints) -> Levels:
    names = features.names
    a, b = names.family[left], names.family[right]
    levels = over_distinct(a, b, lambda x, y: family_level(features, x, y))
    further = _among(a, names.other_family[right]) | _among(b, names.other_family[left])
    levels[further & (levels > FamilyName.IN_PART)] = FamilyName.IN_PART
    levels[_in_two_scripts(names, left, right) & (levels >= FamilyName.INITIAL)] = ABSENT
    return levels


def _declared(features: Features, left: Ints, right: Ints) -> Flags:
    """Whether some record has both given names for one person of this family name."""
    names, hashed = features.names, features.names.hashed
    if not len(features.declared):
        return np.zeros(len(left), dtype=bool)
    a, b, family = names.given[left], names.given[right], names.family[left]
    known = (a >= 0) & (b >= 0) & (family >= 0) & (family == names.family[right])
    said = in_one_family(*(look_up(hashed, codes) for codes in (family, a, b)))
    return np.asarray(known & among(said, features.declared))


def _in_two_scripts(names: Names, left: Ints, right: Ints) -> Flags:
    """Pairs of which one name stands in another script: that they look unlike means nothing."""
    return np.asarray(names.other_script[left] != names.other_script[right])


def _among(codes: Ints, table: Ints) -> Flags:
    """Which codes stand in their row of a table; -1 stands nowhere."""
    found = (table == codes[:, None]) & (codes >= 0)[:, None]
    return np.asarray(found.any(axis=1))
