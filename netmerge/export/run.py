"""The tables of a run → its files in one folder, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import pandas as pd

from netmerge.errors import require_known
from netmerge.export.csv import write_csv
from netmerge.export.files import make_folder, replacement, writing
from netmerge.export.shown import shown
from netmerge.export.vcard import VERSIONS, card_name, cards
from netmerge.export.xlsx import write_workbook
from netmerge.schema import FILES
from netmerge.vcard.beyond import PRODID

VCARDS, WORKBOOK = "contacts.vcf", "contacts.xlsx"
CARDS = "contacts"
"""Folder of the cards where each has a file of its own."""
Vcf = bool | Literal["one-per-contact"]
"""Whether cards are written: none, all in contacts.vcf, or each in a file of
its own.
"""
_OURS = f"PRODID:{PRODID}".encode()


@contextmanager
def staged_run(
    tables: Mapping[str, pd.DataFrame],
    directory: str | Path,
    vcf: Vcf = False,
    vcard_version: str = VERSIONS[0],
    *,
    xlsx: bool = False,
    excel: bool = False,
) -> Iterator[list[Path]]:
    """Write the files of a run (schema.FILES), with `vcf` contacts.vcf too, with
    `xlsx` contacts.xlsx; with `excel` the CSVs as Excel opens them.

    `tables` has the table of each file by the file's name; what the file does
    not show of it is left out. With "one-per-contact" each card is a file in
    the folder `contacts`, named by its contact_id. `vcard_version` is 3.0 or
    4.0. Folders are made if they are not there. All files are written beside
    their places, which they take when the block is through: a failure, in it
    too, leaves what was there before. Cards of an earlier run that are not this
    one's are gone. Gives the paths in the order of FILES. Raises WriteError, and
    SettingsError for another version.
    """
    require_known("version of vCard", vcard_version, VERSIONS)
    contacts = tables["contacts.csv"]
    folder = make_folder(directory)
    paths = [folder / name for name in FILES]
    paths += [folder / VCARDS] if vcf is True else []
    paths += [folder / WORKBOOK] if xlsx else []
    of_cards = _card_paths(contacts, folder / CARDS) if vcf == "one-per-contact" else []
    earlier = [path for path in _cards_in(folder) if path not in {*paths, *of_cards}]
    with replacement([*paths, *of_cards], without=earlier) as made:
        place = dict(zip((path.name for path in paths), made.temporaries, strict=False))
        with writing(folder):
            if xlsx:  # before the others: whether it was edited is told by which is newer
                _write_workbook(tables, place[WORKBOOK], folder / WORKBOOK)
            for name in FILES:
                _write_table(name, tables[name], place[name], excel=excel)
            if vcf is True:
                _write_cards(contacts, place[VCARDS], vcard_version)
            if of_cards:
                _write_each_card(contacts, made.temporaries[len(paths) :], vcard_version)
        made.ready()
        yield [*paths, folder / CARDS] if of_cards else paths


def _card_paths(contacts: pd.DataFrame, folder: Path) -> list[Path]:
    """A path for the card of each contact, in a folder that is there if there
    is any.
    """
    if len(contacts):
        make_folder(folder)
    return [folder / card_name(contact_id) for contact_id in contacts["contact_id"]]


def _cards_in(folder: Path) -> list[Path]:
    """The cards that an earlier run left in a folder; those of other programs are
    none.
    """
    found = [folder / VCARDS, *sorted((folder / CARDS).glob("*.vcf"))]
    return [path for path in found if path.is_file() and is_our_card(path)]


def is_our_card(path: Path) -> bool:
    """Whether netmerge wrote a file of cards."""
    with suppress(OSError), path.open("rb") as file:
        return _OURS in file.read(200)
    return False


def _write_table(name: str, table: pd.DataFrame, path: Path, *, excel: bool) -> None:
    with path.open("wb") as file:
        write_csv(shown(name, table), file, excel=excel)


def _write_workbook(tables: Mapping[str, pd.DataFrame], path: Path, target: Path) -> None:
    with path.open("wb") as file:
        write_workbook(tables, file, str(target))


def _write_cards(contacts: pd.DataFrame, path: Path, version: str) -> None:
    with path.open("wb") as file:
        file.writelines(cards(contacts, version))


def _write_each_card(contacts: pd.DataFrame, paths: Sequence[Path], version: str) -> None:
    for path, card in zip(paths, cards(contacts, version), strict=True):
        path.write_bytes(card)
