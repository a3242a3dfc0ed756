import numpy as np
import pyarrow as pa
import pytest

from netmerge.columns import ragged

LISTS = pa.array([["a", "b"], None, [], ["c", None, "a"]], pa.list_(pa.string()))


def values(*texts):
    return pa.array(texts, pa.string())


@pytest.mark.parametrize("column", [LISTS, pa.chunked_array([LISTS.slice(0, 1), LISTS.slice(1)])])
def test_flat_values_know_their_row_and_their_place_in_it(column):
    flat = ragged.flatten(column)
    assert flat.items.to_pylist() == ["a", "b", "c", None, "a"]
    assert flat.row.tolist() == [0, 0, 3, 3, 3]
    assert flat.place.tolist() == [0, 1, 0, 1, 2]
    assert flat.rows == 4


def test_values_are_lists_again_and_a_row_without_any_is_null():
    assert ragged.regroup(ragged.flatten(LISTS)).to_pylist() == [
        ["a", "b"],
        None,
        None,
        ["c", None, "a"],
    ]
    assert ragged.as_lists(values("a", "b"), np.array([1, 1]), 3).to_pylist() == [
        None,
        ["a", "b"],
        None,
    ]
    assert ragged.as_lists(values(), np.array([], dtype=np.int64), 2).to_pylist() == [None, None]


def test_a_value_becomes_none_one_or_several():
    flat = ragged.flatten(LISTS.slice(0, 1))
    expanded, origin = ragged.expand(flat, ragged.lists_of([[], ["x", "y"]]))
    assert (expanded.items.to_pylist(), expanded.row.tolist()) == (["x", "y"], [0, 0])
    assert origin.tolist() == [1, 1]


def test_values_at_most_one_a_row_are_scattered_over_the_rows():
    assert ragged.scatter(values("a", "b"), np.array([2, 0]), 4).to_pylist() == [
        "b",
        None,
        "a",
        None,
    ]


def test_first_values_of_rows_pass_over_nulls_and_repetitions():
    flat = ragged.flatten(pa.array([[None, "a", "a"], None, ["b"]], pa.list_(pa.string())))
    assert ragged.first_given(flat).to_pylist() == ["a", None, "b"]
    assert ragged.first_of_each(flat).tolist() == [1, 3]


def test_a_parallel_list_that_is_too_short_is_null_at_the_end():
    flat = ragged.flatten(LISTS)
    beside = pa.array([["x"], ["lost"], None, ["y", "z"]], pa.list_(pa.string()))
    assert ragged.parallel(flat, beside).to_pylist() == ["x", None, "y", "z", None]


def test_quick_and_careful_results_are_put_back_in_order():
    single = np.array([True, False, True, False])
    found = ragged.interleave(single, values("a", "c"), ragged.lists_of([["b", "B"], []]))
    assert found.to_pylist() == [["a"], ["b", "B"], ["c"], []]


def test_parallel_columns_are_gathered_row_after_row_with_the_number_of_their_column():
    gathered, row, column = ragged.gather([values("a", None), values(None, None), values("b", "c")])
    assert gathered.to_pylist() == ["a", "b", "c"]
    assert (row.tolist(), column.tolist()) == ([0, 0, 1], [0, 2, 2])


def test_texts_are_split_into_trimmed_parts_that_know_their_text():
    parts, text = ragged.split(values("a; b", "c", " ;d"), ";")
    assert parts.to_pylist() == ["a", "b", "c", "d"]
    assert text.tolist() == [0, 0, 1, 2]
