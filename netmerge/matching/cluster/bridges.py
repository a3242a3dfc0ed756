"""Clusters and the pairs within → the weakest pair that holds each together, and the
two halves into which it would fall without.

Of the tree that joins the records of a cluster by its strongest pairs, the weakest
pair is meant: any other way between the two halves is weaker still.
"""

from __future__ import annotations

import numpy as np

from netmerge.columns import runs
from netmerge.columns.numbers import distinct
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.cluster.components import connected

FIRM = 10.0
"""log2 odds of a pair at which no cluster is thought to break."""


def bridges(left: Ints, right: Ints, log_odds: Floats, labels: Ints) -> tuple[Ints, Ints]:
    """The places of the weakest bridges, one for each cluster that may break, and the
    half of each record, as the smallest row in it; its cluster, where that is whole.
    """
    within = np.flatnonzero(labels[left] == labels[right])
    firm = within[log_odds[within] >= FIRM]
    parts = connected(len(labels), left[firm], right[firm])
    loose = within[parts[left[within]] != parts[right[within]]]
    rows, numbers = np.unique(parts[[left[loose], right[loose]]], return_inverse=True)
    a, b = numbers.reshape(2, -1)
    order = np.lexsort((right[loose], left[loose], -log_odds[loose]))
    tree = order[_tree(a[order], b[order], len(rows))]
    weakest = _last_of_each(tree, labels[left[loose[tree]]])
    kept = np.setdiff1d(tree, weakest)
    halves = rows[connected(len(rows), a[kept], b[kept])]
    sides = labels.copy()
    broken = np.zeros(len(labels), dtype=bool)
    broken[labels[left[loose[weakest]]]] = True
    inside = np.flatnonzero(broken[labels])
    of_part = np.arange(len(labels))
    of_part[rows] = halves
    sides[inside] = of_part[parts[inside]]
    return loose[np.sort(weakest)], sides


def _tree(a: Ints, b: Ints, size: int) -> Ints:
    """The pairs of the strongest tree over each component, by their places, ascending:
    pairs stand from the strongest to the weakest.

    In each round every part takes its strongest pair to another, so that the parts
    are at least halved (Boruvka).
    """
    chosen: Flags = np.zeros(len(a), dtype=bool)
    parts, live = np.arange(size), np.arange(len(a))
    while True:
        live = live[parts[a[live]] != parts[b[live]]]
        if not len(live):
            return np.flatnonzero(chosen)
        first = np.full(size, len(a))
        for end in (a, b):
            np.minimum.at(first, parts[end[live]], live)
        chosen[distinct(first[first < len(a)])] = True
        parts = connected(size, a[chosen], b[chosen])


def _last_of_each(places: Ints, group: Ints) -> Ints:
    """Of the places of each group the last."""
    order = np.argsort(group, kind="stable")
    ends = runs.starts(group[order])[1:] - 1
    last = np.append(ends, len(order) - 1) if len(order) else ends
    return places[order[last]]
