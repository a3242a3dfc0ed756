"""Two records' job titles, in two companies or nobody knows → the same, similar,
different.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags
from netmerge.matching.comparisons import company
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import graded, similar, where_same

ALIKE = 85.0
"""Share of words in common, of 100, from which two titles may be one."""

NEEDS = ("title", "title_share", *company.NEEDS)
"""The fields of Features that are looked at here."""


class Title(IntEnum):
    """How far two job titles agree."""

    SAME = 1
    SIMILAR = 2
    DIFFERENT = 3


def compare(pairs: Pairs) -> Compared:
    """Job titles where the companies are not the same or unknown.

    Who changes companies changes titles: another title says
    little then.
    """
    return _where(pairs, ~in_one_company(pairs))


def compare_in_one_company(pairs: Pairs) -> Compared:
    """Job titles of two records of one company, where another title says much."""
    return _where(pairs, in_one_company(pairs))


def in_one_company(pairs: Pairs) -> Flags:
    """Pairs whose companies are the same."""
    return np.asarray(pairs.once(company.compare).levels == company.Company.SAME)


def titles(pairs: Pairs) -> Compared:
    """Job titles, whatever the companies: the same, similar, different."""
    title, left, right = pairs.features.title, pairs.left, pairs.right
    a, b = title.codes[left], title.codes[right]
    alike = similar(title, left, right, fuzz.token_set_ratio, ALIKE)
    levels = graded(
        ((a < 0) | (b < 0), ABSENT),
        (a == b, Title.SAME),
        (alike, Title.SIMILAR),
        otherwise=Title.DIFFERENT,
    )
    share = look_up(pairs.features.title_share, a, np.nan)
    return Compared(levels, where_same(levels, Title.SAME, share))


def _where(pairs: Pairs, compared: Flags) -> Compared:
    found = pairs.once(titles)
    levels = np.where(compared, found.levels, ABSENT).astype(np.int8)
    return Compared(levels, found.frequency)


TITLE = Comparison(
    name="title",
    levels=Title,
    compare=compare,
    needs=NEEDS,
    shows=("title",),
)
