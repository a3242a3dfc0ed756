"""People with the days of their cards, and a calendar → at which event each was met."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.runs import positions, starts
from netmerge.columns.types import Ints
from netmerge.due.happened import FIRST_WORDS
from netmerge.interactions.days import owner_days
from netmerge.text.lines import beginning

LONGEST = 31
"""Days of an event; a longer one (a sabbatical) is nowhere."""

_OF_A_CALENDAR = ["meeting", "event"]
_DAY = 86_400
"""Seconds."""


def where_met(people: pd.DataFrame, interactions: pd.DataFrame) -> pa.Array:
    """(people,) the title of the event on the day on which each was met (`met_on` of
    CONTACTS), null where there is none.

    Of several on a day (HAPPENED) the longest counts, then the first by its title:
    the app's own day is known of a card, hardly ever its hour.
    """
    events = interactions[flags(interactions["kind"].isin(_OF_A_CALENDAR))]
    words = pc.coalesce(one_chunk(events["text"]), one_chunk(events["subject"]))
    titles = beginning(words, FIRST_WORDS)
    lasts = events["duration"].to_numpy(dtype=np.int64, na_value=0)
    first = pc.fill_null(owner_days(events).cast(pa.int32()), -1)
    shown = flags(pc.is_valid(titles)) & (lasts <= LONGEST * _DAY)
    rows = np.flatnonzero(shown)
    begins = np.asarray(first).astype(np.int64)[rows]
    day, row = _first_of_each_day(rows, begins, lasts[rows], titles)
    met = one_chunk(people["met_on"]).cast(pa.int32()).cast(pa.int64())
    place = pc.index_in(met, value_set=pa.array(day))
    return titles.take(pa.array(row).take(place))


def _first_of_each_day(
    rows: Ints, begins: Ints, lasts: Ints, titles: pa.Array
) -> tuple[Ints, Ints]:
    """Each day (since 1970) on which there is an event, and the row of the one that
    counts.

    `rows`, `begins` (days) and `lasts` (seconds) are parallel.
    """
    rank = pc.rank(titles, sort_keys="ascending", tiebreaker="dense")
    by_title = np.asarray(rank).astype(np.int64)[rows]
    covered = np.maximum(-(-lasts // _DAY), 1)  # whole days, a begun one too
    event = np.repeat(np.arange(len(rows)), covered)
    day = positions(begins, covered)
    order = np.lexsort((by_title[event], -lasts[event], day))
    day, event = day[order], event[order]
    firsts = starts(day)
    return day[firsts], rows[event[firsts]]
