"""Paths in; the records, interactions, rejects and owner facts that they hold out, whatever kind
of export they are.

An importer is a module with `NAME`, `claims(source)`, `read(source, settings)` and
`describe(source, settings)`. The first one that claims a source reads it: those of one program
stand before those that read any table. Other packages add theirs by the entry point group
`netmerge.importers`; these are asked first.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from itertools import islice
from pathlib import Path
from typing import Protocol

import pandas as pd

from netmerge.errors import ReadError, SettingsError
from netmerge.importers.contract import Imported, Inspection, set_aside
from netmerge.importers.files.source import Source, first_copies, open_sources
from netmerge.importers.programs import any_table as contacts
from netmerge.importers.programs import calendar, mail, vcard
from netmerge.importers.returned import checked
from netmerge.importers.tables.header import column_key
from netmerge.importers.tables.people import header_of
from netmerge.settings import Settings

IMPORTERS = (
    "netmerge.importers.programs.linkedin",
    "netmerge.importers.programs.mail",
    "netmerge.importers.programs.calendar",
    "netmerge.importers.programs.whatsapp",
    "netmerge.importers.programs.facebook",
    "netmerge.importers.programs.sms",
    "netmerge.importers.programs.vcard",
    "netmerge.importers.programs.google",
    "netmerge.importers.programs.outlook",
    "netmerge.importers.programs.cards",
    "netmerge.importers.programs.any_table",
)
ENTRY_POINTS = "netmerge.importers"

_EXPECTED = (
    "Expected a LinkedIn archive or a CSV of it, a vCard file (.vcf), a Google or Outlook CSV, cards from a scanner "
    "app, a mailbox (.mbox, .eml), a calendar (.ics), a WhatsApp chat, Facebook's JSON, a backup of text messages, or "
    "a CSV whose columns have names such as First Name, Last Name, Email, Phone, Company. "
    "Odd column names can be given a meaning: --map COLUMN=FIELD."
)
_AGAIN = "Export it again, and give it as it comes."
_MAP = "Columns that it has under other names can be given a meaning: --map COLUMN=FIELD."
_MOST_NAMES = 100
"""Columns named in a message."""
_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "an Office document or archive",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "an SQLite database",
}


class Importer(Protocol):
    """What a module must have to be an importer."""

    NAME: str

    def claims(self, source: Source) -> bool:
        """Whether this importer reads the source; looks at its name and its head only."""

    def read(self, source: Source, settings: Settings) -> Imported:
        """Read the source whole. Raises ReadError if nothing of it can be read."""

    def describe(self, source: Source, settings: Settings) -> Inspection:
        """What the source is taken for."""


def read_all(
    inputs: Sequence[str | os.PathLike[str]], settings: Settings | None = None
) -> Imported:
    """Read any mix of files, folders and archives, in the order given; `record_id` counts the
    records from 0.

    A file whose bytes were read already is noted in `sources` and not read again. Raises
    ReadError, naming the file and the cure, for an input that is missing, empty, broken or
    unknown, or out of which nothing at all is read; SettingsError if there is none; SchemaError,
    naming importer and column, if a table that an importer returned cannot be used.
    """
    settings = settings or Settings()
    if not inputs:
        raise SettingsError("No input is given.", "Name at least one file or folder.")
    sources = open_sources(inputs)
    readers = [find_importer(source, settings) for source in sources]
    _check_known(sources, readers)
    _check_columns(
        [source for source, reader in zip(sources, readers, strict=True) if reader], settings
    )
    read = [source for source, reader in zip(sources, readers, strict=True) if reader]
    originals = iter(first_copies(read))
    parts: list[Imported] = []
    for source, reader in zip(sources, readers, strict=True):
        if reader is None:
            parts.append(set_aside(source, "not a kind of file that holds contacts"))
        elif original := next(originals):
            parts.append(set_aside(source, f"same content as {original.label}", reader.NAME))
        else:
            parts.append(checked(reader.read(source, settings), reader.NAME, source))
    _check_read(sources, parts)
    return Imported.concat(parts)


def inspect(path: str | os.PathLike[str], settings: Settings | None = None) -> Inspection:
    """What an input is taken for, how its columns are mapped, its encoding, its rows and the
    first three of them.

    An archive or folder has one inspection for each of its `members`. Raises ReadError as
    `read_all` does.
    """
    settings = settings or Settings()
    sources = open_sources([path])
    readers = [find_importer(source, settings) for source in sources]
    _check_known(sources, readers)
    _check_columns(
        [source for source, reader in zip(sources, readers, strict=True) if reader], settings
    )
    parts = tuple(
        reader.describe(source, settings)
        if reader
        else Inspection(
            source.file, source.member, note="set aside: not a kind of file that holds contacts"
        )
        for source, reader in zip(sources, readers, strict=True)
    )
    if len(parts) == 1 and sources[0].member is None:
        return parts[0]
    kinds = list(dict.fromkeys(part.source for part in parts if part.source))
    return Inspection(
        Path(path).name or str(path),
        source=", ".join(kinds),
        holds="contacts",
        rows=sum(part.rows for part in parts if part.holds == "contacts"),
        members=parts,
    )


def find_importer(source: Source, settings: Settings) -> Importer | None:
    """The first importer that claims a source; a table whose columns only the user knows is read
    as contacts.

    What looks like an e-mail or a calendar, but is named as cards and holds some, is read for its
    cards.
    """
    if source.size == 0:
        return None
    found = next((importer for importer in importers() if importer.claims(source)), None)
    if found in (mail, calendar) and source.suffix in vcard.SUFFIXES and vcard.claims(source):
        return vcard
    own = settings.columns or settings.aliases  # which claims, asked of the file alone, knows not
    return contacts if found is None and own and contacts.claims(source, settings) else found


@cache
def importers() -> tuple[Importer, ...]:
    """All importers in the order in which they are asked."""
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return (*(point.load() for point in added), *(import_module(name) for name in IMPORTERS))


def _check_known(sources: Sequence[Source], readers: Sequence[Importer | None]) -> None:
    """Raise ReadError for an input, file or folder, of which nothing is known."""
    known = {source.given for source, reader in zip(sources, readers, strict=True) if reader}
    for source in sources:
        if source.given in known:
            continue
        if source.member is None and source.given == source.root:
            raise ReadError(
                source.label, f"is not a contact export: {_looks_like(source)}.", _EXPECTED
            )
        names = [other.member or other.file for other in sources if other.given == source.given]
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        raise ReadError(source.given.name, f"holds no contacts, only {listed}.", _EXPECTED)


def _check_columns(sources: Sequence[Source], settings: Settings) -> None:
    """Raise SettingsError for a column that the user gave a meaning and that no input has: it is
    misspelt.
    """
    if not settings.columns:
        return
    names = dict.fromkeys(name for source in sources for name in header_of(source, settings))
    known = {column_key(name) for name in names}
    for column in settings.columns:
        if column_key(column) not in known:
            columns = ", ".join(islice(names, _MOST_NAMES)) + (
                " …" if len(names) > _MOST_NAMES else ""
            )
            hint = (
                f"The columns are: {columns}."
                if names
                else "Only tables (CSV, Excel) have columns."
            )
            raise SettingsError(f'No input has the column "{column}" of --map.', hint)


def _check_read(sources: Sequence[Source], parts: Sequence[Imported]) -> None:
    """Raise ReadError for an input out of which nothing came, or if nothing came out of all of
    them together.

    A file of cards among others is spared: phones write each contact to a file, and one may well
    be empty or broken.
    """
    fruitful = {
        source.given
        for source, part in zip(sources, parts, strict=True)
        if _tells(part) or _is_copy(part)
    }
    for source, part in zip(sources, parts, strict=True):
        spared = fruitful and part.sources["source"][0] == vcard.NAME
        if source.given not in fruitful and not spared:
            raise ReadError(source.label, *_fruitless(part))
    if not any(
        (part.records["status"] == "read").any() or len(part.interactions) for part in parts
    ):
        names = ", ".join(dict.fromkeys(source.file for source in sources))
        raise ReadError(names, "tells of its owner only, and holds no contacts.", _EXPECTED)


def _tells(part: Imported) -> bool:
    """Whether anything was read; rows in which nothing stands are nothing."""
    return bool(
        (part.records["status"] == "read").any() or len(part.interactions) or len(part.owner_facts)
    )


def _fruitless(part: Imported) -> tuple[str, str]:
    """Why nothing came out of a source, and the cure."""
    row = part.sources.iloc[0]
    if row["rejected"]:
        first = part.rejects.iloc[0]
        place = "" if pd.isna(first["line"]) else f"line {first['line']}: "
        return f"nothing in it could be read ({place}{first['reason'].rstrip('.')}).", _AGAIN
    if row["empty"]:
        return f"all that it holds is empty rows or cards ({row['empty']:,}).", f"{_AGAIN} {_MAP}"
    why = (
        "has no rows." if pd.isna(row["note"]) else f"nothing in it could be read ({row['note']})."
    )
    return why, _AGAIN


def _is_copy(part: Imported) -> bool:
    return bool(part.sources["note"].str.startswith("same content as").fillna(False).any())


def _looks_like(source: Source) -> str:
    head = source.head()
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return f"it looks like {name}"
    if head.count(0) * 20 > len(head) or any(
        code in head[:4096] for code in b"\x01\x02\x03\x04\x05\x06"
    ):
        return "it is binary, not text"
    first = head.decode("utf-8", "replace").strip().splitlines()
    return f'it begins with "{first[0][:80]}"' if first else "it holds only blanks"


__all__ = [
    "IMPORTERS",
    "Imported",
    "Importer",
    "Inspection",
    "Source",
    "find_importer",
    "importers",
    "inspect",
    "read_all",
]
