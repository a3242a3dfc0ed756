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


_SHOWN_OPTION = r"(?m)^\s*[⚪⚫🔘🔵🔴◯○●☐☑✅⬜🔲▫◻] ?\x{FE0F}?\s?\S"
_CHART = r"^\s*📊[^\n]{2,300}\n"
"""A poll as Telegram shows it: a chart, the question, and an option a line."""

_HEADER = (
    r"^\s*(?:-{3,}|_{3,}|={3,})[^\n]{3,60}(?:-{3,}|_{3,}|={3,})\s*\n"
    r"(?:\s*[^\n:：]{1,20}[:：][^\n]*\n){2}"
    r"|^\s*-{3,}[^\n-]{3,60}-{3,}\s*$"
    r"|^\s*[^\n:：]{2,20}[:：][^\n]{1,80}@[^\n]{1,80}\n(?:\s*[^\n:：]{2,20}[:：][^\n]*\n){2}"
)
"""The head of a mail passed on, in any language: a line between dashes and two with
labels, or three with labels, the first with an address.
"""

_OWN_LINE = r"\n\s*\n\p{Lu}[\p{Ll}\p{M}]{1,20}, \p{Ll}[^\n]{5,300}\s*$"

_DIALOGUE = r"(?m)^\s*[-–—] ?[^\s\p{Nd}].*[?!.…,;:»”\"].*$"
_LAUGH = (
    r"(?i)(?:[😂🤣😆😅😜😹😄😁]|\b(?:ha){2,}h?|\b(?:he){2,}|\b(?:ja){2,}|\b(?:xa){2,}|\bl+o+l+|"
    r"k{3,}|(?:rs){2,}|"
    r"(?:ха){2,}|(?:χα){2,}|ㅋ{2,}|w{3,}|笑+|5{3,}|(?:ה){3,}|ه{3,})[\s!.)]*\S{0,3}\s*$"
)
"""Two who speak, a line each; and a laugh at the end."""

_SPEECH = (
    r"[“”„«»\"「『].{2,200}[“”„«»\"」』]|(?m:^\s*[-–—•] ?\S)|[:：] ?['‘‚]?\p{Lu}"
    r"|\?.{0,40}\n|\?\s+\p{Lu}|[😂🤣😆😅😜😹]\s*\S{0,4}\s*$"
)
"""Somebody says something, or a question is answered; or a laugh at the end."""


def are_polls(texts: pa.Array) -> Flags:
    """(messages,) which list two options or more, with the votes or a mark for each."""
    is_one = flags(pc.greater_equal(pc.count_substring_regex(texts, _OPTION), 2))
    shown = pc.greater_equal(pc.count_substring_regex(texts, _SHOWN_OPTION), 2)
    is_one |= flags(shown) & flags(pc.match_substring_regex(texts, _CHART))
    return is_one


def are_with_own_line(texts: pa.Array) -> Flags:
    """(messages,) whose last paragraph speaks to somebody, below what was passed on."""
    return flags(pc.match_substring_regex(texts, _OWN_LINE))


def are_headed(texts: pa.Array) -> Flags:
    """(messages,) which begin with the head of a mail passed on."""
    return flags(pc.match_substring_regex(texts, _HEADER))


def are_dialogues(texts: pa.Array) -> Flags:
    """(messages,) in which two speak, a line each, and which end with a laugh."""
    lines = flags(pc.greater_equal(pc.count_substring_regex(texts, _DIALOGUE), 2))
    return lines & flags(pc.match_substring_regex(texts, _LAUGH))


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
    whom = (
        rf"(?: (?:[{BREAK}] )?(?:{_either(CHAINS.content.by)}) (?:[{BREAK}] )?[^{BREAK}]{{1,80}})?"
    )
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
