"""Clusters → pairs that cannot well be right: the last check, whatever the
model believed.

Belt and braces: a model that failed must not be able to merge half a book. What
is found here is taken apart again, stands in review outside of its cap, and the
run says so.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from netmerge.columns.numbers import distinct, fan_out
from netmerge.columns.types import Flags, Ints
from netmerge.matching.cluster.judge import Judged

DISAGREEING = 0.05
"""Share of the merged pairs that may have two different given names.

There are forms that nobody knows, and names are replaced.
"""

SOME = 5
"""Such pairs that are no matter of shares.

In a short book two of them are soon one in twenty.
"""

MOST_NAMES = 8
"""Different given, or family, names that one person's records may have.

Slips and forms in other languages are among them.
"""


def guarded(
    judged: Judged, labels: Ints, names: tuple[Ints, ...], replaced: float
) -> tuple[Judged, tuple[str, ...]]:
    """The pairs with those kept apart that are implausible together, and a
    warning for each reason.

    `labels` is the cluster of each record, `names` has a number for each of its
    names (-1 is none), the same for names that count as one. `replaced` is the
    share of names that are replaced in this list.
    """
    merged = labels[judged.left] == labels[judged.right]
    disagreeing = merged & judged.two_names & ~judged.decided & ~judged.known
    crowded = merged & _crowded(labels, names)[judged.left] & ~judged.decided
    warnings = []
    pairs, unlike = int(merged.sum()), int(disagreeing.sum())
    if _plausible(unlike, pairs, replaced):
        disagreeing = np.zeros(len(merged), dtype=bool)
    else:
        warnings.append(_of_two_names(unlike, pairs))
    if crowded.any():
        clusters = distinct(labels[judged.left[crowded]])
        warnings.append(_of_many_names(len(clusters)))
    found = disagreeing | crowded
    guarded_ = replace(judged, apart=judged.apart | found, taken_apart=found)
    return guarded_, tuple(warnings)


def _plausible(disagreeing: int, merged: int, replaced: float) -> bool:
    """Whether so many of the merged pairs may have two given names."""
    most = max(DISAGREEING, 2 * replaced)
    return disagreeing <= SOME or disagreeing / max(merged, 1) <= most


def _crowded(labels: Ints, names: tuple[Ints, ...]) -> Flags:
    """Records in clusters with more names than one person has."""
    crowded = np.zeros(len(labels), dtype=bool)  # (clusters,)
    for codes in names:
        crowded |= fan_out(labels, codes, len(labels)) > MOST_NAMES
    return np.asarray(crowded[labels])


def _of_two_names(pairs: int, merged: int) -> str:
    share = pairs / max(merged, 1)
    return (
        f"{pairs:,} pairs with two different given names would have been merged, "
        f"{share:.0%} of all: too many to be right. They stand in review instead."
    )


def _of_many_names(clusters: int) -> str:
    contacts = "contacts" if clusters > 1 else "contact"
    return (
        f"{clusters:,} {contacts} would have had more than {MOST_NAMES} different names. "
        "Their records were left single, and stand in review."
    )
