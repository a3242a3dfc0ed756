"""Two records' names in, levels out: given name, family name, and a name against the other's
e-mail address.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.coded import among, pick, take
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.attributes import Features
from netmerge.matching.comparisons.levels import (
    ABSENT,
    Compared,
    graded,
    intersect,
    nothing,
    over_distinct,
)
from netmerge.matching.comparisons.spelling import Level, family_level, given_level, middle_level
from netmerge.matching.names import Names, in_one_family

GIVEN_LEVELS = ("same", "same sound", "variant", "initial", "close", "similar", "different")
FAMILY_LEVELS = ("same", "same sound", "in part", "initial", "close", "similar", "different")
MIDDLE_LEVELS = ("same", "initial", "different")
EMAIL_LEVELS = ("whole name", "name and initial", "one name", "no name")

_LIKE_IN_LETTERS = (Level.SAME_SOUND, Level.CLOSE, Level.SIMILAR)

INITIALS = 15.0
"""Initials are as unequal as fifteen equally frequent letters would be."""


def both_names(features: Features, left: Ints, right: Ints) -> tuple[Compared, Compared]:
    """Given and family names: the same, a variant or a part, an initial, a slip of the pen,
    similar, different.

    They are compared straight, or crosswise where only that shows an agreement.
    """
    names = features.names
    given, family = _levels(names, left, right)
    given[names.couple[left] != names.couple[right]] = (
        Level.DIFFERENT
    )  # a card of two is neither of them
    lone = _lone_names_of_two_firms(features, left, right)
    given[lone], family[lone] = ABSENT, ABSENT
    a, b = names.given[left], names.family[left]
    given_share = pick(features.given_share, np.where(a >= 0, a, b), np.nan)
    family_share = pick(features.family_share, np.where(b >= 0, b, a), np.nan)
    family_share = np.where(
        (given == Level.SAME) & (a >= 0) & (b >= 0), features.together[left], family_share
    )
    return (
        Compared(given, np.where(given == Level.SAME, given_share, np.nan)),
        Compared(family, np.where(family == Level.SAME, family_share, np.nan)),
    )


def _lone_names_of_two_firms(features: Features, left: Ints, right: Ints) -> Flags:
    """Records of one name only, of two different firms: what such a name stands for may be a desk
    ("Headquarter").
    """
    names, table = features.names, features.organisation_table
    lone = (names.given < 0) | (names.family < 0)
    both = np.flatnonzero(lone[left] & lone[right] & (table[left, 0] >= 0) & (table[right, 0] >= 0))
    result = np.zeros(len(left), dtype=bool)
    result[both] = ~intersect(table, left[both], right[both])
    return result


def middle(features: Features, left: Ints, right: Ints) -> Compared:
    """Middle names, where both records have one: the same, one the other's initial, different."""
    names = features.names
    a, b = names.middle[left], names.middle[right]
    levels = over_distinct(a, b, lambda x, y: middle_level(names, x, y))
    return Compared(levels, np.full(len(left), np.nan))


def _levels(names: Names, left: Ints, right: Ints) -> tuple[Levels, Levels]:
    """Levels of given and family name."""
    given_levels = _straight_given(names, left, right)
    family_levels = _straight_family(names, left, right)
    poor = np.flatnonzero(_no_better(given_levels) & _no_better(family_levels))
    if not len(poor):
        return given_levels, family_levels
    one, other = left[poor], right[poor]
    a, b = names.given[one], names.family[one]
    c, d = names.given[other], names.family[other]
    crossed_given = over_distinct(a, d, lambda x, y: given_level(names, x, y))
    crossed_family = over_distinct(b, c, lambda x, y: family_level(names, x, y))
    agree = _agrees(crossed_given).astype(int) + _agrees(crossed_family)
    absent = (crossed_given == ABSENT).astype(int) + (crossed_family == ABSENT)
    initial = (crossed_given == Level.INITIAL).astype(int) + (crossed_family == Level.INITIAL)
    same = (crossed_given == Level.SAME) | (crossed_family == Level.SAME)
    swapped = same | (agree == 2) | ((agree == 1) & (absent + initial == 1))
    given_levels[poor[swapped]] = crossed_given[swapped]
    family_levels[poor[swapped]] = crossed_family[swapped]
    return given_levels, family_levels


def _no_better(levels: Levels) -> Flags:
    return np.asarray((levels == ABSENT) | (levels >= Level.SIMILAR))


def _agrees(levels: Levels) -> Flags:
    return np.asarray((levels > ABSENT) & (levels <= Level.CLOSE) & (levels != Level.INITIAL))


def _straight_given(names: Names, left: Ints, right: Ints) -> Levels:
    a, b = names.given[left], names.given[right]
    levels = over_distinct(a, b, lambda x, y: given_level(names, x, y))
    syllables = names.syllabic[left] & names.syllabic[right]
    levels[syllables & np.isin(levels, _LIKE_IN_LETTERS)] = Level.DIFFERENT
    further = _among(a, names.other_given[right]) | _among(b, names.other_given[left])
    further |= _declared(names, left, right)
    return _comparable(
        names, left, right, np.where(further & (levels > Level.FORM), Level.FORM, levels)
    )


def _declared(names: Names, left: Ints, right: Ints) -> Flags:
    """Whether some record has both given names for one person of this family name."""
    if not len(names.declared):
        return np.zeros(len(left), dtype=bool)
    a, b, family = names.given[left], names.given[right], names.family[left]
    known = (a >= 0) & (b >= 0) & (family >= 0) & (family == names.family[right])
    said = among(in_one_family(family, a, b, len(names.texts)), names.declared)
    return np.asarray(known & said)


def _straight_family(names: Names, left: Ints, right: Ints) -> Levels:
    a, b = names.family[left], names.family[right]
    levels = over_distinct(a, b, lambda x, y: family_level(names, x, y))
    further = _among(a, names.other_family[right]) | _among(b, names.other_family[left])
    return _comparable(
        names, left, right, np.where(further & (levels > Level.FORM), Level.FORM, levels)
    )


def _comparable(names: Names, left: Ints, right: Ints, levels: npt.NDArray[Any]) -> Levels:
    """What looks unlike only because one name stands in another script cannot be compared."""
    across = names.other_script[left] != names.other_script[right]
    return np.where(across & (levels >= Level.INITIAL), ABSENT, levels).astype(np.int8)


def name_in_email(features: Features, left: Ints, right: Ints) -> Compared:
    """A record without a full name in Latin letters: does its e-mail address spell the other's
    name?

    An address that the other has too, and that does not spell its name, says nothing against the
    two being one.
    """
    result = nothing(len(left))
    lacking = features.names.lacking
    for one, other in ((left, right), (right, left)):
        pairs = np.flatnonzero(lacking[one] & ~lacking[other] & (features.email_table[one, 0] >= 0))
        if len(pairs):
            levels, share = _spelled(features, one[pairs], other[pairs])
            known = (levels == 4) & intersect(features.email_table, one[pairs], other[pairs])
            result.levels[pairs] = np.where(known, ABSENT, levels)
            result.frequency[pairs] = share
    return result


def _spelled(features: Features, one: Ints, other: Ints) -> tuple[Levels, Floats]:
    names = features.names
    letters = take(features.email_letters.codes, features.email_table[one].ravel()).reshape(
        len(one), -1
    )
    forms = features.email_forms[other]
    found = np.stack(
        [_any_equal(letters, forms[:, place]) for place in range(forms.shape[1])], axis=1
    )
    given_share, family_share = (
        features.given_share[names.given[other]],
        features.family_share[names.family[other]],
    )
    compared = (names.given[one] >= 0) & ~names.other_script[one]
    given_share = np.where(compared, 1.0, given_share)  # its own given name is compared already
    whole, initial, family_first, given_only, family_only = (
        found[:, 0] | found[:, 1],
        found[:, 2],
        found[:, 3] | found[:, 4],
        found[:, 5],
        found[:, 6],
    )
    share = np.select(
        [whole, initial, family_first, given_only, family_only],
        [
            given_share * features.together[other],
            family_share / INITIALS,
            np.maximum(given_share, family_share) / INITIALS,
            given_share,
            family_share,
        ],
        np.nan,
    )
    levels = graded(
        (whole, 1),
        (initial | family_first, 2),
        (given_only | family_only, 3),
        otherwise=4,
    )
    return levels, share


def _any_equal(table: Ints, column: Ints) -> Flags:
    result: Flags = ((table == column[:, None]) & (column >= 0)[:, None]).any(axis=1)
    return result


def _among(codes: Ints, table: Ints) -> Flags:
    result: Flags = ((table == codes[:, None]) & (codes >= 0)[:, None]).any(axis=1)
    return result
