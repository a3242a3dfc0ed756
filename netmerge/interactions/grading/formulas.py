"""Wordings → which are formulas: made of nothing but the usual words of a wish, of
thanks, of leave-taking, of not being there, of a machine.

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
import pyarrow.compute as pc

from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.stems import STEM, Stems, folded, marked
from netmerge.interactions.grading.tokens import MASK, plain_words
from netmerge.interactions.grading.wording import BREAK, Wording
from netmerge.words import CONFIRMATIONS, FORMULAS
from netmerge.words.messages import Formula, Formulas

_LONGEST_JOINED = 60
"""Words of a formula in a script that is told by pieces: there each sign is one."""

_EVERY = "every"
"""The section of what is written in all languages."""


@dataclass(frozen=True)
class _Kind:
    """The words of one kind of formula in one language, folded.

    `least` of the anchors must be there, or one of the topics without a
    word of the speaker, and no word but theirs and the others'; of
    every `spare` words one may be another, and no more than `most`;
    `beside` one of the topics, between two stops, if it is said so.
    `longest`: words of it. `closing`: it thanks, agrees or takes leave.
    """

    anchors: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()
    least: int = 1
    longest: int = 25
    spare: int = 1000
    most: int = 8
    beside: bool = False
    closing: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All that may stand in it."""
        return self.anchors | self.topics | self.others


_WISHES, _THANKS = "wishes", "thanks"
_LIKE: dict[str, _Kind] = {
    _WISHES: _Kind(longest=60, spare=6, most=1, beside=True),
    _THANKS: _Kind(longest=40, closing=True),
    "service": _Kind(),
    "away": _Kind(),
    "auto": _Kind(longest=80, spare=8, least=2),
    "machine": _Kind(longest=60, spare=6, least=2),
    "device": _Kind(),
    "things": _Kind(),
}
"""How the kinds differ. A wish of six words is one still where one of them is not known
(`Merry Christmas to all at the kennel!`, but not `Merry Christmas, Otto can walk!`), a
machine's letter with one in six or eight; two words of an automatic answer tell it, as
one alone (`office`, `message`) is anybody's.
"""

_GREETING = 2
"""Words of a greeting."""

_ARRANGEMENT = 12
"""Words of an arrangement."""


def are_formulas(wordings: Wording, *, closings: bool) -> Flags:
    """(wordings,) which are formulas; `closings`: what only thanks, agrees or takes
    leave is one too.
    """
    found = _joined(wordings, closings=closings)
    words, every = _every_word()
    lengths = wordings.lengths
    longest = max(kind.longest for kind in _kinds())
    short = np.flatnonzero((lengths > 0) & (lengths <= longest))
    numbers = words.numbers(wordings.vocabulary)
    # most have more words that are in no formula at all than any may have
    unknown = lengths[short] - _counts(wordings, short, marked(every, numbers))
    short = short[unknown <= lengths[short] // min(kind.spare for kind in _kinds())]
    for kind in _kinds():
        if kind.closing and not closings:
            continue
        anchored = short[_anchored(wordings, short, numbers, kind)]
        if not len(anchored):
            continue
        size = lengths[anchored]
        known = marked(words.among(kind.words), numbers)
        unknown = size - _counts(wordings, anchored, known)
        few = unknown <= np.minimum(size // kind.spare, kind.most)
        if kind.beside:
            topics = marked(words.among(kind.topics), numbers)
            few &= ~_stands_apart(wordings, anchored, ~known, topics)
        found[anchored[few & (size <= kind.longest)]] = True
    return found


def _stands_apart(wordings: Wording, forms: Ints, these: Flags, beside: Flags) -> Flags:
    """(forms,) in which one of some words stands between two stops with none of
    those that it should stand beside; both are given over the vocabulary. In a
    greeting (`Hi Ken,`) it may be the name.
    """
    lengths = wordings.lengths[forms]
    place = positions(wordings.starts[forms], lengths)
    whose = np.repeat(np.arange(len(forms)), lengths)
    code = wordings.words[place]
    begins = (wordings.before[place] > 0) | (np.diff(whose, prepend=-1) > 0)
    clause = np.cumsum(begins) - 1
    told = np.bincount(clause[beside[code]], minlength=begins.sum()) > 0
    is_first = place[begins] == wordings.starts[forms][whose[begins]]
    told |= is_first & (np.bincount(clause, minlength=begins.sum()) == _GREETING)
    apart = np.zeros(len(forms), bool)
    apart[whose[these[code] & ~told[clause]]] = True
    return apart


def _anchored(wordings: Wording, forms: Ints, numbers: Ints, kind: _Kind) -> Flags:
    """(forms,) which have what tells this kind."""
    words, _ = _every_word()

    def counts(these: frozenset[str]) -> Ints:
        return _counts(wordings, forms, marked(words.among(these), numbers))

    found: Flags = counts(kind.anchors) >= kind.least
    if kind.topics:
        found |= (counts(kind.topics) > 0) & (counts(kind.speaker) == 0)
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


def _counts(wordings: Wording, forms: Ints, codes: Flags) -> Ints:
    """(forms,) how many words of each wording are among some."""
    lengths = wordings.lengths[forms]
    place = positions(wordings.starts[forms], lengths)
    whose = np.repeat(np.arange(len(forms)), lengths)
    counted: Ints = np.bincount(whose[codes[wordings.words[place]]], minlength=len(forms))
    return counted


@cache
def _every_word() -> tuple[Stems, Flags]:
    """All words of all kinds, and which they are."""
    forms = frozenset().union(*(kind.words | kind.speaker for kind in _kinds()))
    stems = Stems(forms)
    return stems, stems.among(frozenset().union(*(kind.words for kind in _kinds())))


@cache
def _kinds() -> tuple[_Kind, ...]:
    """All kinds of formulas, but for languages that are joined."""
    languages = FORMULAS.content
    every = languages[_EVERY]
    kinds = [
        kind
        for language in languages.values()
        if not language.joined
        for kind in _kinds_of(language, every)
    ]
    closing = CONFIRMATIONS.content
    heads = folded(word for phrase in closing.closes | closing.thanks for word in phrase.split())
    beside = folded(closing.beside) | {MASK}
    return (*kinds, _Kind(heads, beside, longest=_ARRANGEMENT, closing=True))


def _kinds_of(language: Formulas, every: Formulas) -> Iterator[_Kind]:
    """The kinds of one language, with what is written in `every` one."""
    small = _grown(language, language.small) | folded(every.small) | {MASK}
    shared = [language.wishes, language.thanks, every.wishes, every.thanks]
    said = small.union(*(_grown(language, _every_of(formula)) for formula in shared))
    speaker = folded(language.speaker)
    for name, like in _LIKE.items():
        formula: Formula = getattr(language, name)
        anchors = _grown(language, formula.anchors | getattr(every, name).anchors)
        if not formula.anchors:
            continue
        is_said = name in (_WISHES, _THANKS)
        yield replace(
            like,
            anchors=anchors,
            others=said if is_said else small | _grown(language, formula.beside),
            topics=_grown(language, formula.topics | getattr(every, name).topics),
            speaker=speaker,
        )


def _every_of(formula: Formula) -> frozenset[str]:
    return formula.anchors | formula.topics | formula.beside


def _grown(language: Formulas, words: Iterable[str]) -> frozenset[str]:
    """Words, and what grows of them behind little words."""
    words = folded(words)
    before = folded(language.before)
    return words | {first + word for first in before for word in words}


@cache
def _pieces() -> tuple[tuple[str, str, bool], ...]:
    """Patterns (RE2) of whole formulas and of their anchors, in languages that are
    joined, and whether they only close.
    """
    patterns = []
    for language in FORMULAS.content.values():
        if not language.joined:
            continue
        shared = _every_of(language.wishes) | _every_of(language.thanks)
        for name in _LIKE:
            formula = getattr(language, name)
            told = formula.anchors | formula.topics
            if told:
                is_said = name in (_WISHES, _THANKS)
                beside = shared if is_said else _every_of(formula)
                every = _either(language.small | beside | {MASK})
                patterns.append((f"^{every}+$", _either(told), name == _THANKS))
    return tuple(patterns)


def _either(words: Iterable[str]) -> str:
    """A pattern of any of these, without the blanks between their signs."""
    plain = plain_words(sorted(word.removesuffix(STEM) for word in words))
    pieces = {piece.replace(" ", "") for piece in plain} - {""}
    return f"(?:{'|'.join(sorted(pieces))})"
