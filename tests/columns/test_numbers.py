import numpy as np

from netmerge.columns.numbers import among, distinct, fan_out, look_up


def test_what_stands_at_codes_is_looked_up_and_missing_where_there_is_none():
    assert look_up(np.array([7, 8]), np.array([1, -1, 0])).tolist() == [8, -1, 7]
    found = look_up(np.array([0.5, 0.25]), np.array([-1, 1]), 1.0)
    assert found.tolist() == [1.0, 0.25]
    rows = look_up(np.array([[1, 2], [3, 4]]), np.array([-1, 1]))
    assert rows.tolist() == [[-1, -1], [3, 4]]


def test_nothing_is_found_where_there_is_nothing():
    none = np.empty(0, dtype=bool)
    assert look_up(none, np.array([-1, -1]), False).tolist() == [False, False]
    table = np.empty((0, 3), dtype=np.int64)
    assert look_up(table, np.array([-1])).tolist() == [[-1, -1, -1]]


def test_looking_up_changes_nothing_that_it_is_given():
    values, codes = np.array([7, 8]), np.array([-1, 0])
    look_up(values, codes)
    assert (values.tolist(), codes.tolist()) == ([7, 8], [-1, 0])


def test_distinct_numbers_ascend():
    assert distinct(np.array([5, -1, 5, 2])).tolist() == [-1, 2, 5]
    assert among(np.array([5, -1, 2]), np.array([2, 5])).tolist() == [True, False, True]


def test_different_values_of_a_key_are_counted_once_each():
    keys = np.array([0, 0, 0, 2, -1, 2])
    values = np.array([4, 4, 9, -1, 4, 2**62])
    assert fan_out(keys, values, 4).tolist() == [2, 0, 1, 0]
