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
from benchmarks.accuracy import pairwise
from benchmarks.matching import SEED, made
from netmerge import matching
from netmerge.clean.phones import guess_region
from netmerge.clean.records import clean_records
from netmerge.importers import Imported
from netmerge.matching import links, names, score
from netmerge.matching.cluster.components import connected
from netmerge.matching.comparisons import COMPARISONS, compare
from netmerge.matching.model import fit, namesakes
from netmerge.matching.model.model import Model
from netmerge.matching.weights import Priors

Switch = Callable[[], AbstractContextManager[Any]]
Compare = Callable[..., tuple[np.ndarray, np.ndarray]]


@contextmanager
def without_comparison(place: int) -> Iterator[None]:
    """One comparison says of every pair that it cannot be compared."""

    def silent(*arguments: Any) -> tuple[np.ndarray, np.ndarray]:
        levels, frequency = compare(*arguments)
        levels[:, place], frequency[:, place] = 0, np.nan
        return levels, frequency

    with patch.object(score, "compare", silent):
        yield


@contextmanager
def without_term_frequencies() -> Iterator[None]:
    """Sharing a value counts as much as sharing the value that is shared on average."""

    def even(*arguments: Any) -> tuple[np.ndarray, np.ndarray]:
        levels, frequency = compare(*arguments)
        for place in range(levels.shape[1]):
            for level in np.unique(levels[:, place]):
                here = (levels[:, place] == level) & ~np.isnan(frequency[:, place])
                frequency[here, place] = frequency[here, place].mean() if here.any() else 0
        return levels, frequency

    with patch.object(score, "compare", even):
        yield


@contextmanager
def without_tables(*tables: str) -> Iterator[None]:
    """Such pairs, households for one, look to the model as those of strangers do."""
    usual = links.priors

    def plain(*arguments: Any) -> Priors:
        found = usual(*arguments)
        without = dict.fromkeys(tables)
        weights = tuple(replace(weights, **without) for weights in found.weights)
        return replace(found, weights=weights)

    with patch.object(links, "priors", plain):
        yield


def chained(
    records: int, left: np.ndarray, right: np.ndarray, odds: np.ndarray, safe: float, *_: Any
) -> np.ndarray:
    """Clusters by following every good pair, wherever it leads."""
    return connected(records, left[odds >= safe], right[odds >= safe])


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
    "as it comes": nullcontext,
    **{
        comparison.name: partial(without_comparison, place)
        for place, comparison in enumerate(COMPARISONS)
    },
    "nicknames and variants": lambda: patch.object(names, "nickname_groups", dict),
    "term frequencies": without_term_frequencies,
    "households and colleagues": partial(without_tables, "household", "colleague"),
    "namesakes of rare names": partial(without_tables, "namesake"),
    "addresses made of names": partial(without_tables, "alike"),
    "counts of whole names": lambda: patch.object(namesakes, "of_strangers", as_expected),
    "factor for names that go together": lambda: patch.object(
        Model, "namesake_weight", no_namesakes
    ),
    "fitting m (EM)": lambda: patch.object(fit, "fit", first_of),
    "fitting u (random pairs)": lambda: patch.object(fit, "with_random_pairs", first_of),
    "clusters without chains": lambda: patch.object(links, "cluster", chained),
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
    for name, switch in SWITCHES.items():
        with switch():
            clusters = matching.match_records(imported.records, cleaned).clusters.copy()
        alone = clusters < 0
        clusters[alone] = len(clusters) + np.arange(alone.sum())
        found[name] = pairwise(people, clusters).f1
        print(f"{path.name}: {name}: {found[name]:.4f}", file=sys.stderr, flush=True)
    return found


def table(by_list: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown: F1 in the first line, then points of F1 lost, lists side by side."""
    lines = [f"| without | {' | '.join(by_list)} |", "|---|" + "---:|" * len(by_list)]
    for name in SWITCHES:
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
