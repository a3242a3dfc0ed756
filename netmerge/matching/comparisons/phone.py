"""Two records' telephone numbers → a mobile in common, another line, a slip, none
of it.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import both_filled, graded, having, likeness, shared
from netmerge.matching.features import Features
from netmerge.matching.model.roles import Role

SLIP = 0.88
"""Normalised similarity from which one number is a slip of
another: one digit of nine.
"""


class Phone(IntEnum):
    """How far two records' numbers agree."""

    SAME_MOBILE = 1
    SAME_LINE = 2
    SLIP = 3
    DIFFERENT = 4
    DIFFERENT_MOBILES = 5


def compare(pairs: Pairs) -> Compared:
    """Telephone numbers: a mobile in common, another line in
    common, one but for a digit or two, none in common.

    People have several lines but mostly one mobile: two different
    ones say more. Neighbours of a block of numbers are no slip of
    each other: firms and families take them together. That a line
    of several is not somebody's own number says nothing.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    table, rarity = features.phone_table, features.phone_rarity  # (records, values); (numbers,)
    both = both_filled(table, left, right)
    same, number = shared(table, left, right, pairs.of_list(_rank))
    mobile = same & look_up(features.mobile, number, False)
    texts, block = features.phones.texts, features.phone_block

    def neighbours(a: Ints, b: Ints) -> Flags:
        return np.asarray((block[a] >= 0) & (block[a] == block[b]))

    slip = likeness(texts, table, left, right, both & ~same, SLIP, neighbours) > 0
    mobiles, own = pairs.of_list(_have_a_mobile), pairs.of_list(_have_their_own)
    levels = graded(
        (~both, ABSENT),
        (mobile, Phone.SAME_MOBILE),
        (same, Phone.SAME_LINE),
        (slip, Phone.SLIP),
        (mobiles[left] & mobiles[right], Phone.DIFFERENT_MOBILES),
        (~(own[left] & own[right]), ABSENT),
        otherwise=Phone.DIFFERENT,
    )
    return Compared(levels, look_up(rarity, number, float("nan")))


def _have_a_mobile(features: Features) -> Flags:
    """(records,) with the number of a mobile."""
    return having(features.phone_table, features.mobile)


def _have_their_own(features: Features) -> Flags:
    """(records,) with a number that is not a line of several."""
    return having(features.phone_table, ~features.phone_shared)


def _rank(features: Features) -> Floats:
    """The place of each number among all, the rarest first; of two as rare a
    mobile before another line.
    """
    rarity = features.phone_rarity
    rank = np.empty(len(rarity))
    rank[np.lexsort((~features.mobile, rarity))] = np.arange(len(rarity))
    return rank


PHONE = Comparison(
    name="phone",
    levels=Phone,
    compare=compare,
    needs=("phones", "phone_table", "phone_rarity", "phone_block", "phone_shared", "mobile"),
    shows=("phones",),
    roles={
        Role.REACHED_ALIKE: (Phone.SAME_MOBILE,),
        Role.HOME_OR_FIRM: (Phone.SAME_LINE,),
    },
)
