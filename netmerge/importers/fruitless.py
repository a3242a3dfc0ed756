"""What sources gave → nothing, or an error that says what is amiss."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from netmerge.errors import ReadError
from netmerge.importers.contract import Imported, Importer, traits_of
from netmerge.importers.files.source import Source

Claimed = Sequence[tuple[Source, Importer | None]]
"""Each source, and who reads it; None where nobody does."""
Read = Sequence[tuple[Sequence[Source], Importer, Imported]]
"""Sources that were read in one, by whom, and what they gave."""

_EXPECTED = (
    "Expected a LinkedIn archive or a CSV of it, a vCard file (.vcf), a Google or Outlook CSV, "
    "an address book in LDIF, cards from a scanner app, a mailbox (.mbox, .eml), a calendar "
    "(.ics), a WhatsApp chat, JSON of Facebook, Instagram or Telegram, a backup of text "
    "messages, or a CSV whose columns have names such as "
    "First Name, Last Name, Email, Phone, Company. "
    "Odd column names can be given a meaning: --map COLUMN=FIELD."
)
_AGAIN = "Export it again, and give it as it comes."
_MAP = "Columns that it has under other names can be given a meaning: --map COLUMN=FIELD."
_WORKBOOKS = frozenset({".ods", ".xls", ".xlsb", ".numbers", ".fods"})
_SAVE_AGAIN = "Open it in a spreadsheet program, and save it as .xlsx or as CSV (UTF-8)."
_WEB_TABLE = re.compile(rb"\A\s*(?:<!doctype html|<html|<meta|<table)[\s>]", re.IGNORECASE)
"""How a table begins that a program writes as a web page and calls a workbook."""
_MOST_NAMES = 5
"""Files named in a message."""
_CONTROL = bytes(range(1, 7))
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


def check_known(claimed: Claimed) -> None:
    """Raise ReadError for an input, file or folder, of which nothing is known."""
    known = {source.given for source, importer in claimed if importer}
    unknown = next((source for source, _ in claimed if source.given not in known), None)
    if unknown is None:
        return
    is_file = unknown.member is None and unknown.given == unknown.root
    if is_file:
        looks, of_sheets = _looks_like(unknown)
        hint = _SAVE_AGAIN if of_sheets or unknown.suffix in _WORKBOOKS else _EXPECTED
        raise ReadError(unknown.label, f"is not a contact export: {looks}.", hint)
    beside = [source for source, _ in claimed if source.given == unknown.given]
    names = [source.member or source.file for source in beside]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    listed = ", ".join(names[:_MOST_NAMES]) + more
    raise ReadError(unknown.given.name, f"holds no contacts, only {listed}.", _EXPECTED)


def check_fruitful(read: Read, copies: Sequence[Source]) -> None:
    """Raise ReadError for an input out of which nothing came, or if nothing
    came out of all of them together. Of what a copy holds its original tells.

    Where a program writes each entry to a file of its own, one among others
    may well be empty or broken.
    """
    fruitful = {source.given for source in copies}
    for sources, _, part in read:
        fruitful |= _fruitful(sources, part)
    for sources, importer, part in read:
        spared = fruitful and traits_of(importer).entry_a_file
        for place, source in enumerate(sources):
            if source.given not in fruitful and not spared:
                raise ReadError(source.label, *_fruitless(part, place))
    if not any(_has_people(part) for _, _, part in read):
        files = (source.file for sources, _, _ in read for source in sources)
        names = ", ".join(dict.fromkeys(files))
        raise ReadError(names, "tells of its owner only, and holds no contacts.", _EXPECTED)


def _fruitful(sources: Sequence[Source], part: Imported) -> set[Path]:
    """The inputs out of which something came."""
    if len(sources) == 1:
        return {sources[0].given} if _tells(part) else set()
    counts = part.sources["read"].tolist()
    return {source.given for source, count in zip(sources, counts, strict=True) if count}


def _has_people(part: Imported) -> bool:
    """Whether a record or an interaction was read; rows in which nothing stands
    are nothing.
    """
    return bool((part.records["status"] == "read").any() or len(part.interactions))


def _tells(part: Imported) -> bool:
    return _has_people(part) or len(part.owner_facts) > 0


def _fruitless(part: Imported, place: int) -> tuple[str, str]:
    """Why nothing came out of one of the sources, and the cure."""
    row = part.sources.iloc[place]
    if row["rejected"]:
        above = part.sources["rejected"].iloc[:place].sum()
        first = part.rejects.iloc[int(above)]
        line = "" if pd.isna(first["line"]) else f"line {first['line']}: "
        return f"nothing in it could be read ({line}{first['reason'].rstrip('.')}).", _AGAIN
    if row["empty"]:
        empty = f"{row['empty']:,}"
        why = f"all that it holds is empty rows or cards ({empty})."
        return why, f"{_AGAIN} {_MAP}"
    if pd.isna(row["note"]):
        return "has no rows.", _AGAIN
    return f"nothing in it could be read ({row['note']}).", _AGAIN


def _looks_like(source: Source) -> tuple[str, bool]:
    """What a file looks like, and whether a spreadsheet program may open it."""
    head = source.head()
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return f"it looks like {name}", False
    if _WEB_TABLE.match(head) and b"<table" in head.lower():
        return "it is a web page with a table", True
    start = head[:4096]
    if head.count(0) * 20 > len(head) or any(code in start for code in _CONTROL):
        return "it is binary, not text", False
    first = head.decode("utf-8", "replace").strip().splitlines()
    begins = f'it begins with "{first[0][:80]}"' if first else "it holds only blanks"
    return begins, False
