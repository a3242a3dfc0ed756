"""A record without a full name and one with it → what the e-mail address of the
one spells.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints, Levels
from netmerge.matching.comparisons.comparison import (
    ABSENT,
    Compared,
    Comparison,
    Pairs,
    nothing,
)
from netmerge.matching.comparisons.levels import graded, intersect
from netmerge.matching.features import Features
from netmerge.matching.model.roles import Role

INITIALS = 15.0
"""Initials are as unequal as fifteen equally frequent letters would be."""


class NameInEmail(IntEnum):
    """How much of the other's name an address spells."""

    WHOLE_NAME = 1
    NAME_AND_INITIAL = 2
    ONE_NAME = 3
    NO_NAME = 4


def compare(pairs: Pairs) -> Compared:
    """A record without a full name in Latin letters: does its
    e-mail address spell the other's name?

    An address that the other has too, and that does not spell its
    name, says nothing against the two being one.
    """
    features = pairs.features
    result = nothing(len(pairs))
    lacking, table = features.names.lacking, features.email_table
    for one, other in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
        rows = np.flatnonzero(lacking[one] & ~lacking[other] & (table[one, 0] >= 0))
        if len(rows):
            levels, share = _spelled(features, one[rows], other[rows])
            of_both = intersect(table, one[rows], other[rows])
            levels[of_both & (levels == NameInEmail.NO_NAME)] = ABSENT
            result.levels[rows], result.frequency[rows] = levels, share
    return result


def _spelled(features: Features, one: Ints, other: Ints) -> tuple[Levels, Floats]:
    """What the addresses of one record spell of the other's name,
    and how common that is.
    """
    names = features.names
    addresses = features.email_table[one]
    letters = look_up(features.email_letters, addresses)
    forms = features.email_forms[other]  # (pairs, forms of a name), hashes of letters
    given_family, family_given, g_family, given_f, family_g, given, family = (
        _any_equal(letters, form) for form in forms.T
    )
    whole = given_family | family_given
    initial_last = given_f | family_g
    given_share = features.given_share[names.given[other]]
    family_share = features.family_share[names.family[other]]
    compared = (names.given[one] >= 0) & ~names.other_script[one]
    given_share = np.where(compared, 1.0, given_share)  # its own given name is compared already
    share = np.select(
        [whole, g_family, initial_last, given, family],
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
        (whole, NameInEmail.WHOLE_NAME),
        (g_family | initial_last, NameInEmail.NAME_AND_INITIAL),
        (given | family, NameInEmail.ONE_NAME),
        otherwise=NameInEmail.NO_NAME,
    )
    return levels, share


def _any_equal(table: Ints, column: Ints) -> Flags:
    """Which rows of a table hold the entry of a column; -1 is held by none."""
    held = (table == column[:, None]) & (column >= 0)[:, None]
    return np.asarray(held.any(axis=1))


NAME_IN_EMAIL = Comparison(
    name="name in e-mail",
    levels=NameInEmail,
    compare=compare,
    needs=(
        *("names", "given_share", "family_share", "together"),
        *("email_table", "email_letters", "email_forms"),
    ),
    shows=("full_name", "emails"),
    roles={Role.WHOLE_NAME: (NameInEmail.WHOLE_NAME,)},
)
