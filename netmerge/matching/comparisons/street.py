"""Two records' streets with house numbers → the same, alike, but for the number,
different.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz

from netmerge.clean.streets import house_number
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Ints, Levels, Texts
from netmerge.matching.comparisons.comparison import Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import (
    graded,
    over_distinct,
    similarity,
    where_same,
)
from netmerge.matching.model.roles import Role

LETTERS, WORDS = 80.0, 90.0
"""Shares of letters, in either order of the words, and of words
in common, of 100, from which two streets may be one.
"""


class Street(IntEnum):
    """How far two streets agree."""

    SAME = 1
    SIMILAR = 2
    OTHER_NUMBER = 3
    DIFFERENT = 4


def compare(pairs: Pairs) -> Compared:
    """Streets with house numbers: the same; but for some letters
    or words; but for the number; different.
    """
    street = pairs.features.street
    a, b = street.codes[pairs.left], street.codes[pairs.right]
    levels = over_distinct(a, b, lambda x, y: _level(street.texts, x, y))
    share = look_up(pairs.features.street_share, a, np.nan)
    return Compared(levels, where_same(levels, Street.SAME, share))


def _level(texts: Texts, a: Ints, b: Ints) -> Levels:
    alike = similarity(texts, a, b, fuzz.ratio, LETTERS) > 0
    alike |= similarity(texts, a, b, fuzz.token_sort_ratio, LETTERS) > 0
    alike |= similarity(texts, a, b, fuzz.token_set_ratio, WORDS) > 0
    numbers = np.array([house_number(text) for text in texts], dtype=object)  # (streets,)
    other_number = (numbers[a] != numbers[b]) & (numbers[a] != "") & (numbers[b] != "")
    return graded(
        (a == b, Street.SAME),
        (alike & ~other_number, Street.SIMILAR),
        (alike, Street.OTHER_NUMBER),
        otherwise=Street.DIFFERENT,
    )


STREET = Comparison(
    name="street",
    levels=Street,
    compare=compare,
    needs=("street", "street_share"),
    shows=("street",),
    roles={
        Role.ONE_HOME: (Street.SAME, Street.SIMILAR),
        Role.HOME_OR_FIRM: (Street.SAME, Street.SIMILAR),
    },
)
