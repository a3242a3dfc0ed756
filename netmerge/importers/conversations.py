"""Messages, meetings and calls one by one in; the tables of their source out, built a batch at a
time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import release_unused
from netmerge.importers.contract import Imported, Inspection, Traits, place, source_row
from netmerge.importers.files.source import Source
from netmerge.importers.tables.lists import Repeats
from netmerge.schema import INTERACTIONS, OWNER_FACTS, REJECTS, to_pandas
from netmerge.text.folding import nfc

LONGEST_TEXT = 20_000
"""Characters of a message that are kept; no grade depends on what follows."""
LONGEST_NAME = 500
MAX_RAW = 1 << 16
MAX_LINE = 1 << 20
"""Bytes of a line that are looked at."""
_BATCH = 10_000
"""Entries turned into Arrow at a time: Python's objects for a whole file would take ten times its
size.
"""


@dataclass(slots=True)
class Entry:
    """One interaction; the fields are columns of INTERACTIONS. A recipient has a name, a handle
    or both.
    """

    position: int
    kind: str = "message"
    date: dt.datetime | None = None
    direction: str | None = None
    sender_name: str | None = None
    sender_handle: str | None = None
    recipient_names: list[str | None] | None = None
    recipient_handles: list[str | None] | None = None
    subject: str | None = None
    text: str | None = None
    conversation: str | None = None
    draft: bool = False
    sponsored: bool = False

    def to(self, people: list[tuple[str | None, str | None]]) -> None:
        """Set the recipients, given as (name, handle)."""
        self.recipient_names = [tidy(name) for name, _ in people] or None
        self.recipient_handles = [handle for _, handle in people] or None


@dataclass
class Gathering:
    """What one source of interactions tells, gathered entry by entry.

    `kind` is the kind of source, `traits` what it is, with the channel on which it happened.
    """

    source: Source
    kind: str
    traits: Traits
    encoding: str | None = "utf-8"
    empty: int = 0
    notes: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    _entries: list[Entry] = field(default_factory=list)
    _tables: list[pa.Table] = field(default_factory=list)
    _repeats: Repeats = field(default_factory=Repeats)
    _rejects: list[tuple[int, int | None, str, str]] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Take an entry; several of one position are one row of the file."""
        entry.sender_name, entry.subject = tidy(entry.sender_name), tidy(entry.subject)
        entry.text = (
            (clean(entry.text[: 2 * LONGEST_TEXT]).strip()[:LONGEST_TEXT] or None)
            if entry.text
            else None
        )
        self._entries.append(entry)
        if len(self._entries) == _BATCH:
            self._flush()

    def reject(self, position: int, line: int | None, reason: str, raw: str | bytes) -> None:
        """Note a row that cannot be read."""
        text = raw[:MAX_RAW].decode("utf-8", "replace") if isinstance(raw, bytes) else raw[:MAX_RAW]
        self._rejects.append((position, line, reason, clean(text).strip()))

    @property
    def rejected(self) -> int:
        """Rows that could not be read so far."""
        return len(self._rejects)

    def imported(self) -> Imported:
        """Everything as tables."""
        self._flush()
        table = pa.concat_tables(self._tables)
        if np.any(np.diff(np.asarray(table["position"])) < 0):
            table = table.take(pa.array(np.argsort(np.asarray(table["position"]), kind="stable")))
        frame = to_pandas(table)
        row = source_row(
            self.source,
            self.kind,
            "interactions",
            read=self.read,
            empty=self.empty,
            rejected=self.rejected,
            dates=frame["date"],
            encoding=self.encoding,
            note="; ".join(self.notes),
            traits=self.traits,
        )
        return Imported(
            interactions=frame,
            rejects=self._reject_frame(),
            owner_facts=self._owner_facts(),
            sources=row,
        )

    def _flush(self) -> None:
        rows, self._entries = self._entries, []
        columns = {
            column.name: self._array(column.name, [getattr(row, column.name) for row in rows])
            for column in fields(Entry)
        }
        channel = self.traits.channel.name if self.traits.channel else None
        shared = {"file": self.source.file, "member": self.source.member, "channel": channel}
        for name, value in shared.items():
            columns[name] = self._array(name, [value] * len(rows))
        self._tables.append(pa.table({name: columns[name] for name in INTERACTIONS.columns}))
        release_unused()
        self.read += len({row.position for row in rows})

    def _array(self, name: str, values: list[Any]) -> pa.Array:
        return self._repeats.array(name, values, INTERACTIONS.columns[name].type)

    def _reject_frame(self) -> pd.DataFrame:
        where = place(self.source, pa.array([row[0] for row in self._rejects], pa.int64()))
        names = ("line", "reason", "raw")
        return REJECTS.frame(
            where | {name: [row[n] for row in self._rejects] for n, name in enumerate(names, 1)}
        )

    def _owner_facts(self) -> pd.DataFrame:
        facts = list(dict.fromkeys(self.facts))
        columns: dict[str, Any] = {
            "file": [self.source.file] * len(facts),
            "member": [self.source.member] * len(facts),
            "fact": [fact for fact, _ in facts],
            "value": [value for _, value in facts],
        }
        return OWNER_FACTS.frame(columns)


def inspection(source: Source, imported: Imported) -> Inspection:
    """What reading a source gave, as `netmerge inspect` shows it, with the first three rows."""
    row = imported.sources.iloc[0]
    table = imported.interactions if row["holds"] == "interactions" else imported.records
    return Inspection(
        source.file,
        source.member,
        row["source"],
        row["holds"],
        None if pd.isna(row["encoding"]) else row["encoding"],
        int(row["rows"]),
        samples=table.head(3).dropna(axis="columns", how="all"),
        note="" if pd.isna(row["note"]) else row["note"],
    )


@lru_cache(maxsize=4096)
def tidy(text: str | None) -> str | None:
    """A name or subject on one line, without control characters; None for nothing."""
    if not text:
        return None
    return " ".join(clean(text[:LONGEST_NAME]).split()) or None


def clean(text: str) -> str:
    """Normal form C, with neither NUL nor half of a surrogate pair, which no table can hold."""
    if text.isascii():
        return text.replace("\0", "")
    return nfc(text.replace("\0", "").encode("utf-8", "replace").decode("utf-8"))


def lines_of(data: bytes) -> Iterator[tuple[int, str]]:
    """The lines of UTF-8 bytes with their numbers, without their ends, decoded one by one.

    A single emoji makes a text as a whole four times as large as its bytes.
    """
    place, number = 0, 1
    while place < len(data):
        end = data.find(b"\n", place)
        end = len(data) if end < 0 else end
        yield (
            number,
            data[place : min(end, place + MAX_LINE)].decode("utf-8", "replace").rstrip("\r"),
        )
        place, number = end + 1, number + 1


def moment(seconds: float) -> dt.datetime | None:
    """Seconds since 1970 as a moment in UTC; None for what is no moment between 1970 and 9999."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if 0 < seconds < 253_402_300_800 else None
    except (OverflowError, ValueError, OSError):
        return None
