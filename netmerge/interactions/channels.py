"""SOURCES → the channels on which their interactions happened, by name."""

from __future__ import annotations

import pandas as pd

from netmerge.importers.contract import Channel

_COLUMNS = [
    *("channel", "channel_phrase", "by_handle", "letters", "tells_of_writing"),
    *("reached_by", "covers"),
]


def channels(sources: pd.DataFrame) -> dict[str, Channel]:
    """The channels that sources (SOURCES) know, as their importers declared them."""
    declared = sources.loc[sources["channel"].notna(), _COLUMNS]
    known = declared.drop_duplicates("channel")
    rows = known.itertuples(index=False, name=None)
    return {row[0]: Channel(*row) for row in rows}


def unknown_channel(name: str) -> Channel:
    """What is taken for granted of a channel that no source declares."""
    return Channel(name, f"on {name}")
