import pandas as pd
import pyarrow as pa

from netmerge.columns.codes import encode, numbered, unique_map


def test_codes_point_into_the_distinct_values_in_the_order_of_their_first_row():
    codes, distinct = encode(pa.chunked_array([["b", None], ["a", "b"]]))
    assert codes.to_pylist() == [0, None, 1, 0]
    assert distinct.to_pylist() == ["b", "a"]


def test_numbers_are_equal_where_values_are_and_minus_one_for_null():
    assert numbered(pd.Series(["b", None, "a", "b"])).tolist() == [0, -1, 1, 0]
    assert numbered(pa.nulls(2)).tolist() == [-1, -1]
    assert numbered(pa.array([], pa.string())).tolist() == []


def test_what_quick_tells_is_not_asked_again():
    found = unique_map(
        pa.array(["a", "B", "a", None]), str.swapcase, quick=lambda _: pa.array(["quick", None])
    )
    assert found.to_pylist() == ["quick", "b", "quick", None]


def test_a_function_runs_once_per_distinct_value():
    seen = []
    result = unique_map(
        pa.chunked_array([["a", None], ["b", "a"]]), lambda text: seen.append(text) or text.upper()
    )
    assert result.to_pylist() == ["A", None, "B", "A"]
    assert seen == ["a", "b"]


def test_no_rows_and_only_nulls_are_columns_too():
    assert unique_map(pa.array([], pa.string()), str.upper).to_pylist() == []
    assert unique_map(pa.nulls(2), str.upper).to_pylist() == [None, None]
