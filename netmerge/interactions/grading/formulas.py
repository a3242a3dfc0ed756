"""Wordings → which are formulas: made of nothing but the usual words of a wish, of
connecting, of not being there.

A list of whole sentences never ends; people vary the order, and put two together.
So a short wording is one where each of its words is among those of one kind of
formula in one language, and one of them says which kind it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import MASK
from netmerge.interactions.grading.wording import Wording
from netmerge.schema import TEXT
from netmerge.text.folding import fold
from netmerge.words import CONFIRMATIONS, FORMULAS

LONGEST = 25
"""Words of a formula."""

LONGEST_CLOSING = 8
"""The same of thanks, agreement and leave-taking."""


class _Kind(NamedTuple):
    """The words of one kind of formula in one language, folded: one of the anchors
    must be there, and no word but theirs and the others'.
    """

    anchors: frozenset[str]
    others: frozenset[str]
    longest: int


def are_formulas(wordings: Wording, *, closings: bool) -> Flags:
    """(wordings,) which are formulas; `closings`: what only thanks, agrees or takes
    leave is one too.
    """
    kinds = [kind for kind in _kinds() if closings or kind.longest == LONGEST]
    found = np.zeros(len(wordings), bool)
    lengths = wordings.lengths
    short = np.flatnonzero((lengths > 0) & (lengths <= LONGEST))
    # most have a word that is in no formula at all
    every = _codes(wordings, frozenset().union(*(kind.anchors | kind.others for kind in kinds)))
    short = short[_counts(wordings, short, every) == lengths[short]]
    for kind in kinds:
        anchors = _codes(wordings, kind.anchors)
        if not anchors.any():
            continue
        anchored = short[_counts(wordings, short, anchors) > 0]
        known = _counts(wordings, anchored, anchors | _codes(wordings, kind.others))
        size = lengths[anchored]
        found[anchored[(known == size) & (size <= kind.longest)]] = True
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
    """All kinds of formulas."""
    kinds = []
    for language in FORMULAS.content.values():
        small = _folded(language.small) | {MASK}
        for formula in language.kinds:
            others = small | _folded(formula.beside)
            kinds.append(_Kind(_folded(formula.anchors), others, LONGEST))
    closing = CONFIRMATIONS.content
    heads = _folded(word for phrase in closing.closes | closing.thanks for word in phrase.split())
    beside = _folded(closing.beside) | {MASK}
    kinds.append(_Kind(heads, beside, LONGEST_CLOSING))
    return tuple(kinds)


def _folded(words: Iterable[str]) -> frozenset[str]:
    """Words as they stand in a vocabulary."""
    return frozenset(fold(word).replace(" ", "") for word in words)
