"""A due list and occasions → the four people to write to this week."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from netmerge.due.occasions import NEW_JOB, Occasion
from netmerge.schema import DATE, TEXT

SUGGESTED = 4
MOST_OF_A_CIRCLE = 2

_WRITTEN_TO = ("answer first", "new", "gone quiet", "worth reviving")
_WITH_A_TIE = (*_WRITTEN_TO, "in order")
"""Sections of those with whom there is more than a connection."""

_NO_OCCASION = NEW_JOB + 1


def suggestions(
    due: pd.DataFrame, occasions: Mapping[str, Occasion], today: dt.date
) -> pd.DataFrame:
    """Four rows of the due list (DUE) at most, with the columns `occasion` and `on`,
    the day to write on.

    Those with an occasion stand first, a birthday before a new job; else there
    is one of each section of those to write to, then more in the order of the
    list. At most two are of one circle. A new job counts where there is more
    than a connection. Who was written to in this ISO week is not suggested again.
    """
    monday = today - dt.timedelta(days=today.weekday())
    due = due[~(due["last_personal_note"] >= monday).fillna(False)]
    sections = due["section"].to_list()
    found = [occasions.get(name) for name in due["contact_id"]]
    kinds = [
        one.kind if one and (one.kind < NEW_JOB or section in _WITH_A_TIE) else _NO_OCCASION
        for one, section in zip(found, sections, strict=True)
    ]
    chosen = _chosen(sections, due["circle"].to_list(), kinds)
    told = [found[row] if kinds[row] < _NO_OCCASION else None for row in chosen]
    words = [one.words if one else None for one in told]
    days = [one.on if one else today for one in told]
    return (
        due.iloc[chosen]
        .reset_index(drop=True)
        .assign(
            occasion=pd.Series(words, dtype=pd.ArrowDtype(TEXT)),
            on=pd.Series(days, dtype=pd.ArrowDtype(DATE)),
        )
    )


def _chosen(sections: list[str], circles: list[str], kinds: list[int]) -> list[int]:
    """The rows that are suggested, those with an occasion first."""
    with_one = [row for row, kind in enumerate(kinds) if kind < _NO_OCCASION]
    with_one.sort(key=lambda row: kinds[row])
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

    take(with_one, one_each=True)
    take(to_write_to, one_each=True)
    take(with_one, one_each=False)
    take(to_write_to, one_each=False)
    return sorted(chosen, key=lambda row: (kinds[row], row))
