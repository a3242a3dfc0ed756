"""Short wordings → which begin a sentence with a stock phrase, and how much is
left without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import joined, tokenise
from netmerge.interactions.grading.wording import BREAK, Wording
from netmerge.schema import TEXT
from netmerge.text.folding import fold
from netmerge.words import CANNED

LONGEST = 40
"""Words; a longer text has something of its own to say."""

_NAME, _PLACE = "{name}", "{place}"
_GREETINGS, _ANSWERS = "greetings", "answers"
_BAR = re.escape(BREAK)
_WORDS_TO_THE_END = f"(?:[^ {_BAR}]+ ){{1,6}}{_BAR}"
"""What stands for a place: some words, and the end of the sentence."""


@dataclass(frozen=True)
class Stock:
    """What stock phrases do to each wording, arrays parallel to the wordings.

    `phrase`: a sentence of the wording begins with one. `nameless`: the
    phrase stands in the list without a name, so that a name was added
    by hand. `letters` and `signs` (see Tokens): what is left without the
    phrases and greetings at the beginnings of sentences.
    """

    phrase: Flags
    nameless: Flags
    letters: Ints
    signs: Ints


def stock(wordings: Wording, forms: Ints) -> Stock:
    """Look for stock phrases in the wordings given by number."""
    if not len(forms):  # nor is the list of phrases needed
        nothing = np.zeros(0, np.int64)
        return Stock(nothing > 0, nothing > 0, nothing, nothing)
    # a blank follows each word, so that patterns end where words do, and a break
    # the last
    texts = pc.binary_join_element_wise(wordings.texts(forms), f"{BREAK} ", " ")
    with_name, without_name, every = _patterns()
    named = np.asarray(pc.match_substring_regex(texts, with_name), bool)
    nameless = np.asarray(pc.match_substring_regex(texts, without_name), bool)
    rest = pc.replace_substring_regex(texts, every, f"{BREAK} ")
    words = pc.split_pattern(rest, " ")
    every_word = pc.list_flatten(words)
    word = pc.index_in(every_word, wordings.vocabulary)
    known = np.asarray(pc.and_(word.is_valid(), pc.not_equal(every_word, "")), bool)
    text = np.asarray(pc.list_parent_indices(words))[known]
    left = np.asarray(word.filter(pa.array(known))).astype(np.int64)
    return Stock(
        phrase=named | nameless,
        nameless=nameless & ~named,
        letters=_total(wordings.letters[left], text, len(forms)),
        signs=_total(wordings.signs[left], text, len(forms)),
    )


def _total(numbers: Ints, text: Ints, texts: int) -> Ints:
    return np.bincount(text, numbers, minlength=texts).astype(np.int64)


@cache
def _patterns() -> tuple[str, str, str]:
    """Patterns (RE2) of sentences that begin with a phrase with and without a
    name, and of all that is stock at the beginning of a sentence.
    """
    languages = CANNED.content
    greetings = _units(languages[_GREETINGS].phrases)
    answers = _units(languages[_ANSWERS].phrases)
    phrases = [
        phrase
        for language, entry in languages.items()
        if language not in (_GREETINGS, _ANSWERS)
        for phrase in entry.phrases
    ]
    with_name = _units(phrase.replace(_NAME, " ") for phrase in phrases if _NAME in phrase)
    without_name = _units(phrase for phrase in phrases if _NAME not in phrase)
    begun = f"{_BAR} (?:{_either(greetings | answers)})*"
    every = _either(with_name | without_name)
    greeted = f"{_BAR} (?:{_either(greetings)})+"
    return (
        begun + _either(with_name),
        begun + _either(without_name),
        f"{begun}(?:{_either(greetings)}|{every})*{every}(?:{_either(greetings)})*|{greeted}",
    )


def _units(phrases: Iterable[str]) -> set[str]:
    """Phrases as patterns of their words; where one has a comma, a text need not."""
    tokens = tokenise(pa.array(list(phrases), TEXT))
    texts = joined(tokens.vocabulary, tokens.codes, tokens.starts)
    between = f" (?:{_BAR} )?"
    place = fold(_PLACE)
    return {
        between.join(map(re.escape, text.split())).replace(
            f"{between}{place}", f" {_WORDS_TO_THE_END}"
        )
        for text in texts.to_pylist()
    }


def _either(units: set[str]) -> str:
    """A pattern of any of these phrases, as whole words, the longest first."""
    longest_first = sorted(units, key=lambda unit: (-len(unit), unit))
    return rf"(?:{_BAR} )?(?:{'|'.join(longest_first)}) "
