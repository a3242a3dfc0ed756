"""People, and what changed between two exports → who has an occasion to be written to:
a birthday, a new job.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Ints
from netmerge.schema import DATE

SOON = 7
"""Days before a birthday."""

LATELY = 120
"""Days since the export that told of another job: exports are months apart."""

BIRTHDAY, NEW_JOB = 0, 1
"""Kinds of occasions, the first one first: a birthday does not wait."""

_BIRTHDAY = re.compile(r"(?:\d{4}|-)-(\d{2})-(\d{2})")
_TOLD_ON = re.compile(r".{1,999} \((\d{4}-\d{2}-\d{2})\)", re.DOTALL)
"""Earlier employment, as contacts have it: Title, Company (2026-10-01)."""

_OF_A_JOB = ["employer", "title"]


class Occasion(NamedTuple):
    """What an occasion is, on which day, and in words."""

    kind: int
    on: dt.date
    words: str


def occasions(
    people: pd.DataFrame,
    due: pd.DataFrame,
    sources: pd.DataFrame,
    changes: pd.DataFrame,
    today: dt.date,
) -> dict[str, Occasion]:
    """The occasion of each person (contact_id) who has one.

    `people` (CONTACTS) stand on the `due` list (DUE). A new job is told by
    `changes` (CHANGES), or by an earlier export of their own network among the
    `sources`, unless the owner has written since.
    """
    jobs = {
        name: Occasion(NEW_JOB, today, words)
        for name, words in _jobs(people, due, sources, changes, today)
    }
    days = _days_until(people["birthday"], today)
    with_one = np.flatnonzero(days >= 0)
    names = one_chunk(people["contact_id"]).take(pa.array(with_one)).to_pylist()
    born = {
        name: _birthday(int(day), today) for name, day in zip(names, days[with_one], strict=True)
    }
    return jobs | born


def _birthday(days: int, today: dt.date) -> Occasion:
    on = today + dt.timedelta(days)
    return Occasion(BIRTHDAY, on, f"birthday on {on}" if days else "birthday today")


def _jobs(
    people: pd.DataFrame,
    due: pd.DataFrame,
    sources: pd.DataFrame,
    changes: pd.DataFrame,
    today: dt.date,
) -> Iterator[tuple[str, str]]:
    """Who has a new job of which nobody wrote to them yet, and which."""
    told = _told_by_exports(people, sources, today) | _told_by_changes(changes, today)
    at_work = people[flags(people["contact_id"].isin(list(told)))]
    noted = dict(zip(due["contact_id"], due["last_personal_note"], strict=True))
    columns = [at_work[name].astype(object) for name in ("contact_id", "title", "company")]
    for name, title, company in zip(*columns, strict=True):
        work = " at ".join(text for text in (title, company) if isinstance(text, str))
        note = noted.get(name)
        written_since = isinstance(note, dt.date) and note >= told[name]
        if work and not written_since:
            yield name, f"new job: {work}"


def _told_by_exports(
    people: pd.DataFrame, sources: pd.DataFrame, today: dt.date
) -> dict[str, dt.date]:
    """Who had another job in an earlier export of which the people themselves wrote
    the entries, and the day of the latest export.
    """
    own = sources[flags(sources["self_written"])]
    days = sorted(day for day in own["as_of"].dropna().unique() if day <= today)
    lately = {str(day) for day in days[:-1] if (today - day).days <= LATELY}
    if not lately:
        return {}
    names = one_chunk(people["contact_id"]).to_pylist()
    lists: Sequence[Sequence[str] | None] = arrow(people["history"]).to_pylist()
    return {
        name: days[-1]
        for name, lines in zip(names, lists, strict=True)
        if any((found := _TOLD_ON.fullmatch(line)) and found[1] in lately for line in lines or ())
    }


def _told_by_changes(changes: pd.DataFrame, today: dt.date) -> dict[str, dt.date]:
    """Who has another job than they had not long ago, and since when that is known."""
    first = pa.scalar(today - dt.timedelta(LATELY), DATE)
    before, after = (one_chunk(changes[name]) for name in ("before_day", "after_day"))
    seen = pc.and_(pc.less_equal(after, pa.scalar(today, DATE)), pc.greater_equal(before, first))
    moved = changes[flags(changes["what"].isin(_OF_A_JOB)) & flags(seen)]
    return dict(zip(moved["contact_id"], moved["after_day"], strict=True))


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
