"""Two records' birthdays → the same, as far as both are known, a slip, in part,
another.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

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

SLIP = 0.85
"""Normalised similarity of two dates from which one is a slip of
the other: one sign of ten.
"""

_WHOLE = len("1989-03-24")


class Birthday(IntEnum):
    """How far two birthdays agree."""

    SAME = 1
    IN_PART = 2
    SLIP = 3
    TWO_PARTS_OF_THREE = 4
    SAME_YEAR = 5
    DIFFERENT = 6


def compare(pairs: Pairs) -> Compared:
    """Birthdays: the same; as far as both are known; but for a
    slip, or day and month swapped; the same year; none.
    """
    birthday = pairs.features.birthday
    a, b = birthday.codes[pairs.left], birthday.codes[pairs.right]
    levels = over_distinct(a, b, lambda x, y: _level(birthday.texts, x, y))
    share = look_up(pairs.features.birthday_share, a, np.nan)
    return Compared(levels, where_same(levels, Birthday.SAME, share))


def _level(texts: Texts, a: Ints, b: Ints) -> Levels:
    one, other = texts[a].astype("U10"), texts[b].astype("U10")
    lengths = np.char.str_len(one), np.char.str_len(other)
    whole = (lengths[0] == _WHOLE) & (lengths[1] == _WHOLE)
    no_contradiction = [_agree(x, y) for x, y in zip(one, other, strict=True)]
    partial = ~whole & np.array(no_contradiction, dtype=bool)
    slip = whole & (similarity(texts, a, b, OSA.normalized_similarity, SLIP) > 0)
    first, second = _date_parts(one), _date_parts(other)
    same = first == second  # (pairs, year month day)
    crossed = (first[:, 1] == second[:, 2]) & (first[:, 2] == second[:, 1]) & same[:, 0]
    return graded(
        (a == b, Birthday.SAME),
        (partial, Birthday.IN_PART),
        (slip | (whole & crossed), Birthday.SLIP),
        (whole & (same.sum(axis=1) == 2), Birthday.TWO_PARTS_OF_THREE),
        (whole & same[:, 0], Birthday.SAME_YEAR),
        otherwise=Birthday.DIFFERENT,
    )


def _date_parts(dates: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """Year, month and day of whole ISO dates, one row a date."""
    parts = [(date[:4], date[5:7], date[8:]) for date in dates]
    return np.array(parts, dtype="U4").reshape(-1, 3)


def _agree(one: str, other: str) -> bool:
    """Two ISO dates, one of them partial (1989, 1989-03,
    --03-24), that do not contradict each other.
    """
    if one.startswith("--") or other.startswith("--"):
        return one[-5:] == other[-5:] and len(one) > 6 and len(other) > 6
    return one.startswith(other) or other.startswith(one)


BIRTHDAY = Comparison(
    name="birthday",
    levels=Birthday,
    compare=compare,
    needs=("birthday", "birthday_share"),
    shows=("birthday",),
    roles={
        Role.BORN_ALIKE: (Birthday.SAME,),
        Role.BIRTHS_AGREE: (Birthday.SAME, Birthday.IN_PART, Birthday.SLIP),
    },
)
