"""Links and two records → how their match weight adds up, comparison by
comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from netmerge.drawing import Drawing
from netmerge.errors import MatchError
from netmerge.matching import charts
from netmerge.matching.blocking.pairs import rules_shared
from netmerge.matching.comparisons import Comparison, compare
from netmerge.matching.comparisons.comparison import CANNOT_BE_COMPARED
from netmerge.matching.links import Links
from netmerge.text.html import folded, html_table

_SILENT = 0.005
"""Bits below which a comparison is shown as 0.00: it says nothing."""

TELLING = 1.0
"""Bits from which a comparison is named in short."""

NAMED = 3
"""Comparisons that are named in short."""


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why two records were, or were not, held to be one person.

    `record_a` and `record_b` are their record_ids. `table` has
    one row a comparison: comparison, value_a, value_b, level, m
    and u (probabilities of the level among records of one person
    and of strangers), term_frequency (share of records with the
    shared value, or of people of alike names who agree so, which
    then stands for u), weight (bits). Its last two rows take back
    what names that go together, and relatives, colleagues and
    namesakes, have in common.

    `match_weight` is the sum, `prior_weight` what any two records
    start from, `probability` that of both together, `verdict`
    what became of the pair. `blocking` names the rules that
    brought the two together; none means that they were never
    compared. `bridge` is the pair that holds them together where
    they were merged: the weakest on the strongest way from the
    one to the other, as two record_ids and their match
    probability.
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

    def chart(self) -> Drawing:
        """How the weights add up, as a picture of a chart of Altair.

        Raises MissingExtraError without the extra `charts`.
        """
        title = f"Records {self.record_a} and {self.record_b}: {self.verdict}"
        return charts.waterfall(title, self.table, self.prior_weight, self.probability)

    def __repr__(self) -> str:
        pair = f"{self.record_a:,} and {self.record_b:,}"
        return f"<Explanation of {pair}: {self.verdict}, {self._sum()}>"

    def _sum(self) -> str:
        bits = f"prior {self.prior_weight:+.2f}, match weight {self.match_weight:+.2f} bits"
        return f"probability {self.probability:.3f}, {bits}"

    def _repr_html_(self) -> str:
        said = np.abs(self.table["weight"].to_numpy(np.float64)) >= _SILENT
        heads = ("comparison", "one", "other", "level", "bits")
        verdict = f"<p><b>{escape(self.verdict)}</b>: {escape(self._sum())}</p>"
        table = html_table(heads, _shown_lines(self.table[said]))
        silent = html_table(heads, _shown_lines(self.table[~said]))
        title = f"{int((~said).sum())} comparisons that say nothing"
        return f"{verdict}{table}{folded(title, silent)}"


def _shown_lines(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """Lines of an explanation as a notebook shows them."""
    names = ("comparison", "value_a", "value_b", "level")
    texts = [table[name].fillna("").astype(str).to_list() for name in names]
    bits = [f"{weight:+.2f}" for weight in table["weight"]]
    return list(zip(*texts, bits, strict=True))


def explain(links: Links, record_a: int, record_b: int) -> Explanation:
    """Explain a pair of records, given by record_id.

    Raises MatchError for a record that is not there or is empty.
    """
    a, b = _place(links, record_a), _place(links, record_b)
    rows = int(links.rows[a]), int(links.rows[b])
    table, match_weight = _added_up(links, a, b, rows)
    same = _cluster_of(links, record_a) == _cluster_of(links, record_b)
    probability = links.model.probabilities(np.array([match_weight]))
    return Explanation(
        record_a=record_a,
        record_b=record_b,
        table=table,
        prior_weight=links.model.prior_weight,
        match_weight=match_weight,
        probability=float(probability[0]),
        verdict=_verdict(links, record_a, record_b, same),
        blocking=rules_shared(links.features, a, b),
        bridge=_bridge(links, rows) if same else None,
    )


def in_short(links: Links, record_a: int, record_b: int, *, against: bool = False) -> str:
    """What speaks most for two records (record_id) being one person, or `against` it,
    in a few words: phone same mobile (+44 …); "" where nothing does.

    Raises MatchError for a record that is not there or is empty.
    """
    a, b = _place(links, record_a), _place(links, record_b)
    table, _ = _added_up(links, a, b, (int(links.rows[a]), int(links.rows[b])))
    compared = table.iloc[: len(links.comparisons)]
    weight = -compared["weight"] if against else compared["weight"]
    telling = compared.assign(weight=weight)[weight >= TELLING]
    first = telling.sort_values("weight", ascending=False, kind="stable").head(NAMED)
    return "; ".join(_in_short(row, against) for row in first.to_dict("records"))


def _in_short(row: Mapping[Any, Any], against: bool) -> str:
    sides = [str(row[name]).split(", ") for name in ("value_a", "value_b")]
    shown = [value for value in sides[0] if value in sides[1]]
    if against or not shown:
        shown = [side[0] for side in sides]
    return f"{row['comparison']} {row['level']} ({' / '.join(dict.fromkeys(shown))})"


def _place(links: Links, record_id: int) -> int:
    """Where a record stands in the features, or the one that says the same."""
    row = np.flatnonzero(links.records["record_id"].to_numpy() == record_id)
    found = np.flatnonzero(np.isin(links.rows, links.compared_as[row]))
    if not len(found):
        raise MatchError(
            f"There is no record {record_id} to explain.",
            "It may be empty, or a group of contacts.",
        )
    return int(found[0])


def _cluster_of(links: Links, record_id: int) -> int:
    ids = links.records["record_id"].to_numpy()
    return int(links.clusters[ids == record_id][0])


def _added_up(links: Links, a: int, b: int, rows: tuple[int, int]) -> tuple[pd.DataFrame, float]:
    """The table of an explanation, and the sum of its weights."""
    left, right = np.array([min(a, b)]), np.array([max(a, b)])
    levels, frequency = compare(links.comparisons, links.features, left, right)
    bits = np.nan_to_num(links.model.parts(levels, frequency)[0])
    instead = np.exp2(links.model.in_place_of_u(levels, frequency)[0])
    *weights, by_names, by_relatives = bits.tolist()
    places = range(len(links.comparisons))
    lines = [_line(links, place, int(levels[0, place]), instead[place], rows) for place in places]
    table = pd.DataFrame(lines).assign(weight=weights)
    table = table.astype(dict.fromkeys(("m", "u", "term_frequency"), "float64"))
    for name, level, weight in (
        ("names go together", "by language", by_names),
        ("kin, colleagues, namesakes", "as likely", by_relatives),
    ):
        table.loc[len(table)] = {"comparison": name, "level": level, "weight": weight}
    return table, sum(weights) + by_names + by_relatives


def _line(
    links: Links, place: int, level: int, instead: float, rows: tuple[int, int]
) -> dict[str, Any]:
    """What one comparison says of two rows.

    `instead` is what stands for u, NaN where u itself does.
    """
    comparison, weights = links.comparisons[place], links.model.weights[place]
    u_itself = bool(np.isnan(instead))
    value_a, value_b = (_shown(links, row, comparison) for row in rows)
    return {
        "comparison": comparison.name,
        "value_a": value_a,
        "value_b": value_b,
        "level": comparison.words[level - 1] if level else CANNOT_BE_COMPARED,
        "m": float(weights.m[level]) if level else None,
        "u": float(weights.u[level]) if level and u_itself else None,
        "term_frequency": None if u_itself else float(instead),
    }


def _shown(links: Links, row: int, comparison: Comparison) -> str:
    """The values that a comparison shows of a row."""
    texts: list[str] = []
    for name in comparison.shows:
        table = links.cleaned if name in links.cleaned.columns else links.records
        value = table[name].iloc[row]
        if isinstance(value, np.ndarray | list):
            texts += map(str, value)
        elif not pd.isna(value):
            texts.append(str(value))
    return ", ".join(texts)


def _verdict(links: Links, record_a: int, record_b: int, same: bool) -> str:
    both = [record_a, record_b]
    pairs = links.pairs
    here = pairs[pairs["record_a"].isin(both) & pairs["record_b"].isin(both)]
    if len(here) and here["lane"].iloc[0] == "review":
        return "merged, for review" if same else "not merged, for review"
    return "merged" if same else "not merged"


def _bridge(links: Links, rows: tuple[int, int]) -> tuple[int, int, float] | None:
    """The pair at which two rows of one cluster meet.

    The cluster's pairs are taken from the strongest down.
    """
    record_ids = links.records["record_id"].to_numpy()
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
