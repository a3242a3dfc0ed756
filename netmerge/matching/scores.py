"""Groups in truth, groups found → precision and recall.

Pairwise figures are those of Menestrina, Whang & Garcia-Molina (2010), B-cubed ones
those of Bagga & Baldwin (1998). They come from the sizes of groups, never from the
pairs, so that a million rows are no trouble.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Ints


@dataclass(frozen=True)
class Score:
    """Precision and recall, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise(truth: Ints, found: Ints) -> Score:
    """Of the pairs put together how many belong together, and the reverse.

    `truth` and `found` hold the number (0 or more) of each row's group.
    """
    sizes, _, _ = _joint_sizes(truth, found)
    right = _pairs(sizes)
    together = _pairs(np.bincount(found))
    belonging = _pairs(np.bincount(truth))
    precision = right / together if together else 1.0
    recall = right / belonging if belonging else 1.0
    return Score(precision, recall)


def b_cubed(truth: Ints, found: Ints) -> Score:
    """The mean over rows of the share of a row's group that belongs with it, and
    the reverse.
    """
    sizes, in_truth, in_found = _joint_sizes(truth, found)
    squares = sizes.astype(float) ** 2
    rows = max(len(truth), 1)
    precision = (squares / np.bincount(found)[in_found]).sum() / rows
    recall = (squares / np.bincount(truth)[in_truth]).sum() / rows
    return Score(float(precision), float(recall))


def _joint_sizes(truth: Ints, found: Ints) -> tuple[Ints, Ints, Ints]:
    """How many rows each meeting of a true and a found group holds, with the two
    group numbers.
    """
    width = np.int64(found.max(initial=0)) + 1
    meeting = truth.astype(np.int64) * width + found
    cells, sizes = np.unique(meeting, return_counts=True)
    return sizes, cells // width, cells % width


def _pairs(sizes: Ints) -> int:
    """How many pairs stand within groups of these sizes."""
    wide = sizes.astype(np.int64)
    return int((wide * (wide - 1) // 2).sum())
