"""Wordings → which are notices: sentences that a program wrote into a chat or a mail
itself, of encryption, numbers, timers, themes, invitations.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import plain_words
from netmerge.interactions.grading.wording import BREAK, Wording
from netmerge.schema import TEXT
from netmerge.words import NOTICES

LONGEST = 150
"""Words, each sign one in scripts without blanks; a longer text is somebody's."""

_SLOT = "{}"
_SOME_WORDS = "(?:[^ ]+ ){0,12}?"


_ANY = ""
"""Any second word."""


def are_notices(wordings: Wording) -> Flags:
    """(wordings,) which begin with a sentence that a program writes itself."""
    found = np.zeros(len(wordings), bool)
    lengths = wordings.lengths
    fits = np.flatnonzero((lengths > 1) & (lengths <= LONGEST))
    # two words tell nearly all that are none; the pattern is slow
    fits = fits[_begin_alike(wordings, fits)]
    if len(fits):
        texts = pc.replace_substring(wordings.texts(fits), f"{BREAK} ", "")
        texts = pc.binary_join_element_wise(texts, "", " ")
        told = pc.match_substring_regex(texts, _beginnings())
        found[fits] = np.asarray(told, bool)
    return found


def _begin_alike(wordings: Wording, forms: Ints) -> Flags:
    """(forms,) whose first two words are those of a notice."""
    pairs = _first_words()
    size = len(wordings.vocabulary) + 1
    first, second = (
        np.asarray(
            pc.fill_null(pc.index_in(pa.array(words, TEXT), wordings.vocabulary), size - 1)
        ).astype(np.int64)
        for words in zip(*pairs, strict=True)
    )
    place = wordings.starts[forms]
    theirs = wordings.words[place] * size
    both = np.isin(theirs + wordings.words[place + 1], first * size + second)
    # an unknown second word has the last number
    alone = first[[word == _ANY for _, word in pairs]] * size
    alike: Flags = both | np.isin(theirs, alone)
    return alike


@cache
def _first_words() -> tuple[tuple[str, str], ...]:
    """The first two words of each notice."""
    pairs = set()
    for parts in _notices():
        first, second, *_ = [*parts[0].split(), _ANY]
        pairs.add((first, second))
    return tuple(sorted(pairs))


@cache
def _beginnings() -> str:
    """A pattern (RE2) of a text that begins with a notice; stops do not count."""
    patterns = sorted(f" {_SOME_WORDS}".join(parts) + " " for parts in _notices())
    return rf"^(?:{'|'.join(patterns)})"


@cache
def _notices() -> tuple[tuple[str, ...], ...]:
    """The words of each notice, before and after what is left open."""
    phrases = [phrase for language in NOTICES.content.values() for phrase in language.phrases]
    parts = [phrase.split(_SLOT) for phrase in phrases]
    plain = iter(plain_words([part for phrase in parts for part in phrase]))
    return tuple(tuple(next(plain) for _ in phrase) for phrase in parts)
