"""Words of a vocabulary → which are among the words and stems of some lists.

A stem ends with * and stands for all words that begin with it. All lists are
looked up at once; what is asked of one list is then a matter of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Ints
from netmerge.schema import TEXT
from netmerge.text.folding import fold

STEM = "*"

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
"""A letter three times or more: sooo, haaappy."""


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words and stems as they are compared with a vocabulary."""
    forms = frozenset(map(_folded, words))
    return forms - {"", STEM}


def _folded(word: str) -> str:
    stem = word.removesuffix(STEM)
    return fold(stem).replace(" ", "") + word[len(stem) :]


class Stems:
    """Words and stems by number, from 1; `forms` are those that may be asked for."""

    def __init__(self, forms: frozenset[str]) -> None:
        self._number = {form: number for number, form in enumerate(sorted(forms), 1)}
        whole = [form for form in self._number if not form.endswith(STEM)]
        self._whole = _Lookup(whole, self._number)
        by_length: dict[int, list[str]] = {}
        for form in self._number:
            if form.endswith(STEM):
                by_length.setdefault(len(form) - 1, []).append(form)
        self._stems = {
            length: _Lookup(sorted(forms), self._number) for length, forms in by_length.items()
        }

    def among(self, forms: frozenset[str]) -> Flags:
        """(words and stems + 1,) which of them are these."""
        found = np.zeros(len(self._number) + 1, bool)
        found[[self._number[form] for form in forms]] = True
        return found

    def numbers(self, vocabulary: pa.Array) -> Ints:
        """(vocabulary, ways) the numbers of the words and stems that each word
        matches, 0 where there is none (see `marked`).
        """
        spellings = [vocabulary, *_pulled_in(vocabulary)]
        ways = [self._whole.numbers(words) for words in spellings]
        ways += [
            stems.numbers(pc.utf8_slice_codeunits(words, 0, length))
            for length, stems in self._stems.items()
            for words in spellings
        ]
        return np.column_stack(ways)


def marked(among: Flags, numbers: Ints) -> Flags:
    """(vocabulary,) which words are among some, of their numbers."""
    return np.asarray(among[numbers].any(axis=1), bool)


class _Lookup:
    """The numbers of some forms, by what is compared."""

    def __init__(self, forms: list[str], number: dict[str, int]) -> None:
        self._values = pa.array([form.removesuffix(STEM) for form in forms], TEXT)
        self._numbers = np.array([*(number[form] for form in forms), 0], np.int64)

    def numbers(self, words: pa.Array) -> Ints:
        place = pc.fill_null(pc.index_in(words, self._values), len(self._values))
        numbers: Ints = self._numbers[np.asarray(place)]
        return numbers


def _pulled_in(vocabulary: pa.Array) -> list[pa.Array]:
    """The words with letters that are drawn out written once, and twice; the other
    words as they are.
    """
    words = vocabulary.to_pylist()
    drawn_out = [place for place, word in enumerate(words) if _DRAWN_OUT.search(word)]
    if not drawn_out:
        return []
    spellings = []
    for by in (r"\1", r"\1\1"):
        spelled = list(words)
        for place in drawn_out:
            spelled[place] = _DRAWN_OUT.sub(by, words[place])
        spellings.append(pa.array(spelled, TEXT))
    return spellings
