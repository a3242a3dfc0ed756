"""Spark as the engine: it sorts and brings together on its machines, whose workers do
the stages; each of them sees the work folder under the same path as this machine.
"""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from netmerge.columns.types import Ints
from netmerge.engines import partitions
from netmerge.engines.cluster import SAME, equipped, failing, session
from netmerge.engines.contacts import CLUSTER
from netmerge.engines.engine import ALIKE, Options
from netmerge.engines.ordered import Group
from netmerge.engines.partitions import PART, PLACE
from netmerge.engines.people import AS_READ, AS_WRITTEN
from netmerge.engines.reading import GROUP
from netmerge.engines.work import Work
from netmerge.errors import SettingsError

PARTITION = 100_000
"""People that are sorted together, and members that are brought together."""

_LOOKS = 16
"""Workers that are asked whether they see the work folder."""

_GLOB = re.compile(r"([\\*?\[\]{}])")


class Spark:
    """Spark over one work folder."""

    def __init__(self, work: Work, options: Options) -> None:
        self.work, self.options = work, options
        self._runs = 0

    def __enter__(self) -> Spark:
        """Start a session. Raises MissingExtraError without pyspark, SettingsError where
        the cluster refuses, does not see the work folder, or has another netmerge.
        """
        self.work.say("workers")
        self._spark = session(self.options, self.work.scratch)
        try:
            self._look()
        except BaseException:
            self._spark.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the session."""
        self._spark.stop()

    def _look(self) -> None:
        """Ask workers whether they see the work folder, and by what they reckon."""
        mark = self.work.scratch / "mark"
        mark.touch()
        ask = partial(partitions.looked, str(mark.resolve()))
        rows = self._spark.range(0, _LOOKS, 1, _LOOKS)
        with equipped(), failing():
            told = rows.mapInArrow(ask, "sees boolean, versions string").collect()
        if not all(row["sees"] for row in told):
            raise SettingsError(
                f"Not all of Spark's workers see --work {self.work.folder}.",
                "Give a folder on a disk that all machines share, under the same path.",
            )
        others = {row["versions"] for row in told} - {partitions.versions()}
        if others:
            raise SettingsError(
                f"Spark's workers have {'; '.join(sorted(others))}, and here is "
                f"{partitions.versions()}.",
                SAME,
            )

    def alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives on this machine."""
        return function(*arguments)

    def run(self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
        """The results of a function for each tuple of arguments, in their order.

        Raises MatchError where Spark gives up.
        """
        self._runs += 1
        folder = self.work.scratch.resolve() / f"jobs-{self._runs:05d}"
        folder.mkdir()
        jobs = 0
        for each in arguments:
            (folder / f"{jobs}.job").write_bytes(pickle.dumps((function, each)))
            jobs += 1
        if jobs:
            self._through(
                self._spark.range(0, jobs, 1, jobs), partial(partitions.worked, str(folder))
            )
        files = [folder / f"{place}.done" for place in range(jobs)]
        found = [pickle.loads(file.read_bytes()) for file in files]  # noqa: S301 (of this run)
        shutil.rmtree(folder)
        return found

    def _through(self, rows: Any, function: Callable[..., Any]) -> None:
        """Give all partitions of rows to a function, for what it leaves in files."""
        with failing():
            rows.mapInArrow(function, f"{PLACE} long").collect()

    def _read(self, paths: Sequence[Path]) -> Any:
        """What stands in files, each of which has the columns in which it says something."""
        reading = self._spark.read.option("mergeSchema", "true")
        return reading.parquet(*(_address(path) for path in paths))

    def order(self, clean: Path, out: Path) -> None:
        """Those of the people who are matched, in order, in files of GROUP rows."""
        from pyspark.sql.functions import coalesce, lit

        files = sorted(clean.glob("*.parquet"))
        with failing():
            people = self._read(files)
            kept = people.where(~(_is_group(people) | _is_empty(people)))
            file, member = (coalesce(_written(kept, name), lit("")) for name in ("file", "member"))
            numbers = (_written(kept, name) for name in ("position", "record_id"))
            by = [kept[f"{AS_READ}fingerprint"], file, member, *numbers]
            kept = kept.repartitionByRange(_partitions(_rows(files)), *by)
            kept = kept.sortWithinPartitions(*by)
        self._through(kept, partial(partitions.kept_in_order, str(out.resolve()), GROUP))

    def add_up(self, words: Sequence[Path], out: Path) -> None:
        """How parts use words → how the list does."""
        from pyspark.sql.functions import bool_or, col
        from pyspark.sql.functions import sum as total

        with failing():
            each = self._read(words).groupBy("word")
            named, employed = total("named").alias("named"), total("employed").alias("employed")
            added = each.agg(named, employed, bool_or("short").alias("short"))
            as_names = (col("named") > 0) & (col("employed") >= col("named"))
            added.where(col("short") | as_names).coalesce(1).write.parquet(_address(out, False))

    def distinct(self, pairs: Sequence[Path], out: Path) -> None:
        """Each pair once."""
        with failing():
            each = self._read(pairs).distinct()
            each.write.parquet(_address(out, False))

    def members(
        self, ordered: Sequence[Group], clean: Path, clusters: Ints, span: int, out: Path
    ) -> None:
        """All people with their clusters, in a folder for each part."""
        from pyspark.sql.functions import lit, when

        path = self.work.scratch.resolve() / "clusters.npy"
        np.save(path, clusters)
        with failing():
            everybody = self._read(sorted(clean.glob("*.parquet")))
            schema = everybody.schema
            make = partial(partitions.with_clusters, ordered, str(path), span, list(schema.names))
            numbers = self._spark.range(0, len(ordered), 1, len(ordered))
            schema = schema.add(CLUSTER, "long").add(PART, "long")
            matched = numbers.mapInArrow(make, schema)
            others = everybody.where(_is_group(everybody) | _is_empty(everybody))
            by_itself = when(_is_empty(others), lit(-1)).otherwise(_written(others, "record_id"))
            others = others.withColumn(CLUSTER, by_itself).withColumn(PART, lit(-1))
            members = matched.unionByName(others)
            members = members.repartition(_partitions(ordered[-1].stop), PART)
            members = members.sortWithinPartitions(PART, _written(members, "record_id"))
        out.mkdir()
        self._through(members, partial(partitions.kept_in_parts, str(out.resolve())))

    def alike(self, called: Sequence[Path]) -> list[tuple[int, str, str]]:
        """The contacts whose ids came out alike."""
        from pyspark.sql.functions import regexp_replace

        with failing():
            people = self._read(called)
            people = people.withColumn("bare", regexp_replace("contact_id", ALIKE, ""))
            twice = people.groupBy("bare").count().where("count > 1").select("bare")
            found = people.join(twice, "bare").select("part", "contact_id", "key").collect()
        return [(row["part"], row["contact_id"], row["key"]) for row in found]


def _written(people: Any, name: str) -> Any:
    return people[AS_WRITTEN + name]


def _is_group(people: Any) -> Any:
    return _written(people, "kind").eqNullSafe("group")


def _is_empty(people: Any) -> Any:
    return _written(people, "status").eqNullSafe("empty")


def _rows(files: Sequence[Path]) -> int:
    return sum(pq.ParquetFile(path).metadata.num_rows for path in files)


def _partitions(people: int) -> int:
    return max(-(-people // PARTITION), 1)


def _address(path: Path, to_read: bool = True) -> str:
    """The address of a file for Spark, which takes some letters for patterns in what it
    reads.
    """
    whole = str(path.resolve())
    return "file:" + (_GLOB.sub(r"\\\1", whole) if to_read else whole)
