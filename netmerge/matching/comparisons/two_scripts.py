"""Two records' names, one in a script whose vowels or sounds are unsure → levels,
where the consonants of both names agree: דוד כהן and David Cohen.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.types import Flags, Ints, Levels
from netmerge.matching.comparisons.comparison import ABSENT, Pairs
from netmerge.matching.comparisons.levels import standing_at
from netmerge.matching.comparisons.spelling import (
    FAMILY_AGREES,
    GIVEN_AGREES,
    FamilyName,
    GivenName,
)
from netmerge.matching.names import Names


def read_consonants(pairs: Pairs, given: Levels, family: Levels) -> None:
    """Take names for forms of each other whose consonants are of the same kinds,
    in place; straight or turned round.

    Only if both agree: by the consonants of one many people could be meant.
    """
    names = pairs.features.names
    unsure = names.told_by_consonants
    if not unsure.any():
        return
    places = np.flatnonzero(unsure[pairs.left] != unsure[pairs.right])
    left, right = pairs.left[places], pairs.right[places]
    same_given = standing_at(given[places], *GIVEN_AGREES)
    same_family = standing_at(family[places], *FAMILY_AGREES)
    straight = same_given | _alike(names, names.given[left], names.given[right])
    straight &= same_family | _alike(names, names.family[left], names.family[right])
    turned = _alike(names, names.given[left], names.family[right])
    turned &= _alike(names, names.family[left], names.given[right])
    agree = straight | turned
    given[places[agree & ~same_given]] = GivenName.VARIANT
    family[places[agree & ~same_family]] = FamilyName.CLOSE


def forget_halves(pairs: Pairs, given: Levels, family: Levels) -> None:
    """Let names in two scripts say nothing of which but one half agrees, in place.

    That the other half cannot be compared is not so if it is there: whoever has
    another given name is a relative, a colleague or a namesake.
    """
    names, left, right = pairs.features.names, pairs.left, pairs.right
    places = np.flatnonzero(names.other_script[left] != names.other_script[right])
    whole = names.whole[left[places]] & names.whole[right[places]]
    halves = (given[places] == ABSENT) != (family[places] == ABSENT)
    forgotten = places[whole & halves]
    given[forgotten] = ABSENT
    family[forgotten] = ABSENT


def _alike(names: Names, one: Ints, other: Ints) -> Flags:
    """Whether texts, by their codes, have the same kinds of consonants."""
    known = np.append(names.consonants, -1)  # one more, for a record without the name
    return np.asarray((known[one] == known[other]) & (known[one] >= 0))
