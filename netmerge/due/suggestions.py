"""A due list and birthdays → the four people to write to this week."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.types import Ints
from netmerge.schema import TEXT

SUGGESTED = 4
MOST_OF_A_CIRCLE = 2
SOON = 7
"""Days before a birthday."""

_WRITTEN_TO = ("answer first", "new", "gone quiet", "worth reviving")
_BIRTHDAY = re.compile(r"(?:\d{4}|-)-(\d{2})-(\d{2})")


def suggestions(people: pd.DataFrame, due: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Four rows of the due list (DUE) at most, with the column `occasion`.

    Those with an occasion, a birthday within a week, stand first; else
    there is one of each section of those to write to, then more in the
    order of the list. At most two are of one circle.
    """
    days = _days_until(people["birthday"], today)
    place = {name: number for number, name in enumerate(people["contact_id"])}
    until = [int(days[place[name]]) for name in due["contact_id"]]
    chosen = _chosen(due["section"].to_list(), due["circle"].to_list(), until)
    occasions = [_occasion(until[row], today) for row in chosen]
    table = due.iloc[chosen].reset_index(drop=True)
    return table.assign(occasion=pd.Series(occasions, dtype=pd.ArrowDtype(TEXT)))


def _chosen(sections: list[str], circles: list[str], until: list[int]) -> list[int]:
    """The rows that are suggested, those with an occasion first."""
    occasions = [row for row, days in enumerate(until) if days >= 0]
    to_write_to = [row for row, section in enumerate(sections) if section in _WRITTEN_TO]
    chosen: list[int] = []
    counts: Counter[str] = Counter()

    def take(rows: Iterable[int], *, one_each: bool) -> None:
        for row in rows:
            seen = {sections[taken] for taken in chosen} if one_each else set()
            full = len(chosen) == SUGGESTED or counts[circles[row]] == MOST_OF_A_CIRCLE
            if not full and row not in chosen and sections[row] not in seen:
                chosen.append(row)
                counts[circles[row]] += 1

    take(occasions, one_each=True)
    take(to_write_to, one_each=True)
    take(occasions, one_each=False)
    take(to_write_to, one_each=False)
    return sorted(chosen, key=lambda row: (until[row] < 0, row))


def _days_until(birthdays: pd.Series[str], today: dt.date) -> Ints:
    """(people,) days until a birthday that comes within a week, else -1."""

    def of_one(text: str) -> int | None:
        found = _BIRTHDAY.fullmatch(text)
        if not found:
            return None
        ahead = (today + dt.timedelta(days) for days in range(SOON + 1))
        month, day = int(found[1]), int(found[2])
        return next((n for n, date in enumerate(ahead) if _is_on(date, month, day)), None)

    days = arrow(unique_map(one_chunk(birthdays), of_one, pa.int64()))
    return np.asarray(days.fill_null(-1)).astype(np.int64)


def _is_on(date: dt.date, month: int, day: int) -> bool:
    """Whether a birthday is kept on a date: 29 February on the 28th of most years."""
    if (month, day) == (2, 29) and not calendar.isleap(date.year):
        day = 28
    return (date.month, date.day) == (month, day)


def _occasion(days: int, today: dt.date) -> str | None:
    if days < 0:
        return None
    if days == 0:
        return "birthday today"
    return f"birthday on {today + dt.timedelta(days)}"
