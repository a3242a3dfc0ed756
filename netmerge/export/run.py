"""The tables of a run → its files in one folder, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.flags import flags
from netmerge.errors import require_known
from netmerge.export.csv import write_csv
from netmerge.export.files import make_folder, replacement, writing
from netmerge.export.vcard import VERSIONS, card_name, cards
from netmerge.schema import FILES
from netmerge.text.lines import on_one_line
from netmerge.vcard.beyond import PRODID

VCARDS = "contacts.vcf"
CARDS = "contacts"
"""Folder of the cards where each has a file of its own."""
Vcf = bool | Literal["one-per-contact"]
"""Whether cards are written: none, all in contacts.vcf, or each in a file of
its own.
"""
OF_A_CALENDAR = ["meeting", "event"]
"""Kinds of interactions of which the title is shown."""
SHOWN = 120
"""Characters of a message that interactions.csv shows."""
_OURS = f"PRODID:{PRODID}".encode()
_DECIMALS = {"match_probability": 6, "match_weight": 3, "expected_gain": 6, "lateness": 2}


def write_run(
    tables: Mapping[str, pd.DataFrame],
    directory: str | Path,
    vcf: Vcf = False,
    vcard_version: str = VERSIONS[0],
) -> list[Path]:
    """Write the files of a run (schema.FILES), with `vcf` contacts.vcf too.

    `tables` has the table of each file by the file's name; what the file does
    not show of it is left out. With "one-per-contact" each card is a file in
    the folder `contacts`, named by its contact_id. `vcard_version` is 3.0 or
    4.0. Folders are made if they are not there. All files are written beside
    their places and only then renamed, so that a failure leaves what was there
    before; cards of an earlier run that are not this one's are gone. Returns the
    paths in the order of FILES. Raises WriteError, and SettingsError for another version.
    """
    with staged_run(tables, directory, vcf, vcard_version) as paths:
        return paths


@contextmanager
def staged_run(
    tables: Mapping[str, pd.DataFrame],
    directory: str | Path,
    vcf: Vcf = False,
    vcard_version: str = VERSIONS[0],
) -> Iterator[list[Path]]:
    """As `write_run`, where the files, all written, take their places only when the
    block is through, and not at all where it fails.
    """
    require_known("version of vCard", vcard_version, VERSIONS)
    contacts = tables["contacts.csv"]
    folder = make_folder(directory)
    paths = [folder / name for name in FILES]
    if vcf is True:
        paths.append(folder / VCARDS)
    of_cards = _card_paths(contacts, folder / CARDS) if vcf == "one-per-contact" else []
    earlier = [path for path in _cards_in(folder) if path not in {*paths, *of_cards}]
    with replacement([*paths, *of_cards], without=earlier) as made:
        with writing(folder):
            for name, temporary in zip(FILES, made.temporaries, strict=False):
                _write_table(name, tables[name], temporary)
            if vcf is True:
                _write_cards(contacts, made.temporaries[-1], vcard_version)
            if of_cards:
                _write_each_card(contacts, made.temporaries[len(paths) :], vcard_version)
        made.ready()
        yield [*paths, folder / CARDS] if of_cards else paths


def shown(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """What the file of that name shows of its table: some of its columns, numbers
    rounded, messages by their beginnings.
    """
    columns = list(FILES[name].columns)
    decimals = {column: _DECIMALS[column] for column in columns if column in _DECIMALS}
    chosen = table[columns].round(decimals) if decimals else table[columns]
    if name != "interactions.csv":
        return chosen
    # of a meeting and an event nothing but the title is known
    words = pc.coalesce(one_chunk(table["text"]), _titles(table))
    text = on_one_line(words, SHOWN)
    return chosen.assign(text=ArrowExtensionArray(text))


def _titles(table: pd.DataFrame) -> pa.Array:
    """The titles of what stood in a calendar, null for all else."""
    of_a_calendar = pa.array(flags(table["kind"].isin(OF_A_CALENDAR)))
    return pc.if_else(of_a_calendar, one_chunk(table["subject"]), NO_TEXT)


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


def _write_table(name: str, table: pd.DataFrame, path: Path) -> None:
    with path.open("wb") as file:
        write_csv(shown(name, table), file)


def _write_cards(contacts: pd.DataFrame, path: Path, version: str) -> None:
    with path.open("wb") as file:
        file.writelines(cards(contacts, version))


def _write_each_card(contacts: pd.DataFrame, paths: Sequence[Path], version: str) -> None:
    for path, card in zip(paths, cards(contacts, version), strict=True):
        path.write_bytes(card)
