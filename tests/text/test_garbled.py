"""Garbled names are told from those that people have."""

import pyarrow as pa
import pytest

from netmerge.text.garbled import garbled


@pytest.mark.parametrize("name", ["愛? 鈴木", "5usan Reed", "GÃ¼nter", "Ren\ufffd", "K|m Lee"])
def test_garbled(name):
    assert garbled(pa.array([name])).to_pylist() == [True]


@pytest.mark.parametrize("name", ["鈴木 愛", "John Smith 3rd", "Ångström", "João", "O'Neil", None])
def test_not_garbled(name):
    found = garbled(pa.array([name], pa.string())).to_pylist()
    assert found == [None if name is None else False]
