"""A CSV with its truth in, Splink's figures out as JSON: `python -m benchmarks.run_splink
LIST.csv FIGURES.json`.

Splink (https://github.com/moj-analytical-services/splink) with DuckDB, set up for these columns
as somebody who knows it would: values lower-cased and trimmed, numbers as their last nine digits,
its own comparisons for names and dates, term frequencies, u from random pairs, m by expectation
maximisation over several blockings. Then, off the clock, every threshold is tried against the
truth, and the best is the one it is scored at: the kindest reading possible.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as compare

from benchmarks.measure import Measured, Stopwatch, peak_memory, reliability, scores
from netmerge.matching.scores import pairwise

THRESHOLDS = np.arange(-6.0, 30.0, 1.0)
"""Match weights (with the prior) tried as thresholds."""

LOWEST = 2.0**-7
"""Match probability from which pairs are asked for."""

BY_FREQUENCY = {
    "first_name": compare.NameComparison,
    "last_name": compare.NameComparison,
    # EmailComparison counts the name before the @ again: F1 0.76 for 0.86 on 36,000 rows
    "email": compare.ExactMatch,
    "phone": compare.ExactMatch,
    "company": compare.ExactMatch,
    "title": compare.ExactMatch,
    "city": compare.ExactMatch,
}
PLAIN = {
    "linkedin": compare.ExactMatch,
    "street": lambda column: compare.JaroWinklerAtThresholds(column, [0.9, 0.8]),
    "postcode": lambda column: compare.DamerauLevenshteinAtThresholds(column, 1),
    "birthday": lambda column: compare.DateOfBirthComparison(column, input_is_string=True),
}
BLOCKING = (
    ("email",),
    ("phone",),
    ("linkedin",),
    ("first_name", "last_name"),
    ("last_name", "company"),
    ("first_name", "company"),
    ("split_part(email, '@', 1)",),
    ("first_name", "substr(last_name, 1, 3)"),
    ("postcode", "last_name"),
    ("postcode", "first_name"),
    ("birthday",),
    ("street",),
    ("last_name", "city"),
    ("first_name", "city"),
    ("last_name", "substr(postcode, 1, 3)"),
)
TRAINING = (("first_name", "last_name"), ("email",), ("phone",), ("birthday",), ("street",))


def run(path: Path) -> Measured:
    """Read, clean, train, predict, cluster and write; scored at the best of all thresholds."""
    truth = pd.factorize(
        pd.read_csv(path.with_suffix(".truth.csv")).sort_values("position")["person_id"]
    )[0]
    watch = Stopwatch()
    rows = cleaned(pd.read_csv(path, dtype=str))
    linker, failed = trained(rows)
    predictions = linker.inference.predict(threshold_match_probability=LOWEST)
    seconds, memory = watch.seconds, peak_memory()
    pairs = predictions.as_pandas_dataframe()[
        ["unique_id_l", "unique_id_r", "match_weight", "match_probability"]
    ]
    threshold = best_threshold(pairs, truth)
    watch = Stopwatch()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_weight=float(threshold)
    ).as_pandas_dataframe()
    with tempfile.TemporaryDirectory() as folder:
        clusters.to_csv(Path(folder) / "clusters.csv", index=False)
        seconds += watch.seconds
    found = pd.factorize(
        clusters.set_index("unique_id")["cluster_id"].reindex(np.arange(len(rows)))
    )[0]
    right = truth[pairs["unique_id_l"]] == truth[pairs["unique_id_r"]]
    return Measured(
        engine="Splink",
        rows=len(rows),
        seconds=seconds,
        memory=memory,
        reliability=reliability(pairs["match_probability"].to_numpy(), right),
        notes=[
            f"best threshold by the truth: match weight {threshold:.0f}",
            *(
                f"expectation maximisation blocked on {terms} gave up: {why}"
                for terms, why in failed.items()
            ),
        ],
        **scores(truth, found),
    )


def cleaned(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as Splink's manual asks for them: one spelling a value, none for what is empty."""
    tidy = rows.apply(lambda column: column.str.strip().str.lower())
    if "phone" in tidy:
        tidy["phone"] = tidy["phone"].str.replace(r"\D", "", regex=True).str[-9:]
    tidy = tidy.astype(object).where(tidy.notna() & (tidy != ""), None)
    return tidy.assign(unique_id=np.arange(len(tidy)))


def trained(rows: pd.DataFrame) -> tuple[Linker, dict[str, str]]:
    """A linker for these rows with its parameters estimated, and the blockings whose estimation
    gave up, with why.
    """
    present = {column for column in rows if rows[column].notna().any()}
    comparisons: list[Any] = [
        make(column).configure(term_frequency_adjustments=True)
        for column, make in BY_FREQUENCY.items()
        if column in present
    ]
    comparisons += [make(column) for column, make in PLAIN.items() if column in present]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules(BLOCKING, present),
        retain_matching_columns=False,
    )
    linker = Linker(DuckDBAPI().register(rows), settings, log_level="ERROR")
    exact = rules(
        (
            ("email", "first_name"),
            ("phone", "first_name"),
            ("linkedin",),
            ("birthday", "last_name"),
        ),
        present,
    )
    linker.training.estimate_probability_two_random_records_match(exact, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    failed = {}
    for terms in TRAINING:
        for rule in rules((terms,), present):
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    rule, record_sample_proportion=1.0
                )
            except ValueError as error:  # Splink refuses an m that has become 0
                failed[", ".join(terms)] = str(error).partition(". ")[0]
    return linker, failed


def rules(wanted: tuple[tuple[str, ...], ...], present: set[str]) -> list[Any]:
    """The blocking rules whose columns the rows have."""
    has = lambda term: any(column in term for column in present)  # noqa: E731
    return [block_on(*terms) for terms in wanted if all(map(has, terms))]


def best_threshold(pairs: pd.DataFrame, truth: np.ndarray) -> float:
    """The match weight at which linking pairs transitively gives the highest pairwise F1."""
    from netmerge.matching.cluster.components import connected

    left, right, weight = (
        pairs[name].to_numpy() for name in ("unique_id_l", "unique_id_r", "match_weight")
    )
    linked = [weight >= threshold for threshold in THRESHOLDS]
    f1 = [pairwise(truth, connected(len(truth), left[kept], right[kept])).f1 for kept in linked]
    return float(THRESHOLDS[int(np.argmax(f1))])


if __name__ == "__main__":
    run(Path(sys.argv[1])).write(Path(sys.argv[2]))
