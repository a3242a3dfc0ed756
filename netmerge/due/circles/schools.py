"""Names of schools → the keys of one school: its names, old and new, and its
initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from netmerge.clean.companies import company_key
from netmerge.text.folding import fold, fold_words
from netmerge.words import CONJUNCTIONS, SCHOOLS

_FEWEST_INITIALS = 3
_MOST_WORDS = 14
_LONGEST_NAME = 200
_IN_BRACKETS = re.compile(r"\([^()]{1,60}\)")


def school_keys(name: str) -> frozenset[str]:
    """All keys under which a school is known: `University of Northgate` is known
    as `university northgate` as well, and the London School of Economics as lse.
    """
    found = {*_plain_keys(name), *_initials(name)}
    for key in list(found):
        found |= _other_names().get(key, frozenset())
    return frozenset(found) - {""}


def asked_key(name: str) -> frozenset[str]:
    """The keys under which an employer or label may name a school, with and
    without its short name in brackets.
    """
    without = _IN_BRACKETS.sub(" ", name[:_LONGEST_NAME])
    return (_plain_keys(name) | _plain_keys(without)) - {""}


def _plain_keys(name: str) -> frozenset[str]:
    """A name folded, and its words in a fixed order with kinds and places
    translated.
    """
    folded = fold(name)
    return frozenset({folded, company_key(name) or "", _in_order(folded)})


def _in_order(folded: str) -> str:
    """The words that tell a school from others, sorted, with what kind of school
    it is; "" where that is all or no kind is told.
    """
    words = folded.split()[:_MOST_WORDS]
    text = f" {' '.join(words)} "
    kind = ""
    for phrase, meaning in _kinds():
        if f" {phrase} " in text:
            kind = meaning
            text = text.replace(f" {phrase} ", " ", 1)
            break
    for phrase, meaning in _places():
        text = text.replace(f" {phrase} ", f" {meaning} ")
    rest = sorted(word for word in text.split() if word not in _small())
    return " ".join([f"[{kind}]", *rest]) if kind and rest else ""


def _initials(name: str) -> Iterable[str]:
    """The first letters of a school's words, of all and of those before an
    `and` or a comma, and up to the word for its kind.
    """
    words = [word for word in fold(name.replace(",", " , ")).split() if word not in _small()]
    head = fold(name.split(",", maxsplit=1)[0]).split()
    stops = [place for place, word in enumerate(words) if word in _kind_words()]
    cuts = {len(words), *(place + 1 for place in stops)}
    joined = [place for place, word in enumerate(words) if word in CONJUNCTIONS.content.words]
    cuts |= set(joined[:1]) | {len([word for word in head if word not in _small()])}
    for cut in cuts:
        letters = [word[0] for word in words[:cut] if word not in CONJUNCTIONS.content.words]
        if len(letters) >= _FEWEST_INITIALS:
            yield "".join(letters)


@cache
def _small() -> frozenset[str]:
    return fold_words(SCHOOLS.content.small)


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(word for phrase, _ in _kinds() for word in phrase.split() if len(word) > 3)


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    return _translated(SCHOOLS.content.kinds)


@cache
def _places() -> tuple[tuple[str, str], ...]:
    return _translated(SCHOOLS.content.places)


def _translated(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Folded phrases and the first of their row, the longest first."""
    found = {fold(phrase): fold(row[0]) for row in rows for phrase in row}
    return tuple(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))


@cache
def _other_names() -> dict[str, frozenset[str]]:
    """All keys of a school by each of them."""
    found: dict[str, frozenset[str]] = {}
    for names in SCHOOLS.content.schools:
        keys = frozenset(key for name in names for key in _plain_keys(name)) - {""}
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found
