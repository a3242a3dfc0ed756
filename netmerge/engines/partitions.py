"""What Spark's workers do with a partition: Arrow batches in, files of the work folder
out, or the other way round.

Spark has no unsigned numbers and no large binaries: what it is given has others in
their place, and what comes back is cast to the types of the schema.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge import __version__
from netmerge.columns.chunks import release_unused
from netmerge.engines.contacts import CLUSTER
from netmerge.engines.ordered import Group
from netmerge.engines.people import AS_READ, AS_WRITTEN
from netmerge.engines.reading import GROUP
from netmerge.engines.work import array, in_place_of, write_parquet
from netmerge.schema import CLEANED, RECORDS

PART = "part"
"""The column of members that says which part of the contacts they are in."""

PLACE = "place"
"""The column that says which jobs are done."""

_TYPES = {
    **{AS_WRITTEN + name: column.type for name, column in RECORDS.columns.items()},
    **{AS_READ + name: column.type for name, column in CLEANED.columns.items()},
}
_IN_SPARK = {pa.uint64(): pa.decimal128(20, 0), pa.large_binary(): pa.binary()}
_BATCH = 10_000
"""Rows that are given to Spark at a time."""


def worked(folder: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Do the jobs of a folder whose numbers come; each leaves its result beside it."""
    for batch in batches:
        for place in batch.column(0).to_pylist():
            job = Path(folder) / f"{place}.job"
            function, arguments = pickle.loads(job.read_bytes())  # noqa: S301 (a file of this run)
            result = pickle.dumps(function(*arguments))
            with in_place_of(job.with_suffix(".done")) as path:
                path.write_bytes(result)
            yield pa.record_batch({PLACE: pa.array([place], pa.int64())})


def versions() -> str:
    """By what results are reckoned; where these differ, results may."""
    libraries = f"numpy {np.__version__}, pandas {pd.__version__}, pyarrow {pa.__version__}"
    return f"netmerge {__version__}, Python {platform.python_version()}, {libraries}"


def looked(mark: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Whether a worker sees a file of the work folder, and what it reckons by."""
    for batch in batches:
        sees = pa.repeat(Path(mark).is_file(), len(batch))
        yield pa.record_batch({"sees": sees, "versions": pa.repeat(versions(), len(batch))})


def kept_in_order(
    out: str, rows: int, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """A partition of people, in order → files of so many rows."""
    from pyspark import TaskContext

    context = TaskContext.get()
    partition = context.partitionId() if context else 0
    done = 0
    for number, people in enumerate(_gathered(batches, rows)):
        path = Path(out) / f"{partition:05d}-{number:05d}.parquet"
        write_parquet(_of_spark(people), path, rows)
        done += len(people)
    release_unused()
    yield pa.record_batch({PLACE: pa.array([done], pa.int64())})


def _gathered(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Batches as tables of so many rows; the last may have fewer."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        waiting.append(batch)
        size += len(batch)
        while size >= rows:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, rows)
            waiting = table.slice(rows).to_batches()
            size -= rows
    if size:
        yield pa.Table.from_batches(waiting)


def with_clusters(
    groups: Sequence[Group],
    clusters: str,
    span: int,
    names: Sequence[str],
    batches: Iterable[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    """The groups whose numbers come → their people, as these columns, with their cluster
    and the part that it is in.
    """
    for batch in batches:
        for place in batch.column(0).to_pylist():
            group = groups[place]
            of = pa.array(array(Path(clusters))[group.start : group.stop])
            table = _for_spark(group.read(), names)
            table = table.append_column(CLUSTER, of)
            table = table.append_column(PART, pa.array(np.asarray(of) // span))
            yield from table.combine_chunks().to_batches(_BATCH)
    release_unused()


def kept_in_parts(out: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Members in the order of their parts → a folder for each part."""
    for people in _by_part(batches):
        part = people[PART][0].as_py()
        folder = Path(out) / f"{PART}={part}"
        folder.mkdir(parents=True, exist_ok=True)
        write_parquet(_of_spark(people.drop_columns([PART])), folder / "00000.parquet", GROUP)
        yield pa.record_batch({PLACE: pa.array([part], pa.int64())})
    release_unused()


def _by_part(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        part = batch.column(PART).to_numpy()
        begins = np.flatnonzero(part[1:] != part[:-1]) + 1
        for start, stop in pairwise([0, *begins.tolist(), len(part)]):
            if waiting and waiting[-1].column(PART)[0].as_py() != part[start]:
                yield pa.Table.from_batches(waiting)
                waiting = []
            waiting.append(batch.slice(start, stop - start))
    if waiting:
        yield pa.Table.from_batches(waiting)


def _for_spark(people: pa.Table, names: Sequence[str]) -> pa.Table:
    columns = []
    for name in names:
        type_ = _TYPES.get(name, pa.bool_())
        type_ = _IN_SPARK.get(type_, type_)
        there = name in people.column_names
        columns.append(people[name].cast(type_) if there else pa.nulls(len(people), type_))
    return pa.table(columns, names=list(names))


def _of_spark(people: pa.Table) -> pa.Table:
    columns = [
        people[name].cast(_TYPES.get(name, people[name].type)) for name in people.column_names
    ]
    return pa.table(columns, names=people.column_names)
