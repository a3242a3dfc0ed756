"""Messages and their receivers → wordings, names masked, as word codes.

A form letter is one text with another name in it each time. So what is
compared are wordings: two messages with the same words apart from
names, numbers, addresses and punctuation have the same one. All work is
done once per distinct text, word and pair of text and name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import encode
from netmerge.columns.hashes import of_runs
from netmerge.columns.runs import offsets, positions
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.interactions.grading.tokens import Tokens, joined, tokenise
from netmerge.schema import TEXT

_EMOJI = r"[\x{2600}-\x{27BF}\x{1F000}-\x{1FAFF}]"


@dataclass(frozen=True)
class Wording:
    """The distinct wordings of a table of messages.

    `form` (messages,) is the number of each message's wording; `named`
    and `emoji` (messages,) tell whether a name was masked in it, and
    whether it has an emoji. Wording f has the words
    `words[starts[f]:starts[f + 1]]`, codes into `vocabulary`, whose
    `weights` are as in Tokens.
    """

    form: Ints
    named: Flags
    emoji: Flags
    words: Ints
    starts: Ints
    vocabulary: pa.Array
    weights: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Floats:
        """(wordings,) how much each says, in words."""
        said = np.append(0.0, np.cumsum(self.weights[self.words]))
        total: Floats = said[self.starts]
        return np.diff(total)

    @property
    def lengths(self) -> Ints:
        """(wordings,) words in each."""
        return np.diff(self.starts)

    def texts(self, forms: Ints) -> pa.Array:
        """The wordings given by number, as folded words joined by a blank."""
        lengths = self.lengths[forms]
        words = self.words[positions(self.starts[forms], lengths)]
        return joined(self.vocabulary, words, offsets(lengths))


def wording(
    texts: pd.Series[str],
    names: pd.Series[str],
    always: Iterable[str],
) -> Wording:
    """The wordings of messages.

    `texts` are masked of the `names` of the other party, row by row,
    and of the owner's names, `always`. A word of a name is masked where
    it stands with a capital, or where this table mostly writes it with
    one (`hi anna`), so that the particles of names (de, la) and names
    that are words (her, will) stay.
    """
    text_of, distinct_texts = _encode(texts)
    name_of, distinct_names = _encode(names)
    own = pa.array(sorted(set(always)), TEXT)
    everything = pa.concat_arrays([distinct_texts, distinct_names, own])
    tokens = tokenise(everything)
    # a letter is a distinct pair of text and name; two people may get the same text
    radix = max(len(distinct_names), 1)
    pair = text_of * radix + name_of
    letters, letter_of = np.unique(pair, return_inverse=True)
    text, name = np.divmod(letters, radix)
    # (words of all letters,) the place in `tokens`, and the letter
    place = tokens.places(text)
    letter = np.repeat(np.arange(len(letters)), tokens.lengths[text])
    counts = len(distinct_texts), len(distinct_names)
    masked = _masked(tokens, place, name[letter], *counts)
    kept = tokens.codes[place][~masked]
    lengths = np.bincount(letter[~masked], minlength=len(letters))
    starts = offsets(lengths)
    # letters whose words hash alike have one wording, that of the first
    hashes = of_runs(kept, starts)
    _, first, form_of = np.unique(hashes, return_index=True, return_inverse=True)
    named = np.bincount(letter[masked], minlength=len(letters)) > 0
    emoji = np.asarray(pc.match_substring_regex(distinct_texts, _EMOJI))
    return Wording(
        form=form_of[letter_of],
        named=named[letter_of],
        emoji=emoji[text_of],
        words=kept[positions(starts[first], lengths[first])],
        starts=offsets(lengths[first]),
        vocabulary=tokens.vocabulary,
        weights=tokens.weights,
    )


def _encode(values: pd.Series[str]) -> tuple[Ints, pa.Array]:
    """A number for each text, and the distinct texts; an absent one is empty."""
    codes, distinct = encode(pc.fill_null(arrow(values), ""))
    return np.asarray(codes).astype(np.int64), distinct


def _masked(
    tokens: Tokens,
    place: Ints,
    beside: Ints,
    texts: int,
    names: int,
) -> Flags:
    """Which words of the letters are part of a name.

    `place` says where each word stands in `tokens`, `beside` whose name
    the letter went to. The tokens are those of the `texts` first, then
    those of the `names`, then those of the owner's names.
    """
    size = len(tokens.vocabulary)
    name, part = _parts_of_names(tokens, texts)
    owners = np.zeros(size, bool)
    owners[part[name >= names]] = True
    any_name = np.zeros(size, bool)
    any_name[part] = True
    code = tokens.codes[place]
    as_a_name = tokens.capital[place] | _usually_capital(tokens, texts)[code]
    candidate = np.flatnonzero(any_name[code] & as_a_name)
    asked = beside[candidate] * size + code[candidate]
    theirs = np.isin(asked, np.unique(name * size + part))
    masked = np.zeros(len(place), bool)
    masked[candidate] = theirs | owners[code[candidate]]
    return masked


def _parts_of_names(tokens: Tokens, texts: int) -> tuple[Ints, Ints]:
    """Each name with each of its words, initials left out."""
    first = tokens.starts[texts]
    number = np.repeat(np.arange(len(tokens.lengths)), tokens.lengths)
    name, part = number[first:] - texts, tokens.codes[first:]
    is_initial = np.asarray(pc.equal(pc.utf8_length(tokens.vocabulary), 1), bool)
    whole = ~is_initial[part]
    return name[whole], part[whole]


def _usually_capital(tokens: Tokens, texts: int) -> Flags:
    """(vocabulary,) which words mostly have a capital in the texts."""
    end = tokens.starts[texts]
    codes, capital = tokens.codes[:end], tokens.capital[:end]
    size = len(tokens.vocabulary)
    total = np.bincount(codes, minlength=size)
    capitals = np.bincount(codes[capital], minlength=size)
    often: Flags = 2 * capitals >= total
    return often
