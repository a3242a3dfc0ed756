"""What was read of inputs → the day that each of them is of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Ints
from netmerge.importers.contract import Imported
from netmerge.schema import DATE, SOURCES

_NO_DAY = np.iinfo(np.int32).min


def dated(imported: Imported) -> Imported:
    """The same, with `as_of` of each source: the last day of which any file or
    entry of its input tells.
    """
    sources, records = imported.sources, imported.records
    inputs = pc.unique(one_chunk(sources["file"]))
    last = np.full(len(inputs), _NO_DAY, np.int64)  # (inputs,) days since 1970
    for files, days in (
        (sources["file"], sources["covers_to"]),
        (records["file"], records["as_of"]),
    ):
        np.maximum.at(last, _places(files, inputs), _days(days))
    of_source = last[_places(sources["file"], inputs)]
    days = pa.array(of_source, mask=of_source == _NO_DAY).cast(pa.int32()).cast(DATE)
    return replace(imported, sources=SOURCES.frame({**sources, "as_of": days}))


def _places(files: pd.Series[str], inputs: pa.Array) -> Ints:
    places = pc.index_in(arrow(files), value_set=inputs)
    return np.asarray(places).astype(np.int64)


def _days(column: pd.Series) -> Ints:
    days = one_chunk(column).cast(pa.int32())
    return np.asarray(pc.fill_null(days, int(_NO_DAY))).astype(np.int64)
