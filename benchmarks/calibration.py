"""Lists by kind in, whether probabilities are right out: `python -m benchmarks.calibration`.

For each kind of list the reliability tables of `nm.evaluate` are added up: of the pairs that were
given some probability, how many are one person's. Lists are made (`pip install
'netmerge[bench]'`): directories and families, of whom one in ten or four in ten stand twice, and
lists of damaged copies and people who look alike. Worlds with their truth, as in
`benchmarks.accuracy`, are a kind each: `python -m benchmarks.calibration PATH …`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import netmerge as nm
from benchmarks.accuracy import labels, place, read_world
from benchmarks.damaged import DAMAGED, damaged
from benchmarks.kinds import KINDS, LANGUAGES, made

PEOPLE = 250
TWICE = (0.1, 0.4)
"""Shares of the people of a directory who stand there twice."""
DAMAGES = (1, 3, 5)
"""Damages a copy, in lists of damaged copies."""


@dataclass(frozen=True)
class Calibrated:
    """What was found on the lists of one kind, added up.

    `table` is a reliability table with `likely` and `right`, sums instead of shares. Of the
    pairs merged without asking (the safe lane), `safe`, so many are `safe_right`.
    """

    table: pd.DataFrame
    safe: int
    safe_right: int

    def __add__(self, other: Calibrated) -> Calibrated:
        table = self.table.copy()
        for column in ("pairs", "likely", "right"):
            table[column] += other.table[column]
        return Calibrated(table, self.safe + other.safe, self.safe_right + other.safe_right)

    def lines(self, kind: str) -> list[str]:
        """The table for a terminal."""
        share = self.safe_right / max(self.safe, 1)
        found = [f"{kind}: safe lane {share:.4f} of {self.safe:,}"]
        for low, high, pairs, likely, right in self.table.itertuples(index=False):
            if pairs:
                told = f"expected {likely / pairs:.3f}, right {right / pairs:.3f}"
                found.append(f"  {low:.2f} – {high:.2f} {pairs:>8,} pairs: {told}")
        return found


def calibrated(links: nm.Links, truth: pd.DataFrame) -> Calibrated:
    """How far the probabilities of these links are right, by who each record_id is."""
    table = nm.evaluate(links, truth).reliability
    table["likely"] = (table["expected"] * table["pairs"]).fillna(0.0)
    table["right"] = np.rint((table["right"] * table["pairs"]).fillna(0.0)).astype(int)
    person = truth.set_index("record_id")["person_id"]
    safe = links.pairs[links.pairs["merged"] & (links.pairs["lane"] == "safe")]
    one, other = (person.reindex(safe[f"record_{side}"]).to_numpy() for side in "ab")
    known = pd.notna(one) & pd.notna(other)
    right = int((one == other)[known].sum())
    return Calibrated(table[["from", "to", "pairs", "likely", "right"]], int(known.sum()), right)


def of_list(table: pd.DataFrame, folder: Path) -> Calibrated:
    """The same of a made list, whose column `person` is the truth."""
    path = folder / "list.csv"
    table.drop(columns="person").to_csv(path, index=False)
    records = nm.read(path).records
    truth = pd.DataFrame({"record_id": records["record_id"], "person_id": table["person"]})
    return calibrated(nm.match(records), truth)


def of_world(path: Path) -> Calibrated:
    """The same of a world that has its truth beside it."""
    world = read_world(path)
    net = nm.reconcile(*world.inputs, today="2026-11-01")
    return calibrated(net.links, labels(place(world, net)))


def lists(people: int, seeds: list[int]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Made lists, each with its kind: what stands before the comma of `KINDS`, or a kind of
    `DAMAGED`.
    """
    for seed in seeds:
        for number, kind in enumerate(KINDS):
            language = LANGUAGES[(number + seed) % len(LANGUAGES)]
            for twice in TWICE:
                yield kind.split(",")[0], made(kind, people, language, seed, people, twice)
        for kind in DAMAGED:
            for language in LANGUAGES:
                for damages in DAMAGES:
                    yield kind, damaged(kind, 2 * people, language, seed, damages)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.calibration", description=__doc__.splitlines()[0]
    )
    parser.add_argument("paths", type=Path, nargs="*", help="worlds with their truth")
    parser.add_argument("--people", type=int, default=PEOPLE, help="people of the kind in a list")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--kind", default="", help="a part of the kind's name")
    options = parser.parse_args(arguments)
    for path in options.paths:
        print("\n".join(of_world(path).lines(path.name)), flush=True)
    by_kind: dict[str, Calibrated] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, table in lists(options.people, options.seeds):
            if options.kind in kind:
                found = of_list(table, Path(folder))
                by_kind[kind] = by_kind[kind] + found if kind in by_kind else found
    for kind, found in by_kind.items():
        print("\n".join(found.lines(kind)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
