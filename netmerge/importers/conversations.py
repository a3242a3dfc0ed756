"""Messages, meetings and calls, one by one → the tables of their source, a
batch at a time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import release_unused
from netmerge.importers.contract import (
    Imported,
    Inspection,
    Reject,
    Traits,
    owner_facts_of,
    rejects_of,
    source_row,
)
from netmerge.importers.files.source import Source
from netmerge.importers.tables.lists import BATCH, Repeats
from netmerge.schema import INTERACTIONS, to_pandas
from netmerge.text.folding import nfc

LONGEST_TEXT = 20_000
"""Characters of a message that are kept; no grade depends on what follows."""
LONGEST_NAME = 500
MAX_RAW = 1 << 16
"""Bytes or characters of a reject that are kept."""
MAX_LINE = 1 << 20
"""Bytes of a line that are looked at."""
_BYTES = re.compile(r"[\x80-\xff]{1,10000}")
_YEAR_10000 = 253_402_300_800
"""Seconds from 1970 to the end of the calendar."""


class Person(NamedTuple):
    """Somebody who takes part, by name, by handle (`mailto:ADDRESS`,
    `tel:DIGITS`), or by both.
    """

    name: str | None = None
    handle: str | None = None


@dataclass(slots=True)
class Entry:
    """One interaction; the fields are columns of INTERACTIONS.

    `day` is given where `date` is that of a clock on the wall, in no known zone.
    """

    position: int
    kind: str = "message"
    date: dt.datetime | None = None
    day: dt.date | None = None
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
    automatic: bool = False
    duration: int | None = None

    def to(self, people: Sequence[Person]) -> None:
        """Set the recipients."""
        self.recipient_names = [tidy(person.name) for person in people] or None
        self.recipient_handles = [person.handle for person in people] or None


@dataclass
class Gathering:
    """What one source of interactions tells, gathered entry by entry.

    `kind` is the kind of source, `traits` what it is, with the channel of its
    interactions; `read` counts the rows of the file that gave an entry,
    `empty` those in which there is none.
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
    _rejects: list[Reject] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Take an entry; several of one position are one row of the file."""
        entry.sender_name = tidy(entry.sender_name)
        entry.subject = tidy(entry.subject)
        if entry.text:
            # Twice as much as is kept, since cleaning and stripping shorten it.
            text = clean(entry.text[: 2 * LONGEST_TEXT]).strip()
            entry.text = text[:LONGEST_TEXT]
        entry.text = entry.text or None
        self._entries.append(entry)
        if len(self._entries) == BATCH:
            self._flush()

    def reject(self, position: int, line: int | None, reason: str, raw: str | bytes) -> None:
        """Note a row that cannot be read."""
        kept = raw[:MAX_RAW]
        text = kept.decode("utf-8", "replace") if isinstance(kept, bytes) else kept
        shown = clean(text).strip()
        self._rejects.append(Reject(position, line, reason, shown))

    @property
    def rejected(self) -> int:
        """Rows that could not be read so far."""
        return len(self._rejects)

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """These rows."""
        return tuple(self._rejects)

    @property
    def any(self) -> bool:
        """Whether there was a row so far, read or not."""
        return bool(self._entries or self._tables or self._rejects or self.empty)

    def imported(self) -> Imported:
        """Everything as tables."""
        self._flush()
        table = pa.concat_tables(self._tables)
        frame = to_pandas(_in_order(table))
        facts = list(dict.fromkeys(self.facts))
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
        facts = list(dict.fromkeys(self.facts))
        return Imported(
            interactions=frame,
            rejects=rejects_of(self.source, self._rejects),
            owner_facts=owner_facts_of(self.source, facts),
            sources=row,
        )

    def _flush(self) -> None:
        """Turn the entries that wait into a table."""
        rows, self._entries = self._entries, []
        channel = self.traits.channel.name if self.traits.channel else None
        same = {"file": self.source.file, "member": self.source.member, "channel": channel}
        columns = {
            name: [same[name]] * len(rows) if name in same else [getattr(row, name) for row in rows]
            for name in INTERACTIONS.columns
        }
        arrays = [self._array(name, values) for name, values in columns.items()]
        self._tables.append(pa.table(arrays, names=list(columns)))
        release_unused()
        self.read += len({row.position for row in rows})

    def _array(self, name: str, values: list[Any]) -> pa.Array:
        return self._repeats.array(name, values, INTERACTIONS.columns[name].type)


def _in_order(table: pa.Table) -> pa.Table:
    """The rows by their positions: recurring meetings come after the others of
    their file.
    """
    positions = np.asarray(table["position"])  # (rows,) int64, from 1
    if np.all(positions[1:] >= positions[:-1]):
        return table
    order = np.argsort(positions, kind="stable")
    return table.take(pa.array(order))


def inspection(source: Source, imported: Imported) -> Inspection:
    """What reading a source gave, as `netmerge inspect` shows it, with the first
    three rows.
    """
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
    """A name or subject on one line, without control characters; None for
    nothing.
    """
    if not text:
        return None
    return " ".join(clean(text[:LONGEST_NAME]).split()) or None


def clean(text: str) -> str:
    """Normal form C, with neither NUL nor half of a surrogate pair, which no
    table can hold.
    """
    text = text.replace("\0", "")
    if text.isascii():
        return text
    whole = text.encode("utf-8", "replace")
    return nfc(whole.decode("utf-8"))


def meant(value: object) -> str | None:
    """A string as it was meant: its characters stand for the bytes of UTF-8.

    Facebook and Instagram write each such byte as an escape of its own; in newer
    files, which hold plain UTF-8, reading them as Latin-1 (which takes a quarter
    of the memory) has the same effect.
    """
    if not isinstance(value, str):
        return None
    return value if value.isascii() else clean(_BYTES.sub(_joined, value))


def _joined(run: re.Match[str]) -> str:
    try:
        return run[0].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return run[0]


def lines_of(data: bytes) -> Iterator[tuple[int, str]]:
    """The lines of UTF-8 bytes with their numbers, without their ends, decoded
    one by one.

    A single emoji makes a text as a whole four times as large as its bytes.
    """
    place, number = 0, 1
    while place < len(data):
        end = data.find(b"\n", place)
        end = len(data) if end < 0 else end
        line = data[place : min(end, place + MAX_LINE)]
        yield number, line.decode("utf-8", "replace").rstrip("\r")
        place, number = end + 1, number + 1


def phone_handle(number: str) -> str | None:
    """`tel:` and the digits of a number, its plus kept; None where it has no
    digit.
    """
    kept = [character for character in number if character.isdecimal() or character == "+"]
    return "tel:" + "".join(kept) if any(map(str.isdecimal, kept)) else None


def mail_handle(address: str) -> str:
    """`mailto:` and an address in lower case."""
    return f"mailto:{address.lower()}"


def moment(count: float, each: int = 1) -> dt.datetime | None:
    """Seconds since 1970 as a moment in UTC, or parts of them, of which `each`
    second has so many; None for what is no moment between 1970 and 9999.
    """
    if not 0 < count < _YEAR_10000 * each:  # before dividing: a whole number may be huge
        return None
    try:
        return dt.datetime.fromtimestamp(count / each, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None
