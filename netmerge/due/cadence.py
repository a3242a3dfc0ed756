"""Days since the last personal note, circles → cadence, lateness and band.

The ladder of cadences is a practitioner's 21 / 60 / 180 / 365 days,
which agrees with the layers that Dunbar found: the closest 5 are met
weekly, 15 monthly, 50 at least every half year, 150 at least yearly
(Dunbar & Spoors 1995; Hill & Dunbar 2003). A circle stands on the rung
of the layer that most of it belongs to; the rung of 21 days is for a
chosen few and no whole circle's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Floats, Ints, Texts
from netmerge.data import TomlFile, one_of
from netmerge.settings import CIRCLES

CADENCE = TomlFile("due/cadence.toml", dict[Annotated[str, one_of(*CIRCLES)], int])
"""Days that a tie of a circle may stay quiet."""

OVERDUE = 1.5
"""Times the cadence; from once on a tie is due."""

DORMANT_DAYS = 3 * 365
"""Three years out of touch (Levin, Walter & Murnighan 2011)."""

NEW_DAYS = 365
"""So long a tie without a note is new; what becomes of it shows in its first
weeks (Vergara Hidd 2023).
"""

FIRST_NOTE_DAYS = 14
"""Cadence of a new tie: days after meeting within which it wants its first note.
"""

WELCOME_DAYS = 2
"""From the second day on a new tie is due its first note."""


def cadence_days(circles: pa.Array, own: Mapping[str, int] | None = None) -> Ints:
    """Days that each tie may stay quiet; an unknown circle is `other`.

    `own` are the days that the owner gave for some circles.
    """
    table = CADENCE.content | dict(own or {})
    known = pc.index_in(circles, value_set=pa.array(list(table)))
    place = np.asarray(pc.fill_null(known, -1))  # the last one is for the unknown
    days: Ints = np.array([*table.values(), table["other"]])[place]
    return days


def lateness(days: Ints, cadence: Ints) -> Floats:
    """How many cadences too late each is, 0 while there is time."""
    late: Floats = np.maximum(0.0, (days - cadence) / cadence)
    return late


def bands(days: Ints, cadence: Ints, evidence: Flags) -> Texts:
    """The band of each tie: due from one cadence on, overdue from 1.5 on.

    Dormant are those of three years and more, `no evidence` those
    without `evidence`.
    """
    band = np.select(
        [~evidence, days >= DORMANT_DAYS, days > OVERDUE * cadence, days >= cadence],
        ["no evidence", "dormant", "overdue", "due"],
        "ok",
    )
    return band.astype(object)


def bands_of_new(days: Ints) -> Texts:
    """The band of each new tie by the days since it was made."""
    overdue, is_due = days >= FIRST_NOTE_DAYS, days >= WELCOME_DAYS
    return np.select([overdue, is_due], ["overdue", "due"], "ok").astype(object)
