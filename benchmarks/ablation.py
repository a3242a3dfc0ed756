"""Lists with their truth in, what each kind of evidence buys out: `python -m benchmarks.ablation
[PATH.csv …]`.

Each comparison and each idea of the model is switched off by itself and the list matched again;
blocking stays as it is, so that the figures speak of the evidence alone. Without a path,
populations of `--sizes` rows are made. Prints a table in Markdown: pairwise F1 as it comes, and
how many points it loses without each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd

import netmerge as nm
from benchmarks.matching import SEED, made
from netmerge import matching
from netmerge.clean.records import clean_records
from netmerge.clean.regions import guess_region
from netmerge.importers import Imported
from netmerge.matching import name_texts, settle
from netmerge.matching.attributes import Occurrences
from netmerge.matching.cluster.components import connected
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.comparisons import COMPARISONS, Compared, Comparison, Pairs
from netmerge.matching.comparisons.comparison import nothing
from netmerge.matching.model import fit, namesakes
from netmerge.matching.model.model import Model
from netmerge.matching.score import Scored
from netmerge.matching.scores import pairwise
from netmerge.matching.weights import Priors

Change = Callable[[Priors], Priors]
Switch = Callable[[], AbstractContextManager[Any]]


def usual(start: Priors) -> Priors:
    """As it comes."""
    return start


def without_comparison(name: str, start: Priors) -> Priors:
    """One comparison says of every pair that it cannot be compared."""

    def silent(pairs: Pairs) -> Compared:
        return nothing(len(pairs))

    changed = tuple(
        replace(each, compare=silent) if each.name == name else each for each in start.comparisons
    )
    return replace(start, comparisons=changed)


def without_term_frequencies(start: Priors) -> Priors:
    """Sharing a value counts as much as sharing the value that is shared on average."""
    even = tuple(replace(each, compare=partial(evenly, each)) for each in start.comparisons)
    return replace(start, comparisons=even)


def evenly(comparison: Comparison, pairs: Pairs) -> Compared:
    """What a comparison finds, with one frequency for all shared values of a level."""
    found = pairs.once(comparison.compare)
    bits = np.log2(found.frequency)
    for level in comparison.levels:
        here = (found.levels == level) & ~np.isnan(bits)
        if here.any():
            bits[here] = bits[here].mean()
    return Compared(found.levels, np.exp2(bits))


def without_tables(*tables: str) -> Change:
    """Such pairs, households for one, look to the model as those of strangers do."""

    def plain(start: Priors) -> Priors:
        without = dict.fromkeys(tables)
        weights = tuple(replace(weights, **without) for weights in start.weights)
        return replace(start, weights=weights)

    return plain


CHANGES: dict[str, Change] = {
    "as it comes": usual,
    **{each.name: partial(without_comparison, each.name) for each in COMPARISONS},
    "term frequencies": without_term_frequencies,
    "households and colleagues": without_tables("household", "colleague"),
    "namesakes of rare names": without_tables("namesake"),
    "addresses made of names": without_tables("alike"),
}
"""What the model starts from, with one thing switched off."""


@contextmanager
def without_nicknames() -> Iterator[None]:
    """Nobody knows that Bob is Robert."""
    with (
        patch.object(name_texts, "nickname_groups", dict),
        patch.object(name_texts, "_groups_by_sound", dict),
    ):
        yield


def chained(
    judged: Judged, _: Scored, said: Occurrences, __: settle.Comparing, safe: float
) -> np.ndarray:
    """Clusters by following every good pair, wherever it leads."""
    good = judged.for_clusters >= safe
    return connected(said.records, judged.left[good], judged.right[good])


def first_of(first: Model, *_: Any) -> Model:
    """The model as it was."""
    return first


def as_expected(_: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Whole names are as common as their parts say."""
    return expected


def no_namesakes(_: Model, levels: np.ndarray) -> np.ndarray:
    """Names go together no more than by chance."""
    return np.zeros(len(levels))


SWITCHES: dict[str, Switch] = {
    "nicknames and variants": without_nicknames,
    "counts of whole names": partial(patch.object, namesakes, "of_strangers", as_expected),
    "factor for names that go together": partial(
        patch.object, Model, "namesake_weight", no_namesakes
    ),
    "fitting m (EM)": partial(patch.object, fit, "fit", first_of),
    "fitting u (random pairs)": partial(patch.object, fit, "with_random_pairs", first_of),
    "clusters without chains": partial(patch.object, settle, "_clustered", chained),
}
"""What is built in, with one thing patched away."""

RUNS: dict[str, tuple[Change, Switch]] = {
    **{name: (change, nullcontext) for name, change in CHANGES.items()},
    **{name: (usual, switch) for name, switch in SWITCHES.items()},
}


def ablate(path: Path) -> dict[str, float]:
    """Pairwise F1 of a list with each switch."""
    truth = pd.read_csv(path.with_suffix(".truth.csv")).set_index("position")["person_id"]
    imported: Imported = nm.read(path)
    cleaned = clean_records(
        imported.records, guess_region(imported.records, imported.owner_facts)[0]
    )
    people = pd.factorize(truth.reindex(imported.records["position"]))[0]
    found = {}
    for name, (change, switch) in RUNS.items():
        with switch():
            links = matching.match_records(
                imported.records, cleaned, start=change(matching.priors())
            )
        clusters = links.clusters.copy()
        alone = clusters < 0
        clusters[alone] = len(clusters) + np.arange(alone.sum())
        found[name] = pairwise(people, clusters).f1
        print(f"{path.name}: {name}: {found[name]:.4f}", file=sys.stderr, flush=True)
    return found


def table(by_list: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown: F1 in the first line, then points of F1 lost, lists side by side."""
    lines = [f"| without | {' | '.join(by_list)} |", "|---|" + "---:|" * len(by_list)]
    for name in RUNS:
        losses = [100 * (found[name] - found["as it comes"]) for found in by_list.values()]
        cells = [f"{loss:+.1f}".replace("-", "−") for loss in losses]
        if name == "as it comes":
            cells = [f"F1 {found[name]:.3f}" for found in by_list.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ablation", description=__doc__.splitlines()[0]
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH.csv")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[5_000, 36_000], help="rows of the populations made"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        lists = {
            f"{rows:,} rows made": made(rows, options.seed, Path(folder)) for rows in options.sizes
        }
        lists |= {path.stem: path for path in options.paths}
        print(table({name: ablate(path) for name, path in lists.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
