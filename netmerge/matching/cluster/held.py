"""Clusters as they were and as they are found now → clusters that do not flip by
themselves.

What the owner has seen stays as it was until something new speaks of it: a
record that is new or was edited, or the owner's word. More records elsewhere
shift frequencies, and with them a doubtful pair, but tell nothing of these
people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from netmerge.columns.types import Flags, Ints
from netmerge.matching.cluster.components import connected
from netmerge.matching.cluster.judge import Judged

DOUBTED = -2.0
"""log2 odds (1 in 5) below which two records of an earlier cluster are no longer
held together where something new speaks of them: as in review (lanes.DOUBTFUL).
"""

HOLD = 1.0
"""Bits above the threshold that two records of an earlier cluster have at least."""


@dataclass(frozen=True)
class Held:
    """The earlier clusters: a number for the one that each row was in, -1 for
    none, and whether the row still says what it said then.
    """

    cluster: Ints  # (rows,)
    unchanged: Flags  # (rows,)

    @classmethod
    def none(cls, rows: int) -> Held:
        """Where there was nothing earlier."""
        return cls(np.full(rows, -1, dtype=np.int64), np.zeros(rows, dtype=bool))

    def of(self, rows: Ints) -> Held:
        """Those of some rows."""
        return Held(self.cluster[rows], self.unchanged[rows])

    @property
    def settled(self) -> Flags:
        """Rows that were in a cluster and say what they said then."""
        return self.unchanged & (self.cluster >= 0)


def held_pairs(judged: Judged, held: Held, safe: float) -> Judged:
    """The pairs with the log odds by which earlier clusters hold.

    Two rows of one cluster are joined unless they are doubted, also if one was
    edited since: a new employer makes nobody another person. Two settled ones
    of different clusters are not joined by their own evidence, only by that of
    others. What the owner decided stands.
    """
    left, right, log_odds = judged.left, judged.right, judged.log_odds
    settled, known = held.settled, held.cluster >= 0
    together = known[left] & (held.cluster[left] == held.cluster[right])
    keep = together & ~judged.decided & ~judged.apart & (log_odds >= DOUBTED)
    part = settled[left] & settled[right] & ~together & ~judged.decided
    below = np.nextafter(safe, -np.inf)
    raised = np.where(keep, np.maximum(log_odds, safe + HOLD), log_odds)
    return replace(judged, log_odds=np.where(part, np.minimum(raised, below), raised))


def as_they_were(labels: Ints, held: Held, decided: Ints) -> tuple[Ints, int]:
    """The clusters with those restored that nothing new speaks of, and how many
    of these would have been others.

    `labels` is the cluster of each row, as the smallest row in it; `decided`
    are the pairs of rows (pairs by 2) that the owner's word is on, with 1 for
    the same and 0 for different in a third column.
    """
    known = np.flatnonzero(held.cluster >= 0)
    if not len(known):
        return labels, 0
    rows = np.arange(len(labels))
    earlier = rows.copy()
    _, first, group = np.unique(held.cluster[known], return_index=True, return_inverse=True)
    earlier[known] = known[first][group]
    stirred = ~held.settled
    against = _against(earlier, decided)
    stirred[decided[against, :2].ravel()] = True
    component = connected(
        len(labels),
        np.concatenate([rows, rows, decided[against, 0]]),
        np.concatenate([labels, earlier, decided[against, 1]]),
    )
    moved = np.zeros(len(labels), dtype=bool)  # (components,) by their smallest row
    moved[component[stirred]] = True
    still = ~moved[component]
    differing = still & (labels != earlier)
    restored = np.where(still, earlier, labels)
    return restored, len(np.unique(component[differing]))


def _against(earlier: Ints, decided: Ints) -> Ints:
    """Decisions by which the earlier clusters do not go."""
    together = earlier[decided[:, 0]] == earlier[decided[:, 1]]
    return np.flatnonzero(together != (decided[:, 2] > 0))
