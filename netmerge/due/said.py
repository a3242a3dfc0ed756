"""Texts of messages → which ask, which only close, which are stock phrases or
wishes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.interactions.grading.formulas import are_formulas
from netmerge.interactions.grading.notes import LETTERS_IF_CLEAR, SIGNS
from netmerge.interactions.grading.stock import stock
from netmerge.interactions.grading.wording import wording
from netmerge.interactions.owner import Owner
from netmerge.text.folding import UNSPACED, fold, fold_words
from netmerge.words import CONFIRMATIONS, WISHES, Confirmations

_SHORT = 240
"""Characters; a longer text says something of its own."""

_LONGEST_CLOSING = 10
"""Words of a sentence that only closes."""

_LONGEST_PHRASE = 5
"""Words."""

_NAMES = 2
"""Words with a capital that may stand by themselves: Thanks, Anna."""

_LONGEST_UNSPACED = 12
"""Characters of a sentence in them that only closes."""

_QUESTION = r"[?？؟⁇]|[;\x{37e}][ \t]*$"
"""Marks of a question; the Greek one looks like a semicolon, and ends the text.
"""

_LINKS = r"(?:https?://|www\.)\S*"
_SENTENCES = re.compile(r"[.!,;:\n\r。！，、；…()–—]+|\s-\s")


def asks(texts: pa.Array) -> Flags:
    """Which texts hold a question; a mark inside a web address asks nothing."""
    without_links = pc.replace_substring_regex(texts, _LINKS, " ")
    return flags(pc.match_substring_regex(without_links, _QUESTION))


def only_closes(texts: pa.Array) -> Flags:
    """Which texts only thank, agree or confirm: they want no answer."""
    return flags(unique_map(_short(texts), _closes, pa.bool_())) & ~asks(texts)


def wishes(texts: pa.Array) -> Flags:
    """Which texts begin with a wish or a congratulation that services offer."""
    return flags(unique_map(_short(texts), _wishes, pa.bool_()))


def is_stock(texts: pa.Array, names: pa.Array, owner: Owner | None) -> Flags:
    """Which texts say nothing of their own: a stock phrase, an emoji, nothing
    at all.

    `names` are those of the other party, which count for nothing, as
    the owner's.
    """
    is_short = flags(pc.less_equal(pc.utf8_length(texts), _SHORT))
    found = ~flags(pc.not_equal(pc.utf8_trim_whitespace(texts), ""))  # nothing written
    short = np.flatnonzero(is_short)
    place = pa.array(short)
    own_names = owner.names if owner else ()
    # Arrow's own type, by which a column without any text stays one of texts
    told, others = (pd.Series(ArrowExtensionArray(column.take(place))) for column in (texts, names))
    wordings = wording(told, others, own_names)
    phrases = stock(wordings, np.arange(len(wordings)))
    said = phrases.letters / LETTERS_IF_CLEAR + phrases.signs / SIGNS
    hardly_more = phrases.phrase & (said < 1)
    says_nothing = hardly_more | (wordings.lengths == 0)
    formulas = are_formulas(wordings, closings=False)
    found[short] |= says_nothing[wordings.form]
    found[short] |= formulas[wordings.form] & ~wordings.question
    return found


def _short(texts: pa.Array) -> pa.Array:
    """The short texts, null for the others."""
    is_short = pc.less_equal(pc.utf8_length(texts), _SHORT)
    return pc.if_else(is_short, texts, NO_TEXT)


def _wishes(text: str) -> bool:
    return _phrase_at(fold(text).split(), 0, _wish_words()) > 0


def _closes(text: str) -> bool:
    """Whether each sentence of a text closes, and one of them more than stands
    beside.
    """
    parts = [part.strip() for part in _SENTENCES.split(text)]
    sentences = [part for part in parts if fold(part)]
    closing = [_closes_sentence(sentence) for sentence in sentences]
    others = [one for one, closes in zip(sentences, closing, strict=True) if not closes]
    return all(map(_is_beside, others)) and (any(closing) or not sentences)


def _closes_sentence(sentence: str) -> bool:
    """Whether a sentence is made of thanks and the like, and does not go on for
    long.
    """
    if sentence[0] >= UNSPACED:
        closes = sentence.startswith(_unspaced_closing_words())
        closes |= sentence.endswith(_unspaced_ends())
        return closes and len(sentence) <= _LONGEST_UNSPACED
    words, place, found = fold(sentence).split(), 0, False
    if len(words) > _LONGEST_CLOSING:
        return False
    lists = _closing_words()
    if any(" ".join(words[-size:]) in lists.ends for size in (1, 2)):
        return True
    while place < len(words):
        if _phrase_at(words, place, lists.thanks):
            return True
        size = _phrase_at(words, place, lists.closes)
        found |= size > 0
        if not size and not _stands_beside(words[place]):
            return False
        place += max(size, 1)
    return found


def _phrase_at(words: Sequence[str], place: int, phrases: frozenset[str]) -> int:
    """How many words the longest of some phrases has that begins at a place, 0
    for none.
    """
    for size in range(min(len(words) - place, _LONGEST_PHRASE), 0, -1):
        if " ".join(words[place : place + size]) in phrases:
            return size
    return 0


def _is_beside(sentence: str) -> bool:
    """Whether a sentence says nothing by itself: a day, a time, a name or two."""
    parts = sentence.split()
    is_name = len(parts) <= _NAMES and all(part[0].isupper() for part in parts)
    return is_name or all(map(_stands_beside, fold(sentence).split()))


def _stands_beside(word: str) -> bool:
    return word.isdigit() or word in _closing_words().beside


@cache
def _closing_words() -> Confirmations:
    """The words of CONFIRMATIONS, folded."""
    words = CONFIRMATIONS.content
    lists = (words.thanks, words.closes, words.beside, words.ends)
    return Confirmations(*(fold_words(one) - {""} for one in lists))


@cache
def _unspaced_closing_words() -> tuple[str, ...]:
    """Those of scripts without blanks between words, as written."""
    words = CONFIRMATIONS.content.thanks | CONFIRMATIONS.content.closes
    return tuple(word for word in words if word[0] >= UNSPACED)


@cache
def _unspaced_ends() -> tuple[str, ...]:
    return tuple(word for word in CONFIRMATIONS.content.ends if word[0] >= UNSPACED)


@cache
def _wish_words() -> frozenset[str]:
    return fold_words(WISHES.content.words) - {""}
