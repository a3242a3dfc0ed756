"""What importers take and give: the user's settings in, the five tables of one or more sources out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.importers.files.source import Source
from netmerge.schema import INTERACTIONS, OWNER_FACTS, RECORDS, REJECTS, SOURCES, constant


@dataclass(frozen=True)
class Imported:
    """Everything read from one or more sources: tables as declared in netmerge.schema.

    `records` (RECORDS), `interactions` (INTERACTIONS), `rejects` (REJECTS), `owner_facts`
    (OWNER_FACTS) and `sources` (SOURCES, one row per source, those set aside included). A table
    that is not given is empty.
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
        """Stack what several sources gave, in the order given; `record_id` is numbered anew from 0."""
        records = RECORDS.concat([part.records for part in parts])
        return cls(
            records=RECORDS.frame({**records, "record_id": pa.array(np.arange(len(records)))}),
            interactions=INTERACTIONS.concat([part.interactions for part in parts]),
            rejects=REJECTS.concat([part.rejects for part in parts]),
            owner_facts=OWNER_FACTS.concat([part.owner_facts for part in parts]),
            sources=SOURCES.concat([part.sources for part in parts]),
        )


@dataclass(frozen=True)
class Inspection:
    """What an input is taken for, without reading it into the network.

    `source` is the kind of source, `holds` what it holds (contacts, interactions, owner or
    nothing), `columns` maps each column of the file to the field it goes to (None: unmapped, kept
    in `extra`), `samples` are the first rows as they stand. An archive or folder has an
    inspection of each of its `members`.
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


def place(
    source: Source, positions: Sequence[int] | np.ndarray | pa.Array
) -> dict[str, pa.Array | pa.ChunkedArray]:
    """The columns `file`, `member` and `position` of rows of one source."""
    rows = len(positions)
    return {
        "file": constant(source.file, rows),
        "member": constant(source.member, rows),
        "position": pa.array(positions, pa.int64()),
    }


class Reject(NamedTuple):
    """A row or card that could not be read: its place from 1, its first line, why, and its text."""

    position: int
    line: int | None
    reason: str
    raw: str


def rejects_of(source: Source, rejects: Sequence[Reject]) -> pd.DataFrame:
    """The rejects of one source as REJECTS."""
    where = place(source, [reject.position for reject in rejects])
    told = {
        "line": [reject.line for reject in rejects],
        "reason": [reject.reason for reject in rejects],
        "raw": [reject.raw for reject in rejects],
    }
    return REJECTS.frame(where | told)


def owner_facts_of(source: Source, facts: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """What one source tells of its owner, as pairs of fact and value, as OWNER_FACTS."""
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
) -> pd.DataFrame:
    """One row of SOURCES; `rows` is the sum of the three counts, `dates` (days or moments) give
    the days covered.
    """
    days = pd.Series(dtype=pd.ArrowDtype(pa.date32())) if dates is None else _days(dates)
    return SOURCES.frame(
        {
            "file": [source.file],
            "member": [source.member],
            "source": [kind],
            "holds": [holds],
            "rows": [read + empty + rejected],
            "read": [read],
            "empty": [empty],
            "rejected": [rejected],
            "covers_from": [days.min() if days.notna().any() else None],
            "covers_to": [days.max() if days.notna().any() else None],
            "encoding": [encoding],
            "note": [note or None],
        }
    )


def set_aside(source: Source, why: str, kind: str | None = None) -> Imported:
    """A source that was looked at and holds nothing for the network, with the reason for the user."""
    return Imported(sources=source_row(source, kind, "nothing", note=why))


def _days(dates: pa.Array | pd.Series) -> pd.Series:
    array = arrow(dates) if isinstance(dates, pd.Series) else dates
    return pd.Series(
        array.cast(pa.timestamp("us")).cast(pa.date32(), safe=False),
        dtype=pd.ArrowDtype(pa.date32()),
    )
