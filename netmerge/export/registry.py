"""The name of a format → its writer: netmerge's own, and those that other
packages add.

A package adds a writer by an entry point of the group `netmerge.writers` that
is a Writer.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pandas as pd

from netmerge.errors import SchemaError, SettingsError, require_known
from netmerge.export import csv, google, jsonl, outlook, parquet, vcard, xlsx
from netmerge.export.writer import Writer
from netmerge.schema import CONTACTS

WRITERS = (
    google.GOOGLE,
    outlook.OUTLOOK,
    vcard.VCARD,
    csv.CSV,
    xlsx.XLSX,
    jsonl.JSONL,
    parquet.PARQUET,
)
ENTRY_POINTS = "netmerge.writers"


@cache
def writers() -> dict[str, Writer]:
    """All writers by their names.

    Raises SettingsError for two of one name, and SchemaError for one that
    speaks of a column that contacts do not have.
    """
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    found: dict[str, Writer] = {}
    for writer in (*WRITERS, *(point.load() for point in added)):
        if writer.name in found:
            raise SettingsError(
                f"Two writers are called {writer.name!r}.",
                "Uninstall one of the packages that add writers.",
            )
        _check_columns(writer)
        found[writer.name] = writer
    return found


def write_as(name: str, contacts: pd.DataFrame, path: str | Path) -> None:
    """Write contacts (schema.CONTACTS) in the format of that name, whole or not
    at all.

    Raises SettingsError for a format that there is not, and WriteError.
    """
    require_known("format", name, list(writers()))
    writers()[name].write(contacts, path)


def _check_columns(writer: Writer) -> None:
    unknown = sorted(writer.not_held.keys() - CONTACTS.columns.keys())
    if unknown:
        raise SchemaError(
            f"The writer {writer.name} cannot hold {', '.join(unknown)}, which no contact has.",
            missing=unknown,
            available=tuple(CONTACTS.columns),
        )
