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
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.tokens import Tokens, joined, tokenise
from netmerge.schema import TEXT

BREAK = "|"
"""What stands in the texts of wordings where a sentence begins, or after a comma.
"""

FEWEST_LETTERS = 3
"""Letters in a row of a name in a script without blanks."""

_EMOJI = r"[\x{2600}-\x{27BF}\x{1F000}-\x{1FAFF}]"
_QUESTION = r"[?？؟\x{37E}](?:\W|$)|;\s*$"
"""A question mark, which in Greek looks like a semicolon."""


@dataclass(frozen=True)
class Wording:
    """The distinct wordings of a table of messages.

    `form` (messages,) is the number of each message's wording; `named`,
    `emoji` and `question` (messages,) tell whether a name was masked in
    it, whether it has an emoji, and whether it asks something. Wording
    f has the words `words[starts[f]:starts[f + 1]]`, codes into
    `vocabulary`, whose `letters` and `signs` are as in Tokens;
    `before` (words,) tells what stands before each word, in one of the
    texts of this wording.
    """

    form: Ints
    named: Flags
    emoji: Flags
    question: Flags
    words: Ints
    before: Ints
    starts: Ints
    vocabulary: pa.Array
    letters: Ints
    signs: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """(wordings,) words in each."""
        return np.diff(self.starts)

    def texts(self, forms: Ints) -> pa.Array:
        """The wordings given by number, as folded words joined by a blank.

        BREAK stands before a word that begins a sentence or comes after
        a comma.
        """
        lengths = self.lengths[forms]
        place = positions(self.starts[forms], lengths)
        after_break = pc.binary_join_element_wise(BREAK, self.vocabulary, " ")
        either = pa.concat_arrays([self.vocabulary, after_break])
        shift = len(self.vocabulary) * (self.before[place] > 0)
        return joined(either, self.words[place] + shift, offsets(lengths))


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
    # a letter is a distinct pair of text and name; two people may get the same
    # text
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
    before = _passed_on(tokens.before[place], masked)[~masked]
    lengths = np.bincount(letter[~masked], minlength=len(letters))
    starts = offsets(lengths)
    # letters whose words hash alike have one wording, that of the first
    hashes = of_runs(kept, starts)
    _, first, form_of = np.unique(hashes, return_index=True, return_inverse=True)
    named = np.bincount(letter[masked], minlength=len(letters)) > 0
    emoji = np.asarray(pc.match_substring_regex(distinct_texts, _EMOJI))
    question = np.asarray(pc.match_substring_regex(distinct_texts, _QUESTION))
    theirs = positions(starts[first], lengths[first])
    return Wording(
        form=form_of[letter_of],
        named=named[letter_of],
        emoji=emoji[text_of],
        question=question[text_of],
        words=kept[theirs],
        before=before[theirs],
        starts=offsets(lengths[first]),
        vocabulary=tokens.vocabulary,
        letters=tokens.letters,
        signs=tokens.signs,
    )


def _passed_on(before: Ints, masked: Flags) -> Ints:
    """What stands before each word, or before the names that are left out just
    before it.
    """
    if not len(before):
        return before
    begins = np.append(True, ~masked[:-1])  # a run ends with a word that is kept
    starts = np.flatnonzero(begins)
    most = np.maximum.reduceat(before, starts)
    return np.repeat(most, np.diff(starts, append=len(before)))


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
    return masked & ~_stray(masked, tokens.piece[code])


def _stray(masked: Flags, piece: Flags) -> Flags:
    """Which masked words are single letters that stand in no row of FEWEST_LETTERS:
    they are of another word than the name.
    """
    stray = masked & piece
    if not stray.any():
        return stray
    starts = np.flatnonzero(np.diff(masked, prepend=~masked[:1]))
    sizes = np.diff(starts, append=len(masked))
    stray &= np.repeat(sizes, sizes) < FEWEST_LETTERS
    return stray


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
