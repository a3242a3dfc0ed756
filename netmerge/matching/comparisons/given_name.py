"""Two records' given names → the same, a variant, an initial, a slip of the pen,
two names.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.matching.comparisons.both_names import NEEDS, both_names
from netmerge.matching.comparisons.comparison import Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import where_same
from netmerge.matching.comparisons.spelling import CALLED_ALIKE, GivenName
from netmerge.matching.model.roles import Role


def compare(pairs: Pairs) -> Compared:
    """Levels of given names, and how common the same one is.

    More common by as much as it is seldom for one person's names to be turned
    round, where they are.
    """
    features, both = pairs.features, pairs.once(both_names)
    given, family = features.names.given[both.rows], features.names.family[both.rows]
    only = np.where(given >= 0, given, family)  # crosswise, where a record has but one name
    share = np.minimum(look_up(features.given_share, only, np.nan) / both.seldom, 1.0)
    return Compared(both.given, where_same(both.given, GivenName.SAME, share))


GIVEN_NAME = Comparison(
    name="given name",
    levels=GivenName,
    compare=compare,
    needs=NEEDS,
    shows=("given_name", "nicknames"),
    roles={
        Role.NAME_SAME: (GivenName.SAME,),
        Role.NAME_SPELLED_ALIKE: (GivenName.SAME, GivenName.INITIAL),
        Role.CALLED_ALIKE: CALLED_ALIKE,
        Role.TWO_SPELLINGS: (
            GivenName.SAME_SOUND,
            GivenName.VARIANT,
            GivenName.SISTER_NAME,
            GivenName.CLOSE,
            GivenName.SIMILAR,
        ),
        Role.SISTER_NAMES: (GivenName.SISTER_NAME,),
        Role.HARDLY_A_SLIP: (GivenName.SIMILAR,),
        Role.TWO_NAMES: (GivenName.DIFFERENT,),
    },
)
