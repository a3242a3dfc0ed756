"""Log odds of all pairs → those from which pairs may be merged."""

from __future__ import annotations

import numpy as np

from netmerge.columns.types import Floats

PRECISION = 0.95
"""Share of the merged pairs that must be expected to be right."""

BEYOND_DOUBT = 4
"""Pairs beyond doubt that are counted on top, so that in a short list a likely
pair may be merged by itself. A doubtful one may where others are beyond doubt:
in a list in which nobody else stands twice it is rather two people.
"""

LIKELY = 0.5
"""log2 odds below which no pair is merged, however sure the others are."""


def threshold(log_odds: Floats) -> float:
    """log2 odds from which pairs may be merged: as low as leaves PRECISION of
    them, on the whole, to be right.

    Where most pairs are beyond doubt a doubtful one may be merged too; in a
    long list full of namesakes fewer may.
    """
    likely = np.sort(log_odds[log_odds >= LIKELY])[::-1]
    if not len(likely):
        return LIKELY
    probability = 1 / (1 + np.exp2(-likely))
    merged = np.arange(1, len(likely) + 1)
    # What precision is to be expected if all pairs down to this one are merged.
    precision = (np.cumsum(probability) + BEYOND_DOUBT) / (merged + BEYOND_DOUBT)
    # Pairs of equal log odds are merged together or not at all: nothing else
    # tells
    # them apart.
    ends_a_tie = np.append(likely[1:] < likely[:-1], True)
    allowed = np.flatnonzero((precision >= PRECISION) & ends_a_tie)
    if not len(allowed):
        return float(np.nextafter(likely[0], np.inf))
    last = allowed[-1]
    return float(likely[last]) if last + 1 < len(likely) else LIKELY
