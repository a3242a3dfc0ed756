"""Two records' names → whether the one's are the other's, cut short by an old
system: To Fo, Wil Gal for Tonya Foster, Willis Gallagher.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.comparisons.comparison import Pairs
from netmerge.matching.comparisons.levels import standing_at
from netmerge.matching.comparisons.spelling import GIVEN_AGREES, FamilyName, GivenName
from netmerge.matching.names import Names

SHORTEST, LONGEST = 2, 5
"""Letters that a system leaves of a name; one letter is an initial."""

MUCH = 0.6
"""The most that is left of a name, for it to have been cut rather than to be
another (Karl, Karla).
"""

_AS_GOOD = GIVEN_AGREES
"""Levels of a given name that say as much as its beginning."""

_UNLIKE = (FamilyName.CLOSE, FamilyName.SIMILAR, FamilyName.DIFFERENT)


def read_beginnings(pairs: Pairs, given: Levels, family: Levels) -> None:
    """Take names that are but the beginnings of others for initials of them, in
    place.

    Both names of a record must be cut, or the family name where the given name
    is the same: one cut name may as well be a relative's.
    """
    unlike = np.flatnonzero(standing_at(family, *_UNLIKE))
    left, right = pairs.left[unlike], pairs.right[unlike]
    for short, whole in ((left, right), (right, left)):
        begun = _may_begin(pairs.features.names, pairs.features.names.family, short, whole)
        places = unlike[begun]
        _read(pairs.features.names, (short[begun], whole[begun]), places, given, family)


def _read(
    names: Names, rows: tuple[Ints, Ints], places: Ints, given: Levels, family: Levels
) -> None:
    """Set the levels of pairs that stand at some places."""
    family_left = _left(names, names.family, *rows)
    given_left = _left(names, names.given, *rows)
    same = standing_at(given[places], *_AS_GOOD)
    cut = (family_left <= MUCH) & (same | _cut_alike(names, given_left, *rows))
    hit = places[cut]
    family[hit] = FamilyName.INITIAL
    unlike = hit[~same[cut]]
    given[unlike] = GivenName.INITIAL


def _cut_alike(names: Names, given_left: Floats, short: Ints, whole: Ints) -> Flags:
    """Whether much of the given name is cut, or as many letters are left as of
    the family name.
    """
    one, other = names.given[short], names.family[short]
    as_many = (one >= 0) & (names.letters[one] == names.letters[other])
    two_genders = names.stem[one] == names.stem[names.given[whole]]  # Dan, Dana
    return np.asarray((given_left <= MUCH) | (as_many & (given_left < 1) & ~two_genders))


def _may_begin(names: Names, column: Ints, short: Ints, whole: Ints) -> Flags:
    """Pairs with names of which the one is short enough to be the other's beginning."""
    one, other = column[short], column[whole]
    letters = names.letters
    few = (letters[one] >= SHORTEST) & (letters[one] <= LONGEST)
    alike = names.initial[one] == names.initial[other]
    return np.asarray((one >= 0) & (other >= 0) & few & alike & (letters[one] < letters[other]))


def _left(names: Names, column: Ints, short: Ints, whole: Ints) -> Floats:
    """Which part of the one name the other is, from its beginning; inf for none."""
    part = np.full(len(short), np.inf)
    places = np.flatnonzero(_may_begin(names, column, short, whole))
    one, other = column[short[places]], column[whole[places]]
    texts, wholes = names.compact[one].astype("U"), names.compact[other].astype("U")
    begins = np.char.startswith(wholes, texts)
    part[places[begins]] = (names.letters[one] / names.letters[other])[begins]
    return part
