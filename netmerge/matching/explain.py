"""Links and two records in, the sum of their match weight out: each comparison with its values,
level and weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netmerge.errors import MatchError
from netmerge.matching import charts
from netmerge.matching.blocking.pairs import rules_shared
from netmerge.matching.comparisons import Comparison, compare
from netmerge.matching.comparisons.comparison import CANNOT_BE_COMPARED
from netmerge.matching.links import Links


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why two records were, or were not, held to be one person.

    `table` has one row a comparison: comparison, value_a, value_b, level, m and u (probabilities
    of the level among records of one person and of strangers), term_frequency (share of records
    with the shared value, or of people of alike names who agree so, which then stands for u),
    weight (bits). Its last two rows take back what names that go together, and relatives,
    colleagues and namesakes, have in common. `match_weight` is the sum, `prior_weight` what any
    two records start from, `probability` that of both together, `verdict` what became of the
    pair. `blocking` names the rules that brought the two together; none means that they were
    never compared. `record_a` and `record_b` are the record_ids of the two. `bridge` is the pair
    that holds them together where they were merged: the weakest on the strongest way from the one
    to the other, as two record_ids and their match probability.
    """

    record_a: int
    record_b: int
    table: pd.DataFrame
    prior_weight: float
    match_weight: float
    probability: float
    verdict: str
    blocking: list[str]
    bridge: tuple[int, int, float] | None = None

    def chart(self) -> Any:
        """How the weights add up, as an Altair chart. Raises MissingExtraError without the extra
        `charts`.
        """
        title = f"Records {self.record_a} and {self.record_b}: {self.verdict}"
        return charts.waterfall(title, self.table, self.prior_weight, self.probability)

    def __repr__(self) -> str:
        return f"<Explanation of {self.record_a:,} and {self.record_b:,}: {self._sum()}>"

    def _sum(self) -> str:
        return (
            f"prior {self.prior_weight:+.1f}, match weight {self.match_weight:+.1f} bits, "
            f"probability {self.probability:.3f}: {self.verdict}"
        )

    def _repr_html_(self) -> str:
        total = f"<p>{self._sum()}</p>"
        return self.table.to_html(index=False, na_rep="", escape=True, border=0) + total


def explain(
    links: Links, records: pd.DataFrame, cleaned: pd.DataFrame, record_a: int, record_b: int
) -> Explanation:
    """Explain a pair of records, given by record_id. Raises MatchError for a record that is not
    there or is empty.
    """
    place_a, place_b = _place(links, records, record_a), _place(links, records, record_b)
    left, right = np.array([min(place_a, place_b)]), np.array([max(place_a, place_b)])
    levels, frequency = compare(links.comparisons, links.features, left, right)
    parts = links.model.parts(levels, frequency)[0]
    *weights, namesakes, relatives = np.nan_to_num(parts).tolist()
    weight = sum(weights) + namesakes + relatives
    rows = int(links.rows[place_a]), int(links.rows[place_b])
    in_place_of_u = np.exp2(links.model.in_place_of_u(levels, frequency)[0])
    table = _table(links, levels[0], in_place_of_u, records, cleaned, rows).assign(weight=weights)
    table.loc[len(table)] = {
        "comparison": "names go together",
        "level": "by language",
        "weight": namesakes,
    }
    table.loc[len(table)] = {
        "comparison": "kin, colleagues, namesakes",
        "level": "as likely",
        "weight": relatives,
    }
    same = links.clusters[rows[0]] == links.clusters[rows[1]]
    return Explanation(
        record_a=record_a,
        record_b=record_b,
        table=table,
        prior_weight=links.model.prior_weight,
        match_weight=weight,
        probability=float(links.model.probabilities(np.array([weight]))[0]),
        verdict=_verdict(links, record_a, record_b, bool(same)),
        blocking=rules_shared(links.features, place_a, place_b),
        bridge=_bridge(links, records, rows) if same else None,
    )


def _bridge(
    links: Links, records: pd.DataFrame, rows: tuple[int, int]
) -> tuple[int, int, float] | None:
    """The pair at which two rows of one cluster meet when its pairs are taken from the strongest
    down.
    """
    record_ids = records["record_id"].to_numpy()
    members = record_ids[links.clusters == links.clusters[rows[0]]].tolist()
    home = {record: record for record in members}
    first, second = (int(record_ids[row]) for row in rows)
    pairs = links.pairs[links.pairs["merged"] & links.pairs["record_a"].isin(members)]
    columns = (pairs[name].tolist() for name in ("record_a", "record_b", "match_probability"))
    for a, b, probability in zip(*columns, strict=True):
        kept, gone = home[a], home[b]
        home = {record: kept if place == gone else place for record, place in home.items()}
        if home[first] == home[second]:
            return a, b, probability
    return None


def _table(
    links: Links,
    levels: np.ndarray,
    in_place_of_u: np.ndarray,
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    rows: tuple[int, int],
) -> pd.DataFrame:
    lines = []
    for place, comparison in enumerate(links.comparisons):
        weights, level = links.model.weights[place], int(levels[place])
        own = bool(np.isnan(in_place_of_u[place]))
        lines.append(
            {
                "comparison": comparison.name,
                "value_a": _shown(records, cleaned, rows[0], comparison),
                "value_b": _shown(records, cleaned, rows[1], comparison),
                "level": comparison.words[level - 1] if level else CANNOT_BE_COMPARED,
                "m": float(weights.m[level]) if level else None,
                "u": float(weights.u[level]) if level and own else None,
                "term_frequency": None if own else float(in_place_of_u[place]),
            }
        )
    table = pd.DataFrame(lines)
    return table.astype(dict.fromkeys(("m", "u", "term_frequency"), "float64"))


def _shown(records: pd.DataFrame, cleaned: pd.DataFrame, row: int, comparison: Comparison) -> str:
    texts: list[str] = []
    for name in comparison.shows:
        value = (cleaned if name in cleaned.columns else records)[name].iloc[row]
        texts += (
            [str(v) for v in value]
            if isinstance(value, np.ndarray | list)
            else []
            if pd.isna(value)
            else [str(value)]
        )
    return ", ".join(texts)


def _place(links: Links, records: pd.DataFrame, record_id: int) -> int:
    found = np.flatnonzero(records["record_id"].to_numpy()[links.rows] == record_id)
    if not len(found):
        raise MatchError(
            f"There is no record {record_id} to explain.",
            "It may be empty, or a group of contacts.",
        )
    return int(found[0])


def _verdict(links: Links, record_a: int, record_b: int, same: bool) -> str:
    pairs = links.pairs
    here = pairs[
        pairs["record_a"].isin([record_a, record_b]) & pairs["record_b"].isin([record_a, record_b])
    ]
    if len(here) and here["lane"].iloc[0] == "review":
        return "merged, for review" if same else "not merged, for review"
    return "merged" if same else "not merged"
