"""Wordings and who got them from whom in; which are templates (form letters, suggestions) out.

A template is one text sent to several people, alike but for names and a slot or two: `Congrats on
finishing up at X!`. A letter that shares a sentence, or all of its sentences in another setting,
is no template. So whole texts are
compared: candidates come from shared MinHash bands (Broder 1997; Leskovec et al., Mining of
Massive Datasets, ch. 3),
for short texts from a shared beginning and end, and each is checked word by word.
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from netmerge.columns import runs
from netmerge.columns.hashes import mixed, of_runs
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Hashes, Ints
from netmerge.interactions.grading.wording import Wording

PEOPLE = 3
"""The same words to so many people are a template; to two, they can be news told twice."""

ALIKE = 0.75
"""Share of words in common, in order (2 × common / all), from which two whole texts can be one
template.
"""

SLOTS = 2
"""Places in which two texts of one template may differ. Two notes built from the same sentences
differ in more: in the greeting, in what each sentence speaks of, in the close. A form letter
opens and closes alike, so in a text that is not short, a place at the very beginning or end
counts twice.
"""

FEWEST_WORDS = 4
"""A text of fewer words is alike to too much for a near match to say anything."""

SHORT = 12
"""Up to so many words, candidates share a beginning and an end; from 8 words on, MinHash bands."""

LONGEST_SLOT = 3
"""Words that may stand in the slot of a short template."""

BANDS, ROWS = 12, 2
"""MinHash bands and hashes in each: two texts with half their word pairs in common meet with
probability 0.97.
"""

LONG = 8

_BEGIN, _END = (-1, -2), (-3, -4)


def people_reached(form: Ints, person: Ints, forms: int) -> Ints:
    """How many different people each wording goes with; a person below 0 is unknown and not
    counted.
    """
    known = person >= 0
    pairs = pd.DataFrame({"form": form[known], "person": person[known]}).drop_duplicates()
    return np.bincount(pairs["form"].to_numpy(), minlength=forms)


def near_copies(wordings: Wording, form: Ints, person: Ints) -> Ints:
    """How many people each wording, or one nearly the same, was sent to.

    `form` and `person` are parallel: wording number and the person it was sent to. A wording
    without near copies gets the number of people that it was itself sent to; counting stops being
    exact above `PEOPLE` per near copy.
    """
    forms = len(wordings.starts) - 1
    sent = np.zeros(forms, bool)
    sent[form] = True
    pairs = _alike(wordings, _candidates(wordings, sent))
    known = person >= 0
    reached = pd.DataFrame({"form": form[known], "person": person[known]}).drop_duplicates()
    few = reached[reached.groupby("form").cumcount() < PEOPLE]
    both = pd.DataFrame(np.concatenate([pairs, pairs[:, ::-1]]), columns=["form", "copy"])
    borrowed = both.merge(few.rename(columns={"form": "copy"}), on="copy")[["form", "person"]]
    everybody = pd.concat([reached, borrowed]).drop_duplicates()
    return np.bincount(everybody["form"].to_numpy(), minlength=forms)


def _candidates(wordings: Wording, sent: Flags) -> Ints:
    """Pairs of wordings worth comparing, shape (pairs, 2), first below second."""
    lengths = wordings.lengths
    short = np.flatnonzero(sent & (lengths >= FEWEST_WORDS) & (lengths <= SHORT))
    long = np.flatnonzero(sent & (lengths >= LONG))
    pairs = _meeting(*_slot_keys(wordings, short))
    bands = _band_keys(wordings, long)
    pairs = np.concatenate([pairs, *(_meeting(band, long) for band in bands)])
    keys = np.unique(pairs[:, 0] * len(lengths) + pairs[:, 1])
    return np.column_stack(np.divmod(keys, max(len(lengths), 1)))


def _meeting(keys: Hashes, forms: Ints) -> Ints:
    """Pairs of wordings with the same key: each with the next and with the first of its key,
    never all with all.
    """
    order = np.lexsort((forms, keys))
    keys, forms = keys[order], forms[order]
    later = np.flatnonzero(~runs.begins(keys))
    first = later - runs.places(keys)[later]
    pairs = np.column_stack(
        [np.tile(forms[later], 2), np.concatenate([forms[later - 1], forms[first]])]
    )
    return np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)


def _slot_keys(wordings: Wording, forms: Ints) -> tuple[Hashes, Ints]:
    """Keys of short wordings: a beginning and an end with 0 to LONGEST_SLOT words left out between."""
    keys, owners = [np.zeros(0, np.uint64)], [forms[:0]]
    for length in range(FEWEST_WORDS, SHORT + 1):
        alike = forms[wordings.lengths[forms] == length]
        words = wordings.words[wordings.starts[alike][:, None] + np.arange(length)]
        slot_word = np.full((len(alike), 1), -1)
        for slot in range(LONGEST_SLOT + 1):
            if length - slot < max(FEWEST_WORDS - 1, ALIKE * length - 1):
                break
            for begin in range(length - slot + 1):
                kept = np.concatenate(
                    [words[:, :begin], slot_word, words[:, begin + slot :]], axis=1
                )
                keys.append(of_runs(kept.reshape(-1), np.arange(len(alike) + 1) * kept.shape[1]))
                owners.append(alike)
    return np.concatenate(keys), np.concatenate(owners)


def _band_keys(wordings: Wording, forms: Ints) -> list[Hashes]:
    """One key per band and wording: two MinHash values over the pairs of neighbouring words."""
    if not len(forms):
        return []
    lengths = wordings.lengths[forms] - 1
    position = positions(wordings.starts[forms], lengths)
    shingles = mixed(
        mixed(wordings.words[position]) ^ (mixed(wordings.words[position + 1]) << np.uint64(1))
    )
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    odd = mixed(np.arange(BANDS * ROWS)) | np.uint64(1)
    least = [np.minimum.reduceat(shingles * factor, starts) for factor in odd]
    return [mixed(mixed(least[band * ROWS]) ^ least[band * ROWS + 1]) for band in range(BANDS)]


def _alike(wordings: Wording, pairs: Ints) -> Ints:
    """Those of the pairs whose wordings have enough words in common and differ in few places.

    Longest common subsequences (LCS) tell both. A stretch of n words in common, n >= 2, has n - 1
    pairs and n - 2 triples of neighbours in common, so the LCS of pairs less the LCS of triples
    counts the stretches. The first one, the mark of the beginning, has as many triples as pairs
    (they reach back to the end mark of the text before, which is always the same); what is
    counted is therefore the places where the texts differ.
    """
    lengths = wordings.lengths
    pairs = pairs[2 * np.minimum(*lengths[pairs.T]) >= ALIKE * lengths[pairs].sum(axis=1)]
    forms, codes = np.unique(pairs, return_inverse=True)
    codes = codes.reshape(-1, 2)
    words, starts = _framed(wordings, forms)
    close = 2 * _common(_characters(words, starts), codes) >= ALIKE * lengths[pairs].sum(axis=1)
    pairs, codes = pairs[close], codes[close]
    in_pairs, in_triples = (
        _common(_characters(_grams(words, size), starts), codes) for size in (2, 3)
    )
    edges = np.column_stack([words[starts[:-1] + len(_BEGIN)], words[starts[1:] - len(_END) - 1]])
    unlike = (edges[codes[:, 0]] != edges[codes[:, 1]]).sum(axis=1)
    short = np.max(lengths[pairs], axis=1, initial=0) <= SHORT
    return pairs[in_pairs - in_triples + np.where(short, 0, unlike) <= SLOTS]


def _common(texts: list[str], pairs: Ints) -> Ints:
    """Length of the longest common subsequence of each pair of texts, the marks of their ends not
    counted.
    """
    left, right = pairs.T.tolist()
    common = process.cpdist(
        [texts[i] for i in left], [texts[i] for i in right], scorer=LCSseq.similarity
    )
    return np.asarray(common).astype(np.int64) - len(_BEGIN) - len(_END)


def _framed(wordings: Wording, forms: Ints) -> tuple[Ints, Ints]:
    """The words of the wordings with marks at both ends, flat, and where each begins (one more at
    the end).
    """
    lengths = wordings.lengths[forms]
    starts = np.concatenate([[0], np.cumsum(lengths + len(_BEGIN) + len(_END))])
    words = np.empty(starts[-1], np.int64)
    words[positions(starts[:-1] + len(_BEGIN), lengths)] = wordings.words[
        positions(wordings.starts[forms], lengths)
    ]
    for place, mark in enumerate(_BEGIN):
        words[starts[:-1] + place] = mark
    for place, mark in enumerate(reversed(_END), 1):
        words[starts[1:] - place] = mark
    return words, starts


def _grams(words: Ints, size: int) -> Ints:
    """A number for each word together with those before it, `size` words in all."""
    grams = mixed(words)
    for step in range(1, size):
        grams = mixed(grams ^ (np.roll(mixed(words), step) + np.uint64(step)))
    return (grams >> np.uint64(1)).astype(np.int64)


def _characters(codes: Ints, starts: Ints) -> list[str]:
    """Runs of numbers as strings with one character for each number, so that they are compared at
    C speed.
    """
    points = codes % 0x100000 + 0x10000
    text = points.astype("<u4").tobytes().decode("utf-32-le")
    return [text[start:end] for start, end in itertools.pairwise(starts.tolist())]
