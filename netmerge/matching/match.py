"""Cleaned records → links, which records are one person: the flow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, release_unused
from netmerge.columns.flags import flags
from netmerge.columns.threads import together
from netmerge.columns.types import Flags, Hashes, Ints
from netmerge.matching.blocking.pairs import candidates
from netmerge.matching.cluster.held import Held
from netmerge.matching.comparisons import Comparison
from netmerge.matching.copies import Copies, copies
from netmerge.matching.decisions import Decided, decided
from netmerge.matching.described import features_of
from netmerge.matching.features import Features
from netmerge.matching.links import Links
from netmerge.matching.score import compare_all, score
from netmerge.matching.settle import Circumstances, settle
from netmerge.matching.weights import Priors, priors

FITTED = 60_000
"""Records to which the model is fitted; a longer list is sampled."""

KEPT = 100_000
"""Records whose features are kept for what is asked later; those of a longer list
are more than all else that is kept, and made anew by whoever asks.
"""


def match_records(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    decisions: pd.DataFrame | None = None,
    start: Priors | None = None,
    held: Held | None = None,
) -> Links:
    """Find which records are one person.

    `records` and `cleaned` are the tables RECORDS and CLEANED of the schema,
    row by row the same. `decisions` has the columns record_a, record_b
    (record_key or record_id) and decision ("same" or "different"), the owner's
    word, which outranks every weight; one whose records are not there is told in
    the warnings. `start` has the comparisons, and the numbers from which the
    model starts, where they are not the usual ones. `held` are the clusters in
    which the rows were when they were last looked at, which do not flip by
    themselves. Raises SchemaError for
    decisions without these columns, MatchError for a word that is neither and
    for a record_id that is not there.
    """
    start = start or priors()
    held = held or Held.none(len(records))
    compared = start.comparisons
    every = _in_order_of_content(records, cleaned["fingerprint"].to_numpy())
    decided_on = decided(decisions, records, every)
    same = _copies(records, cleaned, every, decided_on)
    rows = every[same.compared]
    word = decided(decisions, records, rows)

    features = features_of(records, cleaned, rows, compared)
    made = together(
        sample=lambda: _sample(records, cleaned, rows, compared),
        pairs=lambda: candidates(features),
    )
    scored = score(features, made["pairs"], start, made["sample"])
    release_unused()  # of all batches of pairs
    known = Circumstances(
        record_ids=records["record_id"].to_numpy()[rows],
        copies=same,
        word=word,
        word_of_all=decided_on,
        held=held.of(every),
    )
    found = settle(scored, features, partial(compare_all, compared, features), known)
    return Links(
        pairs=found.pairs,
        clusters=_of_table(records, every, found.clusters),
        questions=found.questions,
        sides=_of_table(records, every, found.sides),
        model=scored.model,
        threshold=found.threshold,
        warnings=word.warnings + found.warnings,
        bounds=made["pairs"].capped | _values_left_out(features),
        records=records,
        cleaned=cleaned,
        kept=features if len(rows) <= KEPT else None,
        comparisons=compared,
        rows=rows,
        compared_as=_compared_as(len(records), every, same),
        held=found.held,
    )


def _copies(records: pd.DataFrame, cleaned: pd.DataFrame, rows: Ints, word: Decided) -> Copies:
    """Rows that say what others say, but for those that must be compared."""
    single = flags(records["duplicate_free"])[rows]
    for pairs in (word.same, word.different):
        single[pairs.ravel()] = True
    telling = is_telling(cleaned)
    return copies(cleaned["fingerprint"].to_numpy()[rows], telling[rows], single)


def is_telling(cleaned: pd.DataFrame) -> Flags:
    """Which records say how somebody is reached or known."""
    telling = flags(pc.is_valid(arrow(cleaned["linkedin"])))
    for name in ("emails", "phones", "identifiers"):
        telling |= flags(pc.greater(pc.list_value_length(arrow(cleaned[name])), 0))
    return telling


def _compared_as(records: int, rows: Ints, same: Copies) -> Ints:
    """For each row of the table the one that was compared for it; -1 for none."""
    result = np.full(records, -1, dtype=np.int64)
    result[rows] = rows[same.compared_for(len(rows))]
    return result


def _values_left_out(features: Features) -> dict[str, int]:
    """Values that were too many for one record, counted by field."""
    cut = features.values_left_out.items()
    return {f"{field} values": values for field, values in cut if values}


def _in_order_of_content(records: pd.DataFrame, content: Hashes) -> Ints:
    """Rows to be matched, in an order that does not depend on the inputs'.

    So nothing else does.
    """
    a_group, empty = records["kind"] == "group", records["status"] == "empty"
    rows = np.flatnonzero(~a_group & ~empty)
    inputs = records[["file", "member"]].fillna("")
    sources = inputs.drop_duplicates().sort_values(["file", "member"])
    source = _index(sources).get_indexer(_index(inputs))
    position = records["position"].to_numpy()
    return rows[np.lexsort((position[rows], source[rows], content[rows]))]


def _index(sources: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(sources)


def sample_of(records: int) -> Ints:
    """Which of so many records are the sample of a long list."""
    random = np.random.Generator(np.random.PCG64(0))
    return np.sort(random.choice(records, FITTED, replace=False))


def _sample(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    rows: Ints,
    comparisons: Sequence[Comparison],
) -> Features | None:
    """Features of a random sample of a long list, None of a short one.

    It is repeatable, since the rows stand in order of content.
    """
    if len(rows) <= FITTED:
        return None
    chosen = sample_of(len(rows))
    return features_of(records, cleaned, rows[chosen], comparisons, population=len(rows))


def _of_table(records: pd.DataFrame, rows: Ints, labels: Ints) -> Ints:
    """The cluster of each row: -1 for an empty one, a group by itself."""
    clusters = np.full(len(records), -1, dtype=np.int64)
    clusters[rows] = rows[labels]
    a_group, empty = records["kind"] == "group", records["status"] == "empty"
    groups = np.flatnonzero(a_group & ~empty)
    clusters[groups] = groups
    return clusters
