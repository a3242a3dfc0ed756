"""People, their due list and what happened → the new ties that want a first note, by
the days on which they came.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.due.cadence import NEW_DAYS
from netmerge.due.where_met import where_met
from netmerge.schema import DATE, NEW_BY_DAY, TEXT
from netmerge.text.garbled import garbled


@dataclass(frozen=True)
class NewTies:
    """The new ties of a year: `days` (NEW_BY_DAY) on which they came, and `people`
    (DUE, with `day` and `event` of each) who have had no note yet, the longest
    waiting first, garbled names last.
    """

    days: pd.DataFrame
    people: pd.DataFrame


def new_ties(
    contacts: pd.DataFrame,
    due: pd.DataFrame,
    interactions: pd.DataFrame,
    today: dt.date,
) -> NewTies:
    """The new ties as of a day: the days latest first, the people longest first,
    whose name is garbled behind the others.

    `contacts` (CONTACTS); those on the due list (DUE) are people who count,
    each on the first day of card and connection. `interactions` (HAPPENED)
    tell at which event cards were scanned.
    """
    people = _with_days(contacts, due, interactions, today)
    new = people[flags(people["ago"] <= NEW_DAYS)]
    misread = flags(garbled(one_chunk(new["full_name"])))
    in_turn = new.iloc[np.lexsort((-new["ago"].to_numpy(dtype=np.int64), misread))]
    waiting = in_turn[in_turn["days_since"].isna().to_numpy(dtype=bool)]
    return NewTies(
        days=_by_day(new),
        people=waiting.drop(columns=["ago", "card"]).reset_index(drop=True),
    )


def _with_days(
    contacts: pd.DataFrame, due: pd.DataFrame, interactions: pd.DataFrame, today: dt.date
) -> pd.DataFrame:
    """The due list with the `day` of each one's first card or connection up to
    today, `ago` in days, whether it was a `card`, and at which `event`.
    """
    place = pc.index_in(one_chunk(due["contact_id"]), value_set=one_chunk(contacts["contact_id"]))
    until = pa.scalar(today, DATE)
    cards, connections = (
        _up_to(one_chunk(contacts[name]), until) for name in ("met_on", "connected_on")
    )
    day = pc.min_element_wise(cards, connections)
    is_card = pc.fill_null(pc.equal(day, cards), False)
    event = pc.if_else(is_card, where_met(contacts, interactions), pa.scalar(None, TEXT))
    told = {
        "day": day.take(place),
        "event": event.take(place),
        "ago": pc.days_between(day, until).take(place),
        "card": is_card.take(place),
    }
    columns = {name: ArrowExtensionArray(column) for name, column in told.items()}
    return due.reset_index(drop=True).assign(**columns)


def _up_to(days: pa.Array, until: pa.Scalar) -> pa.Array:
    return pc.if_else(pc.less_equal(days, until), days, pa.scalar(None, DATE))


def _by_day(new: pd.DataFrame) -> pd.DataFrame:
    """How many came on each day (NEW_BY_DAY), the latest first."""
    cards_first = new.sort_values("card", ascending=False, kind="stable")
    ago = cards_first["ago"].to_numpy(dtype=np.int64)
    days, first, group = np.unique(ago, return_index=True, return_inverse=True)
    one_of_each = pa.array(first)
    noted = cards_first["days_since"].notna().to_numpy(dtype=bool)
    is_card = flags(cards_first["card"])

    def counted(which: Flags) -> pa.Array:
        return pa.array(np.bincount(group[which], minlength=len(days)))

    waits = np.bincount(group[~noted], minlength=len(days)) > 0
    return NEW_BY_DAY.frame(
        {
            "day": one_chunk(cards_first["day"]).take(one_of_each),
            "event": one_chunk(cards_first["event"]).take(one_of_each),
            "cards": counted(is_card),
            "connections": counted(~is_card),
            "written_to": counted(noted),
            "oldest": pa.array(days, mask=~waits),
        },
        rows=len(days),
    )
