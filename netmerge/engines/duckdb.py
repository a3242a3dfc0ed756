"""DuckDB as the engine: it sorts, joins and counts on the disk of this machine, and
stages work in processes. Each runs only as long as it works: idle they would hold
much memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa

from netmerge.columns.types import Ints
from netmerge.engines.engine import ALIKE, Options
from netmerge.engines.machine import in_processes
from netmerge.engines.ordered import Group
from netmerge.engines.people import AS_READ, AS_WRITTEN
from netmerge.engines.reading import GROUP
from netmerge.engines.work import Work, write_parquet
from netmerge.errors import MissingExtraError, SettingsError

MEMORY = "500MB"
"""What DuckDB may take, unless the user says otherwise."""

_ORDER = f"""
    "{AS_READ}fingerprint",
    coalesce("{AS_WRITTEN}file", ''),
    coalesce("{AS_WRITTEN}member", ''),
    "{AS_WRITTEN}position",
    "{AS_WRITTEN}record_id"
"""
_GROUP = f"coalesce(\"{AS_WRITTEN}kind\", '') = 'group'"
_EMPTY = f"coalesce(\"{AS_WRITTEN}status\", '') = 'empty'"


class DuckDB:
    """DuckDB and processes over one work folder."""

    def __init__(self, work: Work, options: Options) -> None:
        """Raises MissingExtraError where DuckDB is not installed, SettingsError for an
        amount of memory that it does not understand, or an option of another engine.
        """
        if options.master:
            raise SettingsError("DuckDB has no --master.", "Leave it out, or take --engine spark.")
        self.work = work
        self.memory = options.memory or MEMORY
        self.workers = options.workers or os.cpu_count() or 1
        with self._database():
            pass

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing runs on."""

    @contextmanager
    def _database(self) -> Iterator[Any]:
        """DuckDB, which may fetch nothing."""
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("DuckDB's engine", "duckdb") from error
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.memory,
            "threads": str(self.workers),
            "temp_directory": str(self.work.scratch),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        try:
            database = duckdb.connect(":memory:", config=settings)
        except duckdb.Error as error:
            problem = f"DuckDB cannot work with {self.memory} of memory ({error})."
            raise SettingsError(problem, "Give a size such as 2GB.") from error
        with database:
            yield database

    def alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives, in a process of its own where there are several."""
        return self.run(function, [arguments])[0]

    def run(self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
        """The results of a function for each tuple of arguments, in their order.

        Raises MatchError where a process was ended from outside.
        """
        return in_processes(self.workers, function, list(arguments))

    def order(self, clean: Path, out: Path) -> None:
        """Those of the people who are matched, in order, in one file."""
        people = _everybody(clean)
        matched = f"SELECT * FROM {people} WHERE NOT {_GROUP} AND NOT {_EMPTY} ORDER BY {_ORDER}"
        self._copy(matched, out / "people.parquet")

    def add_up(self, words: Sequence[Path], out: Path) -> None:
        """How parts use words → how the list does."""
        query = f"""SELECT word, sum(named)::BIGINT AS named, sum(employed)::BIGINT AS employed,
            bool_or(short) AS short FROM {_files(words)} GROUP BY word
            HAVING bool_or(short) OR (sum(named) > 0 AND sum(employed) >= sum(named))"""
        self._copy(query, out)

    def distinct(self, pairs: Sequence[Path], out: Path) -> None:
        """Each pair once."""
        self._copy(f"SELECT DISTINCT pair FROM {_files(pairs)} ORDER BY pair", out)

    def members(
        self, ordered: Sequence[Group], clean: Path, clusters: Ints, span: int, out: Path
    ) -> None:
        """All people with their clusters, in a folder for each part."""
        part = clusters // span
        table = pa.table({"position": np.arange(len(clusters)), "cluster": clusters, "part": part})
        path = self.work.scratch / "clusters.parquet"
        write_parquet(table, path, GROUP)
        (people,) = {group.path for group in ordered}
        query = f"""SELECT people.* EXCLUDE (file_row_number), clusters.cluster, clusters.part
            FROM read_parquet({_quoted(people)}, file_row_number = true) AS people
            JOIN read_parquet({_quoted(path)}) AS clusters
            ON people.file_row_number = clusters.position
            UNION ALL BY NAME
            SELECT *, CASE WHEN {_EMPTY} THEN -1 ELSE "{AS_WRITTEN}record_id" END AS cluster,
            -1 AS part
            FROM {_everybody(clean)} WHERE {_GROUP} OR {_EMPTY}"""
        self._copy(query, out, ", PARTITION_BY (part)")

    def alike(self, called: Sequence[Path]) -> list[tuple[int, str, str]]:
        """The contacts whose ids came out alike."""
        bare = f"regexp_replace(contact_id, '{ALIKE}', '')"
        people = _files(called)
        twice = f"SELECT {bare} FROM {people} GROUP BY 1 HAVING count(*) > 1"
        query = f"SELECT part, contact_id, key FROM {people} WHERE {bare} IN ({twice})"
        with self._database() as database:
            found: list[tuple[int, str, str]] = database.execute(query).fetchall()
        return found

    def _copy(self, query: str, out: Path, more: str = "") -> None:
        """Write what a query gives as Parquet."""
        form = (
            f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {GROUP}{more}"
        )
        with self._database() as database:
            database.execute(f"COPY ({query}) TO {_quoted(out)} ({form})")


def _everybody(clean: Path) -> str:
    """All people, in SQL; each file has the columns in which it says something."""
    return _files(sorted(clean.glob("*.parquet")), ", union_by_name = true")


def _files(paths: Sequence[Path], more: str = "") -> str:
    """What stands in files, in SQL."""
    return f"read_parquet([{', '.join(map(_quoted, paths))}]{more})"


def _quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
