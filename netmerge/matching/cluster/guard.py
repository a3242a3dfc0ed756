"""Clusters in, pairs that cannot well be right out: the last check, whatever the model believed.

Belt and braces: a model that failed must not be able to merge half a book. What is found here is
taken apart again, stands in review outside of its cap, and the run says so.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from netmerge.columns.coded import distinct
from netmerge.columns.types import Flags, Ints
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.names import Names

DISAGREEING = 0.05
"""Share of the merged pairs that may have two different given names: forms that nobody knows, and
names replaced.
"""

SOME = 5
"""Such pairs that are no matter of shares: in a short book two of them are soon one in twenty."""

MOST_NAMES = 8
"""Different given or family names that one person's records may have, slips and forms in other
languages included.
"""


def guarded(
    judged: Judged, labels: Ints, names: Names, replaced: float
) -> tuple[Judged, tuple[str, ...]]:
    """The pairs with those kept apart that are implausible together, and a warning for each reason.

    `labels` is the cluster of each record. `replaced` is the share of names that are replaced in
    this list.
    """
    merged = labels[judged.left] == labels[judged.right]
    disagreeing = merged & judged.two_names & ~judged.decided
    crowded = merged & _crowded(labels, names)[judged.left] & ~judged.decided
    warnings = []
    share, most = disagreeing.sum() / max(merged.sum(), 1), max(DISAGREEING, 2 * replaced)
    if disagreeing.sum() <= SOME or share <= most:
        disagreeing = np.zeros(len(merged), dtype=bool)
    else:
        warnings.append(
            f"{disagreeing.sum():,} pairs with two different given names would have been merged, {share:.0%} of all: "
            "too many to be right. They stand in review instead."
        )
    if crowded.any():
        clusters = len(distinct(labels[judged.left[crowded]]))
        warnings.append(
            f"{clusters:,} contact{'s' if clusters > 1 else ''} would have had more than {MOST_NAMES} different "
            "names. Their records were left single, and stand in review."
        )
    found = disagreeing | crowded
    return replace(judged, apart=judged.apart | found, taken_apart=found), tuple(warnings)


def _crowded(labels: Ints, names: Names) -> Flags:
    """Records in clusters with more names than one person has; initials do not count, nor what
    sounds alike.
    """
    crowded = np.zeros(len(labels), dtype=bool)
    width = int(names.sound.max(initial=0)) + 1
    for codes in (names.given, names.family):
        rows = np.flatnonzero(codes >= 0)
        rows = rows[~names.initial_only[codes[rows]]]
        of_clusters = distinct(labels[rows] * width + names.sound[codes[rows]]) // width
        crowded |= (np.bincount(of_clusters, minlength=len(labels)) > MOST_NAMES)[labels]
    return crowded
