"""Which pairs become clusters: no chains, no choice between rivals, nothing that is forbidden."""

import numpy as np
import pytest

from netmerge.matching.cluster.agglomerate import DECIDED, FORBIDDEN
from netmerge.matching.cluster.clusters import cluster
from netmerge.matching.cluster.components import Constraints, find_components

SAFE = 0.5


def clusters(records, pairs, exclusive=None, single=None, prior=0.0):
    """The clusters of some records, from pairs with their log odds, as sets of rows."""
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    log_odds = np.array(list(pairs.values()), dtype=float)
    free = np.full(records, -1, dtype=np.int64)
    constraints = Constraints(
        free if exclusive is None else np.array(exclusive),
        (free if single is None else np.array(single),),
    )
    components = find_components(records, left, right, log_odds, SAFE, constraints)
    disputed = components.disputed
    evidence = np.clip(log_odds[disputed], -20, 20)[:, None]
    pairs_of = left[disputed], right[disputed], log_odds[disputed], evidence
    labels = cluster(components, *pairs_of, SAFE, constraints, prior)
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}


def test_two_records_that_are_likely_one_are_one():
    assert clusters(3, {(0, 1): 2.0, (0, 2): -2.0}) == {frozenset({0, 1}), frozenset({2})}


def test_a_chain_whose_ends_contradict_each_other_is_no_cluster():
    assert clusters(3, {(0, 1): 8.0, (1, 2): 4.0, (0, 2): -6.0}) == {
        frozenset({0, 1}),
        frozenset({2}),
    }


def test_a_record_that_could_as_well_be_either_of_two_rivals_is_neither():
    assert clusters(3, {(0, 1): 3.0, (0, 2): 3.0, (1, 2): -5.0}) == {
        frozenset({0}),
        frozenset({1}),
        frozenset({2}),
    }


def test_one_that_is_much_likelier_is_no_rival():
    assert frozenset({0, 1}) in clusters(3, {(0, 1): 6.0, (0, 2): 3.0, (1, 2): -5.0})


@pytest.mark.parametrize("bridge", [3.0, 20.0])
def test_a_pair_that_must_stay_apart_is_not_joined_by_a_third(bridge):
    found = clusters(3, {(0, 1): bridge, (1, 2): bridge - 2.0, (0, 2): FORBIDDEN})
    assert frozenset({0, 1, 2}) not in found
    assert frozenset({0, 2}) not in found


def test_two_rows_of_a_duplicate_free_export_are_two_people():
    assert frozenset({0, 1}) not in clusters(2, {(0, 1): 9.0}, exclusive=[4, 4])


def test_two_profiles_are_two_people():
    assert frozenset({0, 1}) not in clusters(2, {(0, 1): 9.0}, single=[7, 8])


def test_the_owners_word_outranks_what_forbids():
    assert clusters(2, {(0, 1): DECIDED}, exclusive=[4, 4], single=[7, 8]) == {frozenset({0, 1})}


def test_what_was_never_compared_speaks_against():
    """Two pairs of four, each sure; that nothing else in them meets keeps the one bridge from
    being enough.
    """
    pairs = {(0, 1): 9.0, (2, 3): 9.0, (1, 2): 1.0}
    assert clusters(4, pairs) == {frozenset({0, 1}), frozenset({2, 3})}
