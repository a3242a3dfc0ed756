"""What the owner has seen does not flip by itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netmerge.matching.cluster.held import Held, as_they_were, held_pairs
from netmerge.matching.cluster.judge import Judged


def held(cluster, unchanged=None):
    rows = len(cluster)
    same = np.ones(rows, bool) if unchanged is None else np.array(unchanged, bool)
    return Held(np.array(cluster, dtype=np.int64), same)


def labels(*values):
    return np.array(values, dtype=np.int64)


NOTHING = np.empty((0, 3), dtype=np.int64)


def test_clusters_that_nothing_new_speaks_of_stay_as_they_were():
    found, still = as_they_were(labels(0, 1, 2, 2), held([7, 7, 8, 9]), NOTHING)
    assert found.tolist() == [0, 0, 2, 3]
    assert still == 2


def test_a_new_record_may_join_two_clusters():
    found, still = as_they_were(labels(0, 0, 0), held([7, 8, -1]), NOTHING)
    assert found.tolist() == [0, 0, 0]
    assert still == 0


def test_an_edited_record_may_leave_its_cluster():
    found, _ = as_they_were(labels(0, 1), held([7, 7], [True, False]), NOTHING)
    assert found.tolist() == [0, 1]


def test_a_decision_splits_what_was_held():
    decided = np.array([[0, 1, 0]])
    found, _ = as_they_were(labels(0, 1), held([7, 7]), decided)
    assert found.tolist() == [0, 1]


def test_a_decision_that_was_followed_already_stirs_nothing():
    decided = np.array([[0, 1, 1]])
    found, _ = as_they_were(labels(0, 0, 0), held([7, 7, 8]), decided)
    assert found.tolist() == [0, 0, 2]


@st.composite
def clusterings(draw):
    rows = draw(st.integers(1, 12))
    numbers = st.lists(st.integers(0, 4), min_size=rows, max_size=rows)
    return draw(numbers), draw(numbers)


@given(clusterings())
def test_without_anything_new_all_clusters_are_the_earlier_ones(drawn):
    earlier, now = drawn
    smallest = labels(*(now.index(number) for number in now))
    found, _ = as_they_were(smallest, held(earlier), NOTHING)
    assert found.tolist() == [earlier.index(number) for number in earlier]


def judged(*log_odds):
    """Pairs of row 0 with each of the following ones."""
    nothing = np.zeros(len(log_odds), bool)
    return Judged(
        left=np.zeros(len(log_odds), np.int64),
        right=np.arange(1, len(log_odds) + 1),
        log_odds=np.array(log_odds),
        by_evidence=np.array(log_odds),
        apart=nothing,
        two_names=nothing,
        relatives=nothing,
        decided=nothing,
        taken_apart=nothing,
        known=nothing,
    )


def test_who_was_edited_is_held_together_while_the_evidence_is_not_below_review():
    found = held_pairs(judged(1.0, -2.5), held([7, 7, 7], [False, True, True]), safe=4.0)
    assert found.log_odds.tolist() == [5.0, -2.5]


def test_two_that_were_apart_are_not_joined_by_what_others_shift():
    found = held_pairs(judged(9.0), held([7, 8]), safe=4.0)
    assert found.log_odds[0] < 4.0


def test_an_edit_may_join_two_that_were_apart():
    found = held_pairs(judged(9.0), held([7, 8], [False, True]), safe=4.0)
    assert found.log_odds.tolist() == [9.0]
