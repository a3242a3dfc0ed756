import pyarrow as pa
import pytest

from netmerge.columns.joining import coalesce, joined, keep_where


def together(separator, *columns):
    return joined(
        [pa.array(column, pa.string()) for column in columns], separator, len(columns[0])
    ).to_pylist()


def test_texts_of_a_row_are_joined_and_nulls_leave_no_separator():
    assert together(", ", ["a", "b", None], ["c", None, "d"], ["e", "f", None]) == [
        "a, c, e",
        "b, f",
        "d",
    ]


@pytest.mark.parametrize("separator", [", ", ""])
def test_a_row_without_a_text_keeps_its_place_as_null(separator):
    assert together(separator, [None, "a", None], [None, "b", None]) == [
        None,
        f"a{separator}b",
        None,
    ]


def test_columns_without_any_text_add_nothing():
    assert together(" ", [None, None], ["a", "b"], [None, None]) == ["a", "b"]
    assert together(" ", [None, None], [None, None]) == [None, None]


def test_no_columns_are_a_column_of_nulls():
    assert joined([], " ", 2).to_pylist() == [None, None]
    assert joined([], " ", 0).type == pa.string()


def test_an_empty_text_is_nothing():
    assert together(" ", ["", ""], ["", None]) == [" ", None]
    assert together(" ", ["", "a"]) == [None, "a"]


def test_the_first_text_of_a_row_is_taken_and_a_row_without_any_has_none():
    columns = [pa.array(["a", None, None]), pa.array(["b", "c", None])]
    assert coalesce(columns, 3).to_pylist() == ["a", "c", None]
    assert coalesce([], 2).to_pylist() == [None, None]


def test_texts_are_kept_only_where_the_mask_is_true():
    mask = pa.array([True, False, None])
    assert keep_where(pa.array(["a", "b", "c"]), mask).to_pylist() == ["a", None, None]
