"""Sources → what they can tell of interactions, and of which days, in words."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags

MOST_FILES = 12
"""More files than this are told by their kind."""

NOTHING = (
    "No source holds messages or other interactions, "
    "so nothing is known of when anybody was written to."
)

_TOLD = ["file", "member", "covers_from", "covers_to", "read"]


def coverage(
    sources: pd.DataFrame,
    interactions: pd.DataFrame,
    as_of: dt.date | None = None,
) -> str:
    """What the evidence rests on, for the user to judge `no evidence` by.

    `sources` (SOURCES) gives the files and their days, `interactions`
    the channels that there are. Days after `as_of` are not told.
    """
    held = _until(_held(sources), as_of or dt.date.max)
    if not len(held):
        return NOTHING
    if len(held) > MOST_FILES:
        held = _by_kind(held)
    rows = held[_TOLD].itertuples(index=False)
    files = "; ".join(_file(*row) for row in rows)
    there = interactions["channel"].dropna().unique()
    channels = ", ".join(sorted(map(str, there)))
    graded = "grade" in interactions
    twice = equals(interactions["grade"], "repeat").sum() if graded else 0
    once = f" {twice:,} of them stand in two files and count once." if twice else ""
    others = f"Channels: {channels or 'none'}; any other was not looked at."
    return f"What was written is known only from: {files}. {others}{once}"


def covered_days(
    sources: pd.DataFrame,
    as_of: dt.date,
) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of which some source tells, none after `as_of`.

    (None, None) where there is no such source, or it tells of later
    days only.
    """
    held = _held(sources)
    first, last = _span(held)
    if first is None or last is None or first > as_of:
        return None, None
    return first, min(last, as_of)


def _held(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources of what was written: a calendar tells when people met."""
    written = sources["tells_of_writing"].fillna(True).to_numpy(dtype=bool)
    any_read = flags(sources["read"] > 0)
    told: Flags = equals(sources["holds"], "interactions") & written & any_read
    return sources.loc[told]


def _until(held: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Sources with the days that they cover up to one."""
    begun = held[~flags(held["covers_from"] > as_of)]
    beyond = flags(begun["covers_to"] > as_of)
    return begun.assign(covers_to=begun["covers_to"].mask(beyond, as_of))


def _by_kind(held: pd.DataFrame) -> pd.DataFrame:
    """One row for all files of a kind: a mailbox or a chat is often many."""
    rows = []
    for kind, files in held.groupby("source", sort=True):
        first, last = _span(files)
        name = f"{len(files)} file{'s' if len(files) > 1 else ''} of {kind}"
        rows.append((name, None, first, last, int(files["read"].sum())))
    return pd.DataFrame(rows, columns=_TOLD, dtype=object)


def _span(held: pd.DataFrame) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that any of these files covers."""
    first, last = held["covers_from"].dropna(), held["covers_to"].dropna()
    start = first.min() if len(first) else None
    return start, (last.max() if len(last) else None)


def _file(
    file: str,
    member: str | None,
    start: dt.date | None,
    end: dt.date | None,
    rows: int,
) -> str:
    """A file as it is told of: its name, the days it covers, its rows."""
    dated = pd.notna(start) and pd.notna(end)
    days = f"from {start} to {end}" if dated else "without dates"
    name = member if pd.notna(member) else file
    return f"{name} {days} ({rows:,} {'row' if rows == 1 else 'rows'})"
