"""Two records' family names → the same, a part, an initial, a slip of the pen,
two names.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.matching.comparisons.both_names import NEEDS, both_names
from netmerge.matching.comparisons.comparison import Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import where_same
from netmerge.matching.comparisons.spelling import FamilyName, GivenName
from netmerge.matching.model.roles import Role


def compare(pairs: Pairs) -> Compared:
    """Levels of family names, and how common the same one is.

    Where the given name is the same too, it is how common this
    family name is among those of that given name: names go
    together.
    """
    features, both = pairs.features, pairs.once(both_names)
    given, family = features.names.given[both.rows], features.names.family[both.rows]
    only = np.where(family >= 0, family, given)  # crosswise, where a record has but one name
    share = look_up(features.family_share, only, np.nan)
    whole = (both.given == GivenName.SAME) & (given >= 0) & (family >= 0)
    share = np.where(whole, features.together[both.rows], share)
    return Compared(both.family, where_same(both.family, FamilyName.SAME, share))


FAMILY_NAME = Comparison(
    name="family name",
    levels=FamilyName,
    compare=compare,
    needs=(*NEEDS, "together"),
    shows=("family_name", "other_names"),
    roles={
        Role.NAME_SAME: (FamilyName.SAME,),
        Role.NAME_SPELLED_ALIKE: (FamilyName.SAME, FamilyName.INITIAL),
        Role.RENAMED: (FamilyName.DIFFERENT,),
        Role.HARDLY_A_SLIP: (FamilyName.SIMILAR,),
    },
)
