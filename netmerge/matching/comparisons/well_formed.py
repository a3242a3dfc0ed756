"""Comparisons → an error that names the first that cannot be used, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from enum import EnumMeta

from netmerge.errors import SettingsError
from netmerge.matching.comparisons.comparison import Comparison
from netmerge.matching.features import Features
from netmerge.schema import CLEANED, RECORDS, TEXT, TEXTS

_ATTRIBUTES = frozenset(field.name for field in fields(Features))
_COLUMNS = {**RECORDS.columns, **CLEANED.columns}
_OF_TEXTS = frozenset(name for name, column in _COLUMNS.items() if column.type in (TEXT, TEXTS))
_HINT = "See CONTRIBUTING, how to add a comparison."


def require_well_formed(comparisons: Sequence[Comparison]) -> None:
    """Raise SettingsError for a comparison that is not one, or has the name
    of another, or speaks of a level, an attribute or a column that there is
    not.
    """
    names: set[str] = set()
    for comparison in comparisons:
        if not isinstance(comparison, Comparison):
            raise SettingsError(f"{str(comparison)[:60]!r} is not a Comparison.", _HINT)
        problem = _problem(comparison)
        if comparison.name in names:
            problem = "another comparison has that name."
        if problem:
            raise SettingsError(f'The comparison "{comparison.name}": {problem}', _HINT)
        names.add(comparison.name)


def _problem(comparison: Comparison) -> str | None:
    levels = comparison.levels
    if not isinstance(levels, EnumMeta) or [*levels] != [*range(1, len(levels) + 1)]:
        return "its levels are not an IntEnum, numbered 1, 2, 3 … from the strongest agreement."
    for level in (level for levels_ in comparison.roles.values() for level in levels_):
        if level not in levels:
            return f"a role speaks of {level!r}, which is none of its levels."
    for what, names, known, lacking in (
        ("it needs", comparison.needs, _ATTRIBUTES, "which is no field of Features"),
        ("it shows", comparison.shows, _COLUMNS, "which is no column"),
        ("it looks at", comparison.columns, _OF_TEXTS, "which is no column of texts"),
    ):
        unknown = [name for name in names if name not in known]
        if unknown:
            return f"{what} {unknown[0]}, {lacking}."
    return None
