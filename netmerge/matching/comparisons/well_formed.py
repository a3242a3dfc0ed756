"""Comparisons, and what they find → an error that names the first that cannot be
used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from enum import EnumMeta

from netmerge.errors import SettingsError
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison
from netmerge.matching.features import Features
from netmerge.schema import CLEANED, RECORDS, TEXT, TEXTS

_ATTRIBUTES = frozenset(field.name for field in fields(Features))
_COLUMNS = {**RECORDS.columns, **CLEANED.columns}
_OF_TEXTS = frozenset(name for name, column in _COLUMNS.items() if column.type in (TEXT, TEXTS))
_HINT = "See CONTRIBUTING, how to add a comparison."


def require_well_formed(comparisons: Sequence[Comparison]) -> None:
    """Raise SettingsError for a comparison that is not one, or
    has the name of another, or speaks of a level, an attribute or
    a column that there is not.
    """
    names: set[str] = set()
    for comparison in comparisons:
        if not isinstance(comparison, Comparison):
            raise SettingsError(f"{str(comparison)[:60]!r} is not a Comparison.", _HINT)
        if comparison.name in names:
            raise _wrong(comparison, "another comparison has that name.")
        _require_levels(comparison)
        _require_known(comparison)
        names.add(comparison.name)


def require_found(comparison: Comparison, found: Compared, pairs: int) -> None:
    """Raise SettingsError for a comparison that does not give one
    of its levels, and a frequency, for each of so many pairs.
    """
    if found.levels.shape != (pairs,) or found.frequency.shape != (pairs,):
        raise _wrong(comparison, "it does not give a level and a frequency a pair.")
    low, high = found.levels.min(initial=ABSENT), found.levels.max(initial=ABSENT)
    if low < ABSENT or high > len(comparison.levels):
        unknown = low if low < ABSENT else high
        raise _wrong(comparison, f"it gives {unknown}, which is none of its levels.")


def _require_levels(comparison: Comparison) -> None:
    levels = comparison.levels
    if not isinstance(levels, EnumMeta) or [*levels] != [*range(1, len(levels) + 1)]:
        numbered = "numbered 1, 2, 3 … from the strongest agreement."
        raise _wrong(comparison, f"its levels are not an IntEnum, {numbered}")
    for of_role in comparison.roles.values():
        for level in of_role:
            if level not in levels:
                raise _wrong(comparison, f"a role speaks of {level!r}, none of its levels.")


def _require_known(comparison: Comparison) -> None:
    for what, names, known, lacking in (
        ("it needs", comparison.needs, _ATTRIBUTES, "which is no field of Features"),
        ("it shows", comparison.shows, _COLUMNS, "which is no column"),
        ("it looks at", comparison.columns, _OF_TEXTS, "which is no column of texts"),
    ):
        for name in names:
            if name not in known:
                raise _wrong(comparison, f"{what} {name}, {lacking}.")


def _wrong(comparison: Comparison, problem: str) -> SettingsError:
    return SettingsError(f'The comparison "{comparison.name}": {problem}', _HINT)
