import numpy as np
import pytest

from netmerge.columns import runs

KEY = np.array([3, 3, 5, 9, 9, 9])


def test_runs_are_told_by_a_change_of_the_key():
    assert runs.begins(KEY).tolist() == [True, False, True, True, False, False]
    assert runs.starts(KEY).tolist() == [0, 2, 3]


def test_each_entry_knows_the_size_of_its_run_and_its_place_in_it():
    assert runs.sizes(KEY).tolist() == [2, 2, 1, 3, 3, 3]
    assert runs.places(KEY).tolist() == [0, 1, 0, 0, 1, 2]


def test_a_key_of_several_arrays_changes_where_any_of_them_does():
    other = np.array([1, 2, 2, 2, 2, 7])
    assert runs.starts(KEY, other).tolist() == [0, 1, 2, 3, 5]
    assert runs.places(KEY, other).tolist() == [0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize("function", [runs.begins, runs.starts, runs.sizes, runs.places])
def test_no_entries_are_no_runs(function):
    assert function(KEY[:0]).tolist() == []


def test_one_entry_is_a_run():
    assert runs.begins(KEY[:1]).tolist() == [True]
    assert runs.sizes(KEY[:1]).tolist() == [1]


def test_positions_of_runs_follow_their_first():
    first, lengths = np.array([4, 9, 0]), np.array([2, 0, 3])
    assert runs.positions(first, lengths).tolist() == [4, 5, 0, 1, 2]
