"""Texts and their wordings → which are a poll, and which a chain letter: words that
the sender did not write, or not to this one person.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.interactions.grading.tokens import plain_words
from netmerge.interactions.grading.wording import BREAK, Wording
from netmerge.schema import TEXT
from netmerge.text.folding import fold_words
from netmerge.words import CHAINS

SHORTEST_CHAIN = 12
"""Words: a shorter text that asks to pass something on is a request."""

LONGEST_CHAIN = 400

_OPTION = (
    r"(?m)^[\s\x{200E}]*[\p{Lu}\p{Lo}][\p{Lu}\p{Lo}\p{M}]{1,20}\s?[:：].{1,300}"
    r"\(\p{Nd}+\s?[^()\n]{1,20}\)\s*$"
)
"""A line of a poll as WhatsApp writes it out, in any language: OPTION: Friday (3
votes).
"""


def are_polls(texts: pa.Array) -> Flags:
    """(messages,) which list two options or more, with the votes for each."""
    options = pc.count_substring_regex(texts, _OPTION)
    return flags(pc.greater_equal(options, 2))


def are_chains(wordings: Wording) -> Flags:
    """(wordings,) which ask to be passed on to many."""
    found = np.zeros(len(wordings), bool)
    lengths = wordings.lengths
    fits = np.flatnonzero((lengths >= SHORTEST_CHAIN) & (lengths <= LONGEST_CHAIN))
    to_many = np.asarray(pc.is_in(wordings.vocabulary, value_set=_crowd()), bool)
    named = np.append(0, np.cumsum(to_many[wordings.words]))
    fits = fits[named[wordings.starts[fits + 1]] > named[wordings.starts[fits]]]
    if len(fits):
        asks = pc.match_substring_regex(wordings.texts(fits), _asks())
        found[fits] = np.asarray(asks, bool)
    return found


@cache
def _crowd() -> pa.Array:
    return pa.array(sorted(fold_words(CHAINS.content.crowd)), TEXT)


@cache
def _asks() -> str:
    """A pattern (RE2) of the phrases, with a comma between their words or none."""
    between = rf" (?:[{BREAK}] )?"
    phrases = (between.join(phrase.split()) for phrase in plain_words(sorted(CHAINS.content.asks)))
    return rf"(?:^| )(?:{'|'.join(sorted(phrases))})(?: |$)"
