"""Levels of pairs, and their roles → what the records of each pair have in
common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Flags, Levels
from netmerge.matching.model.roles import Role
from netmerge.matching.model.weights import Weights


@dataclass(frozen=True)
class View:
    """Pairs, asked by the roles of the levels at which their comparisons stand.

    `weights` has one entry a comparison, `levels` (pairs by
    comparisons) their levels.
    """

    weights: tuple[Weights, ...]
    levels: Levels

    def any(self, *roles: Role) -> Flags:
        """Which pairs have a comparison at a level of one of these roles."""
        found = np.zeros(len(self.levels), dtype=bool)  # (pairs,)
        for role in roles:
            for flags in self._each(role):
                found |= flags
        return found

    def all(self, role: Role) -> Flags:
        """Which pairs have every comparison that knows the role
        at a level of it.

        None where no comparison knows it.
        """
        each = self._each(role)
        if not each:
            return np.zeros(len(self.levels), dtype=bool)
        return np.asarray(np.logical_and.reduce(each))

    def compared(self, role: Role) -> Flags:
        """Which pairs have a comparison that knows the role at
        any level: it can be compared.
        """
        knowing = [role in weights.roles for weights in self.weights]
        return np.asarray((self.levels[:, knowing] > 0).any(axis=1))

    def _each(self, role: Role) -> list[Flags]:
        """For each comparison that knows the role, which pairs
        stand at a level of it.
        """
        found = []
        for place, weights in enumerate(self.weights):
            if role in weights.roles:
                wanted = np.zeros(len(weights.m), dtype=bool)  # (levels and "cannot be compared",)
                wanted[list(weights.roles[role])] = True
                found.append(wanted[self.levels[:, place]])
        return found

    @property
    def whole_name(self) -> Flags:
        """Pairs of one whole name: each of its parts is the same,
        or an address spells it.
        """
        return self.all(Role.NAME_SAME) | self.any(Role.WHOLE_NAME)

    @property
    def names_alike(self) -> Flags:
        """Pairs of one whole name, or of an initial in place of
        one of its parts.

        An address that is made of it is the same.
        """
        return self.all(Role.NAME_SPELLED_ALIKE) | self.any(Role.WHOLE_NAME)

    @property
    def two_names(self) -> Flags:
        """Pairs with two names where relatives have one each, no forms of one."""
        return self.any(Role.TWO_NAMES)

    @property
    def like_relatives(self) -> Flags:
        """Pairs with two spellings of such a name that share a
        home or a firm, and no more; or with an employer and two
        names that are merely alike.
        """
        more = self.any(Role.OWN, Role.REACHED_ALIKE, Role.BORN_ALIKE)
        relatives = self.any(Role.TWO_SPELLINGS) & self.any(Role.HOME_OR_FIRM)
        colleagues = self.any(Role.HARDLY_A_SLIP) & self.any(Role.ONE_FIRM)
        return (relatives | colleagues) & ~more
