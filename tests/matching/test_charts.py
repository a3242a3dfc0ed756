"""What a notebook shows of matching: charts that say what the tables say, and how much could
never be linked.
"""

import sys

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge import matching

PEOPLE = pd.DataFrame(
    {
        "given_name": ["Ana", "Ana", "Bo", "Cy", "Dora", None],
        "family_name": ["Silvestre", "Silvestre", "Lund", "Mair", "Noll", None],
        "emails": [
            ["ana@s.example"],
            ["ana@s.example"],
            ["bo@l.example"],
            None,
            None,
            ["x@info.example"],
        ],
        "title": [None, None, None, None, None, "Nurse"],
    }
)


@pytest.fixture(scope="module")
def links():
    return nm.match(PEOPLE)


@pytest.fixture(scope="module")
def explanation(links):
    return matching.explain(links, 0, 1)


def test_the_less_evidence_is_asked_for_the_more_can_be_linked(links):
    table = matching.unlinkable(links).table
    assert table["share"].is_monotonic_increasing
    assert table["records"].tolist() == pytest.approx((table["share"] * len(PEOPLE)).tolist())
    assert table.set_index("threshold").loc[0, "match_probability"] == 0.5


def test_a_record_that_says_little_cannot_be_linked_even_to_its_copy():
    strangers = [
        {"given_name": f"Given{k}", "family_name": f"Family{k}", "phones": [f"+4420794{k:05}"]}
        for k in range(400)
    ]
    silent = [{"title": "Nurse"}] * 100
    found = matching.unlinkable(nm.match(pd.DataFrame([*strangers, *silent])))
    rows = found.table.set_index("threshold")
    assert found.share == pytest.approx(0.2)
    assert rows.loc[1.0, "records"] == 100


def test_nothing_is_unlinkable_where_there_is_nothing():
    assert matching.unlinkable(nm.match(PEOPLE.head(0))).share == 0


def test_a_chart_without_altair_says_what_to_install(explanation, links, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    for draw in (
        explanation.chart,
        lambda: matching.weights_chart(links.model),
        matching.unlinkable(links).chart,
    ):
        with pytest.raises(nm.MissingExtraError, match=r"netmerge\[charts\]"):
            draw()


def values(chart):
    """The data of all parts of a chart; parts that share data give it once."""
    spec = chart.to_dict()
    rows = []
    for part in (spec, *spec.get("layer", [])):
        rows += [row for row in part.get("data", {}).get("values", []) if row not in rows]
    return rows


def test_a_waterfall_goes_from_the_prior_to_the_sum(explanation):
    steps = [row for row in values(explanation.chart()) if "step" in row]
    assert steps[0]["end"] == pytest.approx(explanation.prior_weight)
    assert steps[-1]["end"] == pytest.approx(explanation.prior_weight + explanation.match_weight)
    reached = steps[0]["end"]
    for step in steps[1:-1]:
        assert step["start"] == pytest.approx(reached, abs=0.2)
        reached = step["end"]
    assert reached == pytest.approx(steps[-1]["end"], abs=0.2)


def test_the_chart_of_a_model_has_a_bar_for_every_level(links):
    bars = values(matching.weights_chart(links.model))
    assert len(bars) == sum(len(weights.levels) for weights in links.model.weights)
    assert all(np.isfinite(bar["start"]) and np.isfinite(bar["end"]) for bar in bars)


def test_the_chart_of_unlinkable_records_marks_the_threshold_in_use(links):
    assert [
        row
        for row in values(matching.unlinkable(links).chart())
        if row.get("text") == "merged from here"
    ]
