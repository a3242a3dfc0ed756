"""A folder of people in order → its groups of rows, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True)
class Group:
    """Rows of a file that are read together, the people at the places from `start` on."""

    path: Path
    number: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many people."""
        return self.stop - self.start

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        """The people, with those of the columns that are there."""
        file = pq.ParquetFile(self.path)
        there = file.schema_arrow.names
        wanted = there if columns is None else [name for name in columns if name in there]
        return file.read_row_group(self.number, columns=wanted)


def groups_of(folder: Path) -> list[Group]:
    """The groups of all files of a folder, which are in the order of their names."""
    found: list[Group] = []
    start = 0
    for path in sorted(folder.glob("*.parquet")):
        metadata = pq.ParquetFile(path).metadata
        for number in range(metadata.num_row_groups):
            stop = start + metadata.row_group(number).num_rows
            found.append(Group(path, number, start, stop))
            start = stop
    return found


def read_all(groups: Sequence[Group], columns: Sequence[str]) -> pa.Table:
    """Some columns, which every file has, of all people."""
    return pa.concat_tables([group.read(columns) for group in groups])
