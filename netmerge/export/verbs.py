"""Contacts → files: the verbs of whatever holds contacts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from netmerge.export.csv import to_csv
from netmerge.export.flat import flat
from netmerge.export.google import to_google_csv
from netmerge.export.jsonl import to_jsonl
from netmerge.export.outlook import to_outlook_csv
from netmerge.export.parquet import to_parquet
from netmerge.export.vcard import to_vcard, vobject_cards


class Writable:
    """What has `contacts` (CONTACTS)."""

    contacts: pd.DataFrame

    def flat(self) -> pd.DataFrame:
        """The contacts without lists: `email` and `phone` are the first of each,
        every list is text, joined by ` ; `.
        """
        return flat(self.contacts)

    def to_csv(self, path: str | Path, *, excel: bool = False) -> None:
        """Write the contacts as CSV; with `excel` as Excel opens it by a double
        click. Raises WriteError.
        """
        to_csv(self.contacts, path, excel=excel)

    def to_vcard(
        self,
        path: str | Path,
        *,
        one_per_contact: bool = False,
        version: str = "3.0",
    ) -> None:
        """Write the contacts as vCard 3.0 or 4.0: one file, or a folder with a file
        for each.

        Raises WriteError, and SettingsError for another version.
        """
        to_vcard(self.contacts, path, one_per_contact, version)

    def to_vobject(self) -> list[Any]:
        """The contacts as cards of vobject, for scripts that change them or speak
        CardDAV.
        """
        return list(vobject_cards(self.contacts))

    def to_google_csv(self, path: str | Path) -> None:
        """Write the contacts as Google Contacts imports them. Raises WriteError."""
        to_google_csv(self.contacts, path)

    def to_outlook_csv(self, path: str | Path) -> None:
        """Write the contacts as Outlook imports them. Raises WriteError."""
        to_outlook_csv(self.contacts, path)

    def to_jsonl(self, path: str | Path) -> None:
        """Write the contacts as JSON Lines, one object each. Raises WriteError."""
        to_jsonl(self.contacts, path)

    def to_parquet(self, path: str | Path) -> None:
        """Write the contacts as Parquet, with all columns. Raises WriteError."""
        to_parquet(self.contacts, path)
