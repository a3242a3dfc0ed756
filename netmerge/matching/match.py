"""Cleaned records → links, which records are one person: the flow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.flags import flags
from netmerge.columns.numbers import look_up
from netmerge.columns.threads import in_threads, together
from netmerge.columns.types import Floats, Hashes, Ints
from netmerge.matching.attributes import OF_CLEANED, OF_RECORDS, describe
from netmerge.matching.blocking.pairs import candidates
from netmerge.matching.cluster.clusters import cluster
from netmerge.matching.cluster.components import Constraints, find_components
from netmerge.matching.cluster.guard import guarded
from netmerge.matching.cluster.held import Held, as_they_were, held_pairs
from netmerge.matching.cluster.judge import Judged, judge
from netmerge.matching.cluster.threshold import threshold
from netmerge.matching.comparisons import Comparison, compare
from netmerge.matching.copies import Copies, copies
from netmerge.matching.decisions import Decided, decided
from netmerge.matching.features import Features, join
from netmerge.matching.frequencies import count
from netmerge.matching.lanes import lanes
from netmerge.matching.links import Links
from netmerge.matching.names import Names
from netmerge.matching.partners import with_partners
from netmerge.matching.score import Scored, batches, score
from netmerge.matching.usage import affiliations, usage
from netmerge.matching.weights import Priors, priors

FITTED = 60_000
"""Records to which the model is fitted; a longer list is sampled."""


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
    record_ids = records["record_id"].to_numpy()[rows]
    word = decided(decisions, records, rows)

    features = _features(records, cleaned, rows, compared)
    made = together(
        sample=lambda: _sample(records, cleaned, rows, compared),
        pairs=lambda: candidates(features),
    )
    scored = score(features, made["pairs"], start, made["sample"])
    judged = judge(scored, features.exclusive, word.same, word.different)
    safe = threshold(judged.by_evidence)  # an answer moves nobody else
    holding = held.of(rows)
    labels = _clustered(held_pairs(judged, holding, safe), scored, features, compared, safe)
    names, replaced = _spellings(features.names), scored.model.replaced_names
    judged, warnings = guarded(judged, labels, names, replaced)
    if warnings:
        labels = _clustered(held_pairs(judged, holding, safe), scored, features, compared, safe)
    found = same.followed(_of_all(same, labels))
    kept, still = as_they_were(found, held.of(every), decided_on.pairs)

    labels = _as_compared(same, kept)
    judged, further = with_partners(judged, scored, features, compared, labels)
    asked = lanes(record_ids, (scored, further), judged, labels, _constraints(features))

    return Links(
        pairs=asked.pairs,
        clusters=_of_table(records, every, kept),
        questions=asked.questions,
        sides=_of_table(records, every, same.followed(_of_all(same, asked.sides))),
        model=scored.model,
        threshold=safe,
        warnings=word.warnings + warnings,
        bounds=made["pairs"].capped | _values_left_out(features),
        records=records,
        cleaned=cleaned,
        features=features,
        comparisons=compared,
        rows=rows,
        compared_as=_compared_as(len(records), every, same),
        held=still,
    )


def _copies(records: pd.DataFrame, cleaned: pd.DataFrame, rows: Ints, word: Decided) -> Copies:
    """Rows that say what others say, but for those that must be compared."""
    single = flags(records["duplicate_free"])[rows]
    for pairs in (word.same, word.different):
        single[pairs.ravel()] = True
    telling = flags(pc.is_valid(arrow(cleaned["linkedin"])))
    for name in ("emails", "phones", "identifiers"):
        telling |= flags(pc.greater(pc.list_value_length(arrow(cleaned[name])), 0))
    return copies(cleaned["fingerprint"].to_numpy()[rows], telling[rows], single)


def _of_all(same: Copies, labels: Ints) -> Ints:
    """Labels of the compared rows, by their places among all; a copy has its own."""
    result = np.arange(len(same.compared) + len(same.others))
    result[same.compared] = same.compared[labels]
    return result


def _as_compared(same: Copies, labels: Ints) -> Ints:
    """Labels of the compared rows, by their places among these, from those of all."""
    of_compared = labels[same.compared]
    _, first, group = np.unique(of_compared, return_index=True, return_inverse=True)
    return np.asarray(first[group])


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


def _features(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    rows: Ints,
    comparisons: Sequence[Comparison],
    population: int | None = None,
) -> Features:
    """The features of some rows.

    `population` is the number of records of which these are a random sample,
    where they are one.
    """
    asked = dict.fromkeys(name for each in comparisons for name in each.columns)
    more = {name: (cleaned if name in cleaned.columns else records)[name] for name in asked}
    said = _taken(cleaned, OF_CLEANED, rows)
    written = affiliations(said)
    attributes = describe(
        _taken(records, OF_RECORDS, rows),
        said,
        written,
        usage(written),
        _taken(pd.DataFrame(more), tuple(more), rows),
    )
    return join(attributes, count(attributes, population))


def _taken(table: pd.DataFrame, columns: tuple[str, ...], rows: Ints) -> pd.DataFrame:
    """Some rows of some columns."""
    taken = in_threads(lambda name: table[name].array.take(rows), columns)
    return pd.DataFrame(dict(zip(columns, taken, strict=True)))


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
    random = np.random.Generator(np.random.PCG64(0))
    chosen = np.sort(random.choice(len(rows), FITTED, replace=False))
    return _features(records, cleaned, rows[chosen], comparisons, population=len(rows))


def _clustered(
    judged: Judged,
    scored: Scored,
    features: Features,
    comparisons: Sequence[Comparison],
    safe: float,
) -> Ints:
    """The cluster of each record, as the smallest row in it."""
    constraints = _constraints(features)
    left, right, log_odds = judged.left, judged.right, judged.for_clusters
    components = find_components(features.records, left, right, log_odds, safe, constraints)
    disputed = components.disputed
    return cluster(
        components,
        left[disputed],
        right[disputed],
        log_odds[disputed],
        _evidence(comparisons, features, scored, disputed),
        safe,
        constraints,
        scored.model.prior_weight,
    )


def _constraints(features: Features) -> Constraints:
    one_has_one = features.profile.codes, *features.names.generations
    return Constraints(features.exclusive, one_has_one)


def _evidence(
    comparisons: Sequence[Comparison], features: Features, scored: Scored, places: Ints
) -> Floats:
    """What the match weights of some pairs are made of (pairs by comparisons
    and two); of a decision, nothing.

    The pairs are compared again, since few are disputed: to keep the
    frequencies of all would take more memory than all else.
    """
    weighed = np.flatnonzero(places < len(scored.left))
    left = scored.left[places[weighed]]
    right = scored.right[places[weighed]]

    def parts(batch: slice) -> Floats:
        found = compare(comparisons, features, left[batch], right[batch])
        return scored.model.parts(*found)

    evidence = np.full((len(places), len(comparisons) + 2), np.nan)
    found = in_threads(parts, batches(len(weighed)))
    evidence[weighed] = np.concatenate(found)
    return evidence


def _spellings(names: Names) -> tuple[Ints, Ints]:
    """The sound of each record's given and family name; -1 for an initial."""
    sound = np.where(names.initial_only, -1, names.sound)
    return look_up(sound, names.given), look_up(sound, names.family)


def _of_table(records: pd.DataFrame, rows: Ints, labels: Ints) -> Ints:
    """The cluster of each row: -1 for an empty one, a group by itself."""
    clusters = np.full(len(records), -1, dtype=np.int64)
    clusters[rows] = rows[labels]
    a_group, empty = records["kind"] == "group", records["status"] == "empty"
    groups = np.flatnonzero(a_group & ~empty)
    clusters[groups] = groups
    return clusters
