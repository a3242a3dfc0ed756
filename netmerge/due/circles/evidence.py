"""What one kind of evidence says: a circle for some of the contacts, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Ints
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES

SAID, SHOWN, GUESSED = "said", "shown", "guessed"
"""The owner says so; what was written down, or a day, shows it; it is likely."""

LONGEST_SHOWN = 60
"""Characters of a label or name in a reason."""


class Told(NamedTuple):
    """That somebody (row of the contacts) is of a circle, and why."""

    row: int
    circle: str
    basis: str
    reason: str


@dataclass(frozen=True)
class Evidence:
    """Arrays (contacts,): place in CIRCLES (-1 where this tells nothing), basis
    and reason.
    """

    circle: Ints
    basis: pa.Array
    reason: pa.Array

    @classmethod
    def found(
        cls, row: Ints, circles: pa.Array, basis: pa.Array | str, reason: pa.Array, contacts: int
    ) -> Evidence:
        """Evidence of parallel arrays, the stronger before the weaker for one
        contact; null circles tell nothing.
        """
        telling = np.flatnonzero(np.asarray(pc.is_valid(circles)))
        rows, first = np.unique(row[telling], return_index=True)
        place = np.full(contacts, -1)
        place[rows] = telling[first]
        taken = pa.array(place, mask=place < 0)
        known = pc.index_in(circles.take(taken), value_set=pa.array(CIRCLES, TEXT))
        bases = pa.array([basis] * len(row), TEXT) if isinstance(basis, str) else basis
        return cls(
            np.asarray(pc.fill_null(known, -1)).astype(np.int64),
            bases.take(taken),
            reason.take(taken),
        )

    @classmethod
    def of(cls, told: Sequence[Told], contacts: int) -> Evidence:
        """Evidence of what was found one by one; of several the first holds."""
        return cls.found(
            np.array([one.row for one in told], np.int64),
            pa.array([one.circle for one in told], TEXT),
            pa.array([one.basis for one in told], TEXT),
            pa.array([one.reason for one in told], TEXT),
            contacts,
        )


def together(every: Sequence[Evidence]) -> Evidence:
    """The first evidence that tells of each contact."""
    first = every[0]
    circle, basis, reason = first.circle, first.basis, first.reason
    for further in every[1:]:
        open_ = circle < 0
        circle = np.where(open_, further.circle, circle)
        basis = pc.if_else(pa.array(open_), further.basis, basis)
        reason = pc.if_else(pa.array(open_), further.reason, reason)
    return Evidence(circle, basis, reason)


def edited(found: Evidence, word: Evidence) -> Evidence:
    """What was found, but where the owner wrote another circle into a run's file:
    there it is what they wrote.
    """
    changed = (word.circle >= 0) & (word.circle != found.circle)
    mask = pa.array(changed)
    return Evidence(
        np.where(changed, word.circle, found.circle),
        pc.if_else(mask, word.basis, found.basis),
        pc.if_else(mask, word.reason, found.reason),
    )


def where_told(texts: pa.Array, circles: pa.Array) -> pa.Array:
    """Texts that tell of a circle, null for the others: reasons are worded for
    these only.
    """
    return pc.if_else(pc.is_valid(circles), texts, pa.scalar(None, TEXT))


def shown(text: str) -> str:
    """A label or name as a reason shows it, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1].rstrip() + "…"
