"""The probabilities of a comparison's levels: among records of one person, and of
two people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from netmerge.columns.types import Flags, Floats
from netmerge.matching.model.roles import Role

AS_STRANGERS, AS_ONE_PERSON = np.nan, np.inf
"""Entries of a table of a class of pairs: at this level they
agree as strangers do, and as one person's records do.
"""


@dataclass(frozen=True)
class Weights:
    """One comparison's probabilities: arrays with one entry a
    level, entry 0 being "cannot be compared" (always 1).

    `levels` has the levels in words, `roles` which of them (from
    1) have which role. `by_value` marks the levels whose u is the
    frequency of the shared value; `household`, `colleague` and
    `namesake` are None where such pairs agree as strangers do,
    else hold probabilities, AS_STRANGERS or AS_ONE_PERSON. At
    levels of `by_colleagues` two records are as likely of
    colleagues as anybody shares their value. `alike` stands for u
    between strangers whose names are alike, where the field is
    made of the name. `fixed` says that m is known and not to be
    fitted, `strength` the pseudo-count of its prior where that is
    not the same as for most.
    """

    name: str
    levels: tuple[str, ...]
    m: Floats
    u: Floats
    by_value: Flags
    household: Floats | None = None
    colleague: Floats | None = None
    by_colleagues: Flags | None = None
    namesake: Floats | None = None
    alike: Floats | None = None
    fixed: bool = False
    strength: float | None = None
    roles: Mapping[Role, tuple[int, ...]] = field(default_factory=dict)

    @property
    def replaces_u(self) -> bool:
        """Whether something else than u stands for it at some level."""
        return bool(self.by_value.any()) or self.alike is not None

    @property
    def tables(self) -> tuple[Floats | None, ...]:
        """The probabilities of the classes other than a match,
        None where they are u.
        """
        classes = (self.household, self.colleague, self.namesake)
        return (None, *(self._filled(table) for table in classes))

    def _filled(self, table: Floats | None) -> Floats | None:
        if table is None:
            return None
        return np.select([np.isnan(table), np.isinf(table)], [self.u, self.m], table)
