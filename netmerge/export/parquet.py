"""A table → a Parquet file with all its columns, lists and pictures included."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.export.files import replacing
from netmerge.export.writer import Writer


def to_parquet(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as Parquet, whole or not at all. Raises WriteError.

    `pandas.read_parquet(path, dtype_backend="pyarrow")` gives back the same
    table.
    """
    # Here, since it brings Arrow's file systems and TLS along, which nothing else
    # needs.
    import pyarrow.parquet as pq

    table = pa.table({str(name): arrow(frame[name]) for name in frame.columns})
    with replacing([path]) as (temporary,), temporary.open("wb") as file:
        pq.write_table(table, file)


PARQUET = Writer("parquet", ".parquet", to_parquet)
