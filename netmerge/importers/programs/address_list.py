"""Addresses with names beside them, as in the head of a mail or a list of
participants → records.

`Ann Lee <ann@lee.example>, Bo Ray <bo@ray.example>; cy@may.example`: any number in a
line, with or without names, and nothing else in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Imported,
    Inspection,
    Reject,
    Traits,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import clean, inspection
from netmerge.importers.files.encoding import decode
from netmerge.importers.files.source import Source
from netmerge.importers.tables.lists import BATCH, Repeats
from netmerge.importers.tables.people import TEXT_FILES
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "address-list"
TRAITS = Traits()

_HEAD = 1 << 14
_RAW = 4096
_BEFORE_ADDRESS = 300
"""Characters of a name at most."""
_HEADER = 40
_SELDOM = 20
"""Of so many lines one may be something else; it is rejected."""
_ADDRESS = r"[^<>\s@,;\"]{1,64}@[^<>\s@,;\"]{1,250}"
_BARE = re.compile(_ADDRESS)
_IN_BRACKETS = re.compile(rf"<(?:mailto:)?({_ADDRESS})>", re.IGNORECASE)
_PARTS = re.compile(r"[,;]")
_FIELD = re.compile(r"\s{0,9}[A-Za-z]{1,8}:\s{1,9}")
"""To:, Cc:, An:"""


class _Entry(NamedTuple):
    """One address and the name beside it, "" for none."""

    name: str
    address: str


def claims(source: Source) -> bool:
    """Whether nearly every line is a list of addresses, at least two in all and one
    of them in angle brackets; a first line may be a heading.
    """
    if source.suffix not in TEXT_FILES:
        return False
    head = source.head(_HEAD)
    if b"@" not in head or b"<" not in head:
        return False
    text, _ = decode(head)
    lines = list(_lines(text if len(head) < _HEAD else text.rpartition("\n")[0]))
    found = [_entries(line) for _, line in lines]
    has_heading = len(found) > 1 and found[0] is None and _is_heading(lines[0][1])
    listed = found[1:] if has_heading else found
    if not listed or sum(entries is None for entries in listed) * _SELDOM > len(listed):
        return False
    counts = [len(entries) for entries in listed if entries]
    # Single addresses below each other are a table of one column, unless a comma
    # would make more of it: Lee, Ann <ann@lee.example>.
    is_parted = any(_PARTS.search(line) for _, line in lines) and not has_heading
    return sum(counts) > 1 and (max(counts) > 1 or is_parted)


def read(source: Source, settings: Settings) -> Imported:
    """A record of each address. Raises ReadError if there is none."""
    text, encoding = decode(source.read_bytes())
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for number, (line, written) in enumerate(_lines(text)):
        entries = _entries(written)
        position = len(rows) + len(rejects) + 1
        if entries is None and not (number == 0 and _is_heading(written)):
            reason = "Not all of the line is names and addresses."
            rejects.append(Reject(position, line, reason, clean(written[:_RAW])))
        for place, entry in enumerate(entries or (), position):
            rows.append(_row(entry) | {"position": place, "line": line})
    if not rows:
        raise ReadError(source.label, "holds no address.", "Give the list as it was copied.")
    repeats = Repeats()
    starts = range(0, len(rows), BATCH)
    batches = [repeats.records(rows[start : start + BATCH], source, NAME) for start in starts]
    counts = source_row(
        source, NAME, "contacts", read=len(rows), rejected=len(rejects), encoding=encoding
    )
    return Imported(
        records=to_pandas(pa.concat_tables(batches)),
        rejects=rejects_of(source, rejects),
        sources=counts,
    )


def describe(source: Source, settings: Settings) -> Inspection:
    """How many addresses the list holds, and the first three."""
    return inspection(source, read(source, settings))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers; the one cell of a CSV
    without the quotation marks around it.
    """
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().strip("\ufeff")
        if len(bare) > 1 and bare[0] == bare[-1] == '"':
            bare = bare[1:-1].replace('""', '"').strip()
        if bare:
            yield number, bare


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADER and "@" not in line and not _PARTS.search(line)


def _entries(line: str) -> list[_Entry] | None:
    """The addresses of a line with their names; None if not all of it is such."""
    field = _FIELD.match(line)
    place = field.end() if field else 0
    found: list[_Entry] = []
    for bracketed in _IN_BRACKETS.finditer(line, place):
        before = line[place : bracketed.start()].strip(" \t,;")
        if len(before) > _BEFORE_ADDRESS or "<" in before or ">" in before:
            return None
        name, others = _named(before)
        found += [_Entry("", other) for other in others]
        found.append(_Entry(name, bracketed[1]))
        place = bracketed.end()
    rest = list(filter(None, re.split(r"[\s,;]+", line[place:])))
    if not all(map(_BARE.fullmatch, rest)):
        return None
    return found + [_Entry("", address) for address in rest]


def _named(before: str) -> tuple[str, list[str]]:
    """What stands before an address in brackets → the name that belongs to it,
    and addresses of others before that.
    """
    if before.startswith(('"', "'")) and before.endswith(before[0]):
        return before.strip("\"'"), []
    parts = [part.strip() for part in _PARTS.split(before)]
    others = [part for part in parts if _BARE.fullmatch(part)]
    own = [part for part in parts if part and part not in others]
    return ", ".join(own).strip("\"'"), others


def _row(entry: _Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": "person", "status": "read"}
    row |= {"emails": [entry.address], "email_types": [None]}
    return row | ({"full_name": entry.name} if entry.name else {})
