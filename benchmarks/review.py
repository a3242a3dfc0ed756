"""A world with its truth in, what its questions are worth out: `python -m benchmarks.review PATH`.

PATH is as in `benchmarks.accuracy`. The truth answers the first questions, 3 % of the contacts
unless `--share` says otherwise, and then all of them. Printed are how many answers changed
something, and how many contacts of several people and people in several contacts are mended.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import netmerge as nm
from benchmarks.accuracy import World, labels, place, read_world

TODAY = "2026-11-01"


@dataclass(frozen=True)
class Answered:
    """What came of some questions."""

    asked: int
    changing: int
    halves: int  # questions whether a contact is two
    halves_changing: int
    before: nm.Evaluation
    after: nm.Evaluation

    def lines(self) -> list[str]:
        """What came of it, for a terminal."""
        before, after = self.before, self.after
        share = self.changing / max(self.asked, 1)
        f1 = f"F1 {before.pairwise.f1:.4f}, then {after.pairwise.f1:.4f}"
        return [
            f"{self.asked:,} asked, {self.changing:,} answers changed something ({share:.1%})",
            f"  could be two: {self.halves:,} asked, {self.halves_changing:,} were",
            f"  contacts of several people: {before.wrong:,}, then {after.wrong:,}",
            f"  people in several contacts: {before.split:,}, then {after.split:,}; {f1}",
        ]


def answers(asked: pd.DataFrame, person: pd.Series) -> pd.Series:
    """What the truth says to questions; null where it does not know one of the two.

    `person` gives who each record_key is.
    """
    one, other = (person.reindex(asked[f"record_{side}"]).to_numpy(dtype=object) for side in "ab")
    word = pd.Series(np.where(one == other, "same", "different"), index=asked.index, dtype=object)
    return word.where(pd.notna(one) & pd.notna(other), None)


def answered(world: World, net: nm.Network, share: float | None) -> Answered:
    """Ask the first questions, so many a contact, or all; answer them, and match again."""
    first = "all" if share is None else max(5, int(share * len(net.contacts)))
    asked = net.questions(first)
    placed = place(world, net)
    key = net.records.set_index("record_id")["record_key"]
    known = placed.dropna(subset=["record_id"])
    person = pd.Series(known["person_id"].to_numpy(), index=key.loc[known["record_id"]])
    asked = asked.assign(decision=answers(asked, person))
    halves = (asked["contact_id_a"] == asked["contact_id_b"]).to_numpy(dtype=bool)
    says = np.where(halves, "different", "same")
    changing = asked["decision"].to_numpy(dtype=object) == says
    again = nm.reconcile(*world.inputs, today=TODAY, decisions=asked)
    return Answered(
        asked=len(asked),
        changing=int(changing.sum()),
        halves=int(halves.sum()),
        halves_changing=int((changing & halves).sum()),
        before=nm.evaluate(net.links, labels(placed)),
        after=nm.evaluate(again.links, labels(place(world, again))),
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.review", description=__doc__.splitlines()[0]
    )
    parser.add_argument("path", type=Path, nargs="+")
    parser.add_argument("--share", type=float, default=0.03, help="of the contacts, asked first")
    options = parser.parse_args(arguments)
    for path in options.path:
        world = read_world(path)
        net = nm.reconcile(*world.inputs, today=TODAY)
        print(f"{path.name}: {len(net.contacts):,} contacts")
        for share in (options.share, None):
            print("\n".join(answered(world, net, share).lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
