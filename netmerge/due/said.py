"""Texts of messages → which ask, which only close, which are stock phrases or wishes."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.interactions.grading.notes import LETTERS_IF_CLEAR, SIGNS
from netmerge.interactions.grading.stock import stock
from netmerge.interactions.grading.wording import wording
from netmerge.interactions.owner import Owner
from netmerge.text.folding import fold, fold_words
from netmerge.words import CONFIRMATIONS, WISHES

_SHORT = 240
"""Characters; a longer text says something of its own."""

_THANKED_FOR = 8
"""Words of a sentence that only closes, the first ones included."""

_UNSPACED = "\u2e80"
"""Here begin the scripts without blanks between words."""

_LONGEST_UNSPACED = 12
"""Characters of a sentence in them that only closes."""

_QUESTION = r"[?？؟⁇]|[;\x{37e}][ \t]*$"
"""Marks of a question; the Greek one looks like a semicolon, and ends the text."""

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
    """Which texts say nothing of their own: a stock phrase, an emoji, nothing at all.

    `names` are those of the other party, which count for nothing, as
    the owner's.
    """
    is_short = flags(pc.less_equal(pc.utf8_length(texts), _SHORT))
    found = ~flags(pc.not_equal(pc.utf8_trim_whitespace(texts), ""))  # nothing written
    short = np.flatnonzero(is_short)
    place = pa.array(short)
    own_names = owner.names if owner else ()
    told, others = (
        pd.Series(texts.take(place).to_pandas()),
        pd.Series(names.take(place).to_pandas()),
    )
    wordings = wording(told, others, own_names)
    phrases = stock(wordings, np.arange(len(wordings)))
    said = phrases.letters / LETTERS_IF_CLEAR + phrases.signs / SIGNS
    hardly_more = phrases.phrase & (said < 1)
    says_nothing = hardly_more | (wordings.lengths == 0)
    found[short] |= says_nothing[wordings.form]
    return found


def _short(texts: pa.Array) -> pa.Array:
    """The short texts, null for the others."""
    is_short = pc.less_equal(pc.utf8_length(texts), _SHORT)
    return pc.if_else(is_short, texts, pa.scalar(None, pa.string()))


def _wishes(text: str) -> bool:
    return _begins_with(fold(text), _wish_words())


def _closes(text: str) -> bool:
    """Whether each sentence of a text closes, and one of them more than stands beside."""
    parts = [part.strip() for part in _SENTENCES.split(text)]
    sentences = [part for part in parts if fold(part)]
    closing = [_closes_sentence(sentence) for sentence in sentences]
    others = [fold(one) for one, closes in zip(sentences, closing, strict=True) if not closes]
    beside = CONFIRMATIONS.content.beside
    told = [word for words in others for word in words.split()]
    if not all(word in beside or word.isdigit() for word in told):
        return False
    return any(closing) or not sentences


def _closes_sentence(sentence: str) -> bool:
    """Whether a sentence begins with thanks or the like, and does not go on for long."""
    if sentence[0] >= _UNSPACED:
        head = sentence.startswith(_unspaced_closing_words())
        return head and len(sentence) <= _LONGEST_UNSPACED
    words = fold(sentence)
    return _begins_with(words, _closing_words()) and len(words.split()) <= _THANKED_FOR


def _begins_with(words: str, phrases: frozenset[str]) -> bool:
    """Whether folded words begin with one of some phrases, as whole words."""
    parts = words.split()
    longest = min(len(parts), 5)
    return any(" ".join(parts[:size]) in phrases for size in range(1, longest + 1))


@cache
def _closing_words() -> frozenset[str]:
    return fold_words(CONFIRMATIONS.content.closes) - {""}


@cache
def _unspaced_closing_words() -> tuple[str, ...]:
    """Those of scripts without blanks between words, as written."""
    return tuple(word for word in CONFIRMATIONS.content.closes if word[0] >= _UNSPACED)


@cache
def _wish_words() -> frozenset[str]:
    return fold_words(WISHES.content.words) - {""}
