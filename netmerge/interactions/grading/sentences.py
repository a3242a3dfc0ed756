"""Wordings → their sentences, and the runs of words that they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.hashes import mixed, of_runs
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Hashes, Ints
from netmerge.interactions.grading.spells import to_several
from netmerge.interactions.grading.tokens import SENTENCE
from netmerge.interactions.grading.wording import Wording

RUN = 12
"""Words that make a form letter of texts in which one sentence differs, and opens
alike: `I saw that …`.
"""

LONG_RUN = 30
"""Words that make one where that sentence does not open alike, and words in a
row, anywhere. Fewer are a sentence told to several.
"""

OPENING, GREETING = 2, 3
"""Words of the opening that letters have in common, and of the greeting before
it.
"""

LONG = 8
"""Words of a sentence that says something of its own."""

_SHORT = 4
"""Words of a sentence that is counted at all."""


@dataclass(frozen=True)
class Sentences:
    """The sentences of wordings, one after the other: `form` (sentences,) is
    the wording of each, `start` its first word in `words` of the wordings,
    `length` its words, `hash` what it says.
    """

    form: Ints
    start: Ints
    hash: Hashes
    length: Ints


@dataclass(frozen=True)
class Own:
    """What wordings say to one person only, arrays over the wordings.

    `count` is the sentences of each, `long` tells whether one of LONG
    words or more went to one person only.
    """

    count: Ints
    long: Flags

    def are_added(self, group: Ints, form: Ints) -> Flags:
        """(copies,) which add a long sentence where most copies of their group
        have nothing.

        Where the others have another sentence, it is a merge field.
        """
        count = self.count[form]
        more: Flags = count > _median(group, count)
        return more & self.long[form]


def own_sentences(said: Sentences, form: Ints, person: Ints, forms: int) -> Own:
    """Which sentences went to one person only; `form` and `person` are those of
    the sendings.
    """
    counts = np.bincount(said.form, minlength=forms)
    first = np.cumsum(counts) - counts
    place = positions(first[form], counts[form])
    _, code = np.unique(said.hash, return_inverse=True)
    radix = person.max(initial=0) + 1
    told = np.unique(code[place] * radix + np.repeat(person, counts[form]))
    people = np.bincount(told // radix, minlength=len(said.hash))[code]
    alone = (people <= 1) & (said.length >= LONG)
    count = np.bincount(said.form[said.length >= _SHORT], minlength=forms)
    long = np.bincount(said.form[alone], minlength=forms)
    return Own(count, long > 0)


def sentences(wordings: Wording) -> Sentences:
    """Cut wordings at the ends of their sentences, and after a greeting: `Dear
    Ann,` belongs to no sentence.
    """
    begins = wordings.before == SENTENCE
    begins[wordings.starts[:-1][wordings.lengths > 0]] = True
    place = np.arange(len(wordings.words))
    inside = place - np.repeat(wordings.starts[:-1], wordings.lengths)
    begins |= (inside > 0) & (inside <= GREETING) & (wordings.before > 0)
    starts = np.append(np.flatnonzero(begins), len(wordings.words))
    form = np.repeat(np.arange(len(wordings)), wordings.lengths)
    return Sentences(
        form[starts[:-1]], starts[:-1], of_runs(wordings.words, starts), np.diff(starts)
    )


def in_any_order(wordings: Wording, said: Sentences) -> Hashes:
    """(wordings,) the same hash for the same sentences in whatever order."""
    sums = np.zeros(len(wordings), np.uint64)
    np.add.at(sums, said.form, mixed(said.hash))
    return sums


def runs_in_common(
    wordings: Wording,
    said: Sentences,
    form: Ints,
    person: Ints,
    day: Ints,
) -> Flags:
    """(sendings,) which have much in common, word by word, with letters to other
    people.

    `form`, `person` and `day` (sendings,) tell what was sent, to whom
    and when; see spells. A sentence of LONG words in one copy, where
    most of the others have nothing, makes it a note.
    """
    found = np.zeros(len(form), bool)
    framed, frame = _frames(wordings, said)
    alone, run = _runs(wordings, LONG_RUN)
    theirs = np.concatenate([framed, alone])
    gram = np.concatenate([frame, run])
    order = np.argsort(theirs, kind="stable")
    theirs, gram = theirs[order], gram[order]
    # (sendings,) the grams of each, those that stand once are left out
    by_form = np.searchsorted(theirs, np.arange(len(wordings) + 1))
    counts = np.diff(by_form)[form]
    sending = np.repeat(np.arange(len(form)), counts)
    group = gram[positions(by_form[:-1][form], counts)]
    _, code, often = np.unique(group, return_inverse=True, return_counts=True)
    kept = often[code] > 2
    sending, code = sending[kept], code[kept]
    is_letter = to_several(code, person[sending], day[sending])
    sending, code = sending[is_letter], code[is_letter]
    found[sending] = True
    own = own_sentences(said, form, person, len(wordings))
    found[sending[own.are_added(code, form[sending])]] = False
    return found


def _frames(wordings: Wording, said: Sentences) -> tuple[Ints, Hashes]:
    """Each wording but for one sentence, of which only the opening words count:
    the wording, and what it says.

    So a merge field may be of any length. Where much is the same, the
    opening of that sentence need not be.
    """
    whole = in_any_order(wordings, said)
    # `Dear Sir` and `Dear Madam` greet in one letter
    greets = (said.start == wordings.starts[said.form]) & (said.length <= GREETING)
    whole[said.form[greets]] -= mixed(said.hash[greets])
    rest = whole[said.form] - mixed(said.hash)
    words = wordings.lengths[said.form] - said.length
    opening = _openings(wordings, said)
    some, much = words >= RUN, words >= LONG_RUN
    # in a text of one sentence it is the last words that must be the same
    last = wordings.starts[said.form + 1] - RUN
    only = (words == 0) & (last >= said.start + OPENING)
    end = _hashed(wordings, last[only], RUN)
    # `Thanks to you, the class …`: the words before the comma may be no greeting
    first = _hashed(wordings, said.start, GREETING)
    keys = (
        mixed(rest ^ opening)[some],
        mixed(rest ^ first)[some],
        mixed(rest)[much],
        mixed(end ^ opening[only]),
    )
    form = np.concatenate([said.form[some], said.form[some], said.form[much], said.form[only]])
    return form, np.concatenate(keys)


def _openings(wordings: Wording, said: Sentences) -> Hashes:
    """(sentences,) the first OPENING words of each, after a greeting and a comma."""
    place = np.arange(len(wordings.words))
    sentence = np.repeat(np.arange(len(said.start)), said.length)
    inside = place - said.start[sentence]
    greeted = (inside > 0) & (inside <= GREETING) & (wordings.before > 0)
    begin = said.start.copy()
    np.maximum.at(begin, sentence[greeted], place[greeted])
    return _hashed(wordings, begin, OPENING)


def _runs(wordings: Wording, size: int) -> tuple[Ints, Hashes]:
    """Each run of `size` words: the wording that it stands in, and what it says."""
    form = np.repeat(np.arange(len(wordings)), wordings.lengths)
    place = np.arange(len(form))
    whole = place + size <= wordings.starts[form + 1]
    return form[whole], _hashed(wordings, place[whole], size)


def _hashed(wordings: Wording, place: Ints, size: int) -> Hashes:
    """A hash of the `size` words from each place on, as far as there are any."""
    # zeros stand for what would be behind the last word
    words = np.append(mixed(wordings.words), np.zeros(size, np.uint64))
    hashes = np.zeros(len(place), np.uint64)
    for step in range(size):
        hashes = mixed(hashes ^ words[place + step])
    return hashes


def _median(group: Ints, value: Ints) -> Ints:
    """For each entry the lower median of the values of its group."""
    order = np.lexsort((value, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(group))
    middle = value[order][starts + (sizes - 1) // 2]
    result = np.empty(len(group), np.int64)
    result[order] = np.repeat(middle, sizes)
    return result
