"""Precision and recall against hand-counted examples: the measure itself must be right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.matching.scores import b_cubed, pairwise


def numbers(text):
    return np.array([int(digit) for digit in text])


def test_pairwise_counts_pairs():
    # true pairs ab, ac, bc; found pairs ab, cd; right: ab
    score = pairwise(numbers("0001"), numbers("0011"))
    assert score.precision == pytest.approx(1 / 2)
    assert score.recall == pytest.approx(1 / 3)
    assert score.f1 == pytest.approx(2 / 5)


def test_b_cubed_averages_over_rows():
    # precision 1, 1, 1/2, 1/2; recall 2/3, 2/3, 1/3, 1
    score = b_cubed(numbers("0001"), numbers("0011"))
    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(2 / 3)


def test_everything_apart_is_precise_and_finds_nothing():
    assert pairwise(numbers("0011"), numbers("0123")).precision == 1
    assert pairwise(numbers("0011"), numbers("0123")).recall == 0
    assert pairwise(numbers("0011"), numbers("0123")).f1 == 0


def test_a_million_rows_in_one_group_do_not_overflow():
    rows = np.zeros(1_000_000, dtype=np.int32)
    assert pairwise(rows, rows).f1 == 1
    assert b_cubed(rows, rows).f1 == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_pairwise_is_what_enumerating_pairs_gives(rows):
    truth, found = (np.array(column) for column in zip(*rows, strict=True))
    pairs = [(i, j) for i in range(len(rows)) for j in range(i)]
    belonging = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    together = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    score = pairwise(truth, found)
    assert score.precision == pytest.approx(
        len(belonging & together) / len(together) if together else 1
    )
    assert score.recall == pytest.approx(
        len(belonging & together) / len(belonging) if belonging else 1
    )
