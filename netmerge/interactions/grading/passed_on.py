"""Texts and their wordings → which are a poll, a chain letter, a joke or what others
wrote: words that the sender did not write, or not to this one person.
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
from netmerge.words import CHAINS, Words

SHORTEST_CHAIN = 12
"""Words: a shorter text that asks to pass something on is a request."""

SHORTEST_JOKE = 6
"""Words."""

LONGEST_CHAIN = 400

_OPTION = (
    r"(?m)^[\s\x{200E}]*[\p{Lu}\p{Lo}][\p{Lu}\p{Lo}\p{M}]{1,20}\s?[:：].{1,300}"
    r"\(\p{Nd}+\s?[^()\n]{1,20}\)\s*$"
)
"""A line of a poll as WhatsApp writes it out, in any language: OPTION: Friday (3
votes).
"""


_SPEECH = (
    r"[“”„«»\"「『].{2,200}[“”„«»\"」』]|(?m:^\s*[-–—•] ?\S)|[:：] ?['‘‚]?\p{Lu}"
    r"|\?.{0,40}\n|\?\s+\p{Lu}|[😂🤣😆😅😜😹]\s*\S{0,4}\s*$"
)
"""Somebody says something, or a question is answered; or a laugh at the end."""


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


def are_forwarded(wordings: Wording) -> Flags:
    """(wordings,) over which a mark stands that others wrote them, and which are a
    joke.
    """
    found = np.zeros(len(wordings), bool)
    lengths = wordings.lengths
    fits = np.flatnonzero((lengths > 0) & (lengths <= LONGEST_CHAIN))
    if len(fits):
        told = pc.match_substring_regex(wordings.texts(fits), _beginnings())
        found[fits] = np.asarray(told, bool)
    return found


@cache
def _beginnings() -> str:
    """A pattern (RE2) of a text that begins with a mark and a stop."""
    whom = rf"(?: (?:{_either(CHAINS.content.by)}) [^{BREAK}]{{1,80}})?"
    return rf"^[{BREAK}] (?:{_either(CHAINS.content.marks)}){whom} [{BREAK}] "


def are_jokes(texts: pa.Array, wordings: Wording) -> Flags:
    """(messages,) which begin as jokes do, let somebody speak, and end with a
    laugh.
    """
    found = np.zeros(len(wordings.form), bool)
    lengths = wordings.lengths
    fits = np.flatnonzero((lengths >= SHORTEST_JOKE) & (lengths <= LONGEST_CHAIN))
    if not len(fits):
        return found
    opens = np.zeros(len(wordings), bool)
    pattern = rf"^[{BREAK}] (?:{_either(CHAINS.content.jokes)}) "
    opens[fits] = np.asarray(pc.match_substring_regex(wordings.texts(fits), pattern), bool)
    rows = np.flatnonzero(opens[wordings.form])
    speaks = pc.match_substring_regex(texts.take(pa.array(rows)), _SPEECH)
    found[rows] = flags(speaks)
    return found


@cache
def _crowd() -> pa.Array:
    return pa.array(sorted(fold_words(CHAINS.content.crowd)), TEXT)


@cache
def _asks() -> str:
    """A pattern (RE2) of the phrases, with a comma between their words or none."""
    return rf"(?:^| )(?:{_either(CHAINS.content.asks)})(?: |$)"


def _either(phrases: Words) -> str:
    between = rf" (?:[{BREAK}] )?"
    patterns = (between.join(phrase.split()) for phrase in plain_words(sorted(phrases)))
    return "|".join(sorted(patterns))
