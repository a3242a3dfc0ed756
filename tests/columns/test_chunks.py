import pandas as pd
import pyarrow as pa
import pytest

from netmerge.columns.chunks import arrow, one_chunk

TEXTS = pa.list_(pa.string())


def series(values, kind):
    return pd.Series(pd.array(values, dtype=pd.ArrowDtype(kind)))


@pytest.mark.parametrize("chunks", [[], [["a", None]], [["a"], [], [None, "b"]]])
def test_chunks_become_one_array_of_the_same_values_and_type(chunks):
    found = one_chunk(pa.chunked_array(chunks, pa.string()))
    assert isinstance(found, pa.Array)
    assert found.type == pa.string()
    assert found.to_pylist() == [value for chunk in chunks for value in chunk]


def test_what_stands_in_one_piece_is_not_copied():
    array = pa.array(["a", "b"])
    assert one_chunk(array) is array
    assert one_chunk(pa.chunked_array([array])).buffers()[2].address == array.buffers()[2].address


def test_pandas_columns_keep_their_type_even_without_rows():
    for values in ([["a"], None, []], []):
        assert arrow(series(values, TEXTS)).type == TEXTS
        assert one_chunk(series(values, TEXTS)).to_pylist() == values


def test_nan_of_pandas_and_none_are_null():
    assert one_chunk(pd.Series(["a", float("nan"), None], dtype=object)).to_pylist() == [
        "a",
        None,
        None,
    ]
    assert one_chunk(["a", None]).null_count == 1
