"""Values in, how likely an unrelated record shares them out: rare values weigh more (term frequency)."""

from __future__ import annotations

import numpy as np

from netmerge.matching.values import Floats, Ints, Listed

UNSEEN = 300.0
"""Pseudo-records of an outside population that smooth the frequencies of a short list."""

COINCIDENCE = 0.02
"""Records of other people expected to carry a personal identifier by mistake or coincidence, in a book of any size
from `SMALL` records; in a smaller one it is rarer still."""

SMALL = 1000


def of_values(codes: Ints, values: int, typical: float) -> Floats:
    """Share of the other records carrying a record's value, smoothed towards `typical`, the share in the population.

    Smoothing by pseudo-counts (Dirichlet): in a book of 50 records a family name seen twice is not one of 4 %. The
    record itself does not count: that it has its own value says nothing of how common the value is.
    """
    held = codes[codes >= 0]
    others = np.maximum(np.bincount(held, minlength=values) - 1, 0)
    return np.asarray((others + UNSEEN * typical) / (len(held) + UNSEEN), dtype=np.float64)


def of_identifiers(column: Listed, initials: Ints, population: int) -> Floats:
    """How likely an unrelated record carries each e-mail address or number: by its fan-out over people.

    A mailbox or line whose holders' given names have one initial is one person's; with k initials some k - 1 others
    may stand behind the record at hand. `initials` has the initial of each record's given name, -1 for none.
    """
    initial = initials[column.rows]
    known = initial >= 0
    pairs = np.unique(column.codes[known] * 0x110000 + initial[known])
    people = np.bincount(pairs // 0x110000, minlength=len(column.texts))
    return np.maximum(people - 1, 0) / max(population, 1) + coincidence(population)


def coincidence(records: int) -> float:
    """How likely two records of different people carry one personal identifier."""
    return COINCIDENCE / max(records, SMALL)
