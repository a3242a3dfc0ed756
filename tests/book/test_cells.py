"""Lists of texts as they stand in a book, and back."""

import json

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import netmerge as nm
from netmerge.book.cells import cells, frame
from netmerge.book.tables import BookColumn
from netmerge.schema.table import Column, Table

KIND = pa.list_(pa.string())
COLUMNS = {"emails": BookColumn("TEXT", "", KIND)}
TABLE = Table("some", {"emails": Column(KIND, "")})
LISTS = st.none() | st.lists(
    st.none() | st.text(alphabet='ab"\\,[] \n\x00é王', max_size=4), max_size=3
)


def read(written):
    rows = iter([[(text,) for text in written]])
    return frame(TABLE, COLUMNS, rows, "a.db")["emails"]


@given(st.lists(LISTS, min_size=1, max_size=8))
def test_lists_of_texts_stand_as_json_and_are_read_back(lists):
    table = pd.DataFrame({"emails": pd.Series(lists, dtype=pd.ArrowDtype(KIND))})
    written = [cell for (cell,) in cells(table, ["emails"])]
    as_json = [None if one is None else json.loads(one) for one in written]
    assert as_json == lists
    assert pa.array(read(written), from_pandas=True).to_pylist() == lists


@pytest.mark.parametrize("text", ["[1]", "x", '["a\nb"]', '["a"', "{}", 5])
def test_what_is_no_list_of_texts_is_an_error(text):
    with pytest.raises(nm.BookError, match="emails is no value of its kind"):
        read(['["a"]', text])
