"""The sections of a weights file → an error that names the first key that is
wrong, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from netmerge.errors import NetmergeError, did_you_mean, nearest
from netmerge.matching.comparisons import Comparison
from netmerge.matching.model.classes import Class

AS_COMMON_AS_THE_VALUE, AS_STRANGERS_DO, AS_ONE_DOES = "value", "u", "m"
"""Words that may stand in place of a probability."""

SUM = 1e-6
"""By how much probabilities may miss 1 in adding up: rounding."""

ROUGHLY = 0.05
"""By how much u may, of which orders of magnitude are known."""

Section = Mapping[str, Any]
Wrong = Callable[..., NetmergeError]
"""A problem, and the keys at which it stands → the error to raise."""

_NUMBERS = {
    "strength": ("m", "u", "share"),
    "per_record": tuple(each.name.lower() for each in Class if each != Class.STRANGER),
}
"""The sections that are no comparison's, and their keys."""

_LISTS: dict[str, tuple[str, ...]] = {
    "m": (),
    "u": (AS_COMMON_AS_THE_VALUE,),
    "household": (AS_STRANGERS_DO, AS_ONE_DOES),
    "colleague": (AS_STRANGERS_DO, AS_ONE_DOES, AS_COMMON_AS_THE_VALUE),
    "namesake": (AS_STRANGERS_DO, AS_ONE_DOES),
    "alike": (),
}
"""The lists that a comparison's section may have, and the words
that may stand in each.
"""

_KEYS = (*_LISTS, "fixed", "strength")


def check_sections(
    sections: Mapping[str, Any], comparisons: Sequence[Comparison], wrong: Wrong
) -> None:
    """Raise an error for a section that is nobody's, or in which
    something is wrong.
    """
    by_name = {comparison.name: comparison for comparison in comparisons}
    for name, section in sections.items():
        _require_known(name, (*by_name, *_NUMBERS), "no comparison has that name.", wrong)
        if not isinstance(section, Mapping):
            raise wrong(f"a section is needed, not {str(section)[:60]!r}.", name)
        if name in by_name:
            check_section(section, by_name[name], wrong)
        else:
            _check_numbers(section, name, wrong)


def check_section(section: Section, comparison: Comparison, wrong: Wrong) -> None:
    """Raise an error for the first key of a comparison's section that is wrong."""
    name = comparison.name
    for key in section:
        _require_known(key, _KEYS, "there is no such key.", wrong, name)
    for key in ("m", "u"):
        if key not in section:
            raise wrong("it is missing.", name, key)
    for key in (key for key in _LISTS if key in section):
        _check_list(section[key], key, comparison, wrong)
    if not isinstance(section.get("fixed", False), bool):
        raise wrong("true or false is needed.", name, "fixed")
    if "strength" in section:
        _require_positive(section["strength"], wrong, name, "strength")


def _check_numbers(section: Section, name: str, wrong: Wrong) -> None:
    for key in section:
        _require_known(key, _NUMBERS[name], "there is no such key.", wrong, name)
    for key in _NUMBERS[name]:
        if key not in section:
            raise wrong("it is missing.", name, key)
        _require_positive(section[key], wrong, name, key)


def _check_list(entries: Any, key: str, comparison: Comparison, wrong: Wrong) -> None:
    """One probability a level, or a word in its place; together they make 1."""
    name, words = comparison.name, comparison.words
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise wrong(f"a list is needed, not {str(entries)[:60]!r}.", name, key)
    if len(entries) != len(words):
        levels = ", ".join(words)
        raise wrong(f"{len(words)} levels ({levels}), and {len(entries)} entries.", name, key)
    for entry, level in zip(entries, words, strict=True):
        if not (isinstance(entry, str) and entry in _LISTS[key]) and not _is_probability(entry):
            allowed = " or ".join(["a number above 0 and up to 1", *map(repr, _LISTS[key])])
            raise wrong(f'for "{level}" {allowed} is needed, not {entry!r}.', name, key)
    numbers = [entry for entry in entries if not isinstance(entry, str)]
    total, slack = float(sum(numbers)), ROUGHLY if key == "u" else SUM
    short = len(numbers) == len(entries) and total < 1 - slack
    if short or total > 1 + slack:
        raise wrong(f"the probabilities add up to {total:.6g}, not to 1.", name, key)


def _require_known(
    word: str, known: Sequence[str], problem: str, wrong: Wrong, *inside: str
) -> None:
    if word not in known:
        meant = did_you_mean([known[place] for place in nearest(word, known)])
        raise wrong(f"{problem} {meant}".strip(), *inside, word)


def _require_positive(value: Any, wrong: Wrong, *keys: str) -> None:
    if not _is_number(value) or not 0 < value < np.inf:
        raise wrong(f"a number above 0 is needed, not {str(value)[:60]!r}.", *keys)


def _is_probability(value: Any) -> bool:
    return _is_number(value) and 0 < value <= 1


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
