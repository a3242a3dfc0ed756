"""Past one machine's memory: `python -m benchmarks.engines PEOPLE.parquet --engine duckdb spark`.

The seconds of processor and the peak of memory (PSS, of the whole tree of processes) of one run,
table in, contacts out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

MEMORY = """
import sys, pyarrow.parquet as pq
import netmerge as nm
from netmerge.export import to_parquet
links = nm.match(pq.read_table(sys.argv[1]), region=sys.argv[3])
to_parquet(nm.merge(links), sys.argv[2] + "/contacts.parquet")
"""
ENGINES = ("memory", "duckdb", "spark")
"""Spark on this machine alone."""

EVERY = 0.5
"""Seconds from one look at the memory to the next."""


def tree(root: int) -> list[int]:
    """A process and all that it started."""
    found = [root]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, children.read_text("ascii").split())
            except OSError:
                continue
    return found


def memory(root: int) -> int:
    """The memory of a tree of processes in bytes; what several share counts once."""
    total = 0
    for process in tree(root):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024


def processor(root: int) -> float:
    """The seconds of processor of a tree of processes, with those that ended in it."""
    total = 0
    for process in tree(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def measured(command: list[str]) -> tuple[float, float, int]:
    """Seconds, seconds of processor, and peak memory of a command."""
    begin, used, peak, over = time.monotonic(), 0.0, 0, threading.Event()
    running = subprocess.Popen(command)  # noqa: S603 (this very Python)

    def watch() -> None:
        nonlocal used, peak
        while not over.wait(EVERY):
            used = max(used, processor(running.pid))
            peak = max(peak, memory(running.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = running.wait()
    over.set()
    watcher.join()
    if code:
        sys.exit(code)
    return time.monotonic() - begin, used, peak


def command(engine: str, people: str, out: Path, options: argparse.Namespace) -> list[str]:
    """What runs an engine."""
    if engine == "memory":
        return [sys.executable, "-c", MEMORY, people, str(out), options.region]
    more = ["--engine", engine, "--work", f"{out}/work", "--out", f"{out}/out"]
    more += ["--workers", str(options.workers), "--quiet"]
    if options.memory:
        more += ["--memory", options.memory]
    return [sys.executable, "-m", "netmerge", "merge", people, "--region", options.region, *more]


def main() -> None:
    """Measure and print a line for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people")
    parser.add_argument("--engine", nargs="*", default=["memory", "duckdb"], choices=ENGINES)
    parser.add_argument("--memory")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--region", default="GB")
    options = parser.parse_args()
    for engine in options.engine:
        out = Path(tempfile.mkdtemp())
        seconds, used, peak = measured(command(engine, options.people, out, options))
        shutil.rmtree(out)
        print(f"{engine:>7}: {seconds:7.1f} s, {used:7.1f} CPU s, {peak / 1e9:5.2f} GB", flush=True)


if __name__ == "__main__":
    main()
