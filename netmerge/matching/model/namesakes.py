"""How often a whole name occurs → how many records of strangers bear it too.

That three records bear one name may mean one person or three. What is
expected of the two parts of the name speaks for the one or the other, and
so does how many records a person has at all, which the names that nobody
else is expected to bear tell.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.types import Floats, Ints

RARE = 0.1
"""Other records of one whole name expected, below which all that
bear it are taken for one person.
"""

MOST = 16
"""Records of one whole name up to which every division of them
among people is weighed; of more, as of so many.
"""

TYPICAL_ROWS = 0.5 ** np.arange(1, MOST + 1)
"""People with one, two, … records, where nothing is known: each
has one more with probability 1/2.
"""

STRENGTH = 20.0
"""People that `TYPICAL_ROWS` stands for."""

NEVER = 1e-300
"""What stands for a probability of 0 where it is divided by."""


def of_strangers(counts: Ints, expected: Floats) -> Floats:
    """For each whole name, the records that strangers to one of
    its bearers can be held to have of it.

    `counts` is how many records bear the name, `expected` how
    many of strangers its parts lead to expect. The result is what
    makes the odds that two of the records are one person right,
    given their number: with people's records distributed as
    `_rows` finds and the number of people of a name geometric,
    which leaves room for names that go together more than others.
    """
    rows = _rows(counts[(expected < RARE) & (counts <= MOST)])
    number = np.arange(1, MOST + 1)
    records_of_one = (rows * number).sum()
    others_of_one = (rows * number * (number - 1)).sum() / records_of_one
    several = np.flatnonzero(counts > 1)
    weighed = np.minimum(counts[several], MOST)
    people = expected[several] / records_of_one  # of one name, beside a bearer of it
    total, same = (table[:, weighed - 1].T for table in _divisions(rows))
    so_many_people = (people / (1 + people))[:, None] ** (number - 1)  # (names, people)
    likely = so_many_people * total
    one_person = (likely * same).sum(axis=1)
    odds_against = (likely.sum(axis=1) - one_person) / one_person
    beyond = (counts[several] - 1) / (weighed - 1)  # more records than are weighed
    result = expected.copy()
    result[several] = others_of_one * odds_against * beyond
    return result


def _rows(counts: Ints) -> Floats:
    """Share of people with one, two, … records, from names that
    are one person's.
    """
    seen = np.bincount(counts, minlength=MOST + 1)[1:]
    people = seen.sum() + STRENGTH * TYPICAL_ROWS.sum()
    return np.asarray((seen + STRENGTH * TYPICAL_ROWS) / people)


def _divisions(rows: Floats) -> tuple[Floats, Floats]:
    """For n people (first axis, from 1) with k records in all
    (second): how likely that is, and that two of the records are
    one person's.
    """
    number = np.arange(1, MOST + 1)
    pairs = number * (number - 1)  # of k records, in either order
    one_more = np.r_[0.0, rows]
    pairs_of_one_more = np.r_[0.0, rows * pairs]
    total, same = np.zeros((2, MOST, MOST))
    before = np.r_[1.0, np.zeros(MOST)]  # nobody has no records
    for people in range(1, MOST + 1):
        now = np.convolve(before, one_more)[: MOST + 1]
        of_one = np.convolve(before, pairs_of_one_more)[: MOST + 1] * people
        total[people - 1] = now[1:]
        same[people - 1] = of_one[1:] / np.maximum(now[1:] * number * (number - 1), NEVER)
        before = now
    return total, np.clip(same, 0.0, 1.0)
