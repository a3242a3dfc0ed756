"""A function to be timed in, its seconds and the process's peak memory out: what the runners of
one engine report.
"""

from __future__ import annotations

import json
import resource
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from netmerge.matching.scores import Score, b_cubed, pairwise

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Edges of the reliability table."""


@dataclass(frozen=True)
class Measured:
    """What one engine did with one list: accuracy, seconds, peak memory in bytes.

    `reliability` has a row for each bin of match probability: lower and upper edge, pairs, right
    ones. `notes` says what else is to be known, such as the threshold.
    """

    engine: str
    rows: int
    seconds: float
    memory: int
    pairwise: Score
    b_cubed: Score
    reliability: list[tuple[float, float, int, int]]
    notes: list[str]

    def write(self, path: Path) -> None:
        """Leave the figures as JSON for the process that asked for them."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def read_measured(path: Path) -> Measured:
    """What `Measured.write` left."""
    found = json.loads(path.read_text(encoding="utf-8"))
    scores = {name: Score(**found[name]) for name in ("pairwise", "b_cubed")}
    return Measured(
        **(found | scores | {"reliability": [tuple(row) for row in found["reliability"]]})
    )


def scores(truth: np.ndarray, found: np.ndarray) -> dict[str, Score]:
    """Pairwise and B-cubed scores, under the names that Measured has for them."""
    return {"pairwise": pairwise(truth, found), "b_cubed": b_cubed(truth, found)}


def reliability(probability: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int, int]]:
    """For each bin of match probability: its edges, the pairs in it, and how many of them are one
    person.
    """
    places = np.digitize(probability, BINS[1:-1])
    shown = probability >= BINS[0]
    pairs = np.bincount(places[shown], minlength=len(BINS) - 1)
    hits = np.bincount(places[shown & right], minlength=len(BINS) - 1)
    return [
        (low, high, int(n), int(k))
        for low, high, n, k in zip(BINS[:-1], BINS[1:], pairs, hits, strict=True)
    ]


def peak_memory() -> int:
    """The most memory this process has held, in bytes.

    Linux lets a child begin with its parent's peak in `ru_maxrss`, so the high-water mark of its
    own is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(
            line
            for line in status.read_text(encoding="ascii").splitlines()
            if line.startswith("VmHWM")
        )
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Seconds since the watch was made."""
        return time.perf_counter() - self._began
