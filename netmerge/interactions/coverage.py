"""Sources in; what they can know of interactions, and up to when, out in words."""

from __future__ import annotations

import datetime as dt

import pandas as pd

MOST_FILES = 12
"""More files than this are told by their kind."""

NOTHING = "No source holds messages or other interactions, so nothing is known of when anybody was written to."


def coverage(sources: pd.DataFrame, interactions: pd.DataFrame) -> str:
    """What the evidence rests on, for the user to judge `no evidence` by.

    `sources` (SOURCES) gives the files and their days, `interactions` the channels that there are.
    """
    held = _held(sources)
    if not len(held):
        return NOTHING
    if len(held) > MOST_FILES:
        held = _by_kind(held)
    files = "; ".join(
        f"{member if pd.notna(member) else file} {_days(start, end)} ({rows:,} {'row' if rows == 1 else 'rows'})"
        for file, member, start, end, rows in held[
            ["file", "member", "covers_from", "covers_to", "read"]
        ].itertuples(index=False)
    )
    channels = ", ".join(sorted(map(str, interactions["channel"].dropna().unique())))
    twice = int((interactions["grade"] == "repeat").sum()) if "grade" in interactions else 0
    once = f" {twice:,} of them stand in two files and count once." if twice else ""
    others = f"Channels: {channels or 'none'}; any other was not looked at."
    return f"What was written is known only from: {files}. {others}{once}"


def covered_days(sources: pd.DataFrame) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of which some source of interactions speaks; (None, None) where there is
    none.
    """
    held = _held(sources)
    first, last = held["covers_from"].dropna(), held["covers_to"].dropna()
    return (first.min() if len(first) else None), (last.max() if len(last) else None)


def _held(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources of what was written: a calendar tells when people met."""
    telling = (sources["holds"] == "interactions") & sources["tells_of_writing"].fillna(True)
    filled = sources["read"].fillna(0) > 0
    return sources[(telling.fillna(False) & filled).to_numpy(dtype=bool)]


def _by_kind(held: pd.DataFrame) -> pd.DataFrame:
    """One row for all files of a kind: a mailbox or a chat is often many."""
    rows = []
    for kind, files in held.groupby("source", sort=True):
        first, last = files["covers_from"].dropna(), files["covers_to"].dropna()
        days = {
            "covers_from": first.min() if len(first) else None,
            "covers_to": last.max() if len(last) else None,
        }
        name = f"{len(files)} file{'s' if len(files) > 1 else ''} of {kind}"
        rows.append({"file": name, "member": None, **days, "read": int(files["read"].sum())})
    return pd.DataFrame(rows, dtype=object)


def _days(start: dt.date | None, end: dt.date | None) -> str:
    return "without dates" if pd.isna(start) or pd.isna(end) else f"from {start} to {end}"
