"""LDIF, the address books of Thunderbird, SOGo and of directories → records, and
the entries that are none.

`entries` takes the file apart, `record` makes columns of an entry by
data/attributes.toml. The name of a list becomes a category of those in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Authority,
    Imported,
    Inspection,
    Reject,
    Traits,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.programs.ldif.entries import (
    EntryError,
    is_ldif,
    parse_entry,
    split_entries,
)
from netmerge.importers.programs.ldif.record import members, record
from netmerge.importers.tables.lists import BATCH, Repeats
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "ldif"
TRAITS = Traits(authority=Authority.ADDRESS_BOOK)

_HEAD = 1 << 13
_RAW = 4096
"""Characters of a reject that are shown."""


def claims(source: Source) -> bool:
    """Whether the source begins with the name of an entry (`dn: …`)."""
    head, _ = decode(source.head(_HEAD))
    return is_ldif(head.replace("\r\n", "\n").replace("\r", "\n"))


def read(source: Source, settings: Settings) -> Imported:
    """Records of all entries. Raises ReadError if the file holds none."""
    data, encoding = to_utf8(source.read_bytes())
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found = _Found()
    for position, (line, lines) in enumerate(split_entries(text), 1):
        found.add(position, line, lines)
    if not found.rows and not is_ldif(text):
        problem = "holds no entry (no line that begins with dn:)."
        raise ReadError(source.label, problem, "Export the address book again as LDIF.")
    found.add_groups()
    repeats = Repeats()
    starts = range(0, max(1, len(found.rows)), BATCH)
    batches = [repeats.records(found.rows[start : start + BATCH], source, NAME) for start in starts]
    records = to_pandas(pa.concat_tables(batches))
    empty = sum(row["status"] == "empty" for row in found.rows)
    row = source_row(
        source,
        NAME,
        "contacts",
        read=len(found.rows) - empty,
        empty=empty,
        rejected=len(found.rejects),
        encoding=encoding,
    )
    return Imported(records=records, rejects=rejects_of(source, found.rejects), sources=row)


def describe(source: Source, settings: Settings) -> Inspection:
    """How many entries the file holds, and the first three."""
    return inspection(source, read(source, settings))


@dataclass
class _Found:
    """What was read so far: columns of records, rejects, and who is in which
    list.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, position: int, line: int, lines: Sequence[str]) -> None:
        """Read one entry."""
        try:
            entry = parse_entry(line, list(lines))
        except EntryError as error:
            reason = str(error)
            sentence = f"{reason[:1].upper()}{reason[1:]}."
            self.rejects.append(Reject(position, line, sentence, "\n".join(lines)[:_RAW]))
            return
        row = record(entry) | {"position": position, "line": line}
        self.names.setdefault(entry.dn.casefold(), len(self.rows))
        self.rows.append(row)
        if row["kind"] == "group" and row.get("full_name"):
            self.groups.append((row["full_name"], list(members(entry))))

    def add_groups(self) -> None:
        """Give the members of each list its name as a category."""
        for name, inside in self.groups:
            for dn in inside:
                number = self.names.get(dn.casefold())
                if number is None:
                    continue
                categories = self.rows[number].setdefault("categories", [])
                if name not in categories:
                    categories.append(name)
