"""What a comparison is: pairs of records → the level at which each pair stands in
one respect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

import numpy as np

from netmerge.columns.types import Floats, Ints, Levels
from netmerge.matching.features import Features
from netmerge.matching.model.roles import Role

R = TypeVar("R")

Found = dict[Any, Any]
"""What steps found, by the step."""

ABSENT = 0
"""The level of a pair in which one record has no value: it cannot
be compared, which is not to differ.
"""

CANNOT_BE_COMPARED = "cannot be compared"
"""ABSENT in words."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of records to compare: row numbers of `features`, (pairs,) each."""

    features: Features
    left: Ints
    right: Ints
    _made: Found = field(default_factory=dict, repr=False, compare=False)
    _of_list: Found = field(default_factory=dict, repr=False, compare=False)

    def once(self, step: Callable[[Pairs], R]) -> R:
        """What a step finds of these pairs, found once, however
        many comparisons ask for it.
        """
        if step not in self._made:
            self._made[step] = step(self)
        found: R = self._made[step]
        return found

    def of_list(self, step: Callable[[Features], R]) -> R:
        """What a step finds of all records, whatever the pairs.

        It is found once for all batches of pairs of a list: found
        for each, it would take more time than the pairs themselves.
        """
        if step not in self._of_list:
            self._of_list[step] = step(self.features)
        found: R = self._of_list[step]
        return found

    def some(self, places: Ints) -> Pairs:
        """Some of the pairs."""
        left, right = self.left[places], self.right[places]
        return Pairs(self.features, left, right, _of_list=self._of_list)

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True)
class Compared:
    """What a comparison finds.

    `levels` is a level a pair, ABSENT where the two cannot be
    compared. `frequency` is how likely an unrelated record shares
    the value that the two share, NaN where they share none.
    """

    levels: Levels
    frequency: Floats


@dataclass(frozen=True, eq=False)
class Comparison:
    """One respect in which two records are compared.

    `name` stands in explanations, and is the section of the
    weights file. `levels` go from the strongest agreement down to
    the strongest disagreement, numbered from 1; their names are
    the words that are shown. `compare` is the function; it looks
    at arrays, never at single pairs. `needs` names the fields of
    Features that it looks at, `columns` the columns of CLEANED,
    or else of RECORDS, that it looks at and no field holds: it
    finds them in `features.columns`. `shows` names the columns,
    of CLEANED or else of RECORDS, that an explanation shows.
    `roles` says which levels tell the model something beyond
    their weight. `weights` are its own, in the form of a section
    of weights.toml, where that file has none for it.
    """

    name: str
    levels: type[IntEnum]
    compare: Callable[[Pairs], Compared]
    needs: tuple[str, ...]
    shows: tuple[str, ...]
    roles: Mapping[Role, tuple[IntEnum, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    weights: Mapping[str, Any] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The levels in words, in their order."""
        return tuple(level.name.lower().replace("_", " ") for level in self.levels)

    def __repr__(self) -> str:
        return f"<Comparison {self.name}: {', '.join(self.words)}>"


def nothing(pairs: int) -> Compared:
    """No pair compared yet."""
    return Compared(np.full(pairs, ABSENT, dtype=np.int8), np.full(pairs, np.nan))
