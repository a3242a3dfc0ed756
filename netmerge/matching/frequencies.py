"""Values in, how likely an unrelated record shares them out: rare values weigh more (term
frequency).
"""

from __future__ import annotations

import numpy as np

from netmerge.columns.coded import Listed, distinct
from netmerge.columns.types import Floats, Ints
from netmerge.matching.model import namesakes

UNSEEN = 300.0
"""Pseudo-records of an outside population that smooth the frequencies of a short list."""

TYPICAL_GIVEN = 0.002
TYPICAL_FAMILY = 0.0005
"""Share of people who bear a given or family name picked at random, for short lists (order of
magnitude in census tables of the United States, France and Germany).
"""

TOGETHER = 5.0
"""How many times more often strangers share both names than if given and family names were
independent, as long as nothing is known of the two: some ten languages in one network.
"""

COINCIDENCE = 0.02
"""Records of other people expected to carry a personal identifier by mistake or coincidence, in a
book of any size from `SMALL` records; in a smaller one it is rarer still.
"""

SMALL = 1000

SEVERAL = 3
"""People who have an address in common, from which it is a mailbox: two may be one person under
two names.
"""

MANY_INITIALS = 8
"""Initials of the given names of those who share a value, from which they are many people."""

NAMES_A_PERSON = 2
"""Forms in which one person's whole name is written, more or less."""


def of_values(codes: Ints, values: int, typical: float, holders: int | None = None) -> Floats:
    """Share of the other records carrying a record's value, smoothed towards `typical`, the share
    in the population.

    Smoothing by pseudo-counts (Dirichlet): in a book of 50 records a family name seen twice is
    not one of 4 %. The record itself does not count: that it has its own value says nothing of
    how common the value is. `holders` is the number of records that have a value, where a record
    may have several codes.
    """
    held = codes[codes >= 0]
    others = np.maximum(np.bincount(held, minlength=values) - 1, 0)
    return np.asarray(
        (others + UNSEEN * typical) / ((holders or len(held)) + UNSEEN), dtype=np.float64
    )


def of_whole_names(given: Ints, family: Ints, given_share: Floats, family_share: Floats) -> Floats:
    """For each record with both names, how likely a stranger of its given name has its family
    name, over `TOGETHER`.

    The two go together more for some names than for others, which the other records that bear
    both tell.
    """
    named = np.flatnonzero((given >= 0) & (family >= 0))
    whole, codes = np.unique(given[named] * len(family_share) + family[named], return_inverse=True)
    first, second = np.divmod(whole, len(family_share))
    bearers = len(named) * given_share[first] * TOGETHER
    expected = bearers * family_share[second]
    share = namesakes.of_strangers(np.bincount(codes, minlength=len(whole)), expected) / bearers
    result = np.full(len(given), np.nan)
    result[named] = share[codes]
    return result


def of_identifiers(people: Ints, population: int, names_of_one: int = 1) -> Floats:
    """How likely an unrelated record carries each e-mail address or number: by its fan-out over
    people.

    `people` is how many seem to hold each value (`holders`), `names_of_one` under how many names
    one of them may go.
    """
    others = np.maximum(people - names_of_one, 0)
    return np.asarray(others / max(population, 1) + coincidence(population))


def holders(column: Listed, initials: Ints, whole_names: Ints) -> Ints:
    """How many people seem to hold each value.

    Those whose given names have one initial are taken for one person, with nicknames and slips;
    but there are only so many initials: where many of them hold a value, whole names tell how
    many people do. `initials` has the initial of each record's given name, `whole_names` a code
    of both its names, -1 for none.
    """
    by_initial, by_name = (_distinct_holders(column, codes) for codes in (initials, whole_names))
    return np.where(
        by_initial < MANY_INITIALS, by_initial, np.maximum(by_initial, by_name // NAMES_A_PERSON)
    )


def _distinct_holders(column: Listed, of_record: Ints) -> Ints:
    """How many different codes the records with each value have."""
    codes = of_record[column.rows]
    known = codes >= 0
    width = int(codes.max(initial=0)) + 1
    pairs = distinct(column.codes[known] * width + codes[known])
    return np.bincount(pairs // width, minlength=len(column.texts))


def coincidence(records: int) -> float:
    """How likely two records of different people carry one personal identifier."""
    return COINCIDENCE / max(records, SMALL)
