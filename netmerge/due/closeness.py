"""What happened with each person → how close they are, and how often they want a
note.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from netmerge.columns.types import Ints
from netmerge.due.happened import Happened

FEWEST_WEEKS = 6
"""Weeks with exchange; who has fewer has no rank."""

RANKS = ((5, 21), (15, 60), (50, 180))
"""Up to which rank, a note every so many days."""

NO_RANK = 1 << 20
"""Days, for those who have none: their circle decides."""

_MONDAY = 3
"""The first of January 1970 was a Thursday: days from that week's Monday."""


def closeness(happened: Happened, today: dt.date) -> Ints:
    """(people,) days that each tie may stay quiet by the exchange of the last 24
    months.

    Ranked by the number of different ISO weeks with exchange; equal
    numbers share the better rank. NO_RANK for those with too few.
    """
    first = _two_years_before(today).toordinal() - dt.date(1970, 1, 1).toordinal()
    recent = happened.exchanged & (happened.day > first)
    person = happened.person[recent]
    week = (happened.day[recent] + _MONDAY) // 7
    distinct = np.unique(np.column_stack([person, week]), axis=0)
    weeks = np.bincount(distinct[:, 0], minlength=happened.people)
    ranked = weeks >= FEWEST_WEEKS
    in_order = np.sort(weeks[ranked])
    ahead = len(in_order) - np.searchsorted(in_order, weeks, side="right")
    rank = ahead + 1
    reached = [ranked & (rank <= most) for most, _ in RANKS]
    days: Ints = np.select(reached, [days for _, days in RANKS], NO_RANK)
    return days


def _two_years_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 2)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 2, day=28)
