"""Any cut of a list into parts, of one record each or of all, comes to the same bits."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import netmerge as nm
from netmerge.engines import stages
from netmerge.engines.keyed import OF_THE_LIST, VALUES, common, keys_of, occurrences
from netmerge.engines.people import apart, beside
from netmerge.matching.blocking.pairs import candidates
from netmerge.matching.comparisons import COMPARISONS
from netmerge.matching.described import features_of
from netmerge.matching.frequencies import Frequencies, count
from netmerge.matching.prior import prior_model
from netmerge.matching.score import compare_all
from netmerge.matching.weights import priors
from tests.engines.conftest import NETWORK

PEOPLE = 21
"""Records that are cut; each part is described anew."""

EACH, IN_SEVENS = tuple(range(1, PEOPLE)), tuple(range(7, PEOPLE, 7))


@pytest.fixture(scope="module")
def people():
    """Records of several sources, in whose places some are companies."""
    links = nm.match(nm.read(*NETWORK), region="GB")
    rows = links.rows[:: len(links.rows) // PEOPLE][:PEOPLE]
    tables = (each.iloc[rows].reset_index(drop=True) for each in (links.records, links.cleaned))
    return beside(*tables)


@pytest.fixture(scope="module")
def whole(people):
    """What matching in memory makes of them."""
    return features_of(*apart(people), np.arange(PEOPLE), COMPARISONS)


def parts_of(people, cuts):
    """The people in parts, and their numbers."""
    ends = [0, *sorted(cuts), PEOPLE]
    return [(people.slice(a, b - a), np.arange(a, b)) for a, b in pairwise(ends)]


def learnt_of(parts):
    """What parts say together."""
    words = pd.concat([stages.words(part).to_pandas() for part, _ in parts])
    added = words.groupby("word").agg({"named": "sum", "employed": "sum", "short": "any"})
    used = stages.used(pa.Table.from_pandas(added.reset_index(), preserve_index=False))
    said = [keys_of(stages.attributes(part, used, COMPARISONS)) for part, _ in parts]
    together = occurrences(said, [])
    return stages.Learnt(used, common(together, count(together)), COMPARISONS)


def test_all_frequencies_are_thought_of():
    of_values = {name for names in VALUES.values() for name in names}
    others = {*OF_THE_LIST, "together", "column_counts"}
    assert {field.name for field in fields(Frequencies)} == of_values | others


@settings(max_examples=2)
@given(st.sets(st.integers(1, PEOPLE - 1), max_size=5))
@example(EACH)
@example(IN_SEVENS)
@example(())
def test_parts_say_together_what_the_whole_does(people, whole, cuts):
    parts = parts_of(people, cuts)
    learnt = learnt_of(parts)
    found = [stages.keys(stages.features(*part, learnt), part[1]) for part in parts]
    every, seconds = stages.keys(whole, np.arange(PEOPLE))
    for rule, entries in enumerate(every):
        rows = np.concatenate([keys[rule].rows for keys, _ in found])
        hashes = np.concatenate([keys[rule].hashes for keys, _ in found])
        assert sorted(zip(rows, hashes, strict=True)) == sorted(
            zip(entries.rows, entries.hashes, strict=True)
        )
    for place, key in enumerate(seconds):
        np.testing.assert_array_equal(np.concatenate([each[place] for _, each in found]), key)

    pairs = candidates(whole)
    left, right = pairs.left, pairs.right
    expected = compare_all(COMPARISONS, whole, left, right)
    model = prior_model(whole, priors())
    for part in np.array_split(np.arange(len(left)), len(parts)):
        rows = np.unique([left[part], right[part]])
        both = people.take(pa.array(rows)) if len(part) else people.slice(0, 0)
        compared = stages.compared(both, rows, left[part], right[part], learnt)
        for here, all_ in zip(compared, expected, strict=True):
            np.testing.assert_array_equal(here, all_[part])
        likely = model.match_weights(compared[0], model.shared_likelihoods(*compared))
        assert np.isfinite(likely).all()
