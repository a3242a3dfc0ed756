"""Two records' days of connecting, and of scanning a card → one day, one week,
two.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.matching.comparisons.comparison import (
    ABSENT,
    Compared,
    Comparison,
    Pairs,
    nothing,
)

WEEK = 7
"""Days."""


class DayOfMeeting(IntEnum):
    """How far two days agree."""

    SAME_DAY = 1
    SAME_WEEK = 2
    OTHER = 3


def compare(pairs: Pairs) -> Compared:
    """Days of connecting on a network, or of connecting and of
    scanning a card: people trade cards and follow up.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    result = nothing(len(pairs))
    for a, b in (
        (features.connected[left], features.connected[right]),
        (features.connected[left], features.met[right]),
        (features.met[left], features.connected[right]),
    ):
        open_pairs = (a >= 0) & (b >= 0) & (result.levels == ABSENT)
        days = np.abs(a - b)[open_pairs]
        result.levels[open_pairs] = np.select(
            [days == 0, days <= WEEK],
            [DayOfMeeting.SAME_DAY, DayOfMeeting.SAME_WEEK],
            DayOfMeeting.OTHER,
        )
    return result


DAY_OF_MEETING = Comparison(
    name="day of meeting",
    levels=DayOfMeeting,
    compare=compare,
    needs=("connected", "met"),
    shows=("connected_on", "met_on"),
)
