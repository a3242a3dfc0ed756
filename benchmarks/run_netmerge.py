"""A CSV with its truth in, netmerge's figures out as JSON: `python -m benchmarks.run_netmerge
LIST.csv FIGURES.json`.

netmerge as it comes, from the file to the files it writes, in a process of its own so that time
and memory are too.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

import netmerge as nm
from benchmarks.accuracy import groups, place, read_world
from benchmarks.measure import Measured, Stopwatch, peak_memory, reliability, scores

TODAY = dt.date(2026, 11, 1)


def run(path: Path) -> Measured:
    """Read, reconcile and write one list; then, off the clock, score the answer."""
    watch = Stopwatch()
    net = nm.reconcile(path, today=TODAY)
    with tempfile.TemporaryDirectory() as folder:
        net.write(folder)
        seconds, memory = watch.seconds, peak_memory()
    placed = place(read_world(path), net)
    truth, found = groups(placed)
    pairs, right = judged_pairs(net, placed, truth)
    probability = pairs["match_probability"].to_numpy(dtype=float)
    return Measured(
        engine="netmerge",
        rows=len(placed),
        seconds=seconds,
        memory=memory,
        reliability=reliability(probability, right),
        notes=[
            *_lanes(pairs["lane"].to_numpy(dtype=object), right, len(net.contacts)),
            _left_out(net),
        ],
        **scores(truth, found),
    )


def _lanes(lane: np.ndarray, right: np.ndarray, contacts: int) -> list[str]:
    """How many pairs stand in the safe lane and in review, and how many of them are one person."""
    lines = []
    for name in ("safe", "review"):
        here = right[lane == name]
        share = f"{here.mean():.2%} of them one person" if len(here) else "none"
        per_contact = len(here) / max(contacts, 1)
        lines.append(f"{name}: {len(here):,} pairs ({per_contact:.1%} of the contacts), {share}")
    return lines


def _left_out(net: nm.Network) -> str:
    return "left out for size: " + (
        ", ".join(f"{n:,} {name}" for name, n in net.links.bounds.items()) or "nothing"
    )


def judged_pairs(
    net: nm.Network, placed: pd.DataFrame, truth: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """The pairs of the links whose records the truth knows, and whether each is one person."""
    person = pd.Series(truth, index=placed["record_id"])
    person = person[person.index.notna()]
    pairs = net.links.pairs
    one, other = (person.reindex(pairs[side]).to_numpy() for side in ("record_a", "record_b"))
    known = ~(np.isnan(one) | np.isnan(other))
    return pairs[known], (one == other)[known]


if __name__ == "__main__":
    run(Path(sys.argv[1])).write(Path(sys.argv[2]))
