"""Wordings, who got them and when → which went to several people, or nearly the
same.

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
from netmerge.interactions.grading.sentences import Sentences, own_sentences
from netmerge.interactions.grading.spells import ALWAYS, to_many, to_several
from netmerge.interactions.grading.wording import Wording

MOST_SENDINGS = 20
"""Sendings of each near copy that are looked at."""

FEWEST_WORDS = 4
"""A text of fewer words is alike to too much."""

LONGEST_SLOT = 3
"""Words that may stand in the slot of a short template."""

LONG = 8
"""From so many words on, candidates share a MinHash band."""

BANDS, ROWS = 12, 2
"""Bands and hashes in each: two texts with half of their word pairs in common
share a band with probability 1 - (1 - 0.5²)¹² = 0.97.
"""

_SLOT = -1
"""The code that stands for the words left out."""


def people_reached(form: Ints, person: Ints, forms: int) -> Ints:
    """(wordings,) how many different people each goes with.

    `form` and `person` are parallel. A person below 0 is unknown and
    not counted.
    """
    known = person >= 0
    pairs = pd.DataFrame({"form": form[known], "person": person[known]})
    reached = pairs.drop_duplicates()["form"]
    return np.bincount(reached.to_numpy(), minlength=forms)


def near_copies(
    wordings: Wording,
    said: Sentences,
    form: Ints,
    person: Ints,
    day: Ints,
) -> Flags:
    """(sendings,) which went, or nearly the same did, to several people (see
    spells).

    `form`, `person` and `day` are parallel: the number of a wording, and
    to whom and when it was sent. Of each near copy only some sendings
    are looked at: a form letter to thousands has thousands of near
    copies.
    """
    first_day = np.full(len(wordings), np.iinfo(np.int64).max)
    np.minimum.at(first_day, form, day)
    sendings = np.bincount(form, minlength=len(wordings))
    pairs = alike(wordings, _candidates(wordings, first_day, sendings))
    both_ways = np.concatenate([pairs, pairs[:, ::-1]])
    copies = pd.DataFrame(both_ways, columns=["group", "form"])
    told = pd.DataFrame({"form": form, "person": person, "day": day}).drop_duplicates()
    few = told[told.groupby("form").cumcount() < MOST_SENDINGS]
    by_copy = copies.merge(few, on="form")
    group, people, days = (
        np.concatenate([own, by_copy[name].to_numpy(dtype=np.int64)])
        for own, name in ((form, "group"), (person, "person"), (day, "day"))
    )
    reached = to_several(group, people, days) | to_many(group, people)
    itself = np.unique(both_ways[:, 0])
    own = own_sentences(said, form, person, len(wordings))
    in_group = np.concatenate([itself, both_ways[:, 0]])
    added = own.are_added(in_group, np.concatenate([itself, both_ways[:, 1]]))
    is_note = np.zeros(len(wordings), bool)
    is_note[itself] = added[: len(itself)]
    return reached[: len(form)] & ~is_note[form]


def _candidates(wordings: Wording, first_day: Ints, sendings: Ints) -> Ints:
    """Pairs of wordings worth comparing, (pairs, 2), first below second."""
    lengths = wordings.lengths
    is_short = (lengths >= FEWEST_WORDS) & (lengths <= SHORT)
    short = np.flatnonzero((sendings > 0) & is_short)
    long = np.flatnonzero((sendings > 0) & (lengths >= LONG))
    met = [_meeting(*_slot_keys(wordings, short), first_day, sendings)]
    met += [_meeting(band, long, first_day, sendings) for band in _band_keys(wordings, long)]
    pairs = np.concatenate(met)
    radix = max(len(wordings), 1)
    distinct = np.unique(pairs[:, 0] * radix + pairs[:, 1])
    return np.column_stack(np.divmod(distinct, radix))


def _meeting(keys: Hashes, forms: Ints, first_day: Ints, sendings: Ints) -> Ints:
    """Pairs of wordings with the same key, (pairs, 2), first below second.

    In the order of days each meets those just before it and the commonest
    of its key, never all meet all: a form letter to thousands would make
    millions of pairs. That is enough to have gone to ALWAYS people.
    """
    order = np.lexsort((forms, first_day[forms], keys))
    keys, forms = keys[order], forms[order]
    begins = runs.starts(keys)
    by_count = np.lexsort((forms, -sendings[forms], keys))
    most = forms[by_count][begins]
    most = np.repeat(most, np.diff(begins, append=len(keys)))
    pairs = [np.column_stack([forms, most])]
    place = runs.places(keys)
    for back in range(1, ALWAYS):
        later = np.flatnonzero(place >= back)
        pairs.append(np.column_stack([forms[later], forms[later - back]]))
    met = np.concatenate(pairs)
    return np.sort(met[met[:, 0] != met[:, 1]], axis=1)


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
