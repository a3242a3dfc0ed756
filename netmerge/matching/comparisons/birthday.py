"""Two records' birthdays → the same, as far as both are known, a slip, in part,
another.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Ints, Levels, Texts
from netmerge.matching.attributes import is_damaged
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
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

NEAR = 0.87
"""The same of their digits, where one is damaged: one of eight."""

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
    slip, or in another order; the same year; none.
    """
    birthday = pairs.features.birthday
    a, b = birthday.codes[pairs.left], birthday.codes[pairs.right]
    levels = over_distinct(a, b, lambda x, y: _level(birthday.texts, x, y))
    share = look_up(pairs.features.birthday_share, a, np.nan)
    return Compared(levels, where_same(levels, Birthday.SAME, share))


def _level(texts: Texts, a: Ints, b: Ints) -> Levels:
    """Dates are ISO texts; a damaged one is but its digits, which no other
    contradicts.
    """
    whole, damaged = _are_whole(texts), _are_damaged(texts)
    of_dates, of_digits = whole[a] & whole[b], damaged[a] | damaged[b]
    levels = np.full(len(a), Birthday.DIFFERENT, dtype=np.int8)
    dates = np.flatnonzero(of_dates)
    levels[dates] = _level_of_dates(texts, a[dates], b[dates])
    digits = np.flatnonzero(of_digits)
    levels[digits] = _level_of_digits(texts, a[digits], b[digits])
    partial = np.flatnonzero(~of_dates & ~of_digits)
    texts_of_pairs = zip(texts[a[partial]], texts[b[partial]], strict=True)
    agreeing = [_agree(one, other) for one, other in texts_of_pairs]
    levels[partial[np.array(agreeing, dtype=bool)]] = Birthday.IN_PART
    levels[a == b] = Birthday.SAME
    return levels


def _are_whole(texts: Texts) -> Flags:
    return np.array([len(text) == _WHOLE for text in texts], dtype=bool)


def _are_damaged(texts: Texts) -> Flags:
    return np.array([is_damaged(text) for text in texts], dtype=bool)


def _level_of_dates(texts: Texts, a: Ints, b: Ints) -> Levels:
    first, second = _date_parts(texts[a]), _date_parts(texts[b])
    same = first == second  # (pairs, year month day)
    slip = similarity(texts, a, b, OSA.normalized_similarity, SLIP) > 0
    slip |= _changed_over(_digits(texts[a]), _digits(texts[b]))
    slip |= _in_another_order(first, second)
    slip |= _off_by_one(texts[a], texts[b])
    next_year = np.abs(first[:, 0] - second[:, 0]) == 1
    slip |= next_year & same[:, 1] & same[:, 2]
    return graded(
        (slip, Birthday.SLIP),
        (same.sum(axis=1) == 2, Birthday.TWO_PARTS_OF_THREE),
        (same[:, 0], Birthday.SAME_YEAR),
        otherwise=Birthday.DIFFERENT,
    )


def _date_parts(dates: Texts) -> Ints:
    """Year, month and day of whole ISO dates, one row a date."""
    days = dates.astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int64)  # since January 1970
    of_month = (days - days.astype("datetime64[M]")).astype(np.int64)
    return np.stack([1970 + months // 12, 1 + months % 12, 1 + of_month], axis=1)


def _digits(dates: Texts) -> Ints:
    """The digits of whole ISO dates (dates by 8)."""
    signs = dates.astype("S10").view(np.uint8).reshape(len(dates), _WHOLE)
    return np.asarray(signs[:, (0, 1, 2, 3, 5, 6, 8, 9)], dtype=np.int64)


def _changed_over(one: Ints, other: Ints) -> Flags:
    """Whether two digits have changed places: 1945-09, 1949-05."""
    unlike = (one != other).sum(axis=1) == 2
    alike = (np.sort(one, axis=1) == np.sort(other, axis=1)).all(axis=1)
    return np.asarray(unlike & alike)


def _in_another_order(one: Ints, other: Ints) -> Flags:
    """Whether year, month and day are the same three numbers, the year by its
    last two digits: 2003-04-05, 2005-04-03.
    """
    one, other = one % 100, other % 100
    return np.asarray((np.sort(one, axis=1) == np.sort(other, axis=1)).all(axis=1))


def _off_by_one(one: Texts, other: Texts) -> Flags:
    """Whether one day is the day before the other."""
    days = one.astype("datetime64[D]") - other.astype("datetime64[D]")
    return np.asarray(np.abs(days.astype(np.int64)) == 1)


def _level_of_digits(texts: Texts, a: Ints, b: Ints) -> Levels:
    """Damaged dates are compared by their digits, and may only agree."""
    bare = np.array([text.replace("-", "") for text in texts], dtype=object)
    whole = _are_whole(texts) | _are_damaged(texts)
    near = similarity(bare, a, b, OSA.normalized_similarity, NEAR) > 0
    return graded((near & whole[a] & whole[b], Birthday.SLIP), otherwise=ABSENT)


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
        Role.BORN_APART: (Birthday.DIFFERENT,),
        Role.ONE_YEAR: (Birthday.SAME_YEAR,),
        Role.BIRTHS_AGREE: (Birthday.SAME, Birthday.IN_PART, Birthday.SLIP),
    },
)
