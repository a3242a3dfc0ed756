"""Texts → their words, as codes of folded words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import encode
from netmerge.columns.runs import offsets, positions
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.schema import TEXT
from netmerge.text.folding import fold, normalised_array

LONGEST = 5000
"""Characters of a text that are looked at."""

MASK = "0"
"""The word that stands for numbers, web and e-mail addresses."""

_ADDRESS = r"(?:https?://|www\.)\S+|[^\s@<>]+@[^\s@<>]+"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_TO_WORDS = (
    (_ADDRESS, f" {MASK} "),
    (r"['’]s\b", ""),  # the possessive: Ann's note → Ann note
    (r"['’‘ʼʹ`´ʻʾʿ]", ""),
    (f"({_UNSPACED})", r" \1 "),  # each sign of a script without blanks is a word
    (r"\p{N}+", f" {MASK} "),
    (r"[^\p{L}\p{M}\p{N}]+", " "),
)
"""Patterns (RE2, linear) and what stands for them, one after the other."""


@dataclass(frozen=True)
class Tokens:
    """The words of some texts: text t has the words `starts[t]` up to `starts[t +
    1]`.

    `codes` (words,) number each word in `vocabulary` (folded, sorted);
    `capital` (words,) marks those written with a capital. `weights`
    (vocabulary,) tells how much of a word each is: a single letter
    nothing, a Chinese sign half a word.
    """

    codes: Ints
    capital: Flags
    starts: Ints
    vocabulary: pa.Array
    weights: Floats

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
    weights = np.zeros(len(vocabulary))
    weights[folded_code] = [_weight(word) for word in written]
    word = np.asarray(codes).astype(np.int64)
    is_word = (folded != "")[word]
    text = np.asarray(pc.list_parent_indices(lists))[is_word]
    word = word[is_word]
    return Tokens(
        codes=folded_code.astype(np.int64)[word],
        capital=capital[word],
        starts=offsets(np.bincount(text, minlength=len(texts))),
        vocabulary=pa.array(vocabulary, TEXT),
        weights=weights,
    )


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


def _has_capital(word: str) -> bool:
    """Whether it has a capital; without case each word has one."""
    return word != word.lower() or word == word.upper()


def _weight(word: str) -> float:
    """How much of a word a word is."""
    if len(word) > 1:
        return 1.0
    is_sign = not word.isascii() and unicodedata.category(word) == "Lo"
    return 0.5 if is_sign else 0.0
