"""A CSV in, the seconds and the memory of each stage of a run out: `python -m
benchmarks.stages LIST.csv`.

Seconds are of the processor, which others that use the machine lengthen less than
those of the clock; where those of the main thread are nearly all, the second core
has nothing to do.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import netmerge as nm

TODAY = "2026-11-01"
_PAGE = 4096
_EVERY = 0.01
"""Seconds from one look at the memory to the next."""


class Stages:
    """Prints what each stage took when the next begins."""

    def __init__(self) -> None:
        self._name, self._peak = "", 0
        self._begun = _seconds()
        threading.Thread(target=self._watch, daemon=True).start()

    def begin(self, name: str) -> None:
        """The stage before is through, and another one begins."""
        all_threads, main, clock = (
            now - then for now, then in zip(_seconds(), self._begun, strict=True)
        )
        if self._name:
            times = f"{all_threads:7.2f} {main:7.2f} {clock:7.2f}"
            print(f"{self._name:32} {times} {self._peak / 1e9:7.2f} GB")
        self._name, self._peak, self._begun = name, 0, _seconds()

    def _watch(self) -> None:
        """Note the most memory that the process holds (Linux)."""
        while True:
            held = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
            self._peak = max(self._peak, int(held) * _PAGE)
            time.sleep(_EVERY)


def _seconds() -> tuple[float, float, float]:
    """Of all threads, of this one, of the clock."""
    return time.process_time(), time.thread_time(), time.perf_counter()


def run(path: Path) -> None:
    """Read, reconcile and write one list."""
    print(f"{'':32} {'CPU s':>7} {'main':>7} {'clock':>7} {'memory':>7}")
    stages = Stages()
    net = nm.reconcile(path, today=TODAY, progress=stages.begin)
    with tempfile.TemporaryDirectory() as folder:
        stages.begin("Writing")
        net.write(folder)
    stages.begin("")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
