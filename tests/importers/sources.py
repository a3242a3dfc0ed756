"""What the tests of table importers share: sources from bytes, tables as a person reads them."""

import csv
import io
from pathlib import Path

import pandas as pd

from netmerge.importers.files.source import open_sources
from netmerge.importers.tables.table import read_table
from netmerge.schema.traits import TRAITS
from netmerge.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
PLAIN = Settings()


def source_of(path, content=None):
    """The source of a file, written first where content is given."""
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_sources([path])[0]


def table_of(tmp_path, content):
    return read_table(source_of(tmp_path / "table.csv", content))


def rendered(records: pd.DataFrame) -> str:
    """Records as CSV as a person reads them: lists joined by ` ; `, a missing entry as `-`, empty
    columns left out.
    """
    records = records.drop(columns=["record_id", "file", "member", *TRAITS]).dropna(
        axis="columns", how="all"
    )
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(records.columns)
    writer.writerows(
        [cell(value) for value in row] for row in records.itertuples(index=False, name=None)
    )
    return buffer.getvalue()


def cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}={part}" for key, part in value.items() if part is not None)
    if pd.api.types.is_list_like(value):
        return " ; ".join("-" if item is None else cell(item) for item in value)
    return "" if pd.isna(value) else str(value)
