"""Texts and their wordings → which only confirm an arrangement: `Fine, at 7 at the gate`.

A word of agreement, a stop, and a few words with an hour or a day in figures; who
says more writes a note.
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
from netmerge.words import AGREEMENTS

LONGEST = 9
"""Words, figures not counted."""

_FIGURES = r"\p{Nd}"
_CASES = r"\p{Nd}\s*(?i:kg|€|eur|euros?|km|m2|x)\b"
"""Figures that are no hour."""


def are_arrangements(texts: pa.Array, wordings: Wording) -> Flags:
    """(messages,) which agree and repeat when."""
    found = np.zeros(len(wordings.form), bool)
    lengths = wordings.lengths
    fits = np.flatnonzero((lengths > 1) & (lengths <= LONGEST))
    if not len(fits):
        return found
    agrees = np.zeros(len(wordings), bool)
    told = pc.match_substring_regex(wordings.texts(fits), _agreements())
    agrees[fits] = np.asarray(told, bool)
    rows = np.flatnonzero(agrees[wordings.form])
    text = texts.take(pa.array(rows))
    has_hour = flags(pc.match_substring_regex(text, _FIGURES))
    found[rows] = has_hour & ~flags(pc.match_substring_regex(text, _CASES))
    return found


@cache
def _agreements() -> str:
    """A pattern (RE2) of a text that agrees, and stops, before it says more.

    A greeting of one word or two may stand before.
    """
    phrases = sorted(set(plain_words(sorted(AGREEMENTS.content["okay"]))) - {""})
    word = rf"[^ {BREAK}]+ "
    greeting = rf"(?:{word}(?:{word})?[{BREAK}] )?"
    return rf"^[{BREAK}] {greeting}(?:{'|'.join(phrases)}) [{BREAK}] "
