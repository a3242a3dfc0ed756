"""What an importer is given, what it gives, and what its sources are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import arrow
from netmerge.importers.files.source import Source
from netmerge.schema import DATE, INTERACTIONS, OWNER_FACTS, RECORDS, REJECTS, SOURCES, constant
from netmerge.settings import Settings


class Authority(IntEnum):
    """Whose word on a contact goes first where two sources are equally fresh: the
    highest.
    """

    COPY = 0
    """A copy of unknown age of what stands elsewhere too."""
    SCAN = 1
    """Text read off a picture."""
    LIST = 2
    """Typed by anybody."""
    ADDRESS_BOOK = 3
    """Typed, and kept up, by the owner."""
    PERSON = 4
    """Written by the persons themselves."""


ITS_PEOPLE, ITS_DAYS, ALL_DAYS = "its people", "its days", "all days"
"""Of whom and when a file of messages tells: a chat of those in it, a mailbox
of all people from its first entry to its last, an archive of everything until
it was made.
"""


@dataclass(frozen=True)
class Channel:
    """Where people write to each other: `name` as in INTERACTIONS, `phrase` as a
    sentence says it.

    `by_handle`: everybody there has a handle, so that a name alone is nobody.
    `letters`: of many messages it is not told that they came to the owner
    (lists, blind copies). `tells_of_writing`: it tells what the owner wrote,
    and not only when people met or spoke. `reached_by`: the kind of handle by
    which one writes to somebody there (linkedin, mailto, tel), where it is one
    that contacts have. `covers`: of what a file with messages tells: ITS_PEOPLE,
    ITS_DAYS or ALL_DAYS.
    """

    name: str
    phrase: str
    by_handle: bool = False
    letters: bool = False
    tells_of_writing: bool = True
    reached_by: str = ""
    covers: str = ITS_PEOPLE


@dataclass(frozen=True)
class Traits:
    """What a kind of source is: all that the stages know of it, none of which
    asks for its name.

    `scanned`: its text was read off a picture and may be misread.
    `duplicate_free`: it lists nobody twice, so that two of its rows are two
    people. `self_written`: people wrote their own entries. `authority`: how
    early its values are believed, SCAN of what is scanned and else LIST unless
    given. `channel`: where its interactions happened. `entry_a_file`: its
    program writes each entry to a file of its own, so that an empty one among
    others is no error.
    """

    scanned: bool = False
    duplicate_free: bool = False
    self_written: bool = False
    authority: Authority | None = None
    channel: Channel | None = None
    entry_a_file: bool = False

    def of_records(self) -> dict[str, Any]:
        """The columns of RECORDS that say what the record's source is, and their
        values.
        """
        usual = Authority.SCAN if self.scanned else Authority.LIST
        authority = usual if self.authority is None else self.authority
        return {
            "scanned": self.scanned,
            "duplicate_free": self.duplicate_free,
            "self_written": self.self_written,
            "authority": int(authority),
        }

    def of_source(self) -> dict[str, Any]:
        """The columns of SOURCES that say what a source is, and their values."""
        channel = self.channel
        return self.of_records() | {
            "channel": channel.name if channel else None,
            "channel_phrase": channel.phrase if channel else None,
            "by_handle": bool(channel and channel.by_handle),
            "letters": bool(channel and channel.letters),
            "tells_of_writing": bool(channel and channel.tells_of_writing),
            "reached_by": channel.reached_by or None if channel else None,
            "covers": channel.covers if channel else None,
        }


@dataclass(frozen=True)
class Imported:
    """Everything read from one or more sources: tables as declared in
    netmerge.schema.

    `records` (RECORDS), `interactions` (INTERACTIONS), `rejects` (REJECTS),
    `owner_facts` (OWNER_FACTS) and `sources` (SOURCES, one row per source,
    those set aside included). A table that is not given is empty.
    """

    records: pd.DataFrame = field(default_factory=RECORDS.empty)
    interactions: pd.DataFrame = field(default_factory=INTERACTIONS.empty)
    rejects: pd.DataFrame = field(default_factory=REJECTS.empty)
    owner_facts: pd.DataFrame = field(default_factory=OWNER_FACTS.empty)
    sources: pd.DataFrame = field(default_factory=SOURCES.empty)

    def __repr__(self) -> str:
        return f"<Imported {self._counts()}>"

    def _repr_html_(self) -> str:
        columns = ["file", "member", "source", "holds", "read", "empty", "rejected", "note"]
        return f"<p>{self._counts()}</p>{self.sources[columns].to_html(index=False, na_rep='')}"

    def _counts(self) -> str:
        counts = {
            "records": self.records,
            "interactions": self.interactions,
            "rejects": self.rejects,
        }
        return ", ".join(f"{name}: {len(table):,}" for name, table in counts.items())

    @classmethod
    def concat(cls, parts: Sequence[Imported]) -> Imported:
        """Stack what several sources gave, in the order given; `record_id` counts
        from 0, and what each source is, is noted of its records.
        """
        records = RECORDS.concat([part.records for part in parts])
        noted = {name: _of_their_source(parts, name) for name in Traits().of_records()}
        numbers = np.arange(len(records))
        return cls(
            records=RECORDS.frame({**records, **noted, "record_id": numbers}),
            interactions=INTERACTIONS.concat([part.interactions for part in parts]),
            rejects=REJECTS.concat([part.rejects for part in parts]),
            owner_facts=OWNER_FACTS.concat([part.owner_facts for part in parts]),
            sources=SOURCES.concat([part.sources for part in parts]),
        )

    def with_traits(self, traits: Traits) -> Imported:
        """The same, the traits of its sources noted there; those that the importer
        gave a source itself go first.
        """
        if not self.sources["scanned"].isna().iloc[0]:
            return self
        rows = len(self.sources)
        columns = {
            name: ArrowExtensionArray(constant(value, rows, SOURCES.columns[name].type))
            for name, value in traits.of_source().items()
        }
        return replace(self, sources=self.sources.assign(**columns))


def _of_their_source(parts: Sequence[Imported], name: str) -> pa.ChunkedArray:
    """What a column of SOURCES says of each part's sources, all of one importer,
    for each of its records.
    """
    kind = RECORDS.columns[name].type
    chunks: list[pa.Array] = []
    for part in parts:
        if len(part.records):
            value = arrow(part.sources[name])[0].as_py()
            chunks += constant(value, len(part.records), kind).chunks
    return pa.chunked_array(chunks, kind)


@dataclass(frozen=True)
class Inspection:
    """What an input is taken for, without reading it into the network.

    `source` is the kind of source, `holds` what it holds (contacts,
    interactions, owner or nothing), `columns` maps each column of the file to
    the field it goes to (None: unmapped, kept in `extra`), `samples` are the
    first rows as they stand. An archive or folder has an inspection of each of
    its `members`.
    """

    file: str
    member: str | None = None
    source: str | None = None
    holds: str = "nothing"
    encoding: str | None = None
    rows: int = 0
    columns: Mapping[str, str | None] = field(default_factory=dict)
    samples: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""
    members: tuple[Inspection, ...] = ()


class Importer(Protocol):
    """What a module must have to be an importer; without TRAITS its sources have
    the usual ones.
    """

    NAME: str

    def claims(self, source: Source) -> bool:
        """Whether this importer reads the source; looks at its name and its head
        only.
        """

    def read(self, source: Source, settings: Settings) -> Imported:
        """Read the source whole. Raises ReadError if nothing of it can be read."""

    def describe(self, source: Source, settings: Settings) -> Inspection:
        """What the source is taken for."""


def traits_of(importer: Importer) -> Traits:
    """What the sources of an importer are, unless one of them says otherwise."""
    declared: Traits = getattr(importer, "TRAITS", Traits())
    return declared


class Placed(Protocol):
    """What has a place in an input, as a `Source` has."""

    @property
    def file(self) -> str:
        """The input's name."""

    @property
    def member(self) -> str | None:
        """The file inside an archive."""


def place(
    source: Placed, positions: Sequence[int] | np.ndarray | pa.Array
) -> dict[str, pa.Array | pa.ChunkedArray]:
    """The columns `file`, `member` and `position` of rows of one source."""
    rows = len(positions)
    return {
        "file": constant(source.file, rows),
        "member": constant(source.member, rows),
        "position": pa.array(positions, pa.int64()),
    }


class Reject(NamedTuple):
    """A row or card that could not be read: its place from 1, its first line,
    why, and its text.
    """

    position: int
    line: int | None
    reason: str
    raw: str


def rejects_of(source: Placed, rejects: Sequence[Reject]) -> pd.DataFrame:
    """The rejects of one source as REJECTS."""
    return rejects_of_all([(source, reject) for reject in rejects])


def rejects_of_all(found: Sequence[tuple[Placed, Reject]]) -> pd.DataFrame:
    """The rejects of several sources, each with its own, as REJECTS."""
    if not found:
        return REJECTS.empty()
    return REJECTS.frame(
        {
            "file": [source.file for source, _ in found],
            "member": [source.member for source, _ in found],
            "position": [reject.position for _, reject in found],
            "line": [reject.line for _, reject in found],
            "reason": [reject.reason for _, reject in found],
            "raw": [reject.raw for _, reject in found],
        }
    )


def owner_facts_of(source: Source, facts: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """What one source tells of its owner, as pairs of fact and value, as
    OWNER_FACTS.
    """
    rows = len(facts)
    columns = {
        "file": constant(source.file, rows),
        "member": constant(source.member, rows),
        "fact": [fact for fact, _ in facts],
        "value": [value for _, value in facts],
    }
    return OWNER_FACTS.frame(columns)


def source_row(
    source: Source,
    kind: str | None,
    holds: str,
    *,
    read: int = 0,
    empty: int = 0,
    rejected: int = 0,
    dates: pa.Array | pd.Series | None = None,
    encoding: str | None = None,
    note: str = "",
    traits: Traits | None = None,
) -> pd.DataFrame:
    """One row of SOURCES; `rows` is the sum of the three counts, `dates` (days
    or moments) give the days covered, `traits` are given where they are not
    those of the importer.
    """
    return source_rows(
        [source],
        kind,
        holds,
        read=[read],
        empty=[empty],
        rejected=[rejected],
        dates=[dates],
        encodings=[encoding],
        notes=[note],
        traits=traits,
    )


def source_rows(
    sources: Sequence[Source],
    kind: str | None,
    holds: str,
    *,
    read: Sequence[int],
    empty: Sequence[int],
    rejected: Sequence[int],
    dates: Sequence[pa.Array | pd.Series | None],
    encodings: Sequence[str | None],
    notes: Sequence[str],
    traits: Traits | None = None,
) -> pd.DataFrame:
    """Rows of SOURCES of one kind; each argument is that of `source_row`, one a
    source.
    """
    rows = len(sources)
    days = [_first_and_last(of_source) for of_source in dates]
    given = traits.of_source() if traits else {}
    columns = {
        "file": [source.file for source in sources],
        "member": [source.member for source in sources],
        "source": [kind] * rows,
        "holds": [holds] * rows,
        "rows": [sum(counts) for counts in zip(read, empty, rejected, strict=True)],
        "read": read,
        "empty": empty,
        "rejected": rejected,
        "covers_from": [first for first, _ in days],
        "covers_to": [last for _, last in days],
        "encoding": encodings,
        "note": [note or None for note in notes],
    }
    return SOURCES.frame({name: [value] * rows for name, value in given.items()} | columns)


def _first_and_last(
    dates: pa.Array | pd.Series | None,
) -> tuple[dt.date | None, dt.date | None]:
    """The days that dates cover, None where there is none."""
    array = arrow(dates) if isinstance(dates, pd.Series) else dates
    if array is None or array.null_count == len(array):
        return None, None
    days = array.cast(pa.timestamp("us")).cast(DATE, safe=False)
    ends = pc.min_max(days).as_py()
    return ends["min"], ends["max"]
