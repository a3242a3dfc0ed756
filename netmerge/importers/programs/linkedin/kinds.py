"""The name and the header of a CSV → which file of a LinkedIn archive it is, with its columns.

All knowledge of names stands in data/files.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from netmerge.data import toml_value

_FILE = "importers/programs/linkedin/data/files.toml"
_COPY = re.compile(r"(?: ?\(\d{1,3}\)| - copy)(?=\.[a-z]{3}\Z)")
"""What browsers and file managers put into the name of a second copy: `Connections (1).csv`."""


@dataclass(frozen=True)
class Kind:
    """One file of the archive: `columns` maps the key of a column's name to its field.

    It cannot be read without all fields of one of the `needs`; all fields of one of the `marks`
    tell it by its header.
    """

    name: str
    source: str
    holds: str
    files: frozenset[str]
    needs: tuple[frozenset[str], ...]
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, str]

    def fields(self, header: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
        """The field of each column that has one.

        `chosen` (column to field) is the user's own word and goes first.
        """
        own = {key(column): field for column, field in chosen.items() if field}
        known = {**self.columns, **own}
        found = {column: known.get(key(column)) for column in header}
        return {column: field for column, field in found.items() if field}

    def is_readable(self, header: Sequence[str], chosen: Mapping[str, str]) -> bool:
        """Whether the header has what this file needs."""
        fields = set(self.fields(header, chosen).values())
        return any(need <= fields for need in self.needs)

    def is_marked(self, header: Sequence[str], chosen: Mapping[str, str]) -> bool:
        """Whether the header can only be this file's."""
        fields = set(self.fields(header, chosen).values())
        return any(mark <= fields for mark in self.marks)

    def expected(self) -> str:
        """Names of the columns without which the file is not understood, for a message."""
        names: dict[str, str] = {}
        for spelled, field in _spellings(self.name):
            names.setdefault(field, spelled)
        needed = [name for field, name in names.items() if field in self.needs[0]]
        return ", ".join(needed)


def key(text: str) -> str:
    """A column's name for comparing: NFKC, without case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def base_name(name: str) -> str:
    """A file's base name in lower case, without the mark of a second copy."""
    return _COPY.sub("", unicodedata.normalize("NFC", name).lower())


def kind_by_name(name: str) -> Kind | None:
    """The file of the archive with exactly this base name, ignoring case."""
    base = base_name(name)
    return next((kind for kind in kinds().values() if base in kind.files), None)


def kind_by_header(header: Sequence[str], chosen: Mapping[str, str]) -> Kind | None:
    """The file of the archive that has such a header."""
    return next((kind for kind in kinds().values() if kind.is_marked(header, chosen)), None)


def is_column(name: str) -> bool:
    """Whether any file of the archive has a column of this name."""
    wanted = key(name)
    return any(wanted in kind.columns for kind in kinds().values())


def why_set_aside(name: str, always: bool = False) -> str | None:
    """Why a file with this base name holds no contacts; None if it may.

    `always`: told by the name alone, wherever the file lies.
    """
    base = base_name(name)
    for group in toml_value(list[dict[str, Any]], _FILE, "set_aside"):
        if always and not group.get("always"):
            continue
        if any(fnmatchcase(base, pattern) for pattern in group["files"]):
            return str(group["why"])
    return None


def words(name: str) -> list[str]:
    """Words in the cells, in lower case: incoming, outgoing, yes, sponsored_title, member."""
    return toml_value(list[str], _FILE, "words", name)


@cache
def kinds() -> Mapping[str, Kind]:
    """All files that are read, in the order in which a header is tried."""
    entries = toml_value(dict[str, Any], _FILE)
    return {
        name: _kind(name, entry)
        for name, entry in entries.items()
        if name not in ("set_aside", "words")
    }


def _kind(name: str, entry: Mapping[str, Any]) -> Kind:
    needs = toml_value(list[list[str]], _FILE, name, "needs")
    return Kind(
        name=name,
        source=entry.get("source", "linkedin"),
        holds=toml_value(str, _FILE, name, "holds"),
        files=frozenset(toml_value(list[str], _FILE, name, "files")),
        needs=tuple(map(frozenset, needs)),
        marks=tuple(map(frozenset, entry.get("marks", []))),
        columns={key(spelled): field for spelled, field in _spellings(name)},
    )


def _spellings(kind: str) -> list[tuple[str, str]]:
    """Names of columns with their fields."""
    columns = toml_value(dict[str, list[str]], _FILE, kind, "columns")
    return [(spelled, field) for field, names in columns.items() for spelled in names]
