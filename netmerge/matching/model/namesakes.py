"""How often a whole name occurs in, how many records of strangers bear it too out.

That three records bear one name may mean one person or three. What is
expected of the two parts of the name speaks for the one or the other, and
so does how many records a person has at all, which the names that nobody
else is expected to bear tell.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.types import Floats, Ints

RARE = 0.1
"""Other records of one whole name expected, below which all that bear it
are taken for one person.
"""

MOST = 16
"""Records of one whole name up to which every division of them among people
is weighed; of more, as of so many.
"""

TYPICAL_ROWS = 0.5 ** np.arange(1, MOST + 1)
"""People with one, two, … records, where nothing is known: each has one
more with probability 1/2.
"""

STRENGTH = 20.0
"""People that `TYPICAL_ROWS` stands for."""


def of_strangers(counts: Ints, expected: Floats) -> Floats:
    """For each whole name, the records that strangers to one of its bearers
    can be held to have of it.

    `counts` is how many records bear the name, `expected` how many of
    strangers its parts lead to expect. The result is what makes the odds
    that two of the records are one person right, given their number: with
    people's records distributed as `_rows` finds and the number of people
    of a name geometric, which leaves room for names that go together more
    than others.
    """
    rows = _rows(counts[(expected < RARE) & (counts <= MOST)])
    number = np.arange(1, MOST + 1)
    own = (rows * number * (number - 1)).sum() / (rows * number).sum()
    several = np.flatnonzero(counts > 1)
    weighed = np.minimum(counts[several], MOST)
    people = expected[several] / (rows * number).sum()
    total, same = (table[:, weighed - 1].T for table in _divisions(rows))
    likely = (people / (1 + people))[:, None] ** (number - 1) * total
    one_person = (likely * same).sum(axis=1)
    odds_against = (likely.sum(axis=1) - one_person) / one_person
    result = expected.copy()
    result[several] = own * odds_against * (counts[several] - 1) / (weighed - 1)
    return result


def _rows(counts: Ints) -> Floats:
    """Share of people with one, two, … records, from names that are one person's."""
    seen = np.bincount(counts, minlength=MOST + 1)[1:]
    return np.asarray(
        (seen + STRENGTH * TYPICAL_ROWS) / (seen.sum() + STRENGTH * TYPICAL_ROWS.sum())
    )


def _divisions(rows: Floats) -> tuple[Floats, Floats]:
    """For n people (first axis, from 1) with k records in all (second): how
    likely that is, and that two are one's.
    """
    number = np.arange(1, MOST + 1)
    total, same = np.zeros((2, MOST, MOST))
    total[0], before = rows, np.r_[1.0, np.zeros(MOST)]
    for people in range(1, MOST + 1):
        now = np.convolve(before, np.r_[0.0, rows])[: MOST + 1]
        pairs = np.convolve(before, np.r_[0.0, rows * number * (number - 1)])[: MOST + 1] * people
        total[people - 1] = now[1:]
        same[people - 1] = pairs[1:] / np.maximum(now[1:] * number * (number - 1), 1e-300)
        before = now
    return total, np.clip(same, 0.0, 1.0)
