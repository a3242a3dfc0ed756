"""Short wordings → which hold a stock phrase, and how much beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import plain_words
from netmerge.words import CANNED

LONGEST = 16
"""Words; a longer text has something of its own to say."""

_NAME = "{name}"
_WORD = "[a-z0-9]{2,}"
_GREETINGS = "greetings"


@dataclass(frozen=True)
class Stock:
    """What stock phrases do to each wording, arrays parallel to the wordings.

    `phrase`: the wording holds one. `own`: words that are neither in
    the phrase nor in the vocabulary of stock phrases. `nameless`: the
    phrase stands in the list without a name, so that a name was added
    by hand.
    """

    phrase: Flags
    own: Ints
    nameless: Flags


def stock(texts: pa.Array) -> Stock:
    """Look for stock phrases in wordings (folded words, names gone)."""
    if not len(texts):  # nor is the list of phrases needed
        return Stock(np.zeros(0, bool), np.zeros(0, np.int64), np.zeros(0, bool))
    with_name, without_name, words = _patterns()
    named = np.asarray(pc.match_substring_regex(texts, with_name), bool)
    nameless = np.asarray(pc.match_substring_regex(texts, without_name), bool)
    rest = texts
    for pattern in (with_name, without_name, words):
        rest = pc.replace_substring_regex(rest, pattern, " ")
    own = np.asarray(pc.count_substring_regex(rest, _WORD)).astype(np.int64)
    return Stock(phrase=named | nameless, own=own, nameless=nameless & ~named)


@cache
def _patterns() -> tuple[str, str, str]:
    """Patterns (RE2) of phrases with and without a name, and of their words."""
    languages = CANNED.content
    greetings = plain_words(list(languages[_GREETINGS].phrases))
    phrases = [
        phrase
        for language, entry in languages.items()
        if language != _GREETINGS
        for phrase in entry.phrases
    ]
    naming = [phrase.replace(_NAME, " ") for phrase in phrases if _NAME in phrase]
    with_name = plain_words(naming)
    without_name = plain_words([phrase for phrase in phrases if _NAME not in phrase])
    every = " ".join([*with_name, *without_name, *greetings])
    return _either(with_name), _either(without_name), _either(every.split())


def _either(phrases: Iterable[str]) -> str:
    """A pattern of any of these phrases, as whole words, the longest first."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"
