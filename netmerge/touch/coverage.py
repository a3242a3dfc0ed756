"""Sources in; what they can know of interactions, and up to when, out in words."""

from __future__ import annotations

import datetime as dt

import pandas as pd

NOTHING = "No source holds messages or other interactions, so nothing is known of when anybody was written to."


def coverage(sources: pd.DataFrame, interactions: pd.DataFrame) -> str:
    """What the evidence rests on, for the user to judge `no evidence` by.

    `sources` (SOURCES) gives the files and their days, `interactions` the channels that there are.
    """
    held = _held(sources)
    if not len(held):
        return NOTHING
    files = "; ".join(
        f"{member if pd.notna(member) else file} {_days(start, end)} ({rows:,} {'row' if rows == 1 else 'rows'})"
        for file, member, start, end, rows in held[["file", "member", "covers_from", "covers_to", "read"]].itertuples(
            index=False
        )
    )
    channels = ", ".join(sorted(map(str, interactions["channel"].dropna().unique())))
    return f"What was written is known only from: {files}. Channels: {channels or 'none'}; any other was not looked at."


def covered_days(sources: pd.DataFrame) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of which some source of interactions speaks; (None, None) where there is none."""
    held = _held(sources)
    first, last = held["covers_from"].dropna(), held["covers_to"].dropna()
    return (first.min() if len(first) else None), (last.max() if len(last) else None)


def _held(sources: pd.DataFrame) -> pd.DataFrame:
    holds = (sources["holds"] == "interactions").fillna(False).to_numpy(dtype=bool)
    return sources[holds & (sources["read"].fillna(0) > 0).to_numpy(dtype=bool)]


def _days(start: dt.date | None, end: dt.date | None) -> str:
    return "without dates" if pd.isna(start) or pd.isna(end) else f"from {start} to {end}"
