"""The folder of an earlier run → its tables, as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from netmerge.errors import SettingsError
from netmerge.export.csv import read_csv
from netmerge.export.staging import settled
from netmerge.schema import CONTACTS, FILES

CONTACTS_FILE, DUE_FILE = "contacts.csv", "due.csv"
_OF_A_RUN = (CONTACTS_FILE, "records.csv", DUE_FILE)


def is_run(path: str | Path) -> bool:
    """Whether this is a folder that a run was written to."""
    settled(path)
    return all((Path(path) / name).is_file() for name in _OF_A_RUN)


class Saved(NamedTuple):
    """The tables of an earlier run by which whom to write to is reckoned anew.

    `people` are those contacts (CONTACTS) who are somebody to write to,
    `interactions` (HAPPENED) and `sources` (SOURCES) as they were read;
    what the files do not hold is null.
    """

    people: pd.DataFrame
    interactions: pd.DataFrame
    sources: pd.DataFrame


def read_saved(directory: str | Path) -> Saved:
    """The tables of the run in a folder. Raises ReadError, SchemaError;
    SettingsError for files that no run wrote, or one of an earlier version.
    """
    contacts = read_contacts(directory)
    listed = _read(directory, "due.csv")
    somebody = contacts["contact_id"].isin(listed["contact_id"])
    return Saved(
        people=contacts[somebody].reset_index(drop=True),
        interactions=_read(directory, "interactions.csv"),
        sources=_read(directory, "sources.csv"),
    )


def read_questions(directory: str | Path) -> pd.DataFrame:
    """The questions (REVIEW) of the run in a folder that have no answer yet.

    Raises ReadError, SchemaError; SettingsError where an earlier version wrote it.
    """
    found = _read(directory, "review.csv")
    return found[found["decision"].isna().to_numpy(dtype=bool)].reset_index(drop=True)


def read_sheets(directory: str | Path) -> dict[str, pd.DataFrame]:
    """The tables beside the contacts that a workbook shows, where the run left
    them: due (DUE), review (REVIEW) and rejects (REJECTS).

    Raises ReadError, SchemaError.
    """
    names = {name: f"{name}.csv" for name in ("due", "review", "rejects")}
    there = {name: file for name, file in names.items() if (Path(directory) / file).is_file()}
    return {name: _read(directory, file) for name, file in there.items()}


def _read(directory: str | Path, name: str) -> pd.DataFrame:
    """The table that a file of a run shows."""
    path, file = Path(directory) / name, FILES[name]
    cure = "Run netmerge merge again."
    if not path.is_file():
        raise SettingsError(f"{path} is not there: an earlier version wrote this folder.", cure)
    found = read_csv(path, file.table)
    missing = [column for column in file.columns if column not in found.columns]
    if missing:
        raise SettingsError(f"{path} has no column {', '.join(missing)}.", cure)
    return file.table.frame({column: found[column] for column in file.columns}, rows=len(found))


def read_contacts(directory: str | Path) -> pd.DataFrame:
    """The contacts (CONTACTS) as they were; what contacts.csv does not hold is
    null.

    Raises ReadError; SettingsError for a file that no run wrote.
    """
    settled(directory)
    path = Path(directory) / CONTACTS_FILE
    found = read_csv(path, CONTACTS)
    if not {"contact_id", "full_name"} <= set(found.columns):
        raise SettingsError(
            f"{path} was not written by netmerge merge.", "Give the --out folder of a run."
        )
    return CONTACTS.frame({name: found[name] for name in CONTACTS.columns if name in found.columns})
