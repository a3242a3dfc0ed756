"""Components and the evidence within them → clusters: records held to be one
person, no chains.

Pairs are taken from the strongest down. Two clusters are joined only if nothing
forbids it (two LinkedIn profiles, two records of a duplicate-free export, the
owner's decision) and the evidence between them speaks for it, in two ways: the
mean over all pairs between them, the never compared ones included, so that a
chain A–B–C in which A and C disagree stays apart; and the sum of what they have
in common at best, field by field, so that two namesakes each known by several
thin records stay apart once an employer, an e-mail and a number have all turned
out to differ.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from netmerge.columns import runs
from netmerge.columns.types import Floats, Ints
from netmerge.matching.cluster.agglomerate import NOTHING, Pair, agglomerate
from netmerge.matching.cluster.components import Components, Constraints


def cluster(
    components: Components,
    left: Ints,
    right: Ints,
    log_odds: Floats,
    evidence: Floats,
    safe: float,
    constraints: Constraints,
    prior: float,
) -> Ints:
    """Cluster number of each record: the smallest row in it.

    `left`, `right` and `log_odds` are those of the disputed pairs in their
    order, and `evidence` the bits of which the log odds are the sum (pairs by
    comparisons, NaN where one says nothing), together with `prior`, the log
    odds of any pair. `safe` are the log odds from which a pair may join two
    clusters; a pair at FORBIDDEN keeps apart any two that hold its records.
    """
    labels = components.labels
    result = np.where(components.whole, labels, np.arange(len(labels)))
    said = np.nan_to_num(evidence, nan=NOTHING)
    columns = left, right, log_odds, said
    starts = runs.starts(labels[left]).tolist()
    for start, end in pairwise([*starts, len(left)]):
        of_one = (column[start:end].tolist() for column in columns)
        pairs = list(map(Pair, *of_one))
        for row, root in agglomerate(pairs, safe, constraints, prior):
            result[row] = root
    return result
