"""Two records' ids in their own books → two entries of one book, or nothing to
compare.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.columns.hashes import combined
from netmerge.columns.numbers import among
from netmerge.columns.types import Flags, Ints
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import graded
from netmerge.matching.features import Features
from netmerge.matching.model.roles import Role


class Entry(IntEnum):
    """How two entries stand to each other."""

    TWO_OF_ONE_BOOK = 1


def compare(pairs: Pairs) -> Compared:
    """Entries with ids of their own: two of one book, or nothing to compare.

    They are of one book where some file holds both ids, so that the one's copy
    in an older export is another entry than the other, too.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    ids = features.entry_id
    two = np.flatnonzero((ids[left] >= 0) & (ids[right] >= 0) & (ids[left] != ids[right]))
    a, b = left[two], right[two]
    of_one_book = np.zeros(len(pairs), dtype=bool)
    of_one_book[two] = _stands(features, a, b) | _stands(features, b, a)
    levels = graded((of_one_book, Entry.TWO_OF_ONE_BOOK), otherwise=ABSENT)
    return Compared(levels, np.full(len(pairs), np.nan))


def _stands(features: Features, entry: Ints, other: Ints) -> Flags:
    """Whether the entries of some records stand in the files of others too."""
    wanted = combined(features.entry_id[entry], features.entry_file[other])
    return among(wanted, features.entries)


ENTRY = Comparison(
    name="entry",
    levels=Entry,
    compare=compare,
    needs=("entry_id", "entry_file", "entries"),
    shows=("uid",),
    roles={Role.TWO_ENTRIES: (Entry.TWO_OF_ONE_BOOK,)},
)
