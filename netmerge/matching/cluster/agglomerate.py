"""The pairs of one component, strongest first → its clusters, joined pair by
pair.

A component is a handful of records, so this is plain Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from netmerge.matching.cluster.components import Constraints

MOST_FOR, MOST_AGAINST = 10.0, -6.0
"""Log odds at which one pair is capped, so that it cannot outvote many."""

DECIDED = 1000.0
"""log2 odds of a pair that the owner declared one person, come what may."""

FORBIDDEN = float("-inf")
"""log2 odds of a pair that is two people whatever speaks for it.

It was declared different, or has two given names.
"""

MARGIN = 1.0
"""Bits by which the log odds of one cluster must exceed those of a rival."""

CONTRADICTION = -3.0
"""Mean log odds between two clusters below which they are rivals."""

BEST_BELOW = 0.5
"""Bits by which two clusters may stay below what a single pair must have.

The best evidence between them is meant, field by field.
"""

NEVER_COMPARED = -1.0
"""Log odds of a pair that shares no key.

A little against: records of one person mostly share one.
"""

NOTHING = float("-inf")
"""The evidence of a comparison that says nothing."""


class Pair(NamedTuple):
    """Two rows, their log odds, and the bits of each comparison."""

    left: int
    right: int
    log_odds: float
    evidence: list[float]


class _Between(NamedTuple):
    """The pairs between two clusters: the sum of their log odds, how many are
    known, and each comparison's best evidence.
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
        return sum([bits for bits in self.best if bits > NOTHING])

    def with_pairs(self, more: _Between) -> _Between:
        best = list(map(max, self.best, more.best))
        return _Between(self.total + more.total, self.known + more.known, best)


@dataclass
class _Group:
    """A cluster in the making: its rows, and what they exclude.

    `neighbours` has what stands between it and each.
    """

    rows: list[int]
    exclusive: set[int]
    single: list[set[int]]
    neighbours: dict[int, _Between]


def agglomerate(
    pairs: list[Pair], safe: float, constraints: Constraints, prior: float
) -> Iterator[tuple[int, int]]:
    """Join the rows of one component pair by pair.

    Yields each row with the smallest of its cluster.
    """
    rows = {row for pair in pairs for row in (pair.left, pair.right)}
    groups = {row: _alone(row, constraints) for row in sorted(rows)}
    home = {row: row for row in groups}
    for pair in pairs:
        between = _Between(_capped(pair.log_odds), 1, pair.evidence)
        groups[pair.left].neighbours[pair.right] = between
        groups[pair.right].neighbours[pair.left] = between
    for pair in pairs:
        if pair.log_odds < safe:
            break
        one, other = home[pair.left], home[pair.right]
        if one == other:
            continue
        if pair.log_odds >= DECIDED or (
            _may_join(groups[one], groups[other], other, safe, prior)
            and not _has_rival(groups, one, other, pair.log_odds, safe)
        ):
            _join(groups, home, one, other)
    for group in groups.values():
        root = min(group.rows)
        yield from ((row, root) for row in group.rows)


def _alone(row: int, constraints: Constraints) -> _Group:
    single = [{int(codes[row])} - {-1} for codes in constraints.single]
    return _Group([row], {int(constraints.exclusive[row])} - {-1}, single, {})


def _capped(log_odds: float) -> float:
    if log_odds == FORBIDDEN:
        return log_odds
    return min(max(log_odds, MOST_AGAINST), MOST_FOR)


def _may_join(one: _Group, other: _Group, key: int, safe: float, prior: float) -> bool:
    """Whether nothing forbids it, and the evidence between two clusters speaks
    for it on the whole; `key` is the other's.
    """
    if one.exclusive & other.exclusive:
        return False
    if any(len(a | b) > 1 for a, b in zip(one.single, other.single, strict=True)):
        return False
    between = one.neighbours[key]
    pairs = len(one.rows) * len(other.rows)
    if pairs == 1:
        return True
    if between.strongest + prior < safe - BEST_BELOW:
        return False
    return between.total + NEVER_COMPARED * (pairs - between.known) > safe * pairs


def _has_rival(
    groups: dict[int, _Group], one: int, other: int, log_odds: float, safe: float
) -> bool:
    """Whether one of two clusters might as well be joined to a third.

    If that contradicts the other, nobody can tell which of them is right.
    """
    for this, that in ((one, other), (other, one)):
        for key, between in groups[this].neighbours.items():
            if key != that and between.mean > log_odds - MARGIN and between.mean >= safe:
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
        joint = between if before is None else before.with_pairs(between)
        kept.neighbours[key] = groups[key].neighbours[one] = joint
        del groups[key].neighbours[other]
