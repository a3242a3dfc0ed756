"""Two records' postcodes and cities → the same, a slip, different: one comparison
of both.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from netmerge.columns.coded import Coded
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import graded, similar
from netmerge.matching.model.roles import Role

SLIP = 0.74
"""Normalised similarity from which one postcode is a slip of
another: one sign of four.
"""

ALIKE = 80.0
"""Share of letters in common, of 100, from which two cities may be one."""


class Place(IntEnum):
    """How far two places agree."""

    SAME_POSTCODE = 1
    SAME_CITY = 2
    SLIP_IN_THE_POSTCODE = 3
    SIMILAR_CITY = 4
    DIFFERENT = 5


def compare(pairs: Pairs) -> Compared:
    """Postcode and city, one comparison since the one implies the other."""
    left, right = pairs.left, pairs.right
    postcode, city = pairs.features.postcode, pairs.features.city
    a, c = postcode.codes[left], city.codes[left]
    levels = graded(
        (~_both(postcode, pairs) & ~_both(city, pairs), ABSENT),
        (_same(postcode, pairs), Place.SAME_POSTCODE),
        (_same(city, pairs), Place.SAME_CITY),
        (
            similar(postcode, left, right, OSA.normalized_similarity, SLIP),
            Place.SLIP_IN_THE_POSTCODE,
        ),
        (similar(city, left, right, fuzz.ratio, ALIKE), Place.SIMILAR_CITY),
        otherwise=Place.DIFFERENT,
    )
    at_postcode, at_city = levels == Place.SAME_POSTCODE, levels == Place.SAME_CITY
    of_postcode = look_up(pairs.features.postcode_share, a, np.nan)
    of_city = look_up(pairs.features.city_share, c, np.nan)
    return Compared(levels, np.select([at_postcode, at_city], [of_postcode, of_city], np.nan))


def _both(column: Coded, pairs: Pairs) -> Flags:
    a, b = column.codes[pairs.left], column.codes[pairs.right]
    return np.asarray((a >= 0) & (b >= 0))


def _same(column: Coded, pairs: Pairs) -> Flags:
    a, b = column.codes[pairs.left], column.codes[pairs.right]
    return np.asarray((a >= 0) & (a == b))


PLACE = Comparison(
    name="place",
    levels=Place,
    compare=compare,
    needs=("postcode", "postcode_share", "city", "city_share"),
    shows=("postcode", "city"),
    roles={Role.ONE_HOME: (Place.SAME_POSTCODE, Place.SAME_CITY)},
)
