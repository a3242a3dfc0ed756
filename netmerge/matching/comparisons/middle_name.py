"""Two records' middle names → the same, one the other's initial, two names."""

from __future__ import annotations

import numpy as np

from netmerge.matching.comparisons.comparison import Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import over_distinct
from netmerge.matching.comparisons.spelling import MiddleName, middle_level
from netmerge.matching.model.roles import Role


def compare(pairs: Pairs) -> Compared:
    """Levels of middle names, where both records have one."""
    names = pairs.features.names
    a, b = names.middle[pairs.left], names.middle[pairs.right]
    levels = over_distinct(a, b, lambda x, y: middle_level(names, x, y))
    return Compared(levels, np.full(len(pairs), np.nan))


MIDDLE_NAME = Comparison(
    name="middle name",
    levels=MiddleName,
    compare=compare,
    needs=("names",),
    shows=("middle_name",),
    roles={Role.TWO_MIDDLE_NAMES: (MiddleName.DIFFERENT,)},
)
