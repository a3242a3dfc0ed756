"""Two records' names → levels of given and of family name, compared straight or
crosswise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from netmerge.columns.numbers import among, look_up
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.comparisons.comparison import ABSENT, Pairs
from netmerge.matching.comparisons.crosswise import crosswise, how_seldom
from netmerge.matching.comparisons.cut_short import read_beginnings
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
from netmerge.matching.comparisons.two_scripts import forget_halves, read_consonants
from netmerge.matching.name_texts import known_given
from netmerge.matching.names import in_one_family

NEEDS = (
    *("names", "bearers", "family_bearers", "declared", "organisation_table"),
    *("given_share", "family_share", "turned_share", "called"),
)
"""The fields of Features that are looked at here."""

_GIVEN_UNLIKE = (ABSENT, GivenName.SIMILAR, GivenName.DIFFERENT)
_FAMILY_UNLIKE = (ABSENT, FamilyName.SIMILAR, FamilyName.DIFFERENT)
"""Levels at which it is worth a try to compare crosswise."""

_ONE, _TWO = 1, 2
"""Two spelt names are forms of one, or not."""

_LIKE_IN_LETTERS = (
    *(GivenName.SAME_SOUND, GivenName.VARIANT, GivenName.SISTER_NAME),
    *(GivenName.CLOSE, GivenName.SIMILAR),
)


@dataclass(frozen=True)
class BothNames:
    """Levels of the given names and of the family names of pairs, (pairs,) each.

    `rows` has the record of each pair whose own order of names holds, `seldom`
    how seldom one person's names stand so, which is 1 but where they were
    turned round.
    """

    given: Levels
    family: Levels
    rows: Ints
    seldom: Floats


def both_names(pairs: Pairs) -> BothNames:
    """Levels of given and family names.

    They are compared straight, or crosswise where only that shows
    an agreement.
    """
    both = _straight_or_crosswise(pairs)
    read_beginnings(pairs, both.given, both.family)
    read_consonants(pairs, both.given, both.family)
    forget_halves(pairs, both.given, both.family)
    couple = pairs.features.names.couple
    two_on_one_card = couple[pairs.left] != couple[pairs.right]
    both.given[two_on_one_card] = GivenName.DIFFERENT  # a card of two is neither of them
    both.given[_called_two_names(pairs)] = GivenName.DIFFERENT
    lone = _lone_names_of_two_firms(pairs)
    both.given[lone], both.family[lone] = ABSENT, ABSENT
    return both


def _called_two_names(pairs: Pairs) -> Flags:
    """Pairs whose addresses spell two names out: one Chris has christine@, the
    other christopher@.
    """
    called, groups = pairs.features.called, known_given().groups

    def are_two(a: Ints, b: Ints) -> Levels:
        one = (a == b) | _share(groups[a], groups[b])
        return np.where(one, _ONE, _TWO).astype(np.int8)

    found = np.zeros((len(pairs), _TWO + 1), dtype=bool)  # whether there is such a pair
    every = np.arange(len(pairs))
    for one in called.T:
        for other in called.T:
            levels = over_distinct(one[pairs.left], other[pairs.right], are_two)
            found[every, levels] = True
    return found[:, _TWO] & ~found[:, _ONE]


def _share(one: Ints, other: Ints) -> Flags:
    """Whether two padded rows of groups have one in common."""
    same = (one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]
    return np.asarray(same.any(axis=(1, 2)))


def _lone_names_of_two_firms(pairs: Pairs) -> Flags:
    """Records of one name only, or of a function's, of two different firms: what
    such a name stands for may be a desk ("Headquarter", "IT Helpdesk").
    """
    names, firms = pairs.features.names, pairs.features.organisation_table
    left, right = pairs.left, pairs.right
    lone = ~names.whole | names.function  # (records,)
    asked = lone[left] & lone[right] & both_filled(firms, left, right)
    places = np.flatnonzero(asked)
    result = np.zeros(len(pairs), dtype=bool)
    result[places] = ~intersect(firms, left[places], right[places])
    return result


def _straight_or_crosswise(pairs: Pairs) -> BothNames:
    given, family, rows = _straight_given(pairs), _straight_family(pairs), pairs.left.copy()
    poor_given = standing_at(given, *_GIVEN_UNLIKE)
    poor_family = standing_at(family, *_FAMILY_UNLIKE)
    turned = np.zeros(len(pairs), dtype=bool)
    poor = np.flatnonzero(poor_given & poor_family)
    if len(poor):
        crossed = crosswise(pairs.some(poor))
        swapped = crossed.agree
        turned[poor[swapped]] = True
        given[turned] = crossed.given[swapped]
        family[turned] = crossed.family[swapped]
        rows[turned] = crossed.rows[swapped]
    seldom = how_seldom(pairs, turned)
    return BothNames(given, family, rows, seldom)


def _straight_given(pairs: Pairs) -> Levels:
    names, left, right = pairs.features.names, pairs.left, pairs.right
    one, other = names.given[left], names.given[right]
    levels = over_distinct(one, other, partial(given_level, pairs.features))
    syllables = names.syllabic[left] & names.syllabic[right]
    levels[syllables & standing_at(levels, *_LIKE_IN_LETTERS)] = GivenName.DIFFERENT
    further = _among(one, names.other_given[right])
    further |= _among(other, names.other_given[left])
    further |= _declared(pairs)
    levels[further & (levels > GivenName.VARIANT)] = GivenName.VARIANT
    unlike = levels >= GivenName.INITIAL
    levels[unlike & _in_two_scripts(pairs)] = ABSENT
    return levels


def _straight_family(pairs: Pairs) -> Levels:
    names, left, right = pairs.features.names, pairs.left, pairs.right
    one, other = names.family[left], names.family[right]
    levels = over_distinct(one, other, partial(family_level, pairs.features))
    further = _among(one, names.other_family[right])
    further |= _among(other, names.other_family[left])
    levels[further & (levels > FamilyName.IN_PART)] = FamilyName.IN_PART
    unlike = levels >= FamilyName.INITIAL
    levels[unlike & _in_two_scripts(pairs)] = ABSENT
    return levels


def _declared(pairs: Pairs) -> Flags:
    """Whether some record has both given names for one person of
    this family name.
    """
    names, declared = pairs.features.names, pairs.features.declared
    if not len(declared):
        return np.zeros(len(pairs), dtype=bool)
    one, other = names.given[pairs.left], names.given[pairs.right]
    family = names.family[pairs.left]
    of_one_family = (family >= 0) & (family == names.family[pairs.right])
    known = (one >= 0) & (other >= 0) & of_one_family
    said = in_one_family(*(look_up(names.hashed, codes) for codes in (family, one, other)))
    return np.asarray(known & among(said, declared))


def _in_two_scripts(pairs: Pairs) -> Flags:
    """Pairs of which one name stands in another script: that they
    look unlike means nothing.
    """
    other_script = pairs.features.names.other_script
    return np.asarray(other_script[pairs.left] != other_script[pairs.right])


def _among(codes: Ints, table: Ints) -> Flags:
    """Which codes stand in their row of a table; -1 stands nowhere."""
    found = (table == codes[:, None]) & (codes >= 0)[:, None]
    return np.asarray(found.any(axis=1))
