"""Messages and the names of those who write to each other in; their wording as arrays of word
codes, names masked, out.

Two messages with the same words apart from names, numbers, addresses and punctuation have the
same wording. All work is done once per distinct text, word and pair of text and name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import encode
from netmerge.columns.hashes import of_runs
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.text.folding import fold

LONGEST = 5000
"""Characters of a message that are looked at; what follows cannot turn a note into a form letter.
"""

_ADDRESS = r"(?:https?://|www\.)\S+|[^\s@<>]+@[^\s@<>]+"
_POSSESSIVE = r"['’]s\b"
_APOSTROPHE = r"['’‘ʼʹ`´ʻʾʿ]"
_UNSPACED = r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])"
_NUMBER = r"\p{N}+"
_BETWEEN_WORDS = r"[^\p{L}\p{M}\p{N}]+"
_EMOJI = r"[\x{2600}-\x{27BF}\x{1F000}-\x{1FAFF}]"
MASK = "0"
"""The word that stands for numbers, web and e-mail addresses."""


@dataclass(frozen=True)
class Wording:
    """The distinct wordings of a table of messages.

    `form` (per message) is the number of its wording. `named` and `emoji` (per message): whether
    a name was masked, whether there is an emoji. Wording f is made of the codes
    `words[starts[f]:starts[f + 1]]` into `vocabulary`.
    """

    form: Ints
    named: Flags
    emoji: Flags
    words: Ints
    starts: Ints
    vocabulary: pa.Array
    weights: Floats

    @property
    def sizes(self) -> Floats:
        """How much each wording says, in words: a single letter or a mask is nothing, a Chinese
        sign half a word.
        """
        total: Floats = np.concatenate([[0.0], np.cumsum(self.weights[self.words])])
        return total[self.starts[1:]] - total[self.starts[:-1]]

    @property
    def lengths(self) -> Ints:
        """Words in each wording."""
        return np.diff(self.starts)

    def texts(self, forms: Ints) -> pa.Array:
        """The wordings given by number, as folded words joined by a blank."""
        lengths = self.lengths[forms]
        flat = self.words[positions(self.starts[forms], lengths)]
        offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
        lists = pa.ListArray.from_arrays(
            offsets, self.vocabulary.take(pa.array(flat)).cast(pa.string())
        )
        return pc.binary_join(lists, " ")


def wording(texts: pd.Series[str], names: pd.Series[str], always: Iterable[str]) -> Wording:
    """The wordings of messages: `texts`, row by row the `names` of the other party, and `always`
    the owner's names.

    A word of a name is masked where it stands with a capital, or where this table mostly writes
    it with one (`hi anna`), so that the particles of names (de, la) and names that are words
    (her, will) stay as they are.
    """
    text_codes, distinct = _encode(texts)
    name_codes, distinct_names = _encode(names)
    own = pa.array(sorted(set(always)), pa.string())
    tokens = _tokens(pa.concat_arrays([distinct, distinct_names, own]))
    letters, letter_of = np.unique(
        text_codes * max(len(distinct_names), 1) + name_codes, return_inverse=True
    )
    text, name = np.divmod(letters, max(len(distinct_names), 1))
    lengths = tokens.lengths[text]
    flat = positions(tokens.starts[text], lengths)
    masked = _masked(tokens, flat, np.repeat(name, lengths), len(distinct), len(distinct_names))
    letter = np.repeat(np.arange(len(letters)), lengths)
    kept = tokens.codes[flat][~masked]
    kept_lengths = np.bincount(letter[~masked], minlength=len(letters))
    starts = np.concatenate([[0], np.cumsum(kept_lengths)])
    _, first, form_of = np.unique(of_runs(kept, starts), return_index=True, return_inverse=True)
    named = np.bincount(letter[masked], minlength=len(letters)) > 0
    emoji = np.asarray(pc.match_substring_regex(distinct, _EMOJI))
    return Wording(
        form=form_of[letter_of],
        named=named[letter_of],
        emoji=emoji[text_codes],
        words=kept[positions(starts[first], kept_lengths[first])],
        starts=np.concatenate([[0], np.cumsum(kept_lengths[first])]),
        vocabulary=tokens.vocabulary,
        weights=tokens.weights,
    )


def plain_words(phrases: list[str]) -> list[str]:
    """Phrases in the form of `Wording.texts`: folded words joined by a blank."""
    tokens = _tokens(pa.array(phrases, pa.string()))
    words = tokens.vocabulary.take(pa.array(tokens.codes)).to_pylist()
    ends = np.cumsum(tokens.lengths).tolist()
    return [
        " ".join(words[end - length : end])
        for end, length in zip(ends, tokens.lengths.tolist(), strict=True)
    ]


@dataclass(frozen=True)
class _Tokens:
    """Words of distinct texts: text t has `codes[starts[t]:starts[t] + lengths[t]]`; `capital`
    marks capitalised ones.

    `weights` tells, for each word of the vocabulary, how much of a word it is.
    """

    codes: Ints
    capital: Flags
    starts: Ints
    lengths: Ints
    vocabulary: pa.Array
    weights: Floats


def _encode(values: pd.Series[str]) -> tuple[Ints, pa.Array]:
    codes, distinct = encode(pc.fill_null(arrow(values), ""))
    return np.asarray(codes).astype(np.int64), distinct


def _tokens(texts: pa.Array) -> _Tokens:
    plain = pc.utf8_slice_codeunits(texts, 0, LONGEST)
    plain = pc.replace_substring_regex(pc.utf8_normalize(plain, "NFKC"), _ADDRESS, f" {MASK} ")
    for pattern, by in (
        (_POSSESSIVE, ""),
        (_APOSTROPHE, ""),
        (_UNSPACED, r" \1 "),
        (_NUMBER, f" {MASK} "),
        (_BETWEEN_WORDS, " "),
    ):
        plain = pc.replace_substring_regex(plain, pattern, by)
    lists = pc.split_pattern(pc.utf8_trim_whitespace(plain), " ")
    codes, distinct = encode(pc.list_flatten(lists))
    written = distinct.to_pylist()
    folded = [fold(word).replace(" ", "") for word in written]
    words, folded_codes = np.unique(
        np.array(folded, dtype=object), return_inverse=True
    )  # sorted: no order shows
    capital = np.array([word != word.lower() or word == word.upper() for word in written], bool)
    weights = np.zeros(len(words))
    weights[folded_codes] = [_weight(word) for word in written]
    word = np.asarray(codes).astype(np.int64)
    kept = np.array([bool(text) for text in folded], bool)[word]
    text = np.asarray(pc.list_parent_indices(lists))[kept]
    lengths = np.bincount(text, minlength=len(texts))
    return _Tokens(
        codes=folded_codes.astype(np.int64)[word[kept]],
        capital=capital[word[kept]],
        starts=np.concatenate([[0], np.cumsum(lengths)])[:-1],
        lengths=lengths,
        vocabulary=pa.array(words, pa.string()),
        weights=weights,
    )


def _weight(word: str) -> float:
    if len(word) == 1 and (word.isascii() or unicodedata.category(word) != "Lo"):
        return 0.0
    return 0.5 if len(word) == 1 else 1.0


def _masked(tokens: _Tokens, flat: Ints, names: Ints, first_name: int, name_count: int) -> Flags:
    """Which of the words at `flat` are part of the name numbered beside them or of the owner's
    names.
    """
    size = len(tokens.vocabulary) + 1
    codes, capital = tokens.codes[flat], tokens.capital[flat]
    text_words = (
        tokens.codes[: tokens.starts[first_name]]
        if first_name < len(tokens.starts)
        else tokens.codes
    )
    capitals = np.bincount(text_words[tokens.capital[: len(text_words)]], minlength=size)
    usually_capital = 2 * capitals >= np.bincount(text_words, minlength=size)
    name = np.repeat(np.arange(len(tokens.starts)), tokens.lengths)[len(text_words) :] - first_name
    name_words = tokens.codes[len(text_words) :]
    long_enough = np.array(
        [len(word) > 1 for word in tokens.vocabulary.to_pylist()] + [False], bool
    )
    name, name_words = name[long_enough[name_words]], name_words[long_enough[name_words]]
    owners = np.zeros(size, bool)
    owners[name_words[name >= name_count]] = True
    any_name = np.zeros(size, bool)
    any_name[name_words] = True
    candidate = np.flatnonzero(any_name[codes] & (capital | usually_capital[codes]))
    pairs = np.unique(name * size + name_words)
    masked = np.zeros(len(flat), bool)
    masked[candidate] = owners[codes[candidate]] | np.isin(
        names[candidate] * size + codes[candidate], pairs
    )
    return masked
