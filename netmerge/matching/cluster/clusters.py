"""Weighted pairs in, clusters out: records held to be one person, without chains.

Pairs are taken from the strongest down. Two clusters are joined only if nothing forbids it (two
LinkedIn profiles, two records of a duplicate-free export, the owner's decision) and the evidence
between them speaks for it, in two ways: the mean over all pairs between them, the never compared
ones included, so that a chain A–B–C in which A and C disagree stays apart; and the sum of what
they have in common at best, field by field, so that two namesakes each known by several thin
records stay apart once an employer, an e-mail and a number have all turned out to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from netmerge.columns import runs
from netmerge.columns.coded import distinct
from netmerge.columns.types import Flags, Floats, Ints

PRECISION = 0.95
"""Share of the merged pairs that must be expected to be right."""

BEYOND_DOUBT = 4
"""Pairs beyond doubt that are counted on top, so that in a short list a likely pair may be merged
by itself. A doubtful one may where others are beyond doubt: in a list in which nobody else stands
twice it is rather two people.
"""

LIKELY = 0.5
"""log2 odds below which no pair joins two clusters, however sure the others are."""

MOST_FOR, MOST_AGAINST = 10.0, -6.0
"""Bits at which one pair's evidence is capped in the mean, so that one pair cannot outvote many."""

DECIDED = 1000.0
"""log2 odds of a pair that the owner declared one person; it joins whatever forbids it."""

FORBIDDEN = float("-inf")
"""log2 odds of a pair that is two people whatever speaks for it: declared different, or of two
given names.
"""

MARGIN = 1.0
"""Bits by which the evidence for one cluster must exceed that for a rival."""

CONTRADICTION = -3.0
"""Mean bits between two clusters below which they are rivals and not the same."""

BEST_BELOW = 0.5
"""Bits by which the best evidence between two clusters, field by field, may stay below what a
single pair must have.
"""

NEVER_COMPARED = -1.0
"""Bits for a pair that shares no key: a little evidence against, since records of one person
mostly share one.
"""

SETTLED = 2.5
"""Bits by which all pairs of a component must exceed it for one cluster without a second look."""

Evidence = Callable[[Ints], Floats]
"""For the places of pairs, the bits of each comparison (pairs by comparisons, NaN where it says
nothing).
"""

_NOTHING = float("-inf")


@dataclass(frozen=True)
class Constraints:
    """What forbids a cluster: two records with one `exclusive` code, or with different codes in a
    column of `single`.

    -1 is free. `single` holds what one person has but one of, a LinkedIn profile or a generation
    (Jr., Sr.).
    """

    exclusive: Ints
    single: tuple[Ints, ...]


def threshold(odds: Floats) -> float:
    """log2 odds from which pairs may be merged: as low as leaves PRECISION of them, on the whole,
    to be right.

    Where most pairs are beyond doubt a doubtful one may be merged too; in a long list full of
    namesakes fewer may.
    """
    likely = np.sort(odds[odds >= LIKELY])[::-1]
    expected = np.cumsum(1 / (1 + np.exp2(-likely))) + BEYOND_DOUBT
    right = expected / (np.arange(1, len(likely) + 1) + BEYOND_DOUBT)
    last_of_its_odds = np.r_[likely[1:] < likely[:-1], True][: len(likely)]
    enough = np.flatnonzero((right >= PRECISION) & last_of_its_odds)
    if not len(enough):
        return float(np.nextafter(likely[0], np.inf)) if len(likely) else LIKELY
    return float(likely[enough[-1]]) if enough[-1] + 1 < len(likely) else LIKELY


def cluster(
    records: int,
    left: Ints,
    right: Ints,
    odds: Floats,
    safe: float,
    constraints: Constraints,
    evidence: Evidence,
    prior: float,
) -> Ints:
    """Cluster number of each record (the smallest row in it), from pairs with their log2 odds.

    `safe` is the threshold from which a pair may join two clusters; a pair at FORBIDDEN keeps
    apart any two that hold its records. `evidence` gives the parts of which the odds are the sum,
    together with `prior`, the log2 odds of any pair.
    """
    linked = odds >= safe
    labels = components(records, left[linked], right[linked])
    whole = _complete(labels, left[odds >= safe + SETTLED], constraints)
    result = np.where(whole, labels, np.arange(records))
    unsettled = np.flatnonzero(~whole[left] & (labels[left] == labels[right]))
    order = unsettled[
        np.lexsort((right[unsettled], left[unsettled], -odds[unsettled], labels[left[unsettled]]))
    ]
    parts = np.nan_to_num(evidence(order), nan=_NOTHING)
    left, right, odds = left[order], right[order], odds[order]
    for start, end in pairwise([*runs.starts(labels[left]).tolist(), len(order)]):
        a, b, weights, said = (column[start:end].tolist() for column in (left, right, odds, parts))
        for row, root in _agglomerate(a, b, weights, said, safe, constraints, prior):
            result[row] = root
    return result


def components(records: int, left: Ints, right: Ints) -> Ints:
    """Smallest row reachable from each row over the pairs, by pointer jumping."""
    labels = np.arange(records)
    while True:
        lower = np.minimum(labels[left], labels[right])
        updated = labels.copy()
        np.minimum.at(updated, labels[left], lower)
        np.minimum.at(updated, labels[right], lower)
        updated = updated[updated]
        if (updated == labels).all():
            return labels
        labels = updated


def _complete(labels: Ints, left: Ints, constraints: Constraints) -> Flags:
    """Rows whose component needs no second look: all of its pairs are linked, safely, and nothing
    forbids it.
    """
    sizes = np.bincount(labels, minlength=len(labels))
    settled = np.bincount(labels[left], minlength=len(labels))
    complete = (sizes == 2) | (settled == sizes * (sizes - 1) // 2)
    complete[_clashing(labels, constraints)] = False
    whole: Flags = complete[labels]
    return whole


def _clashing(labels: Ints, constraints: Constraints) -> Ints:
    """Components that hold two records of one export, or two profiles."""
    listed = constraints.exclusive >= 0
    width = int(constraints.exclusive.max(initial=0)) + 1
    keys, counts = np.unique(
        labels[listed] * width + constraints.exclusive[listed], return_counts=True
    )
    clashing = [keys[counts > 1] // width]
    for codes in constraints.single:
        known, span = codes >= 0, int(codes.max(initial=0)) + 1
        owners, several = np.unique(
            distinct(labels[known] * span + codes[known]) // span, return_counts=True
        )
        clashing.append(owners[several > 1])
    return np.concatenate(clashing)


class _Between(NamedTuple):
    """The pairs between two clusters: their sum of odds, how many are known, and each
    comparison's best evidence.
    """

    total: float
    known: int
    best: list[float]

    @property
    def mean(self) -> float:
        return self.total / self.known

    @property
    def strongest(self) -> float:
        """The sum of the best evidence of all comparisons that say anything."""
        return sum([bits for bits in self.best if bits > _NOTHING])

    def with_pairs(self, more: _Between) -> _Between:
        best = list(map(max, self.best, more.best))
        return _Between(self.total + more.total, self.known + more.known, best)


@dataclass
class _Group:
    """A cluster in the making: its rows, what they exclude, and what stands between it and each
    neighbour.
    """

    rows: list[int]
    exclusive: set[int]
    single: list[set[int]]
    neighbours: dict[int, _Between]


def _agglomerate(
    left: list[int],
    right: list[int],
    odds: list[float],
    evidence: list[list[float]],
    safe: float,
    constraints: Constraints,
    prior: float,
) -> Iterator[tuple[int, int]]:
    """Join the rows of one component pair by pair, strongest first; yields (row, smallest row of
    its cluster).
    """
    groups = {row: _single(row, constraints) for row in sorted({*left, *right})}
    home = {row: row for row in groups}
    for a, b, weight, parts in zip(left, right, odds, evidence, strict=True):
        capped = weight if weight == FORBIDDEN else min(max(weight, MOST_AGAINST), MOST_FOR)
        groups[a].neighbours[b] = groups[b].neighbours[a] = _Between(capped, 1, parts)
    for a, b, weight in zip(left, right, odds, strict=True):
        if weight < safe:
            break
        one, other = home[a], home[b]
        if one == other:
            continue
        if weight >= DECIDED or (
            _may_join(groups[one], groups[other], other, safe, prior)
            and not _has_rival(groups, one, other, weight, safe)
        ):
            _join(groups, home, one, other)
    for group in groups.values():
        root = min(group.rows)
        yield from ((row, root) for row in group.rows)


def _single(row: int, constraints: Constraints) -> _Group:
    single = [{int(codes[row])} - {-1} for codes in constraints.single]
    return _Group([row], {int(constraints.exclusive[row])} - {-1}, single, {})


def _may_join(one: _Group, other: _Group, key: int, safe: float, prior: float) -> bool:
    if one.exclusive & other.exclusive or any(
        len(a | b) > 1 for a, b in zip(one.single, other.single, strict=True)
    ):
        return False
    between = one.neighbours[key]
    pairs = len(one.rows) * len(other.rows)
    if pairs == 1:
        return True
    if between.strongest + prior < safe - BEST_BELOW:
        return False
    return between.total + NEVER_COMPARED * (pairs - between.known) > safe * pairs


def _has_rival(groups: dict[int, _Group], one: int, other: int, weight: float, safe: float) -> bool:
    """Whether one of two clusters might as well be joined to a third that contradicts the other:
    nobody can tell.
    """
    for this, that in ((one, other), (other, one)):
        for key, between in groups[this].neighbours.items():
            if key != that and between.mean > weight - MARGIN and between.mean >= safe:
                third = groups[that].neighbours.get(key)
                if third is not None and third.mean < CONTRADICTION:
                    return True
    return False


def _join(groups: dict[int, _Group], home: dict[int, int], one: int, other: int) -> None:
    kept, gone = groups[one], groups.pop(other)
    for row in gone.rows:
        home[row] = one
    kept.rows += gone.rows
    kept.exclusive |= gone.exclusive
    kept.single = [a | b for a, b in zip(kept.single, gone.single, strict=True)]
    del kept.neighbours[other], gone.neighbours[one]
    for key, between in gone.neighbours.items():
        before = kept.neighbours.get(key)
        kept.neighbours[key] = groups[key].neighbours[one] = (
            between if before is None else before.with_pairs(between)
        )
        del groups[key].neighbours[other]
