"""The name and the header of a CSV → which file of a LinkedIn archive it is, with
its columns.

All knowledge of names stands in data/files.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Annotated

from netmerge.data import TomlFile, one_of
from netmerge.text.folding import stream_safe

_COPY = re.compile(r"(?: ?\(\d{1,3}\)| - copy)(?=\.[a-z]{3}\Z)")
"""What browsers and file managers put into the name of a second copy:
`Connections (1).csv`.
"""


@dataclass(frozen=True)
class Known:
    """One file of the archive as data/files.toml tells it: `columns` by field."""

    holds: Annotated[str, one_of("contacts", "interactions", "owner")]
    files: frozenset[str]
    needs: tuple[frozenset[str], ...]
    columns: dict[str, tuple[str, ...]]
    marks: tuple[frozenset[str], ...] = ()
    source: str = "linkedin"


def _fields_have_columns(known: Known) -> str:
    fields = frozenset().union(*known.needs, *known.marks)
    strange = ", ".join(sorted(fields - known.columns.keys()))
    return f"no column is given for {strange}." if strange else ""


@dataclass(frozen=True)
class SetAside:
    """Names of files (patterns) that hold no contacts, and why; `always` wherever
    they lie.
    """

    why: str
    files: tuple[str, ...]
    always: bool = False


@dataclass(frozen=True)
class CellWords:
    """Words in the cells, in lower case."""

    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    yes: tuple[str, ...]
    draft_folder: tuple[str, ...]
    sponsored_title: tuple[str, ...]
    member: tuple[str, ...]


@dataclass(frozen=True)
class Files:
    """All that is known of an archive's files."""

    kinds: dict[str, Annotated[Known, _fields_have_columns]]
    set_aside: tuple[SetAside, ...]
    words: CellWords


FILES = TomlFile("importers/programs/linkedin/data/files.toml", Files)


@dataclass(frozen=True)
class Kind:
    """One file of the archive: `columns` maps the key of a column's name to its
    field.

    It cannot be read without all fields of one of the `needs`; all fields of
    one of the `marks` tell it by its header.
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
        """Names of the columns without which the file is not understood, for a
        message.
        """
        names: dict[str, str] = {}
        for spelled, field in _spellings(self.name):
            names.setdefault(field, spelled)
        needed = [name for field, name in names.items() if field in self.needs[0]]
        return ", ".join(needed)


def key(text: str) -> str:
    """A column's name for comparing: NFKC, without case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", stream_safe(text)).casefold()
    return "".join(filter(str.isalnum, folded))


def base_name(name: str) -> str:
    """A file's base name in lower case, without the mark of a second copy."""
    return _COPY.sub("", unicodedata.normalize("NFC", name).lower())


def kind_by_name(name: str) -> Kind | None:
    """The file of the archive with exactly this base name, ignoring case."""
    base = base_name(name)
    found = (kind for kind in kinds().values() if base in kind.files)
    return next(found, None)


def kind_by_header(header: Sequence[str], chosen: Mapping[str, str]) -> Kind | None:
    """The file of the archive that has such a header."""
    found = (kind for kind in kinds().values() if kind.is_marked(header, chosen))
    return next(found, None)


def is_column(name: str) -> bool:
    """Whether any file of the archive has a column of this name."""
    wanted = key(name)
    return any(wanted in kind.columns for kind in kinds().values())


def why_set_aside(name: str, always: bool = False) -> str | None:
    """Why a file with this base name holds no contacts; None if it may.

    `always`: told by the name alone, wherever the file lies.
    """
    base = base_name(name)
    for group in FILES.content.set_aside:
        if always and not group.always:
            continue
        if any(fnmatchcase(base, pattern) for pattern in group.files):
            return group.why
    return None


@cache
def kinds() -> Mapping[str, Kind]:
    """All files that are read, in the order in which a header is tried."""
    return {name: _kind(name, known) for name, known in FILES.content.kinds.items()}


def _kind(name: str, known: Known) -> Kind:
    return Kind(
        name=name,
        source=known.source,
        holds=known.holds,
        files=known.files,
        needs=known.needs,
        marks=known.marks,
        columns={key(spelled): field for spelled, field in _spellings(name)},
    )


def _spellings(kind: str) -> list[tuple[str, str]]:
    """Names of columns with their fields."""
    columns = FILES.content.kinds[kind].columns
    return [(spelled, field) for field, names in columns.items() for spelled in names]
