"""The folder of an earlier run → its tables, as they were written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from netmerge.errors import SettingsError
from netmerge.export.csv import read_csv
from netmerge.export.staging import settled
from netmerge.schema import CONTACTS, DUE

CONTACTS_FILE, DUE_FILE = "contacts.csv", "due.csv"
_OF_A_RUN = (CONTACTS_FILE, "records.csv", DUE_FILE)


def is_run(path: str | Path) -> bool:
    """Whether this is a folder that a run was written to."""
    settled(path)
    return all((Path(path) / name).is_file() for name in _OF_A_RUN)


def read_due(directory: str | Path) -> pd.DataFrame:
    """The due list (DUE) as it was reckoned then. Raises ReadError, SchemaError."""
    settled(directory)
    return DUE.validate(read_csv(Path(directory) / DUE_FILE, DUE))


def day_of(due: pd.DataFrame) -> dt.date | None:
    """The day from which a due list was reckoned, None where nobody in it has
    had a note.
    """
    known = due.dropna(subset=["last_personal_note", "days_since"]).head(1)
    for last, days in zip(known["last_personal_note"], known["days_since"], strict=True):
        day: dt.date = last + dt.timedelta(int(days))
        return day
    return None


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
