"""Links and the records of one cluster → these in groups by evidence, with the weak
links between the groups: what to ask where a contact may be several people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Flags, Floats, Ints
from netmerge.errors import MatchError
from netmerge.matching.cluster.components import connected
from netmerge.matching.cluster.judge import judge
from netmerge.matching.lanes import in_words
from netmerge.matching.links import Links
from netmerge.matching.score import Scored, weigh

BEYOND_DOUBT = 20.0
"""log2 odds (1 in a million) above which one link counts as no stronger than another."""

MOST = 1500
"""Records of one cluster whose pairs, a million, are all compared."""


@dataclass(frozen=True)
class Bridge:
    """The strongest link between two groups: its two records (record_id), the match
    probability without the owner's word, and in words what agrees and what differs.
    """

    record_a: int
    record_b: int
    probability: float
    reason: str


@dataclass(frozen=True)
class Groups:
    """The records (record_id) of a cluster by group, and the bridges, the weakest
    first. Of one record, or of several that say the same, there is one group.
    """

    records: tuple[tuple[int, ...], ...]
    bridges: tuple[Bridge, ...]


def groups(links: Links, record_ids: Sequence[int]) -> Groups:
    """The groups into which the evidence parts some records of one cluster.

    The strongest links that hold all of them together make a tree; it is cut where
    its links are weakest, up to the widest gap in their strength. The groups stand
    in the order of their first records as given. Raises MatchError for more than
    MOST.
    """
    rows = _rows(links, record_ids)
    stands_for = links.compared_as[rows]
    matched, place = np.unique(stands_for, return_inverse=True)
    if len(matched) > MOST:
        problem = f"{len(matched):,} entries are too many to be compared with each other."
        raise MatchError(problem, "Say of two of them that they are different.")
    if len(matched) < 2:
        return Groups((tuple(record_ids),), ())
    scored, strength = _compared(links, matched)
    tree = _tree(strength, len(matched))
    cut = tree[_is_weak(strength[tree])]
    kept = np.setdiff1d(tree, cut)
    part = connected(len(matched), scored.left[kept], scored.right[kept])[place]
    of_matched = np.empty(len(matched), dtype=np.int64)
    of_matched[place[::-1]] = np.asarray(record_ids)[::-1]  # the first that says so
    return Groups(_in_order(record_ids, part), _bridges(scored, strength, cut, of_matched))


def _rows(links: Links, record_ids: Sequence[int]) -> Ints:
    """The rows of the table in which some records stand."""
    ids = links.records["record_id"].to_numpy()
    order = np.argsort(ids, kind="stable")
    return np.asarray(order[np.searchsorted(ids[order], np.asarray(record_ids))])


def _compared(links: Links, matched: Ints) -> tuple[Scored, Floats]:
    """All pairs of some rows, by their places among them, and their log2 odds as the
    evidence has them, whatever the owner said.
    """
    order = np.argsort(links.rows, kind="stable")
    at = order[np.searchsorted(links.rows[order], matched)]  # where they stand in the features
    left, right = np.triu_indices(len(matched), k=1)
    low, high = np.minimum(at[left], at[right]), np.maximum(at[left], at[right])
    levels, weight = weigh(links.model, links.comparisons, links.features, low, high)
    scored = Scored(left, right, levels, weight, links.model)
    nothing = np.empty((0, 2), dtype=np.int64)
    judged = judge(scored, links.features.exclusive[at], nothing, nothing)
    return scored, judged.by_evidence


def _tree(strength: Floats, records: int) -> Ints:
    """The places of the pairs by which all records hang together most strongly, where
    `strength` has all pairs (i, j), i < j, in order; after Prim.
    """
    pair = np.full((records, records), -1, dtype=np.int64)
    pair[np.triu_indices(records, k=1)] = np.arange(len(strength))
    pair = np.maximum(pair, pair.T)
    best = pair[0].copy()  # (records,) the pair by which each hangs on the tree so far
    outside = np.ones(records, dtype=bool)
    outside[0] = False
    found = []
    for _ in range(records - 1):
        following = int(np.argmax(np.where(outside, strength[best], -np.inf)))
        found.append(int(best[following]))
        outside[following] = False
        stronger = outside & (strength[pair[following]] > strength[best])
        best[stronger] = pair[following][stronger]
    return np.array(found, dtype=np.int64)


def _is_weak(strength: Floats) -> Flags:
    """Which links are below the widest gap; of those beyond doubt only the weakest."""
    bounded = np.minimum(strength, BEYOND_DOUBT)
    steps = np.unique(bounded)
    if len(steps) == 1:
        return np.asarray(strength == strength.min())
    return np.asarray(bounded <= steps[np.argmax(np.diff(steps))])


def _in_order(record_ids: Sequence[int], part: Ints) -> tuple[tuple[int, ...], ...]:
    found: dict[int, list[int]] = {}
    for record, number in zip(record_ids, part.tolist(), strict=True):
        found.setdefault(number, []).append(record)
    return tuple(map(tuple, found.values()))


def _bridges(scored: Scored, strength: Floats, cut: Ints, record_ids: Ints) -> tuple[Bridge, ...]:
    weakest = cut[np.argsort(strength[cut], kind="stable")]
    reasons = in_words(scored.model.weights, scored.levels[weakest]).to_pylist()
    odds = np.exp2(np.clip(strength[weakest], -100, 100))
    ends = (record_ids[side[weakest]].tolist() for side in (scored.left, scored.right))
    told = zip(*ends, (odds / (1 + odds)).tolist(), reasons, strict=True)
    return tuple(Bridge(*bridge) for bridge in told)
