"""Texts → their words, as codes of folded words, and what stands before each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import encode
from netmerge.columns.runs import offsets, positions
from netmerge.columns.types import Flags, Ints
from netmerge.schema import TEXT
from netmerge.text.folding import fold, normalised_array

LONGEST = 5000
"""Characters of a text that are looked at."""

MASK = "0"
"""The word that stands for numbers, web and e-mail addresses."""

PAUSE, SENTENCE = 1, 2
"""What may stand before a word: a comma or the like, the end of a sentence."""
_PAUSED, _ENDED = "\x01", "\x02"

_ADDRESS = r"(?:https?://|www\.)\S+|[^\s@<>]+@[^\s@<>]+"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_PIECE = r"^[\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*$"
_TO_WORDS = (
    (f"[{_PAUSED}{_ENDED}]", " "),
    (_ADDRESS, f" {MASK} "),
    (r"['’]s\b", ""),  # the possessive: Ann's note → Ann note
    (r"['’‘ʼʹ`´ʻʾʿ]", ""),
    (f"({_UNSPACED})", r" \1 "),  # each sign of a script without blanks is a word
    (r"\p{N}+", f" {MASK} "),
    (r"[.!?。؟۔।]|\n\s{0,20}\n", f" {_ENDED} "),
    (r"[,:;()\[\]“”„«»、،؛\n]|\p{So}|\s[-–—/|]+\s", f" {_PAUSED} "),
    (rf"[^\p{{L}}\p{{M}}\p{{N}}{_PAUSED}{_ENDED}]+", " "),
)
"""Patterns (RE2, linear) and what stands for them, one after the other."""

_DENSE = (
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}"
    r"\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}]"
)
"""Signs of scripts that say more with each than an alphabet with vowels does."""


@dataclass(frozen=True)
class Tokens:
    """The words of some texts: text t has the words `starts[t]` up to `starts[t +
    1]`.

    `codes` (words,) number each word in `vocabulary` (folded, sorted);
    `capital` (words,) marks those written with a capital; `before`
    (words,) tells what stands before each: 0, PAUSE or SENTENCE, which
    the beginning of a text is too. `letters` and `signs` (vocabulary,)
    count the characters of a word as it was written, those of alphabets
    and those of scripts of which few say much. `piece` (vocabulary,)
    marks single letters of scripts without blanks, which are no words.
    """

    codes: Ints
    capital: Flags
    before: Ints
    starts: Ints
    vocabulary: pa.Array
    letters: Ints
    signs: Ints
    piece: Flags

    @property
    def lengths(self) -> Ints:
        """Words in each text."""
        return np.diff(self.starts)

    def places(self, texts: Ints) -> Ints:
        """The places of the words of these texts, one text after the other."""
        return positions(self.starts[texts], self.lengths[texts])


def tokenise(texts: pa.Array) -> Tokens:
    """The words of texts, without punctuation, case and accents."""
    plain = pc.utf8_slice_codeunits(texts, 0, LONGEST)
    plain = normalised_array(plain, "NFKC")
    for pattern, by in _TO_WORDS:
        plain = pc.replace_substring_regex(plain, pattern, by)
    lists = pc.split_pattern(pc.utf8_trim_whitespace(plain), " ")
    codes, distinct = encode(pc.list_flatten(lists))
    written = distinct.to_pylist()
    folded = np.array([fold(word).replace(" ", "") for word in written], object)
    capital = np.array([_has_capital(word) for word in written], bool)
    # sorted, so that the order of the messages shows nowhere
    vocabulary, folded_code = np.unique(folded, return_inverse=True)
    letters, signs = np.zeros((2, len(vocabulary)), np.int64)
    # of the ways in which a word is written the longest counts, whichever comes
    # first
    np.maximum.at(letters, folded_code, _count(distinct, r"\p{L}") - _count(distinct, _DENSE))
    np.maximum.at(signs, folded_code, _count(distinct, _DENSE))
    piece = np.zeros(len(vocabulary), bool)
    piece[folded_code[np.asarray(pc.match_substring_regex(distinct, _PIECE), bool)]] = True
    word = np.asarray(codes).astype(np.int64)
    is_word = (folded != "")[word]
    text = np.asarray(pc.list_parent_indices(lists))
    before = _before(distinct, word, text, is_word)
    text, word = text[is_word], word[is_word]
    return Tokens(
        codes=folded_code.astype(np.int64)[word],
        capital=capital[word],
        before=before,
        starts=offsets(np.bincount(text, minlength=len(texts))),
        vocabulary=pa.array(vocabulary, TEXT),
        letters=letters,
        signs=signs,
        piece=piece,
    )


def _before(distinct: pa.Array, piece: Ints, text: Ints, is_word: Flags) -> Ints:
    """(words,) what stands before each word, of all pieces of the texts."""
    mark = np.zeros(len(distinct), np.int64)
    for sign, meaning in ((_PAUSED, PAUSE), (_ENDED, SENTENCE)):
        mark[np.asarray(pc.equal(distinct, sign), bool)] = meaning
    place = np.flatnonzero(is_word)
    found = np.zeros(len(place), np.int64)
    for meaning in (PAUSE, SENTENCE):
        seen = np.append(0, np.cumsum(mark[piece] == meaning))
        earlier = np.append(0, place[:-1])
        found[seen[place] > seen[earlier]] = meaning
    first = np.ones(len(place), bool)
    first[1:] = text[place][1:] != text[place][:-1]
    found[first] = SENTENCE
    return found


def plain_words(phrases: list[str]) -> list[str]:
    """Phrases as their folded words, joined by a blank."""
    tokens = tokenise(pa.array(phrases, TEXT))
    texts = joined(tokens.vocabulary, tokens.codes, tokens.starts)
    return list(texts.to_pylist())


def joined(vocabulary: pa.Array, codes: Ints, starts: Ints) -> pa.Array:
    """Runs of words, each run as one text, its words joined by a blank."""
    words = vocabulary.take(pa.array(codes)).cast(TEXT)
    lists = pa.ListArray.from_arrays(pa.array(starts, pa.int32()), words)
    return pc.binary_join(lists, " ")


def _count(words: pa.Array, pattern: str) -> Ints:
    return np.asarray(pc.count_substring_regex(words, pattern)).astype(np.int64)


def _has_capital(word: str) -> bool:
    """Whether it has a capital; without case each word has one."""
    return word != word.lower() or word == word.upper()
