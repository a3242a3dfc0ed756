"""Two records' LinkedIn profiles → the same, or two: one person has one."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.matching import frequencies
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import graded, where_same
from netmerge.matching.model.roles import Role


class LinkedinProfile(IntEnum):
    """Whether two profiles are one."""

    SAME = 1
    DIFFERENT = 2


def compare(pairs: Pairs) -> Compared:
    """LinkedIn profiles; the same one is shared by mistake or coincidence only."""
    features = pairs.features
    a, b = features.profile.codes[pairs.left], features.profile.codes[pairs.right]
    levels = graded(
        ((a < 0) | (b < 0), ABSENT),
        (a == b, LinkedinProfile.SAME),
        otherwise=LinkedinProfile.DIFFERENT,
    )
    share = np.full(len(pairs), frequencies.coincidence(features.population))
    return Compared(levels, where_same(levels, LinkedinProfile.SAME, share))


LINKEDIN_PROFILE = Comparison(
    name="LinkedIn profile",
    levels=LinkedinProfile,
    compare=compare,
    needs=("profile", "population"),
    shows=("linkedin",),
    roles={
        Role.OWN: (LinkedinProfile.SAME,),
        Role.TWO_PEOPLE: (LinkedinProfile.DIFFERENT,),
    },
)
