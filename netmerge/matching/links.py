"""Records in, links out: candidate pairs with their match weights, the clusters they make, and
the fitted model.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from netmerge.columns.threads import in_threads
from netmerge.columns.types import Floats, Hashes, Ints
from netmerge.matching import attributes as featuring
from netmerge.matching.attributes import Features
from netmerge.matching.blocking.pairs import candidates
from netmerge.matching.cluster.clusters import Constraints, cluster, threshold
from netmerge.matching.cluster.guard import guarded
from netmerge.matching.cluster.judge import Judged, judge
from netmerge.matching.comparisons import Comparison, compare
from netmerge.matching.decisions import decided
from netmerge.matching.lanes import lanes
from netmerge.matching.model.model import Model
from netmerge.matching.score import Scored, batches, score
from netmerge.matching.weights import Priors, priors

FITTED = 60_000
"""Records to which the model is fitted; a longer list is sampled."""


@dataclass(frozen=True, repr=False)
class Links:
    """What matching found out about a table of records.

    `pairs` has one row a pair worth mentioning: record_a, record_b (record_id), match_weight
    (bits), match_probability, lane (merged, review or apart) and reason, strongest first.
    `clusters` gives each row of the records the number of its cluster, -1 for empty records.
    `model` is the fitted model, `threshold` the log2 odds from which it merges a pair. `warnings`
    says what was found implausible and taken apart again. `bounds` counts what was left out for
    its
    size: pairs by blocking rule, and values by field. `records` and `cleaned` are what they speak
    of.
    """

    pairs: pd.DataFrame
    clusters: Ints
    model: Model
    threshold: float
    warnings: tuple[str, ...]
    bounds: dict[str, int]
    records: pd.DataFrame
    cleaned: pd.DataFrame
    features: Features
    rows: Ints
    comparisons: tuple[Comparison, ...]

    def __repr__(self) -> str:
        clustered = self.clusters[self.clusters >= 0]
        clusters = len(np.unique(clustered))
        records = len(clustered)
        return f"<Links: {len(self.pairs):,} pairs, {clusters:,} clusters of {records:,} records>"

    def _repr_html_(self) -> str:
        return self.pairs.head(20)._repr_html_()  # type: ignore[operator,no-any-return]


def match_records(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    decisions: pd.DataFrame | None = None,
    start: Priors | None = None,
) -> Links:
    """Find which records are one person.

    `records` and `cleaned` are the tables RECORDS and CLEANED of the schema, row by row the same.
    `decisions` has the columns record_a, record_b (record_key or record_id) and decision ("same"
    or "different"), the owner's word, which outranks every weight; one whose records are not there
    is told in the warnings. `start` has the comparisons, and the numbers from which the model
    starts, where they are not the usual ones. Raises SchemaError for decisions without these
    columns, MatchError for a word that is neither and for a record_id that is not there.
    """
    start = start or priors()
    asked = tuple(dict.fromkeys(name for each in start.comparisons for name in each.columns))
    content = cleaned["fingerprint"].to_numpy()
    rows = _in_order_of_content(records, content)
    features = _features(records, cleaned, rows, asked)
    with ThreadPoolExecutor(1) as helper:
        sample = helper.submit(_sample, records, cleaned, rows, asked)
        found = candidates(features)
    scored = score(features, found, start, sample.result())
    word = decided(decisions, records, rows)
    judged = judge(scored, features, word.same, word.different)
    single = features.profile.codes, *features.names.generations
    constraints = Constraints(features.exclusive, single)
    safe = threshold(judged.log_odds)
    evidence = partial(_parts, start.comparisons, features, scored)

    def clustered(pairs: Judged) -> Ints:
        columns = pairs.left, pairs.right, pairs.for_clusters
        return cluster(
            features.records, *columns, safe, constraints, evidence, scored.model.prior_weight
        )

    labels = clustered(judged)
    judged, warnings = guarded(judged, labels, features.names, scored.model.replaced_names)
    labels = clustered(judged) if warnings else labels
    clusters = np.full(len(records), -1, dtype=np.int64)
    clusters[rows] = rows[labels]
    groups = np.flatnonzero((records["kind"] == "group") & (records["status"] != "empty"))
    clusters[groups] = groups
    return Links(
        pairs=lanes(records["record_id"].to_numpy()[rows], scored, judged, safe, labels),
        clusters=clusters,
        model=scored.model,
        threshold=safe,
        warnings=word.warnings + warnings,
        bounds=found.capped
        | {f"{name} values": cut for name, cut in features.values_left_out.items() if cut},
        records=records,
        cleaned=cleaned,
        features=features,
        rows=rows,
        comparisons=start.comparisons,
    )


def _features(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    rows: Ints,
    asked: tuple[str, ...],
    population: int | None = None,
) -> Features:
    """Features of some rows. `asked` are columns that comparisons look at beside the usual."""

    def chosen(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
        taken = in_threads(lambda name: table[name].array.take(rows), columns)
        return pd.DataFrame(dict(zip(columns, taken, strict=True)))

    more = {name: (cleaned if name in cleaned.columns else records)[name] for name in asked}
    return featuring.build(
        chosen(records, featuring.OF_RECORDS),
        chosen(cleaned, featuring.OF_CLEANED),
        population,
        chosen(pd.DataFrame(more), asked),
    )


def _sample(
    records: pd.DataFrame, cleaned: pd.DataFrame, rows: Ints, asked: tuple[str, ...]
) -> Features | None:
    """Features of a random sample of a long list, repeatable since the rows stand in order of
    content.
    """
    if len(rows) <= FITTED:
        return None
    chosen = np.random.Generator(np.random.PCG64(0)).choice(len(rows), FITTED, replace=False)
    return _features(records, cleaned, rows[np.sort(chosen)], asked, population=len(rows))


def _in_order_of_content(records: pd.DataFrame, content: Hashes) -> Ints:
    """Rows to be matched, in an order that does not depend on the order of the inputs, so that
    nothing else does.
    """
    rows = np.flatnonzero((records["status"] != "empty") & (records["kind"] != "group"))
    sources = (
        records[["file", "member"]].fillna("").drop_duplicates().sort_values(["file", "member"])
    )
    place = pd.MultiIndex.from_frame(sources).get_indexer(
        pd.MultiIndex.from_frame(records[["file", "member"]].fillna(""))
    )
    return rows[np.lexsort((records["position"].to_numpy()[rows], place[rows], content[rows]))]


def _parts(
    comparisons: Sequence[Comparison], features: Features, scored: Scored, places: Ints
) -> Floats:
    """What the match weights of some pairs are made of; of a decision, nothing."""
    parts = np.full((len(places), len(comparisons) + 2), np.nan)
    weighed = np.flatnonzero(places < len(scored.left))
    left, right = (column[places[weighed]] for column in (scored.left, scored.right))

    def parts_of(batch: slice) -> Floats:
        return scored.model.parts(*compare(comparisons, features, left[batch], right[batch]))

    parts[weighed] = np.concatenate(in_threads(parts_of, batches(len(weighed))))
    return parts
