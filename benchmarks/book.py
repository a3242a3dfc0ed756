"""A file of contacts → what a book of it costs: adding it, more on top, and each
command on it, in seconds of the processor and of the clock, and in megabytes.

    python -m benchmarks.book people.csv [--more 5000]

Every command runs in a process of its own, as at a terminal.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOOKS = (
    ("due",),
    ("search", "an"),
    ("log",),
)
"""Commands that need no name."""

OF_SOMEBODY = (
    ("show",),
    ("note", "sent a few words", "--on", "2026-10-30"),
)
"""Commands with somebody's id behind the first word."""


def main() -> None:
    """Measure and print a line for each command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("people", type=Path, help="a CSV file of contacts")
    arguments.add_argument("--more", type=int, default=5000, help="of its rows, added later")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first, later = _parts(asked.people, asked.more, Path(folder))
        book = Path(folder) / "netmerge.db"
        _measure(book, "add", str(first))
        _measure(book, "add", str(later))
        _measure(book, "add", str(later))
        for look in LOOKS:
            _measure(book, *look)
        somebody = _somebody(book)
        for command, *rest in OF_SOMEBODY:
            _measure(book, command, somebody, *rest)
        _measure(book, "undo")


def _parts(people: Path, more: int, folder: Path) -> tuple[Path, Path]:
    """The rows of a file but for the last ones, and those, each in a file."""
    head, *rows = people.read_text("utf-8").splitlines(keepends=True)
    first, later = folder / "first.csv", folder / "later.csv"
    first.write_text(head + "".join(rows[:-more]), "utf-8")
    later.write_text(head + "".join(rows[-more:]), "utf-8")
    return first, later


def _somebody(book: Path) -> str:
    import netmerge as nm

    with nm.Book(book) as opened:
        return str(opened.contacts["contact_id"].iloc[0])


def _measure(book: Path, *command: str) -> None:
    which = [str(book)] if command[0] == "due" else ["--book", str(book)]
    run = [sys.executable, "-m", "netmerge", command[0], *which, *command[1:]]
    start = time.perf_counter()
    process = subprocess.Popen(run, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - start
    peak = used.ru_maxrss >> 10
    size = book.stat().st_size >> 20
    processor = used.ru_utime + used.ru_stime
    print(
        f"{command[0]:8} {processor:7.2f} s of the processor, {clock:7.2f} s of the clock, "
        f"{peak:5} MB at most, book of {size} MB, ended with {process.returncode}",
        flush=True,
    )


if __name__ == "__main__":
    main()
