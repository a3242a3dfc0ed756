"""What went to whom, and when → whether it went to several people within some
weeks.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns import runs
from netmerge.columns.types import Flags, Hashes, Ints

PEOPLE = 3
"""The same words to so many within SPELL are a letter; to two, news told twice.
"""

SPELL = 60
"""Days within which the same words are one letter. One question to three friends
in three years is three questions.
"""

ALWAYS = 5
"""The same words to so many people are a template, however far apart."""

_LOOKS_BACK = 50
"""Steps back over messages to people who are counted already."""


def to_several(group: Ints | Hashes, person: Ints, day: Ints) -> Flags:
    """(sendings,) which stand in a spell in which their group went to PEOPLE
    people.

    `group` tells what was sent, `person` to whom, `day` when, in days;
    the arrays are parallel.
    """
    order = np.lexsort((person, day, group))
    group, person, day = group[order], person[order], day[order]
    place = np.arange(len(group))
    found = np.zeros(len(group), bool)
    if not len(group):
        return found
    # (sendings,) the last one before each in its group that went to somebody
    # else,
    # -1 for none
    begins = runs.begins(group, person)
    run = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    another = np.where(runs.begins(group)[run], -1, run - 1)
    second = another
    third = _before(another, second)
    for _ in range(_LOOKS_BACK):
        seen = (third >= 0) & ((person[third] == person) | (person[third] == person[second]))
        if not seen.any():
            break
        third = np.where(seen, _before(another, third), third)
    # from the third person back to each sending all are of one letter
    closes = np.flatnonzero((third >= 0) & (day - day[third] <= SPELL))
    change = np.zeros(len(group) + 1, np.int64)
    np.add.at(change, third[closes], 1)
    np.add.at(change, place[closes] + 1, -1)
    found[order] = np.cumsum(change[:-1]) > 0
    return found


def to_many(group: Ints | Hashes, person: Ints, enough: int = ALWAYS) -> Flags:
    """(sendings,) which are of a group that went to `enough` people, at whatever
    time.
    """
    order = np.lexsort((person, group))
    first = runs.begins(group[order], person[order])
    starts = runs.starts(group[order])
    many = np.zeros(len(group), bool)
    if len(group):
        people = np.add.reduceat(first.astype(np.int64), starts)
        many[order] = np.repeat(people >= enough, np.diff(starts, append=len(group)))
    return many


def _before(another: Ints, place: Ints) -> Ints:
    """The entry of `another` at each place; -1 where there is no place."""
    return np.where(place >= 0, another[place], -1)
