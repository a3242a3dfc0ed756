"""Lists of firms, clubs, alumni, families → how many stay apart: `python -m benchmarks.lists`.

People of one home or one firm look alike without being one person, and nothing in such a list
need be there twice: a matcher that expects duplicates finds them all the same. Each kind is made
alone and among other people, of names of four languages (Faker's, of the extra `bench`), the same
for the same seed. With `--twice 0.1` one person in ten has a second row with another phone, a
slip of the pen, a nickname or another employer, and recall counts too.
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
from benchmarks.kinds import KINDS, LANGUAGES, made
from netmerge.matching.scores import Score


@dataclass(frozen=True)
class Outcome:
    """What became of one list.

    `mixed` people have a row in a contact with another's. Of the pairs of rows put together,
    `merged`, so many are `right`; `of_one` are one person's. `unasked` pairs of two given names
    are merged and not in review.
    """

    people: int
    contacts: int
    mixed: int
    merged: int
    right: int
    of_one: int
    unasked: int

    @property
    def whole(self) -> float:
        """Share of the people who have their contacts to themselves."""
        return 1 - self.mixed / self.people

    @property
    def score(self) -> Score:
        """Pairwise precision and recall."""
        precision = self.right / self.merged if self.merged else 1.0
        return Score(precision, self.right / self.of_one if self.of_one else 1.0)


def outcome(table: pd.DataFrame, folder: Path) -> Outcome:
    """Match a list at the default and hold the answer against the truth."""
    path = folder / "list.csv"
    table.drop(columns="person").to_csv(path, index=False)
    links = nm.match(nm.read(path).records)
    person = table["person"].to_numpy()  # (rows,) int, as the rows stand in the file
    _, found = np.unique(np.asarray(links.clusters), return_inverse=True)
    people_of = pd.Series(person).groupby(found).nunique()
    mixed = pd.Series(people_of.reindex(found).to_numpy() > 1).groupby(person).any()
    pairs = links.pairs
    two_names = pairs["reason"].str.contains("given name different", regex=False)
    return Outcome(
        people=len(mixed),
        contacts=int(found.max()) + 1,
        mixed=int(mixed.sum()),
        merged=together(found),
        right=together(person * (found.max() + 1) + found),
        of_one=together(person),
        unasked=int((two_names & pairs["merged"] & (pairs["lane"] != "review")).sum()),
    )


def together(groups_: np.ndarray) -> int:
    """How many pairs have the same number."""
    sizes = np.unique(groups_, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def lists(
    sizes: tuple[int, ...], seeds: tuple[int, ...]
) -> Iterator[tuple[str, int, int, int, str]]:
    """Kinds, numbers of people and of others, seeds and languages: each kind alone and among
    others.
    """
    for seed in seeds:
        for number, kind in enumerate(KINDS):
            for size in sizes:
                yield kind, size, 0, seed, LANGUAGES[(number + seed) % 4]
                yield kind, size, size, seed, LANGUAGES[(number + seed + 1) % 4]


def pooled(found: list[Outcome]) -> str:
    """What became of several lists together, in one line: contacts are counted over all of them."""
    people, mixed = (sum(getattr(one, name) for one in found) for name in ("people", "mixed"))
    merged, right, of_one = (
        sum(getattr(one, name) for one in found) for name in ("merged", "right", "of_one")
    )
    precision, recall = (right / pairs if pairs else 1.0 for pairs in (merged, of_one))
    f1 = 2 * right / (merged + of_one) if merged + of_one else 1.0
    return f"{people:>8,}{1 - mixed / people:>8.4f}{precision:>11.3f}{recall:>8.3f}{f1:>8.3f}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lists", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[40, 250], help="people of the kind in a list"
    )
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument(
        "--twice", type=float, default=0.0, help="share of the people who stand twice"
    )
    parser.add_argument("--kind", default="", help="a part of the kind's name")
    parser.add_argument("--each", action="store_true", help="a line for each list too")
    options = parser.parse_args(arguments)
    print(f"{'kind':<30}{'people':>8}{'whole':>8}{'precision':>11}{'recall':>8}{'F1':>8}")
    by_kind: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, people, among, seed, language in lists(
            tuple(options.sizes), tuple(options.seeds)
        ):
            if options.kind in kind:
                one = outcome(
                    made(kind, people, language, seed, among, options.twice), Path(folder)
                )
                by_kind.setdefault(kind, []).append(one)
                if options.each:
                    print(
                        f"  {kind}, {people} among {among}, {language}, {seed}: {pooled([one])}",
                        flush=True,
                    )
    for kind, found in by_kind.items():
        print(f"{kind:<30}{pooled(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
