"""The five kinds of pair of which the model is a mixture."""

from __future__ import annotations

from enum import IntEnum


class Class(IntEnum):
    """What two records are to each other; the place of its share
    and likelihood in an array.
    """

    MATCH = 0
    STRANGER = 1
    HOUSEHOLD = 2
    COLLEAGUE = 3
    NAMESAKE = 4


OTHERS = tuple(Class)[1:]
"""The classes of pairs that are not a match, in their order."""
