"""How many of the records of one whole name are strangers', against a population that is drawn."""

import numpy as np
import pytest

from netmerge.matching.model.namesakes import of_strangers

ONE_PERSON = np.repeat([1, 2, 3], [500, 300, 200])
"""How many records bear each of a thousand names that nobody shares."""


def drawn(expected):
    """By how many records bear a name: pairs of them of two people, over those of one, and a
    person's own others.
    """
    random = np.random.default_rng(7)
    share = ONE_PERSON.mean() / (ONE_PERSON.mean() + expected)
    people = random.geometric(share, size=200_000)
    rows, starts = random.choice(ONE_PERSON, size=people.sum()), np.cumsum(people) - people
    total, within = (np.add.reduceat(values, starts) for values in (rows, rows * (rows - 1)))
    few = total < 9
    own = np.bincount(total[few], weights=within[few], minlength=9)
    strangers = np.bincount(total[few], weights=(total * (total - 1) - within)[few], minlength=9)
    others = (ONE_PERSON * (ONE_PERSON - 1)).sum() / ONE_PERSON.sum()
    return strangers / np.maximum(own, 1), others


@pytest.mark.parametrize("expected", [0.3, 2.0])
def test_the_odds_are_those_of_a_population_drawn_at_random(expected):
    ratio, others = drawn(expected)
    counts = np.array([2, 3, 4, 5])
    known = np.r_[ONE_PERSON, counts]
    found = of_strangers(
        known, np.r_[np.full(len(ONE_PERSON), 1e-4), np.full(len(counts), expected)]
    )
    assert found[-len(counts) :] == pytest.approx(ratio[counts] * others, rel=0.1)


def test_a_name_that_nobody_else_should_bear_is_one_persons_however_many_records_bear_it():
    counts = np.r_[ONE_PERSON, 3]
    assert of_strangers(counts, np.full(len(counts), 1e-4))[-1] < 0.01


def test_of_a_name_that_very_many_records_bear_most_are_strangers():
    counts, expected = np.r_[ONE_PERSON, 60], np.r_[np.full(len(ONE_PERSON), 1e-4), 5.0]
    assert 50 < of_strangers(counts, expected)[-1] < 60


def test_what_is_expected_stands_where_one_record_bears_a_name():
    assert of_strangers(np.array([1]), np.array([0.7])) == pytest.approx([0.7])


def test_without_names_there_is_nothing_to_say():
    assert len(of_strangers(np.zeros(0, dtype=np.int64), np.zeros(0))) == 0
