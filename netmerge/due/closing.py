"""Texts of messages → which only close: thanks, agreement, an arrangement
confirmed. They want no answer.

What people close with never ends as a list. So a text closes if each of its
sentences does, or if it is short, begins or ends with what closes, goes on with
no more than a plan, and wants nothing of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, dropwhile

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import split
from netmerge.columns.types import Flags
from netmerge.interactions.grading.formulas import are_formulas
from netmerge.interactions.grading.wording import wording
from netmerge.text.folding import UNSPACED, fold, fold_words
from netmerge.words import AGREEMENTS, CONFIRMATIONS, Confirmations

SHORT = 240
"""Characters; a longer text says something of its own."""

_LONGEST_CLOSING = 10
"""Words of a sentence that only closes."""

_LONGEST_ANSWER = 12
"""Words of an answer that agrees and tells a plan."""

_LONGEST_BESIDE_THANKS = 8
"""Words that are said beside thanks."""

_LONGEST_PHRASE = 5
"""Words."""

_NAMES = 2
"""Words with a capital that may stand by themselves: Thanks, Anna."""

_LONGEST_UNSPACED = 12
_LONGEST_ANSWER_UNSPACED = 32
_LONGEST_BESIDE_THANKS_UNSPACED = 14
"""Characters in scripts without blanks between words."""

_ASIAN = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\ud7ff]")
"""Signs of these scripts, and those of Korean, whose words grow endings."""

_LATIN_ENDS = "\u0370"
_BITS_IN_BLOCK = 8
"""Scripts beyond Latin stand in blocks of 256 signs."""

_BREAKS = r"[.!,;:\n\r。！，、；…()–—]+|\s-\s"
_SENTENCES = re.compile(_BREAKS)


@dataclass(frozen=True)
class _Answers:
    """The phrases of AGREEMENTS, folded, and those of scripts without blanks."""

    okay: frozenset[str]
    cheers: frozenset[str]
    thanked: frozenset[str]
    plans: frozenset[str]
    wants: frozenset[str]
    days: frozenset[str]
    interjections: frozenset[str]
    unspaced_okay: tuple[str, ...]
    unspaced_thanked: tuple[str, ...]
    unspaced_wants: tuple[str, ...]


def only_close(texts: pa.Array) -> Flags:
    """Which texts only thank, agree or confirm: (texts,)."""
    short = short_ones(texts)
    known = _formulas_among(short)
    return flags(unique_map(short, lambda text: _closes(text, known), pa.bool_()))


def short_ones(texts: pa.Array) -> pa.Array:
    """The short texts, null for the others."""
    is_short = pc.less_equal(pc.utf8_length(texts), SHORT)
    return pc.if_else(is_short, texts, NO_TEXT)


def _formulas_among(texts: pa.Array) -> frozenset[str]:
    """The sentences of texts that are formulas of thanks, wishes, leave-taking."""
    given = pc.drop_null(pc.unique(texts))
    parts = pc.unique(split(given, _BREAKS)[0])
    told = pd.Series(ArrowExtensionArray(parts))
    nobody = pd.Series(ArrowExtensionArray(pa.nulls(len(parts), parts.type)))
    wordings = wording(told, nobody, ())
    found = are_formulas(wordings, closings=True)[wordings.form]
    return frozenset(parts.filter(pa.array(found)).to_pylist())


def _closes(text: str, known: frozenset[str]) -> bool:
    """Whether a text only closes; `known` are sentences that are formulas."""
    parts = [part.strip() for part in _SENTENCES.split(text)]
    sentences = [part for part in parts if fold(part)]
    closing = [one in known or _closes_sentence(one) for one in sentences]
    others = [one for one, closes in zip(sentences, closing, strict=True) if not closes]
    only = all(map(_is_beside, others)) and (any(closing) or not sentences)
    if not only and _ASIAN.search(text):
        only = _agrees_unspaced(text, others)
    elif not only and _are_few(text, others):
        only = _agrees(sentences, closing)
    return only and not _wants_something(text)


def _are_few(text: str, others: Sequence[str]) -> bool:
    """Whether a text, or what it says beside closing, may have few enough words."""
    said = sum(len(one.split()) for one in others if not _is_beside(one))
    return said <= _LONGEST_BESIDE_THANKS or len(text.split()) <= _LONGEST_ANSWER


def _wants_something(text: str) -> bool:
    """Whether a text asks something of the reader, or takes something back."""
    lists = _answers()
    if _ASIAN.search(text):
        return any(one in text for one in lists.unspaced_wants)
    return _holds(_plain(_SENTENCES.sub(" ", text)), lists.wants)


def _agrees_unspaced(text: str, others: Sequence[str]) -> bool:
    """Whether a short text agrees, or thanks and says little beside, in a script
    without blanks between words; `others` are sentences that do not close.
    """
    lists = _answers()
    if text.startswith(lists.unspaced_okay):
        return len(text) <= _LONGEST_ANSWER_UNSPACED
    thanked = any(word in text for word in lists.unspaced_thanked)
    return thanked and sum(map(len, others)) <= _LONGEST_BESIDE_THANKS_UNSPACED


def _agrees(sentences: Sequence[str], closing: Sequence[bool]) -> bool:
    """Whether a short text agrees, or thanks and says little beside."""
    words = [_plain(sentence) for sentence in sentences]
    says = [not (closes or _is_beside(one)) for one, closes in zip(sentences, closing, strict=True)]
    thanks = _holds(list(chain.from_iterable(words)), _answers().thanked)
    if thanks and sum(map(len, compress(words, says))) <= _LONGEST_BESIDE_THANKS:
        return True
    return sum(map(len, words)) <= _LONGEST_ANSWER and _begins_with_agreement(sentences, words)


def _begins_with_agreement(sentences: Sequence[str], words: Sequence[Sequence[str]]) -> bool:
    """Whether the first sentence agrees, or cheers before a plan, or all of it is
    a plan with its hour; a greeting before it says nothing.
    """
    lists = _answers()
    for place, (sentence, told) in enumerate(zip(sentences, words, strict=True)):
        head = list(dropwhile(lists.interjections.__contains__, told))
        if phrase_at(head, 0, lists.okay) or _ends_with(head, lists.okay):
            return True
        cheer = phrase_at(head, 0, lists.cheers)
        if cheer:
            rest = [*head[cheer:], *chain.from_iterable(words[place + 1 :])]
            return _tells_a_plan(rest)
        if head and not _is_beside(sentence):
            break
    every = list(chain.from_iterable(words))
    return _holds(every, lists.plans) and _tells_when(every)


def _tells_a_plan(words: Sequence[str]) -> bool:
    """Whether words tell what somebody is going to do, or when."""
    lists = _answers()
    return _tells_when(words) or _holds(words, lists.okay) or _holds(words, lists.plans)


def _tells_when(words: Sequence[str]) -> bool:
    """Whether words tell a day or an hour."""
    return any(word.rstrip("h").isdigit() for word in words) or _holds(words, _answers().days)


def _ends_with(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether words are few and end with one of some phrases of two or more."""
    few = len(words) <= _LONGEST_PHRASE
    return few and any(" ".join(words[place:]) in phrases for place in range(1, len(words) - 1))


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
        if phrase_at(words, place, lists.thanks):
            return True
        size = phrase_at(words, place, lists.closes)
        found |= size > 0
        if not size and not _stands_beside(words[place]):
            return False
        place += max(size, 1)
    return found


def _is_beside(sentence: str) -> bool:
    """Whether a sentence says nothing by itself: a day, a time, a name or two."""
    parts = sentence.split()
    is_name = len(parts) <= _NAMES and all(part[0].isupper() for part in parts)
    return is_name or all(map(_stands_beside, fold(sentence).split()))


def _stands_beside(word: str) -> bool:
    return word.isdigit() or word in _closing_words().beside


def phrase_at(words: Sequence[str], place: int, phrases: frozenset[str]) -> int:
    """How many words the longest of some phrases has that begins at a place, 0
    for none.
    """
    if place >= len(words) or words[place] not in _beginnings(phrases):
        return 0
    for size in range(min(len(words) - place, _LONGEST_PHRASE), 0, -1):
        if " ".join(words[place : place + size]) in phrases:
            return size
    return 0


@cache
def _beginnings(phrases: frozenset[str]) -> frozenset[str]:
    """The words with which phrases begin."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _holds(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether one of some phrases stands anywhere among words."""
    return any(phrase_at(words, place, phrases) for place in range(len(words)))


def _plain(text: str) -> list[str]:
    """Folded words; before those of other scripts than Latin stands a mark of the
    script, as words of several may fold to one.
    """
    found: list[str] = []
    for piece in text.split():
        mark = "" if max(piece) < _LATIN_ENDS else _script(piece)
        found += [mark + word for word in fold(piece).split()]
    return found


def _script(piece: str) -> str:
    """A mark of the script of a word's first letter beyond Latin, if it has one."""
    letters = (sign for sign in piece if sign >= _LATIN_ENDS and sign.isalpha())
    return next((f"{ord(letter) >> _BITS_IN_BLOCK}~" for letter in letters), "")


@cache
def _answers() -> _Answers:
    words = AGREEMENTS.content
    return _Answers(
        okay=_marked(words["okay"]),
        cheers=_marked(words["cheers"] | words["thanked"]),
        thanked=_marked(words["thanked"]),
        plans=_marked(words["plans"]),
        wants=_marked(words["wants"]),
        days=_marked(words["days"]),
        interjections=_marked(words["interjections"]),
        unspaced_okay=_asian(words["okay"]),
        unspaced_thanked=_asian(words["thanked"]),
        unspaced_wants=_asian(words["wants"]),
    )


def _marked(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(_plain(phrase)) for phrase in phrases) - {""}


def _asian(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrase for phrase in phrases if _ASIAN.match(phrase)))


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
