"""What every comparison promises, ours and those of others: the registry is gone through."""

import re
from dataclasses import replace
from enum import IntEnum
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.errors import SettingsError
from netmerge.matching.comparisons import COMPARISONS, Comparison, Pairs, with_added
from netmerge.matching.comparisons.comparison import ABSENT
from netmerge.matching.model.roles import Role
from netmerge.matching.weights import priors

NETWORK = sorted((Path(__file__).parents[2] / "fixtures" / "network").glob("*.*"))
FULL = {
    "given_name": "Ana",
    "middle_name": "Joy",
    "family_name": "Silvestre",
    "emails": ["ana47@silvestre.example", "asilv@mail.example"],
    "phones": ["+34612345678", "+442079460110"],
    "company": "Acme",
    "title": "Nurse",
    "linkedin_url": "https://www.linkedin.com/in/ana-silvestre",
    "identifiers": ["passport:K1234567", "ssn:294669999"],
    "birthday": "1980-03-05",
    "street": "12 Mill Lane",
    "city": "Porto",
    "postcode": "4000-123",
    "connected_on": pd.Timestamp("2020-02-03").date(),
    "uid": "card-1",
}
ODD = (
    FULL,
    {"notes": ["nothing to tell people by"]},
    {"given_name": "Headquarter", "emails": ["headquarter@acme.example"]},
    {"emails": ["headquarter@osprey.example"]},
    {"family_name": "Headquarter", "company": "Osprey Grid"},
    {"emails": ["ana.silvestre@post.example"]},
    FULL | {"given_name": "Anna", "birthday": "1980-05-03", "street": "14 Mill Lane"},
    FULL | {"given_name": "Silvestre", "family_name": "Ana", "phones": ["+34698765432"]},
    FULL | {"birthday": "1980", "identifiers": ["passport:L7654321"], "postcode": "4000-124"},
    FULL
    | {"emails": ["ana51@silvestre.example"], "title": "Matron", "city": "Portto", "uid": "card-2"},
)
every = pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def made():
    """The features of the network of the fixtures, and of some odd records beside it."""
    network = nm.read(*NETWORK).records
    odd = nm.pipeline.as_records(pd.DataFrame([*ODD]))
    records = pd.concat([network, odd], ignore_index=True)
    records["record_id"] = pd.array(range(len(records)), dtype=records["record_id"].dtype)
    unknown = [None] * len(records)
    records["record_key"] = pd.array(unknown, dtype=records["record_key"].dtype)
    return nm.match(records, region="GB").features


@pytest.fixture(scope="module")
def pairs(made):
    return Pairs(made, *np.triu_indices(made.records))


@every
def test_it_gives_its_levels_and_no_others(comparison, pairs):
    found = comparison.compare(pairs)
    assert found.levels.dtype == np.int8
    assert found.levels.shape == found.frequency.shape == pairs.left.shape
    assert set(found.levels.tolist()) <= {ABSENT, *comparison.levels}
    assert (found.levels != ABSENT).any(), "no pair here can be compared: the test says nothing"


@every
def test_a_frequency_is_a_share(comparison, pairs):
    known = comparison.compare(pairs).frequency
    known = known[~np.isnan(known)]
    assert ((known > 0) & (known <= 1)).all()


@every
def test_it_is_the_same_from_both_sides(comparison, pairs):
    mirrored = replace(pairs, left=pairs.right, right=pairs.left, _made={})
    one, other = comparison.compare(pairs), comparison.compare(mirrored)
    assert np.array_equal(one.levels, other.levels)
    assert np.array_equal(one.frequency, other.frequency, equal_nan=True)


@every
def test_what_is_missing_is_no_disagreement(comparison):
    features = nm.match(pd.DataFrame([FULL, ODD[1]])).features
    found = comparison.compare(Pairs(features, np.array([0, 1]), np.array([1, 0])))
    assert found.levels.tolist() == [ABSENT, ABSENT]
    assert np.isnan(found.frequency).all()


@every
def test_its_levels_are_words(comparison):
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", word) for word in comparison.words)


class Noting:
    """Features that note which of them are looked at."""

    def __init__(self, features):
        self.features, self.seen = features, set()

    def __getattr__(self, name):
        self.seen.add(name)
        return getattr(self.features, name)


@every
def test_it_looks_at_what_it_says_that_it_needs(comparison, pairs):
    noting = Noting(pairs.features)
    comparison.compare(replace(pairs, features=noting, _made={}, _of_list={}))
    by_column = {"columns", "column_counts"} if comparison.columns else set()
    assert noting.seen - by_column == set(comparison.needs)


def test_each_has_weights_a_level():
    found = priors()
    assert [weights.name for weights in found.weights] == [each.name for each in COMPARISONS]
    for comparison, weights in zip(COMPARISONS, found.weights, strict=True):
        assert weights.levels == comparison.words
        assert len(weights.m) == len(weights.u) == 1 + len(comparison.levels)


def test_the_model_asks_for_no_role_that_nobody_has():
    assert {role for comparison in COMPARISONS for role in comparison.roles} == set(Role)


def test_what_two_comparisons_need_is_found_once(pairs):
    asked = []
    fresh = replace(pairs, _made={})
    for _ in range(2):
        fresh.once(asked.append)
    assert asked == [fresh]


def test_what_a_list_says_is_found_once_for_all_batches_of_its_pairs(pairs):
    asked = []
    fresh = replace(pairs, _of_list={})
    for batch in (fresh, fresh.some(np.array([0, 1]))):
        batch.of_list(asked.append)
    assert asked == [pairs.features]


class Shade(IntEnum):
    SAME = 1
    DIFFERENT = 2


class Skipping(IntEnum):
    SAME = 1
    DIFFERENT = 3


GOOD = Comparison("shade", Shade, lambda _: None, needs=("title",), shows=("title",))
BAD = {
    "no comparison": ("shade", "is not a Comparison"),
    "a name that is taken": (replace(GOOD, name="street"), '"street": another comparison'),
    "levels that skip a number": (replace(GOOD, levels=Skipping), "numbered 1, 2, 3"),
    "levels that are no enumeration": (replace(GOOD, levels=(1, 2)), "are not an IntEnum"),
    "an attribute that is not there": (replace(GOOD, needs=("shoe",)), "it needs shoe"),
    "a column to show": (replace(GOOD, shows=("shoe",)), "it shows shoe"),
    "a column to look at": (replace(GOOD, columns=("shoe",)), "it looks at shoe"),
    "a column that holds no text": (replace(GOOD, columns=("photo",)), "it looks at photo"),
    "a role of no level": (
        replace(GOOD, roles={Role.OWN: (Skipping.DIFFERENT,)}),
        "a role speaks of <Skipping.DIFFERENT: 3>",
    ),
}


@pytest.mark.parametrize(("given", "message"), BAD.values(), ids=BAD)
def test_what_is_no_comparison_is_refused_with_its_name(given, message):
    assert with_added([GOOD])[-1] is GOOD
    with pytest.raises(SettingsError, match=re.escape(message)):
        with_added([given])
