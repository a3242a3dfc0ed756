"""What was read → its inputs, each known by its content.

An input is what is of one kind in one export: the contacts of an archive, the
cards of a folder. Exports of one address book, month after month, are known by
the entries that they share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.clean.fingerprints import fingerprints, of_columns
from netmerge.clean.record_keys import record_keys
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Hashes, Ints
from netmerge.importers import Imported
from netmerge.schema import INTERACTIONS

_TOLD = tuple(name for name in INTERACTIONS.columns if name not in ("file", "member", "position"))


@dataclass(frozen=True)
class Input:
    """What is of one kind in one export: its tables, each row with the place of
    its source in `sources`.

    `entries` has the key of each record within the input, `contents` what it
    says as a number, `told` the same of each interaction.
    """

    kind: str | None
    file: str
    tables: Imported
    of_records: Ints  # (records,), a row of sources
    of_interactions: Ints  # (interactions,)
    of_facts: Ints
    of_rejects: Ints
    entries: pa.Array  # (records,)
    contents: Hashes  # (records,)
    told: Hashes  # (interactions,)

    @property
    def digest(self) -> str:
        """Of all that it says, whatever its file is called and in whichever order."""
        total = blake2b(digest_size=16)
        total.update(repr((self.kind, len(self.contents), len(self.told))).encode())
        total.update(np.sort(self.contents).tobytes())
        total.update(np.sort(self.told).tobytes())
        facts = self.tables.owner_facts[["fact", "value", "start", "end"]].fillna("")
        rejects = self.tables.rejects[["reason", "raw"]].fillna("")
        for table in (facts, rejects):
            total.update(repr(sorted(table.itertuples(index=False, name=None))).encode())
        if not len(self.contents) and not len(self.told):
            total.update(repr(list(self.tables.sources["note"].fillna(""))).encode())
        return total.hexdigest()

    @property
    def as_of(self) -> str | None:
        """The last day that it speaks of, ISO 8601."""
        days = [self.tables.sources["covers_to"].max(), self.tables.records["as_of"].max()]
        known = [str(day) for day in days if not pd.isna(day)]
        return max(known, default=None)


def inputs(imported: Imported) -> Iterator[Input]:
    """The inputs of what was read, in the order in which they were given."""
    sources = imported.sources.reset_index(drop=True)
    names = sources[["file", "source"]].fillna("")
    group, _ = pd.factorize(pd.MultiIndex.from_frame(names))
    place = {
        name: _places(getattr(imported, name), sources)
        for name in ("records", "interactions", "owner_facts", "rejects")
    }
    for number in range(int(group.max(initial=-1)) + 1):
        rows = np.flatnonzero(group == number)
        within = np.full(len(sources), -1, dtype=np.int64)
        within[rows] = np.arange(len(rows))
        yield _input(imported, sources.iloc[rows], {n: within[p] for n, p in place.items()})


def _input(imported: Imported, sources: pd.DataFrame, place: dict[str, Ints]) -> Input:
    tables = {
        name: getattr(imported, name)[of_source >= 0].reset_index(drop=True)
        for name, of_source in place.items()
    }
    records = tables["records"]
    kind, file = (arrow(sources[name])[0].as_py() for name in ("source", "file"))
    there = {name: of_source[of_source >= 0] for name, of_source in place.items()}
    return Input(
        kind=kind,
        file=file,
        tables=Imported(sources=sources.reset_index(drop=True), **tables),
        of_records=there["records"],
        of_interactions=there["interactions"],
        of_facts=there["owner_facts"],
        of_rejects=there["rejects"],
        entries=one_chunk(record_keys(records)),
        contents=fingerprints(records),
        told=of_columns(tables["interactions"], _TOLD),
    )


def _places(table: pd.DataFrame, sources: pd.DataFrame) -> Ints:
    """The row of `sources` that each row of a table comes from."""
    named = pd.MultiIndex.from_frame(sources[["file", "member"]].fillna(""))
    first = np.flatnonzero(~named.duplicated())
    wanted = pd.MultiIndex.from_frame(table[["file", "member"]].fillna(""))
    place = named[first].get_indexer(wanted)
    return np.where(place < 0, -1, first[place])
