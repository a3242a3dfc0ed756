"""Comparisons and a weights file → the numbers from which the model starts,
checked.

The shipped file is `model/weights.toml`. A file of the user's own, of the
same form, may hold all of its sections or some; those that it holds stand
for ours.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from netmerge.columns.types import Flags, Floats
from netmerge.data import TomlFile
from netmerge.errors import DataError, SettingsError
from netmerge.matching.comparisons import COMPARISONS, Comparison, with_added
from netmerge.matching.model.weights import AS_ONE_PERSON, AS_STRANGERS, Weights
from netmerge.matching.weights_file import (
    AS_COMMON_AS_THE_VALUE,
    AS_ONE_DOES,
    AS_STRANGERS_DO,
    Section,
    check_section,
    check_sections,
)

WEIGHTS = TomlFile("matching/model/weights.toml", dict[str, Any])
"""The sections that come with netmerge; what each may hold is
checked against the comparisons.
"""

_HINT = "The head of netmerge/matching/model/weights.toml tells the form."

_RARELY = 1e-6
"""What stands for u at levels at which the value's own frequency
does; never used as it is.
"""

_NUMBERS = {AS_COMMON_AS_THE_VALUE: 1.0, AS_STRANGERS_DO: AS_STRANGERS, AS_ONE_DOES: AS_ONE_PERSON}
"""What stands in the arrays for the words of a file."""


@dataclass(frozen=True)
class Priors:
    """The comparisons, and the numbers from which the model starts.

    `weights` has one entry a comparison. `strength` is how many
    pairs of evidence they stand for, `per_record` how many
    records a record meets of each class of pairs.
    """

    comparisons: tuple[Comparison, ...]
    weights: tuple[Weights, ...]
    strength: Mapping[str, float]
    per_record: Mapping[str, float]


def priors(added: Sequence[Comparison] = (), path: str | os.PathLike[str] | None = None) -> Priors:
    """All comparisons, with some `added`, and their numbers: by
    the file at `path` where it has them, else by a comparison's
    own, else by the shipped ones.

    Raises SettingsError for a comparison that is not well-formed
    or has no weights, and, naming file and key, for a file of the
    user's that is wrong; DataError for a shipped one that is.
    """
    comparisons = with_added(added)
    sections: dict[str, Section] = {**_shipped(), **_own(comparisons)}
    if path is not None:
        sections |= _of_the_user(Path(path), comparisons)
    for comparison in comparisons:
        if comparison.name not in sections:
            raise SettingsError(
                f'The comparison "{comparison.name}" has no weights.',
                "Give it some of its own, or a section of that name in a weights file.",
            )
    weights = tuple(_weights(each, sections[each.name]) for each in comparisons)
    return Priors(comparisons, weights, sections["strength"], sections["per_record"])


def _shipped() -> dict[str, Section]:
    """The sections of the file that comes with netmerge: one for
    each comparison of ours.
    """

    def wrong(problem: str, *keys: str) -> DataError:
        return DataError(WEIGHTS.path, problem, keys)

    sections = WEIGHTS.content
    check_sections(sections, COMPARISONS, wrong)
    for name in ("strength", "per_record", *(comparison.name for comparison in COMPARISONS)):
        if name not in sections:
            raise wrong("the section is missing.", name)
    return sections


def _own(comparisons: Sequence[Comparison]) -> dict[str, Section]:
    """The sections that comparisons bring with them."""
    sections = {each.name: each.weights for each in comparisons if each.weights is not None}
    for comparison in comparisons:

        def wrong(problem: str, *keys: str) -> SettingsError:
            return SettingsError(f"The comparison's own weights, {'.'.join(keys)}: {problem}")

        if comparison.name in sections:
            check_section(sections[comparison.name], comparison, wrong)
    return sections


def _of_the_user(path: Path, comparisons: Sequence[Comparison]) -> dict[str, Section]:
    """The sections of a file of the user's own."""

    def wrong(problem: str, *keys: str) -> SettingsError:
        place = f"{path}, {'.'.join(keys)}" if keys else str(path)
        return SettingsError(f"{place}: {problem}", _HINT)

    try:
        sections = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise wrong(f"the file cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise wrong(f"this is not TOML ({error}).") from error
    check_sections(sections, comparisons, wrong)
    return sections


def _weights(comparison: Comparison, section: Section) -> Weights:
    """A comparison's weights from its section, which was checked."""

    def marked(key: str) -> Flags:
        entries = section.get(key, section["m"])
        return np.array([False, *(entry == AS_COMMON_AS_THE_VALUE for entry in entries)])

    def column(key: str) -> Floats | None:
        if key not in section:
            return None
        numbers = [_NUMBERS.get(entry, entry) for entry in section[key]]
        return np.array([1.0, *numbers], dtype=float)

    by_value = marked("u")
    u = np.array([1.0, *section["u"]], dtype=object)
    u[by_value] = _RARELY
    return Weights(
        comparison.name,
        comparison.words,
        m=np.array([1.0, *section["m"]], dtype=float),
        u=u.astype(float),
        by_value=by_value,
        by_colleagues=marked("colleague"),
        household=column("household"),
        colleague=column("colleague"),
        alike=column("alike"),
        namesake=column("namesake"),
        fixed=section.get("fixed", False),
        strength=section.get("strength"),
        roles=comparison.roles,
    )
