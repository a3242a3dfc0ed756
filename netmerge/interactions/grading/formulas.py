"""Wordings → which are formulas: made of nothing but the usual words of a wish, of
connecting, of not being there, of a machine.

A list of whole sentences never ends; people vary the order, and put two together.
So a wording is one where each of its words is among those of one kind of formula
in one language, and one of them says which kind it is. Long ones may have a word
or two beside: the name of a colleague, of a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import MASK, plain_words
from netmerge.interactions.grading.wording import BREAK, Wording
from netmerge.schema import TEXT
from netmerge.text.folding import fold
from netmerge.words import CONFIRMATIONS, FORMULAS, Formulas

_LONGEST_JOINED = 60
"""Words of a formula in a script that is told by pieces: there each sign is one."""


@dataclass(frozen=True)
class _Kind:
    """The words of one kind of formula in one language, folded.

    `least` of the anchors must be there, or one of the topics without a
    word of the speaker, and no word but theirs and the others'; of
    every `spare` words one may be another, and no more than `most`.
    `longest`: words of it.
    """

    anchors: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()
    least: int = 1
    longest: int = 25
    spare: int = 1000
    most: int = 8
    closing: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All that may stand in it."""
        return self.anchors | self.topics | self.others


_LIKE: dict[str, _Kind] = {
    "service": _Kind(),
    "wishes": _Kind(longest=40, spare=6, most=1),
    "connecting": _Kind(longest=40, spare=6, most=1),
    "away": _Kind(),
    "auto": _Kind(longest=80, spare=8, least=2),
    "machine": _Kind(longest=60, spare=6, least=2),
    "device": _Kind(),
    "things": _Kind(),
}
"""How the kinds differ. A wish of six words is one still where one of them is not known,
a machine's letter with one in six or eight; two words of an automatic answer tell it,
as one alone (`office`, `message`) is anybody's.
"""

_THANKS = 12
"""Words of thanks, agreement and leave-taking."""


def are_formulas(wordings: Wording, *, closings: bool) -> Flags:
    """(wordings,) which are formulas; `closings`: what only thanks, agrees or takes
    leave is one too.
    """
    kinds = [kind for kind in _kinds() if closings or not kind.closing]
    found = _joined(wordings, closings=closings)
    lengths = wordings.lengths
    longest = max(kind.longest for kind in kinds)
    short = np.flatnonzero((lengths > 0) & (lengths <= longest))
    # most have more words that are in no formula at all than any may have
    every = _codes(wordings, frozenset().union(*(kind.words for kind in kinds)))
    unknown = lengths[short] - _counts(wordings, short, every)
    short = short[unknown <= lengths[short] // min(kind.spare for kind in kinds)]
    for kind in kinds:
        anchored = short[_anchored(wordings, short, kind)]
        if not len(anchored):
            continue
        size = lengths[anchored]
        unknown = size - _counts(wordings, anchored, _codes(wordings, kind.words))
        few = unknown <= np.minimum(size // kind.spare, kind.most)
        found[anchored[few & (size <= kind.longest)]] = True
    return found


def _anchored(wordings: Wording, forms: Ints, kind: _Kind) -> Flags:
    """(forms,) which have what tells this kind."""
    found: Flags = _counts(wordings, forms, _codes(wordings, kind.anchors)) >= kind.least
    if kind.topics:
        of_oneself = _counts(wordings, forms, _codes(wordings, kind.speaker)) > 0
        found |= (_counts(wordings, forms, _codes(wordings, kind.topics)) > 0) & ~of_oneself
    return found


def _joined(wordings: Wording, *, closings: bool) -> Flags:
    """(wordings,) which are formulas in a language whose words are not parted by
    blanks, or grow together.
    """
    found = np.zeros(len(wordings), bool)
    lengths = wordings.lengths
    short = np.flatnonzero((lengths > 0) & (lengths <= _LONGEST_JOINED))
    short = short[_counts(wordings, short, wordings.signs > 0) > 0]
    if not len(short):
        return found
    texts = pc.replace_substring_regex(wordings.texts(short), f"[{BREAK} ]", "")
    for whole, anchors, closing in _pieces():
        if closing and not closings:
            continue
        is_one = pc.match_substring_regex(texts, whole)
        is_one = pc.and_(is_one, pc.match_substring_regex(texts, anchors))
        found[short[np.asarray(is_one, bool)]] = True
    return found


def _codes(wordings: Wording, words: frozenset[str]) -> Flags:
    """(vocabulary,) which words are among these."""
    there = pc.is_in(wordings.vocabulary, value_set=pa.array(sorted(words), TEXT))
    return np.asarray(there, bool)


def _counts(wordings: Wording, forms: Ints, codes: Flags) -> Ints:
    """(forms,) how many words of each wording are among some."""
    lengths = wordings.lengths[forms]
    place = positions(wordings.starts[forms], lengths)
    whose = np.repeat(np.arange(len(forms)), lengths)
    counted: Ints = np.bincount(whose[codes[wordings.words[place]]], minlength=len(forms))
    return counted


@cache
def _kinds() -> tuple[_Kind, ...]:
    """All kinds of formulas, but for languages that are joined."""
    kinds = [
        kind
        for language in FORMULAS.content.values()
        if not language.joined
        for kind in _kinds_of(language)
    ]
    closing = CONFIRMATIONS.content
    heads = _folded(word for phrase in closing.closes | closing.thanks for word in phrase.split())
    beside = _folded(closing.beside) | {MASK}
    return (*kinds, _Kind(heads, beside, longest=_THANKS, closing=True))


def _kinds_of(language: Formulas) -> Iterator[_Kind]:
    small = _folded(language.small) | {MASK}
    speaker = _folded(language.speaker)
    for name, like in _LIKE.items():
        formula = getattr(language, name)
        if formula.anchors:
            yield replace(
                like,
                anchors=_folded(formula.anchors),
                others=small | _folded(formula.beside),
                topics=_folded(formula.topics),
                speaker=speaker,
            )


@cache
def _pieces() -> tuple[tuple[str, str, bool], ...]:
    """Patterns (RE2) of whole formulas and of their anchors, in languages that are
    joined, and whether they only close.
    """
    patterns = []
    for language in FORMULAS.content.values():
        if not language.joined:
            continue
        for name in (*_LIKE, "thanks"):
            formula = getattr(language, name)
            if formula.anchors:
                anchors = _either(formula.anchors)
                every = _either(language.small | formula.anchors | formula.beside | {MASK})
                patterns.append((f"^{every}+$", anchors, name == "thanks"))
    return tuple(patterns)


def _either(words: Iterable[str]) -> str:
    """A pattern of any of these, without the blanks between their signs."""
    pieces = {piece.replace(" ", "") for piece in plain_words(sorted(words))} - {""}
    return f"(?:{'|'.join(sorted(pieces))})"


def _folded(words: Iterable[str]) -> frozenset[str]:
    """Words as they stand in a vocabulary."""
    return frozenset(fold(word).replace(" ", "") for word in words)
