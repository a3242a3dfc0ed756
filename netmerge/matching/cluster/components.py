"""Pairs with their log odds → components of records, and which of them need a
second look.

In most components every pair is sure and nothing forbids that they are one
person; they are settled here, by arrays, and only the others are joined pair by
pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.numbers import fan_out
from netmerge.columns.types import Flags, Floats, Ints

SETTLED = 2.5
"""Bits above the threshold from which pairs need no second look.

All pairs of a component must have them for it to be one cluster.
"""


@dataclass(frozen=True)
class Constraints:
    """What forbids a cluster: two records with one `exclusive` code, or with
    different codes in a column of `single`.

    -1 is free. `single` holds what one person has but one of, a LinkedIn
    profile or a generation (Jr., Sr.).
    """

    exclusive: Ints  # (records,)
    single: tuple[Ints, ...]  # (records,) each


@dataclass(frozen=True)
class Components:
    """Records that hang together: `labels` is the smallest row of each record's
    component.

    `whole` marks the records of components that are clusters as they stand.
    `disputed` are the places of all pairs within the others, component after
    component, the strongest pair first.
    """

    labels: Ints  # (records,)
    whole: Flags  # (records,)
    disputed: Ints


def find_components(
    records: int,
    left: Ints,
    right: Ints,
    log_odds: Floats,
    safe: float,
    constraints: Constraints,
) -> Components:
    """The components of records that hang together by pairs from `safe` on."""
    linked = log_odds >= safe
    labels = connected(records, left[linked], right[linked])
    whole = _complete(labels, left[log_odds >= safe + SETTLED], constraints)
    within = labels[left] == labels[right]
    disputed = np.flatnonzero(~whole[left] & within)
    a, b = left[disputed], right[disputed]
    order = np.lexsort((b, a, -log_odds[disputed], labels[a]))
    return Components(labels, whole, disputed[order])


def connected(records: int, left: Ints, right: Ints) -> Ints:
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


def _complete(labels: Ints, sure: Ints, constraints: Constraints) -> Flags:
    """Rows whose component needs no second look: each of its pairs is sure, and
    nothing forbids it.

    `sure` is the one row of each sure pair. A component of two has but the pair
    that made it.
    """
    sizes = np.bincount(labels, minlength=len(labels))
    sure_pairs = np.bincount(labels[sure], minlength=len(labels))
    complete = (sizes == 2) | (sure_pairs == sizes * (sizes - 1) // 2)
    complete[_clashing(labels, constraints)] = False
    whole: Flags = complete[labels]
    return whole


def _clashing(labels: Ints, constraints: Constraints) -> Flags:
    """Components that hold two records of one duplicate-free export, or two
    profiles.

    The first are found by counting: a component with more records of exports
    than exports has two of one. The second by what different codes there are in
    it: more than one is too many.
    """
    components = len(labels)
    listed = np.where(constraints.exclusive >= 0, labels, -1)
    records = np.bincount(listed[listed >= 0], minlength=components)
    exports = fan_out(listed, constraints.exclusive, components)
    clashing = records > exports
    for codes in constraints.single:
        clashing |= fan_out(labels, codes, components) > 1
    return np.asarray(clashing)
