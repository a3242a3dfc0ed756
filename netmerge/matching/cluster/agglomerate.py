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

    Yields each row with the smallest of its cluster. What the owner declared the
    same is two contacts, not two rows: it is joined when these are made. Where
    something forbids that the two are one as a whole, the two rows go first, and the
    rest may join them or not.
    """
    told = [pair for pair in pairs if pair.log_odds >= DECIDED]
    others = [pair for pair in pairs if pair.log_odds < DECIDED]
    making = _Making(pairs, others, safe, constraints, prior)
    making.join_likely(others)
    if told and making.join_told(told):
        making.join_likely(others)
    elif told:
        making = _Making(pairs, pairs, safe, constraints, prior)
        making.join_likely(pairs)
    for group in making.groups.values():
        root = min(group.rows)
        yield from ((row, root) for row in group.rows)


class _Making:
    """The clusters of one component while they are made: `groups` by a row of each,
    `home` the group of each row. Of its pairs the `telling` ones are evidence.
    """

    def __init__(
        self,
        pairs: list[Pair],
        telling: list[Pair],
        safe: float,
        constraints: Constraints,
        prior: float,
    ) -> None:
        rows = {row for pair in pairs for row in (pair.left, pair.right)}
        self.groups = {row: _alone(row, constraints) for row in sorted(rows)}
        self.home = {row: row for row in self.groups}
        self.safe, self.prior = safe, prior
        for pair in telling:
            between = _Between(_capped(pair.log_odds), 1, pair.evidence)
            self.groups[pair.left].neighbours[pair.right] = between
            self.groups[pair.right].neighbours[pair.left] = between

    def join_likely(self, pairs: list[Pair]) -> None:
        """Join what the evidence speaks for, from the strongest pair down."""
        for pair in pairs:
            if pair.log_odds < self.safe:
                break
            one, other = self.home[pair.left], self.home[pair.right]
            if one != other and (pair.log_odds >= DECIDED or self._likely(one, other, pair)):
                _join(self.groups, self.home, one, other)

    def join_told(self, pairs: list[Pair]) -> bool:
        """Join the clusters of pairs that the owner declared the same; False where
        something forbids it.
        """
        for pair in pairs:
            one, other = self.home[pair.left], self.home[pair.right]
            if one == other:
                continue
            between = self.groups[one].neighbours.get(other)
            if between is not None and between.total == FORBIDDEN:
                return False
            if _forbidden(self.groups[one], self.groups[other]):
                return False
            _join(self.groups, self.home, one, other)
        return True

    def _likely(self, one: int, other: int, pair: Pair) -> bool:
        groups, safe = self.groups, self.safe
        if not _may_join(groups[one], groups[other], other, safe, self.prior):
            return False
        return not _has_rival(groups, one, other, pair.log_odds, safe)


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
    if _forbidden(one, other):
        return False
    between = one.neighbours[key]
    pairs = len(one.rows) * len(other.rows)
    if pairs == 1:
        return True
    if between.strongest + prior < safe - BEST_BELOW:
        return False
    return between.total + NEVER_COMPARED * (pairs - between.known) > safe * pairs


def _forbidden(one: _Group, other: _Group) -> bool:
    """Whether two clusters hold what no one person has."""
    if one.exclusive & other.exclusive:
        return True
    return any(len(a | b) > 1 for a, b in zip(one.single, other.single, strict=True))


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
    kept.neighbours.pop(other, None)
    gone.neighbours.pop(one, None)
    for key, between in gone.neighbours.items():
        before = kept.neighbours.get(key)
        joint = between if before is None else before.with_pairs(between)
        kept.neighbours[key] = groups[key].neighbours[one] = joint
        del groups[key].neighbours[other]
