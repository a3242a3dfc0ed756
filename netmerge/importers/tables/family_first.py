"""Whole names of a column whose header says that the family's stands first → their
parts.

"Cognome e nome", "Nazwisko i imię", "ФИО", and a name in a Hungarian list. What such a
name itself says (a comma, a patronymic, a given name first) stays for the cleaning.
"""

from __future__ import annotations

import re
from functools import cache

import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.joining import coalesce, keep_where
from netmerge.importers.tables.assembly import Assembly
from netmerge.importers.tables.organisations import PERSON
from netmerge.text.folding import fold
from netmerge.words import GIVEN_NAMES, NICKNAMES, PARTICLES, SURNAMES

FAMILY_FIRST = "family_first"
"""The type of such a column."""

_LONGEST = 80
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:['’-][^\W\d_]+)*\.?")
_NOTHING = ("", "")


def part_family_first(making: Assembly) -> None:
    """Give people whose name stands in such a column alone a given and a family name."""
    held = making.held("full_name").items()
    names = [making.text(column) for column, use in held if use.type == FAMILY_FIRST]
    if not names:
        return
    whole = coalesce(names, len(making))
    alone = pc.and_(pc.equal(whole, making.get("full_name")), pc.equal(making.get("kind"), PERSON))
    for part in ("given_name", "middle_name", "family_name"):
        alone = pc.and_(alone, making.get(part).is_null())
    whole = keep_where(whole, pc.fill_null(alone, False))
    for part, of in (("given_name", _given_of), ("family_name", _family_of)):
        making.columns[part] = pc.coalesce(making.get(part), unique_map(whole, of))


def parted(name: str) -> tuple[str, str]:
    """The given and the family name of a text in this order; both "" where the text
    itself tells another one, or is no plain name.

    The family name is one word with its particles, or what stands before the first
    word that is known as a given name. What ends in a full stop before it (Dr., ifj.)
    is put behind.
    """
    words = name.split()
    if not 1 < len(words) <= _MOST_WORDS or len(name) > _LONGEST:
        return _NOTHING
    if not all(map(_WORD.fullmatch, words)) or _tells_itself(words):
        return _NOTHING
    count = next((at for at, word in enumerate(words) if not word.endswith(".")), 0)
    titles, words = words[:count], words[count:]
    start = next((at for at, word in enumerate(words) if not _is_tied(word)), 0) + 1
    known = [at for at in range(start, len(words)) if _is_given(words[at])]
    cut = known[0] if known else start
    given = words[cut:]
    if not given or given[0].endswith("."):
        return _NOTHING
    return " ".join([*given, *titles]), " ".join(words[:cut])


def _given_of(name: str) -> str | None:
    return parted(name)[0] or None


def _family_of(name: str) -> str | None:
    return parted(name)[1] or None


def _tells_itself(words: list[str]) -> bool:
    """Whether the words say in which order they stand."""
    if words[-1].lower().endswith(tuple(SURNAMES.content.patronymics)) and len(words) == 3:
        return True
    first, *others = words
    return _is_given(first) and not _is_tied(first) and not any(map(_is_given, others))


def _is_tied(word: str) -> bool:
    """Whether a word belongs to the one behind it: van, De, Ó."""
    return len(word) == 1 or word.lower() in _particles()


def _is_given(word: str) -> bool:
    return fold(word) in _given_names()


@cache
def _given_names() -> frozenset[str]:
    listed = (name for _, names in NICKNAMES.rows for name in names.split())
    return frozenset(map(fold, listed)) | frozenset(map(fold, GIVEN_NAMES.content.words))


@cache
def _particles() -> frozenset[str]:
    return PARTICLES.content.tied | PARTICLES.content.surname_starts
