"""DuckDB and processes, each only as long as it works, over one work folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from typing import Any

import pyarrow as pa

from netmerge.engines.reading import GROUP
from netmerge.engines.work import Work
from netmerge.errors import MatchError, MissingExtraError, SettingsError


@dataclass(frozen=True)
class Options:
    """How much of the machine a run may take: DuckDB's memory ("1GB"), processes."""

    memory: str = "500MB"
    workers: int = 1


class Engine:
    """DuckDB and processes over one work folder, each only as long as it works: idle
    they would hold much memory.
    """

    def __init__(self, work: Work, options: Options) -> None:
        """Raises MissingExtraError where DuckDB is not installed, SettingsError for an
        amount of memory that it does not understand.
        """
        self.work, self.options = work, options
        with self._database():
            pass

    @contextmanager
    def _database(self) -> Iterator[Any]:
        """DuckDB, which may fetch nothing."""
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("DuckDB's engine", "duckdb") from error
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.options.memory,
            "threads": str(self.options.workers),
            "temp_directory": str(self.work.scratch),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        try:
            database = duckdb.connect(":memory:", config=settings)
        except duckdb.Error as error:
            problem = f"DuckDB cannot work with {self.options.memory} of memory ({error})."
            raise SettingsError(problem, "Give a size such as 2GB.") from error
        with database:
            yield database

    def run(self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
        """The results of a function for each tuple of arguments, in their order.

        Raises MatchError where a process was ended from outside.
        """
        jobs = list(arguments)
        workers = min(self.options.workers, len(jobs))
        if self.options.workers == 1 or not jobs:
            return [function(*each) for each in jobs]
        with ProcessPoolExecutor(workers, _processes(), _end_with_parent) as pool:
            waiting = [pool.submit(function, *each) for each in jobs]
            try:
                return [one.result() for one in waiting]
            except BrokenProcessPool as error:
                raise MatchError(
                    "A process of the engine was ended, for want of memory most likely.",
                    "Run it again as it was, to go on, with fewer --workers.",
                ) from error
            finally:
                pool.shutdown(cancel_futures=True)

    def table(self, query: str) -> pa.Table:
        """What a query gives."""
        with self._database() as database:
            return database.sql(query).to_arrow_table()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives, which are few."""
        with self._database() as database:
            found: list[tuple[Any, ...]] = database.execute(query).fetchall()
        return found

    def copy(self, query: str, out: Path, more: str = "") -> None:
        """Write what a query gives as Parquet."""
        form = (
            f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {GROUP}{more}"
        )
        with self._database() as database:
            database.execute(f"COPY ({query}) TO '{quoted(out)}' ({form})")


def _processes() -> Any:
    """How processes are started: out of one that has loaded all, where there is such."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["netmerge.engines.contacts", "netmerge.engines.tasks"])
    return context


def _end_with_parent() -> None:
    """End this process when the one ends that asked for it, however that ended."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def quoted(path: Path) -> str:
    """A path within a text of SQL."""
    return str(path).replace("'", "''")
