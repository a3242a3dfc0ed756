"""Padded rows of codes, narrow and wide → whether two have one in common."""

import time

import numpy as np
import pytest

from netmerge.matching.comparisons.levels import intersect, shared

PAIRS = 200


def padded(chance, width):
    """Rows of so many codes at most, filled from the left."""
    table = np.full((PAIRS, width), -1, dtype=np.int64)
    for row in table:
        codes = chance.choice(4 * width, chance.integers(0, width + 1), replace=False)
        row[: len(codes)] = codes
    return table


@pytest.mark.parametrize("width", [1, 3, 16, 17, 40])
def test_two_rows_have_in_common_what_their_sets_have(width):
    chance = np.random.default_rng(width)
    table = padded(chance, width)
    left, right = chance.integers(0, PAIRS, (2, PAIRS))
    common = [bool(set(table[a]) & set(table[b]) - {-1}) for a, b in zip(left, right, strict=True)]
    assert intersect(table, left, right).tolist() == common
    frequency = np.ones(4 * width)
    assert shared(table, left, right, frequency)[0].tolist() == common


def test_a_pair_of_a_thousand_codes_each_takes_no_million_steps():
    table = np.arange(4000).reshape(2, 2000)
    start = time.process_time()
    for right in (np.zeros(0, dtype=np.int64), np.ones(1, dtype=np.int64)):
        assert not intersect(table, np.zeros_like(right), right).any()
    assert time.process_time() - start < 2
