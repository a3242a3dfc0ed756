"""The model: parameters that are known come back, and a weight is the sum of its parts."""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.cluster.threshold import LIKELY, threshold
from netmerge.matching.model.fit import Strengths, collect, fit
from netmerge.matching.model.model import Model, Patterns
from netmerge.matching.model.weights import Weights

M = {"first": [0.9, 0.06, 0.04], "second": [0.7, 0.3], "third": [0.8, 0.2]}
U = {"first": [0.01, 0.02, 0.97], "second": [0.1, 0.9], "third": [0.05, 0.95]}


def weights(name, m):
    levels = tuple(f"level {k}" for k in range(len(m)))
    never = np.zeros(len(m) + 1, dtype=bool)
    return Weights(name, levels, np.array([1.0, *m]), np.array([1.0, *U[name]]), never)


def model(start):
    named = tuple(weights(name, start[name]) for name in M)
    return Model(named, np.array([0.01, 0.9897, 1e-4, 1e-4, 1e-4]), 100_000.0, 1.0, 0.0)


def draw(pairs, share, random):
    match = random.random(pairs) < share
    levels = np.zeros((pairs, 3), dtype=np.int8)
    for place, name in enumerate(M):
        one = random.choice(np.arange(1, len(M[name]) + 1), size=pairs, p=M[name])
        other = random.choice(np.arange(1, len(U[name]) + 1), size=pairs, p=U[name])
        levels[:, place] = np.where(match, one, other)
    return levels


def test_known_parameters_are_recovered():
    levels = draw(100_000, 0.03, np.random.default_rng(5))
    flat = {name: np.full(len(m), 1 / len(m)) * 0.5 + np.array(m) * 0.5 for name, m in M.items()}
    fitted = fit(
        model(flat),
        collect(levels, np.zeros((len(levels), 4))),
        strengths=Strengths(1.0, 1.0),
        relatives=False,
    )
    for found, (name, m) in zip(fitted.weights, M.items(), strict=True):
        assert found.m[1:] == pytest.approx(m, abs=0.03), name
    assert fitted.shares[0] == pytest.approx(0.03, rel=0.1)


def test_fitting_is_repeatable_to_the_bit():
    patterns = collect(draw(5000, 0.05, np.random.default_rng(1)), np.zeros((5000, 4)))
    one, other = (fit(model(M), patterns, Strengths(60.0, 10.0), relatives=False) for _ in range(2))
    assert one.shares.tobytes() == other.shares.tobytes()
    assert all(
        a.m.tobytes() == b.m.tobytes() for a, b in zip(one.weights, other.weights, strict=True)
    )


def test_without_data_the_prior_speaks():
    nothing = Patterns(np.zeros((0, 3), dtype=np.int8), np.zeros((0, 4)), np.zeros(0))
    fitted = fit(model(M), nothing, Strengths(60.0, 10.0), relatives=False)
    for found, start in zip(fitted.weights, model(M).weights, strict=True):
        assert found.m == pytest.approx(start.m)


def test_what_cannot_be_compared_weighs_nothing():
    nothing = model(M).match_weights(np.zeros((1, 3), dtype=np.int8), np.zeros((1, 4)))
    assert nothing == pytest.approx([0.0])


def test_patterns_count_every_pair_once():
    levels = draw(1000, 0.2, np.random.default_rng(2))
    patterns = collect(levels, np.zeros((1000, 4)))
    assert patterns.counts.sum() == 1000
    assert len(patterns.levels) == len(np.unique(levels, axis=0))


def test_an_explanation_adds_up():
    table = pd.DataFrame(
        {
            "given_name": ["Ana", "Ana", "Bo", "Cy"],
            "family_name": ["Silvestre", "Silvestre", "Lund", "Mair"],
            "emails": [["ana@s.example"], ["ana@s.example"], ["bo@l.example"], None],
        }
    )
    links = nm.match(table)
    found = nm.matching.explain(links, 0, 1)
    assert found.table["weight"].sum() == pytest.approx(found.match_weight)
    compared = found.table.dropna(subset=["m"])
    against = compared["term_frequency"].fillna(compared["u"])
    assert compared["weight"].to_numpy() == pytest.approx(
        np.log2(compared["m"] / against).to_numpy()
    )
    odds = 2 ** (found.match_weight + found.prior_weight)
    assert found.probability == pytest.approx(odds / (1 + odds))
    assert found.verdict == "merged"
    assert "same e-mail address" in found.blocking
    assert "Silvestre" in found._repr_html_()


def test_the_threshold_is_as_low_as_the_expected_precision_allows():
    sure, doubtful = np.full(2_000, 12.0), np.full(500, 1.0)
    assert threshold(np.concatenate([sure, [-5.0]])) == LIKELY
    assert threshold(sure) == LIKELY
    many = threshold(np.concatenate([sure, doubtful, [0.6]]))
    assert many == 12.0
    assert threshold(np.concatenate([sure, doubtful[:20]])) == LIKELY


def test_in_a_short_list_a_doubtful_pair_is_merged_only_beside_pairs_beyond_doubt():
    doubtful = np.full(3, 1.0)  # two in three
    assert threshold(doubtful) > 1.0
    assert threshold(np.concatenate([np.full(20, 12.0), doubtful])) == LIKELY
    assert threshold(np.array([3.5])) == LIKELY, "one that is likely may be merged by itself"
