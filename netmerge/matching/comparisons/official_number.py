"""Two records' official numbers → one in common, a slip, another of one kind, one
for life.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import graded, shared, similarity
from netmerge.matching.model.roles import Role


class OfficialNumber(IntEnum):
    """How far two records' numbers of one kind agree."""

    SAME = 1
    SLIP = 2
    DIFFERENT = 3
    DIFFERENT_FOR_LIFE = 4


def compare(pairs: Pairs) -> Compared:
    """Official numbers: one in common, one of one kind but for
    one sign, another of one kind, which may be for life.

    Passports and licences are renewed: two different ones say
    less than two numbers that people keep.
    """
    features = pairs.features
    table, rarity = features.identifier_table, features.identifier_rarity
    same, number = shared(table, pairs.left, pairs.right, rarity)
    unlike = _of_one_kind(pairs, ~same)
    levels = graded(
        (same, OfficialNumber.SAME),
        (unlike.slip, OfficialNumber.SLIP),
        (unlike.for_life, OfficialNumber.DIFFERENT_FOR_LIFE),
        (unlike.different, OfficialNumber.DIFFERENT),
        otherwise=ABSENT,
    )
    return Compared(levels, look_up(rarity, number, np.nan))


@dataclass(frozen=True)
class _Unlike:
    """Pairs with two numbers of one kind: which are a slip of
    each other, which are kept for life; (pairs,) each.
    """

    different: Flags
    slip: Flags
    for_life: Flags


def _of_one_kind(pairs: Pairs, open_pairs: Flags) -> _Unlike:
    features, left, right = pairs.features, pairs.left, pairs.right
    kind, texts = features.identifier_kind, features.identifiers.texts
    found = _Unlike(*np.zeros((3, len(pairs)), dtype=bool))
    for one in features.identifier_table.T:  # (records,): each record's first number, its second …
        for other in features.identifier_table.T:
            rows = np.flatnonzero((one[left] >= 0) & (other[right] >= 0) & open_pairs)
            a, b = one[left[rows]], other[right[rows]]
            of_one_kind = kind[a] == kind[b]
            rows, a, b = rows[of_one_kind], a[of_one_kind], b[of_one_kind]
            distance = similarity(texts, a, b, OSA.distance, 1.0)
            found.slip[rows] |= distance <= 1
            found.for_life[rows] |= features.identifier_for_life[a]
            found.different[rows] = True
    return found


OFFICIAL_NUMBER = Comparison(
    name="official number",
    levels=OfficialNumber,
    compare=compare,
    needs=(
        *("identifiers", "identifier_table", "identifier_rarity"),
        *("identifier_kind", "identifier_for_life"),
    ),
    shows=("identifiers",),
    roles={
        Role.OWN: (OfficialNumber.SAME,),
        Role.NUMBERS_APART: (OfficialNumber.DIFFERENT_FOR_LIFE,),
    },
)
