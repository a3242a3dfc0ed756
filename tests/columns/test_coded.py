import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from netmerge.columns.coded import (
    MOST_VALUES,
    Listed,
    coded,
    concatenated,
    each,
    listed,
    one_vocabulary,
)

TEXTS = pa.array(["b", None, "a", "", "b"])
LISTS = pa.array([["b", "a"], None, [], ["a", "b", "a"]], pa.list_(pa.string()))


def as_read(column):
    """A list column as rows and their texts."""
    return list(zip(column.rows.tolist(), column.texts[column.codes].tolist(), strict=True))


@pytest.mark.parametrize("column", [TEXTS, pd.Series(TEXTS.to_pylist()), TEXTS.to_pylist()])
def test_texts_are_coded_as_they_first_appear_and_the_empty_one_is_none(column):
    found = coded(column)
    assert found.codes.tolist() == [0, -1, 1, -1, 0]
    assert found.texts.tolist() == ["b", "a"]
    assert found.counts().tolist() == [2, 1]


def test_values_of_one_key_share_a_code_and_those_without_have_none():
    found = coded(["Ann", "ANN", "?", None], each(lambda text: text.strip("?").lower()))
    assert found.codes.tolist() == [0, 0, -1, -1]
    assert found.texts.tolist() == ["ann"]


def test_a_column_can_do_without_the_values_of_some_rows():
    whole = coded(TEXTS)
    assert whole.without(np.array([0])).codes.tolist() == [-1, -1, 1, -1, 0]
    assert whole.codes.tolist() == [0, -1, 1, -1, 0]


def test_lists_are_values_with_their_rows():
    found = listed(LISTS)
    assert as_read(found) == [(0, "b"), (0, "a"), (3, "a"), (3, "b"), (3, "a")]
    assert found.first(4).codes.tolist() == [0, -1, -1, 1]
    assert as_read(coded(TEXTS).listed()) == [(0, "b"), (2, "a"), (4, "b")]


def test_a_value_is_split_into_none_one_or_several():
    found = coded(["a b", None, "c", "-"]).listed().split(lambda text: text.strip("-").split())
    assert as_read(found) == [(0, "a"), (0, "b"), (2, "c")]


def test_a_table_has_each_value_of_a_record_once_in_its_order_or_by_rank():
    column = listed(LISTS)
    assert column.table(4)[0].tolist() == [[0, 1], [-1, -1], [-1, -1], [1, 0]]
    by_rank, left_out = column.table(4, rank=np.array([9, 1]))
    assert by_rank.tolist() == [[1, 0], [-1, -1], [-1, -1], [1, 0]]
    assert left_out == 0


def test_what_does_not_fit_a_table_is_counted():
    many = listed(pa.array([[str(number) for number in range(MOST_VALUES + 2)]]))
    table, left_out = many.table(1)
    assert table.tolist() == [list(range(MOST_VALUES))]
    assert left_out == 2


def test_columns_of_one_vocabulary_can_be_compared():
    one, other = one_vocabulary(coded(["x", "y"]).listed(), coded(["y", "z"]).listed())
    assert one.texts is other.texts
    assert one.codes[1] == other.codes[0]
    joint = concatenated(coded(["x", None]).listed(), coded(["y", "z"]).listed())
    assert as_read(joint) == [(0, "x"), (0, "y"), (1, "z")]


def test_a_column_of_nulls_has_no_values():
    found = listed(pa.nulls(2))
    assert isinstance(found, Listed)
    assert found.table(2)[0].tolist() == [[-1], [-1]]
    assert coded([None, None]).codes.tolist() == [-1, -1]
