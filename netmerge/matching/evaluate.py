"""Links and labels, who each record truly is → how right the links are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netmerge.columns.numbers import distinct, fan_out
from netmerge.columns.types import Ints
from netmerge.errors import MatchError, SchemaError
from netmerge.matching.links import Links
from netmerge.matching.scores import Score, b_cubed, pairwise

EDGES = (0.2, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Edges of the bins of the reliability table. Pairs of less are not kept, unless
they were merged.
"""

PERSON = "person_id"
_NAMES_OF_RECORDS = ("record_key", "record_id", "position")


@dataclass(frozen=True, repr=False)
class Evaluation:
    """How right the links of a table are, by the labels of whoever has some.

    `pairwise` and `b_cubed` have precision, recall and f1 (0 to 1). `records` are
    the rows that have a label, `people` and `contacts` how many they are in truth
    and as found. `wrong` contacts hold more than one person, `split` people stand
    in more than one contact. `missing` labels are of records that are not there;
    each counts as found with nobody. `reliability` has a row for each bin of match
    probability: from, to, pairs, expected (their mean probability) and right (the
    share of them that is one person).
    """

    pairwise: Score
    b_cubed: Score
    records: int
    people: int
    contacts: int
    wrong: int
    split: int
    missing: int
    reliability: pd.DataFrame

    def __repr__(self) -> str:
        heads = "           precision  recall     F1"
        return "\n".join([self._counts(), "", heads, *self._scores(), "", self._reliable()])

    def _counts(self) -> str:
        missing = f", {self.missing:,} of them missing" if self.missing else ""
        return (
            f"{self.records:,} records with a known person{missing}: {self.people:,} people in "
            f"{self.contacts:,} contacts; {self.wrong:,} contacts hold more than one person, "
            f"{self.split:,} people stand in more than one contact"
        )

    def _scores(self) -> list[str]:
        named = ("pairwise", self.pairwise), ("B-cubed", self.b_cubed)
        return [
            f"{name:<10} {score.precision:>9.4f} {score.recall:>7.4f} {score.f1:>6.4f}"
            for name, score in named
        ]

    def _reliable(self) -> str:
        lines = ["match probability  pairs  expected   right"]
        for row in self.reliability.itertuples(index=False):
            low, high, pairs, expected, right = row
            told = f"{expected:>8.1%} {right:>7.1%}" if pairs else f"{'':>8} {'':>7}"
            lines.append(f"{low:>7.2f} to {high:<5.2f} {pairs:>8,}  {told}".rstrip())
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        scores = pd.DataFrame(
            {
                name: (score.precision, score.recall, score.f1)
                for name, score in (("pairwise", self.pairwise), ("B-cubed", self.b_cubed))
            },
            index=["precision", "recall", "F1"],
        )
        tables = scores.T.to_html(border=0), self.reliability.to_html(index=False, border=0)
        return f"<p>{self._counts()}</p>{''.join(tables)}"


def evaluate(links: Links, truth: Any) -> Evaluation:
    """How right the links are, by `truth`, who each record is.

    `truth` is one label (a text or a number; null where it is not known) for each
    row of the table that was matched, in its order: a list, an array, a Series. Or
    it names the records: a mapping from record_key (or record_id) to label, or a
    table with person_id and one of record_key, record_id and position. Raises
    MatchError for labels that are not as many as the rows, or that name none of
    the records, or one of them twice; SchemaError for a table without the columns.
    """
    records = links.records
    if isinstance(truth, Mapping):
        truth = pd.DataFrame({_name_of(truth): list(truth), PERSON: list(truth.values())})
    if isinstance(truth, pd.DataFrame):
        row, labels = _named(records, truth)
    else:
        row, labels = np.arange(len(records)), _of_each_row(records, truth)
    known = labels.notna().to_numpy()
    return _evaluated(links, row[known], labels[known])


def _evaluated(links: Links, row: Ints, labels: pd.Series[Any]) -> Evaluation:
    """The figures; `row` is where in the table each label's record stands, -1 for
    one that is not there.
    """
    truth, people = pd.factorize(labels)
    truth = truth.astype(np.int64)
    found = _clusters(links, row)
    size = max(len(truth), 1)
    return Evaluation(
        pairwise=pairwise(truth, found),
        b_cubed=b_cubed(truth, found),
        records=len(truth),
        people=len(people),
        contacts=len(distinct(found)),
        wrong=int((fan_out(found, truth, size) > 1).sum()),
        split=int((fan_out(truth, found, size) > 1).sum()),
        missing=int((row < 0).sum()),
        reliability=_reliability(links, row, truth),
    )


def _clusters(links: Links, row: Ints) -> Ints:
    """The cluster of each label, numbered from 0; what is in none has its own."""
    cluster = np.append(links.clusters, -1)[row]
    alone = np.flatnonzero(cluster < 0)
    cluster[alone] = len(links.clusters) + alone
    return np.asarray(pd.factorize(cluster)[0], dtype=np.int64)


def _reliability(links: Links, row: Ints, truth: Ints) -> pd.DataFrame:
    """Of the pairs of two known people, by match probability, how many are one."""
    pairs = links.pairs
    there = row >= 0
    record_ids = links.records["record_id"].to_numpy()[row[there]]
    person = pd.Series(truth[there], index=record_ids)
    a, b = (person.reindex(pairs[side]).to_numpy() for side in ("record_a", "record_b"))
    probability = pairs["match_probability"].to_numpy(dtype=float)
    shown = (probability >= EDGES[0]) & ~np.isnan(a) & ~np.isnan(b)
    place = np.digitize(probability[shown], EDGES[1:-1])
    bins = len(EDGES) - 1
    count = np.bincount(place, minlength=bins)
    summed = np.bincount(place, weights=probability[shown], minlength=bins)
    right = np.bincount(place[(a == b)[shown]], minlength=bins)
    pairs_in = np.where(count > 0, count, np.nan)
    return pd.DataFrame(
        {
            "from": EDGES[:-1],
            "to": EDGES[1:],
            "pairs": count,
            "expected": summed / pairs_in,
            "right": right / pairs_in,
        }
    )


def _of_each_row(records: pd.DataFrame, truth: Any) -> pd.Series[Any]:
    labels = pd.Series(np.asarray(truth, dtype=object))
    if len(labels) != len(records):
        raise MatchError(
            f"There are {len(labels):,} labels, and {len(records):,} rows were matched.",
            "Give one label a row, null where it is not known, or a mapping from record_key.",
        )
    return labels


def _name_of(truth: Mapping[Any, Any]) -> str:
    """By what a mapping names the records."""
    return "record_key" if all(isinstance(name, str) for name in truth) else "record_id"


def _named(records: pd.DataFrame, truth: pd.DataFrame) -> tuple[Ints, pd.Series[Any]]:
    """Where the labelled records stand among all, -1 for none, and their labels."""
    names = [name for name in _NAMES_OF_RECORDS if name in truth]
    if PERSON not in truth or not names:
        columns = [str(name) for name in truth]
        problem = f"Labels have {PERSON} and one of {', '.join(_NAMES_OF_RECORDS)}."
        raise SchemaError(problem, [PERSON, *_NAMES_OF_RECORDS], columns)
    column = names[0]
    known = pd.Index(records[column].to_numpy(dtype=object))
    if not known.is_unique:
        raise MatchError(
            f"Several of the records have one {column}.", "Name them by their record_key."
        )
    wanted = pd.Index(truth[column].to_numpy(dtype=object))
    if wanted.has_duplicates:
        again = wanted[wanted.duplicated()][0]
        raise MatchError(f"Record {again!r} has more than one label.", "Leave one of them.")
    row = np.asarray(known.get_indexer(wanted), dtype=np.int64)
    if len(row) and (row < 0).all():
        raise MatchError(
            f"None of the labels is of a record that was matched, such as {wanted[0]!r}.",
            f"Their {column} is that of links.records.",
        )
    return row, truth[PERSON].reset_index(drop=True)
