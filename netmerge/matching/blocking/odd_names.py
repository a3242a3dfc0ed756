"""Features → keys that only some records seek: those whose names may be slips, or
stand in a script that says but half of them.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.hashes import combined
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags
from netmerge.matching.blocking.keys import Columns, Function, Keys, twice

FEW = 2
"""People who bear a name that may be but a slip."""


def name_and_ending(of: Columns) -> Keys:
    """One name whole and the last letters of the other, whichever it is.

    Sought by records whose other name few bear: it may be a slip of what more do.
    """
    names = of.features.names
    whole = np.concatenate([of.given, of.family])
    others = np.concatenate([names.family, names.given])
    other = look_up(names.ending, others)
    odd_given, odd_family = _odd_names(of)
    seeks = np.concatenate([odd_family, odd_given])
    return Keys(twice(of), combined(whole, other), seeks)


def sought_by_odd_names(keys: Function) -> Function:
    """Keys, one a record, that nobody seeks whose names are usual in the list."""

    def sought(of: Columns) -> Keys:
        made = keys(of)
        odd_given, odd_family = _odd_names(of)
        return Keys(made.rows, made.hashes, odd_given | odd_family)

    return sought


def _odd_names(of: Columns) -> tuple[Flags, Flags]:
    """Records whose given name few bear, and whose family name."""
    features = of.features
    given = look_up(features.bearers, features.names.given, FEW + 1) <= FEW
    family = look_up(features.family_bearers, features.names.family, FEW + 1) <= FEW
    return given, family


def consonants(of: Columns) -> Keys:
    """The consonants of both names in either order, where a script writes no more.

    Sought by records in such a script, answered by all.
    """
    names = of.features.names
    seeks = names.told_by_consonants
    if not seeks.any():
        nothing = np.empty(0, dtype=np.int64)
        return Keys(nothing, nothing)
    given = look_up(names.consonants, names.given)
    family = look_up(names.consonants, names.family)
    both = combined(np.minimum(given, family), np.maximum(given, family))
    return Keys(np.arange(len(both)), both, seeks)
