"""A network in; the files of a run in one folder out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

import pandas as pd

from netmerge.columns.threads import together
from netmerge.export.csv import write_csv
from netmerge.export.files import make_folder, replacing
from netmerge.export.rows import Rows, rows_table
from netmerge.export.vcard import cards

FILES = (
    "contacts.csv",
    "records.csv",
    "review.csv",
    "due.csv",
    "interactions.csv",
    "rejects.csv",
    "contacts.vcf",
)
CARDS = "contacts"
"""Folder of the cards where each has a file of its own."""
Vcf = bool | Literal["one-per-contact"]
"""Whether cards are written: none, all in contacts.vcf, or each in a file of its own."""
_INTERACTIONS = [
    "file",
    "member",
    "position",
    "contact_id",
    "date",
    "direction",
    "channel",
    "grade",
    "reason",
]
_REJECTS = ["file", "member", "position", "line", "reason", "raw"]
_DECIMALS = {"match_probability": 6, "match_weight": 3, "lateness": 2}


class Run(Rows, Protocol):
    """The tables of a network that are written."""

    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def interactions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def due_list(self) -> pd.DataFrame: ...  # noqa: D102


def write_run(network: Run, directory: str | Path, vcf: Vcf = False) -> list[Path]:
    """Write contacts.csv, records.csv, review.csv, due.csv, interactions.csv, rejects.csv, with
    `vcf` contacts.vcf.

    With "one-per-contact" each card is a file in the folder `contacts` instead, named by its
    contact_id. Folders are made if they are not there. All files are written beside their places
    and only then renamed, so that a failure leaves what was there before. Returns the paths in
    this order. Raises WriteError.
    """
    tables = _tables(network)
    folder = make_folder(directory)
    names = list(FILES if vcf is True else tables)
    ids: list[str] = list(network.contacts["contact_id"]) if vcf == "one-per-contact" else []
    if ids:
        make_folder(folder / CARDS)
    paths = [folder / name for name in names]
    with replacing(
        [*paths, *(folder / CARDS / f"{contact_id}.vcf" for contact_id in ids)]
    ) as temporaries:
        for name, temporary in zip(names, temporaries, strict=False):
            with temporary.open("wb") as file:
                _write(tables.get(name), network.contacts, file)
        if ids:
            _write_cards(network.contacts, temporaries[len(names) :])
    return [*paths, folder / CARDS] if ids else paths


def contacts_sheet(contacts: pd.DataFrame) -> pd.DataFrame:
    """The contacts as contacts.csv has them: without pictures, and without record numbers, which
    are the run's own.
    """
    return contacts.drop(columns=["photo", "record_ids"])


def _tables(network: Run) -> dict[str, pd.DataFrame]:
    """The table of each file that has one."""
    made = together(
        rows=lambda: rows_table(network),
        review=lambda: network.review.round(_DECIMALS),
        due=lambda: network.due_list.round(_DECIMALS),
    )
    return {
        "contacts.csv": contacts_sheet(network.contacts),
        "records.csv": made["rows"],
        "review.csv": made["review"],
        "due.csv": made["due"],
        "interactions.csv": network.interactions[_INTERACTIONS],
        "rejects.csv": network.rejects[_REJECTS],
    }


def _write(table: pd.DataFrame | None, contacts: pd.DataFrame, file: BinaryIO) -> None:
    if table is None:
        file.writelines(cards(contacts))
    else:
        write_csv(table, file)


def _write_cards(contacts: pd.DataFrame, paths: Sequence[Path]) -> None:
    for path, card in zip(paths, cards(contacts), strict=True):
        path.write_bytes(card)
