"""Inputs → RECORDS in a file: exports as any run reads them, and tables in Parquet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from netmerge import importers
from netmerge.columns.chunks import arrow, release_unused
from netmerge.engines.work import write_parquet
from netmerge.errors import ReadError, SettingsError
from netmerge.export.earlier import is_run
from netmerge.importers import Imported
from netmerge.importers.frame import as_records
from netmerge.pipeline import keyed, phone_region
from netmerge.schema import RECORDS
from netmerge.settings import Settings

RECORDS_FILE, REGION_FILE = "records.parquet", "region.json"

GROUP = 50_000
"""Rows of a group of a Parquet file: the part of the records that is cleaned at a
time.
"""

_PARQUET = ".parquet"
_BLOCK = 1 << 20


def read(inputs: Sequence[str], settings: Settings, out: Path) -> None:
    """Read the inputs into the files of a folder.

    Raises ReadError for what cannot be read, SchemaError for a table in which nothing
    could tell people apart.
    """
    read_ = imported(inputs, settings)
    region, why = phone_region(read_, settings.region)
    columns = {str(name): arrow(column) for name, column in read_.records.items()}
    write_parquet(pa.table(columns), out / RECORDS_FILE, GROUP)
    (out / REGION_FILE).write_text(json.dumps([region, why]), "utf-8")
    del read_, columns
    release_unused()


def imported(inputs: Sequence[str], settings: Settings) -> Imported:
    """The inputs as they are read, each record with its key."""
    for path in inputs:
        if is_run(path):
            problem = f"{path} holds the files of an earlier run."
            raise SettingsError(problem, "Give the exports that it was made of.")
    tables = [path for path in inputs if path.endswith(_PARQUET)]
    others = [path for path in inputs if not path.endswith(_PARQUET)]
    if not tables:
        return keyed(importers.read_all(others, settings))
    frames = [_table(Path(path), settings) for path in tables]
    if not others:
        return keyed(Imported(_numbered(frames)))
    beside = importers.read_all(others, settings)
    frames.insert(0, beside.records)
    return keyed(Imported(_numbered(frames), owner_facts=beside.owner_facts))


def _numbered(frames: list[pd.DataFrame]) -> pd.DataFrame:
    records = frames[0] if len(frames) == 1 else RECORDS.concat(frames)
    return RECORDS.frame({**records, "record_id": pa.array(np.arange(len(records)))})


def _table(path: Path, settings: Settings) -> pd.DataFrame:
    try:
        table = pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise ReadError(str(path), f"cannot be read as Parquet ({error}).") from error
    records = as_records(table, settings.columns, settings.aliases)
    return RECORDS.frame({**records, "file": pa.repeat(path.name, len(records))})


def digest(inputs: Sequence[str], *settings: Any) -> str:
    """A digest of what the inputs hold, and of settings."""
    found = sha256(repr(settings).encode())
    for given in inputs:
        path = Path(given)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                found.update(str(file).encode())
                _add(found, file)
    return found.hexdigest()


def _add(found: Any, file: Path) -> None:
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                found.update(block)
    except OSError as error:
        raise ReadError(str(file), f"cannot be read ({error.strerror}).") from error
