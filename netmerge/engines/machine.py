"""Processes on this machine, each only as long as it works."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context, parent_process
from typing import Any

from netmerge.errors import MatchError


def in_processes(
    workers: int, function: Callable[..., Any], jobs: list[tuple[Any, ...]]
) -> list[Any]:
    """The results of a function for each tuple of arguments, in their order; in this
    process, where only one is asked for.

    Raises MatchError where a process was ended from outside.
    """
    if workers == 1 or not jobs:
        return [function(*each) for each in jobs]
    with ProcessPoolExecutor(min(workers, len(jobs)), _processes(), _end_with_parent) as pool:
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
