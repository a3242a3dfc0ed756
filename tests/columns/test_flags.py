"""Truth values as flags: null is false, in every form that a column may have."""

import pandas as pd
import pyarrow as pa
import pytest

from netmerge.columns.flags import equals, flags

VALUES = [True, None, False]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(VALUES),
        pa.chunked_array([VALUES[:1], VALUES[1:]]),
        pd.Series(VALUES, dtype="boolean"),
        pd.Series(pd.array(VALUES, dtype=pd.ArrowDtype(pa.bool_()))),
    ],
)
def test_null_is_false(column):
    assert flags(column).tolist() == [True, False, False]


def test_absent_text_is_no_text():
    assert equals(pa.array(["out", None, "in"]), "out").tolist() == [True, False, False]
