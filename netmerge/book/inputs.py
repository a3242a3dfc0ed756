"""What was read → its inputs, each known by its content.

An input is what is of one kind in one export: the contacts of an archive, the
cards of a folder. Exports of one address book, month after month, are known by
the entries that they share. A folder may hold thousands, so that they are
reckoned together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.fingerprints import fingerprints, of_columns
from netmerge.clean.record_keys import record_keys
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Hashes, Ints
from netmerge.importers import Imported
from netmerge.schema import INTERACTIONS

_TOLD = tuple(name for name in INTERACTIONS.columns if name not in ("file", "member", "position"))
_OF_SOURCES = ("records", "interactions", "owner_facts", "rejects")
_UNDATED = -(2**31)


@dataclass(frozen=True)
class Rows:
    """A table in which the rows of each input stand together, input by input."""

    table: pd.DataFrame
    input: Ints  # (rows,) ascending
    source: Ints  # (rows,) a row of the sources

    def bounds(self, inputs: int) -> list[tuple[int, int]]:
        """Where the rows of each input begin and end."""
        edges = np.searchsorted(self.input, np.arange(inputs + 1)).tolist()
        return list(pairwise(edges))


@dataclass(frozen=True)
class Inputs:
    """The inputs of what was read, in the order in which they were given.

    `kinds`, `files`, `digests` (of all that it says, whatever its file is called
    and in whichever order) and `days` (the last one that it speaks of, ISO 8601)
    are one an input. `entries` has the key of each record within its input,
    `contents` what it says as a number, `told` the same of each interaction.
    """

    kinds: tuple[str | None, ...]
    files: tuple[str, ...]
    digests: tuple[str, ...]
    days: tuple[str | None, ...]
    sources: Rows
    records: Rows
    interactions: Rows
    owner_facts: Rows
    rejects: Rows
    entries: pa.Array  # (records,)
    contents: Hashes  # (records,)
    told: Hashes  # (interactions,)

    def __len__(self) -> int:
        return len(self.kinds)


def inputs(imported: Imported) -> Inputs:
    """The inputs of what was read."""
    sources = imported.sources.reset_index(drop=True)
    names = sources[["file", "source"]].fillna("")
    group, _ = pd.factorize(pd.MultiIndex.from_frame(names))
    order = np.argsort(group, kind="stable")
    stands = np.empty_like(order)  # (sources,) the row of each now
    stands[order] = np.arange(len(order))
    of_inputs = Rows(_taken(sources, order), group[order], np.arange(len(order)))
    rows = {name: _rows(getattr(imported, name), sources, group, stands) for name in _OF_SOURCES}
    count = int(group.max(initial=-1)) + 1
    first = np.searchsorted(of_inputs.input, np.arange(count))
    kinds, files = (
        tuple(arrow(of_inputs.table[name]).take(pa.array(first)).to_pylist())
        for name in ("source", "file")
    )
    records = rows["records"]
    contents = fingerprints(records.table)
    told = of_columns(rows["interactions"].table, _TOLD)
    return Inputs(
        kinds=kinds,
        files=files,
        digests=tuple(_digests(kinds, of_inputs, rows, contents, told)),
        days=tuple(_days(count, of_inputs, records)),
        sources=of_inputs,
        **rows,
        entries=one_chunk(record_keys(records.table, within=records.input)),
        contents=contents,
        told=told,
    )


def _rows(table: pd.DataFrame, sources: pd.DataFrame, group: Ints, stands: Ints) -> Rows:
    """A table's rows by their inputs; what is of no source is left out."""
    named = pd.MultiIndex.from_frame(sources[["file", "member"]].fillna(""))
    first = np.flatnonzero(~named.duplicated())
    wanted = pd.MultiIndex.from_frame(table[["file", "member"]].fillna(""))
    place = named[first].get_indexer(wanted)
    known = np.flatnonzero(place >= 0)
    source = first[place[known]]
    order = np.argsort(group[source], kind="stable")
    source = source[order]
    return Rows(_taken(table, known[order]), group[source], stands[source])


def _taken(table: pd.DataFrame, order: Ints) -> pd.DataFrame:
    """Rows of a table, which is not copied where they are all of it as it is."""
    if len(order) == len(table) and bool(np.all(order[:-1] < order[1:])):
        return table
    return table.iloc[order].reset_index(drop=True)


def _digests(
    kinds: Sequence[str | None],
    sources: Rows,
    rows: dict[str, Rows],
    contents: Hashes,
    told: Hashes,
) -> Iterator[str]:
    """Of each input a digest of all that it says."""
    facts = _plain(rows["owner_facts"].table, ["fact", "value", "start", "end"])
    rejects = _plain(rows["rejects"].table, ["reason", "raw"])
    notes = list(sources.table["note"].fillna(""))
    edges = {name: of_name.bounds(len(kinds)) for name, of_name in rows.items()}
    for place, (kind, of_sources) in enumerate(zip(kinds, sources.bounds(len(kinds)), strict=True)):
        of_records, of_told, of_facts, of_rejects = (
            slice(*edges[name][place]) for name in _OF_SOURCES
        )
        says, happened = np.sort(contents[of_records]), np.sort(told[of_told])
        total = blake2b(digest_size=16)
        total.update(repr((kind, len(says), len(happened))).encode())
        total.update(says.tobytes())
        total.update(happened.tobytes())
        total.update(repr(sorted(facts[of_facts])).encode())
        total.update(repr(sorted(rejects[of_rejects])).encode())
        if not len(says) and not len(happened):
            total.update(repr(notes[slice(*of_sources)]).encode())
        yield total.hexdigest()


def _plain(table: pd.DataFrame, names: list[str]) -> list[tuple[Any, ...]]:
    return list(table[names].fillna("").itertuples(index=False, name=None))


def _days(count: int, sources: Rows, records: Rows) -> Iterator[str | None]:
    """Of each input the last day that it speaks of."""
    last = np.full(count, _UNDATED, dtype=np.int64)
    for rows, name in ((sources, "covers_to"), (records, "as_of")):
        day = pc.fill_null(pc.cast(one_chunk(rows.table[name]), pa.int32()), _UNDATED)
        np.maximum.at(last, rows.input, np.asarray(day, dtype=np.int64))
    for day in last.tolist():
        yield None if day == _UNDATED else str(np.datetime64(day, "D"))
