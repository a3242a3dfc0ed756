"""Given names → the groups of names under which one person may go."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from netmerge.text.folding import fold
from netmerge.words import NICKNAMES


@cache
def nickname_groups() -> Mapping[str, frozenset[int]]:
    """Folded given name → numbers of its groups, which one person's names share.

    Sharing is not transitive: alex is in the groups of alexander and of
    alexandra.
    """
    groups: dict[str, set[int]] = {}
    for number, (_, names) in enumerate(NICKNAMES.rows):
        for name in names.split():
            groups.setdefault(fold(name), set()).add(number)
    found = {name: frozenset(numbers) for name, numbers in groups.items() if name}
    return MappingProxyType(found)


def is_given_name(word: str) -> bool:
    """Whether the word is a given name that the groups know."""
    return fold(word) in nickname_groups()
