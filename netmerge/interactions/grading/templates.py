"""Wordings and who got them → to how many people nearly the same went.

A template (a form letter, a quick reply) is one text sent to several
people, alike but for names and a slot or two: `Congrats on finishing up
at X!`. A letter that shares a sentence with another, or all of its
sentences in another setting, is no template. So whole texts are
compared. All with all would be hopeless; candidates share a MinHash
band (Broder 1997; Leskovec et al., Mining of Massive Datasets, ch. 3),
or if they are short a beginning and an end.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmerge.columns import runs
from netmerge.columns.hashes import mixed, of_runs
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Hashes, Ints
from netmerge.interactions.grading.alike import ALIKE, SHORT, alike
from netmerge.interactions.grading.wording import Wording

PEOPLE = 3
"""The same words to so many are a template; to two, news told twice."""

FEWEST_WORDS = 4
"""A text of fewer words is alike to too much."""

LONGEST_SLOT = 3
"""Words that may stand in the slot of a short template."""

LONG = 8
"""From so many words on, candidates share a MinHash band."""

BANDS, ROWS = 12, 2
"""Bands and hashes in each: two texts with half of their word pairs in common share a
band with probability 1 - (1 - 0.5²)¹² = 0.97.
"""

_SLOT = -1
"""The code that stands for the words left out."""


def people_reached(form: Ints, person: Ints, forms: int) -> Ints:
    """(wordings,) how many different people each goes with.

    `form` and `person` are parallel. A person below 0 is unknown and
    not counted.
    """
    reached = _distinct(form, person)["form"]
    return np.bincount(reached.to_numpy(), minlength=forms)


def near_copies(wordings: Wording, form: Ints, person: Ints) -> Ints:
    """(wordings,) how many people each, or one nearly the same, was sent to.

    `form` and `person` are parallel: the number of a wording, and a
    person it was sent to. Of each near copy only PEOPLE people are
    looked at: more change nothing, and a form letter to thousands has
    thousands of near copies.
    """
    sent = np.zeros(len(wordings), bool)
    sent[form] = True
    pairs = alike(wordings, _candidates(wordings, sent))
    reached = _distinct(form, person)
    few = reached[reached.groupby("form").cumcount() < PEOPLE]
    both_ways = np.concatenate([pairs, pairs[:, ::-1]])
    copies = pd.DataFrame(both_ways, columns=["form", "copy"])
    by_copy = copies.merge(few.rename(columns={"form": "copy"}), on="copy")
    everybody = pd.concat([reached, by_copy[["form", "person"]]])
    counted = everybody.drop_duplicates()["form"]
    return np.bincount(counted.to_numpy(), minlength=len(wordings))


def _distinct(form: Ints, person: Ints) -> pd.DataFrame:
    """Each wording and known person once."""
    known = person >= 0
    pairs = pd.DataFrame({"form": form[known], "person": person[known]})
    return pairs.drop_duplicates()


def _candidates(wordings: Wording, sent: Flags) -> Ints:
    """Pairs of wordings worth comparing, (pairs, 2), first below second."""
    lengths = wordings.lengths
    is_short = (lengths >= FEWEST_WORDS) & (lengths <= SHORT)
    short = np.flatnonzero(sent & is_short)
    long = np.flatnonzero(sent & (lengths >= LONG))
    met = [_meeting(*_slot_keys(wordings, short))]
    met += [_meeting(band, long) for band in _band_keys(wordings, long)]
    pairs = np.concatenate(met)
    radix = max(len(wordings), 1)
    distinct = np.unique(pairs[:, 0] * radix + pairs[:, 1])
    return np.column_stack(np.divmod(distinct, radix))


def _meeting(keys: Hashes, forms: Ints) -> Ints:
    """Pairs of wordings with the same key, (pairs, 2), first below second.

    Each meets the next one and the first one of its key, never all meet
    all: a form letter to thousands would make millions of pairs. So it
    meets the one before, the one after and the first: enough to have
    gone to PEOPLE people.
    """
    order = np.lexsort((forms, keys))
    keys, forms = keys[order], forms[order]
    later = np.flatnonzero(~runs.begins(keys))
    first = later - runs.places(keys)[later]
    partner = np.concatenate([forms[later - 1], forms[first]])
    pairs = np.column_stack([np.tile(forms[later], 2), partner])
    return np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)


def _slot_keys(wordings: Wording, forms: Ints) -> tuple[Hashes, Ints]:
    """Keys of short wordings, and whose each is.

    A key is a beginning and an end, with 0 to LONGEST_SLOT words left
    out between.
    """
    keys, owners = [np.zeros(0, np.uint64)], [forms[:0]]
    for length in range(FEWEST_WORDS, SHORT + 1):
        same = forms[wordings.lengths[forms] == length]
        # (wordings, length) codes of words
        words = wordings.words[wordings.starts[same][:, None] + np.arange(length)]
        fewest_kept = max(FEWEST_WORDS - 1, ALIKE * length - 1)
        for slot in range(LONGEST_SLOT + 1):
            if length - slot < fewest_kept:
                break
            for begin in range(length - slot + 1):
                keys.append(_hashed(words, begin, begin + slot))
                owners.append(same)
    return np.concatenate(keys), np.concatenate(owners)


def _hashed(words: Ints, begin: int, end: int) -> Hashes:
    """A hash of each row of words, those from `begin` to `end` left out."""
    slot = np.full((len(words), 1), _SLOT)
    kept = np.concatenate([words[:, :begin], slot, words[:, end:]], axis=1)
    starts = np.arange(len(words) + 1) * kept.shape[1]
    return of_runs(kept.reshape(-1), starts)


def _band_keys(wordings: Wording, forms: Ints) -> list[Hashes]:
    """A key for each band and wording: MinHash over its pairs of words.

    Two texts have the same least hash with a probability that is their
    share of word pairs in common.
    """
    if not len(forms):
        return []
    lengths = wordings.lengths[forms] - 1
    place = positions(wordings.starts[forms], lengths)
    word = mixed(wordings.words[place])
    following = mixed(wordings.words[place + 1])
    shingles = mixed(word ^ (following << np.uint64(1)))
    starts = np.cumsum(lengths) - lengths
    # an odd factor permutes all hashes
    odd = mixed(np.arange(BANDS * ROWS)) | np.uint64(1)
    least = [np.minimum.reduceat(shingles * factor, starts) for factor in odd]
    bands = zip(least[::ROWS], least[1::ROWS], strict=True)
    return [mixed(mixed(first) ^ second) for first, second in bands]
