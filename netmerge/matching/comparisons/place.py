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
from netmerge.matching.comparisons import company
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
    """Postcode and city where the companies are the same or unknown."""
    return _where(pairs, ~_of_two_companies(pairs))


def compare_of_two_companies(pairs: Pairs) -> Compared:
    """Postcode and city where the companies differ: who changes companies changes
    towns, so that another one says little then.
    """
    return _where(pairs, _of_two_companies(pairs))


def _of_two_companies(pairs: Pairs) -> Flags:
    return np.asarray(pairs.once(company.compare).levels == company.Company.DIFFERENT)


def _where(pairs: Pairs, compared: Flags) -> Compared:
    found = pairs.once(places)
    levels = np.where(compared, found.levels, ABSENT).astype(np.int8)
    return Compared(levels, np.where(compared, found.frequency, np.nan))


def places(pairs: Pairs) -> Compared:
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


NEEDS = ("postcode", "postcode_share", "city", "city_share", *company.NEEDS)
"""The fields of Features that are looked at here."""

ROLES = {Role.ONE_HOME: (Place.SAME_POSTCODE, Place.SAME_CITY)}

PLACE = Comparison(
    name="place",
    levels=Place,
    compare=compare,
    needs=NEEDS,
    shows=("postcode", "city"),
    roles=ROLES,
)
