"""Pairs of wordings → those that are nearly the same, word by word."""

from __future__ import annotations

import itertools

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from netmerge.columns.hashes import mixed
from netmerge.columns.runs import offsets, positions
from netmerge.columns.types import Ints
from netmerge.interactions.grading.wording import Wording

ALIKE = 0.75
"""Share of words in common, in order: 2 × common / all."""

SLOTS = 2
"""Places in which two texts of one template may differ.

Two notes built from the same sentences differ in more: in the greeting,
in what each sentence speaks of, in the close. A form letter opens and
closes alike, so in a text that is not short, a place at the very
beginning or end counts twice.
"""

SHORT = 12
"""Words up to which a text is short, and may begin or end with its slot."""

_BEGIN, _END = (-1, -2), (-3, -4)
"""Marks around each text, two since a triple of words reaches back by two."""

_FRAME = len(_BEGIN) + len(_END)


def alike(wordings: Wording, pairs: Ints) -> Ints:
    """Those of the pairs, (pairs, 2), that have much in common and differ in few
    places.

    Longest common subsequences (LCS) tell both. A stretch of n words in
    common, n >= 2, has n - 1 pairs and n - 2 triples of neighbours in
    common, so the LCS of pairs less the LCS of triples counts the
    stretches. The first one, the mark of the beginning, has as many
    triples as pairs (they reach back to the end mark of the text
    before, which is always the same); what is counted is therefore the
    places where the texts differ.
    """
    lengths = wordings.lengths[pairs]
    wanted = ALIKE * lengths.sum(axis=1)
    # of two texts too unlike in length, the shorter one has too few words
    pairs = pairs[2 * lengths.min(axis=1) >= wanted]
    lengths = wordings.lengths[pairs]
    wanted = ALIKE * lengths.sum(axis=1)
    forms, codes = np.unique(pairs, return_inverse=True)
    codes = codes.reshape(-1, 2)
    words, starts = _framed(wordings, forms)
    close = 2 * _common(_characters(words, starts), codes) >= wanted
    pairs, codes, lengths = pairs[close], codes[close], lengths[close]
    in_pairs = _common(_characters(_grams(words, 2), starts), codes)
    in_triples = _common(_characters(_grams(words, 3), starts), codes)
    first = words[starts[:-1] + len(_BEGIN)]
    last = words[starts[1:] - len(_END) - 1]
    left, right = codes.T
    ends_differ = (first[left] != first[right]).astype(int)
    ends_differ += last[left] != last[right]
    is_short = lengths.max(axis=1, initial=0) <= SHORT
    places = in_pairs - in_triples + np.where(is_short, 0, ends_differ)
    return pairs[places <= SLOTS]


def _common(texts: list[str], pairs: Ints) -> Ints:
    """Length of the LCS of each pair of texts, without the marks."""
    lefts, rights = pairs.T.tolist()
    left = [texts[number] for number in lefts]
    right = [texts[number] for number in rights]
    common = process.cpdist(left, right, scorer=LCSseq.similarity)
    return np.asarray(common).astype(np.int64) - _FRAME


def _framed(wordings: Wording, forms: Ints) -> tuple[Ints, Ints]:
    """The words of the wordings with their marks, and where each begins."""
    lengths = wordings.lengths[forms]
    starts = offsets(lengths + _FRAME)
    words = np.empty(starts[-1], np.int64)
    inside = positions(starts[:-1] + len(_BEGIN), lengths)
    theirs = positions(wordings.starts[forms], lengths)
    words[inside] = wordings.words[theirs]
    for place, mark in enumerate(_BEGIN):
        words[starts[:-1] + place] = mark
    for place, mark in enumerate(reversed(_END), 1):
        words[starts[1:] - place] = mark
    return words, starts


def _grams(words: Ints, size: int) -> Ints:
    """A number for each word with those before it, `size` words in all."""
    word = mixed(words)
    grams = word
    for step in range(1, size):
        before = np.roll(word, step)
        grams = mixed(grams ^ (before + np.uint64(step)))
    return (grams >> np.uint64(1)).astype(np.int64)


def _characters(codes: Ints, starts: Ints) -> list[str]:
    """Runs of numbers as strings, to be compared at C speed."""
    points = codes % 0x100000 + 0x10000
    text = points.astype("<u4").tobytes().decode("utf-32-le")
    return [text[start:end] for start, end in itertools.pairwise(starts.tolist())]
