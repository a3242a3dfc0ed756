"""SOURCES → the channels on which their interactions happened, by name."""

from __future__ import annotations

import pandas as pd

from netmerge.importers.contract import Channel

_COLUMNS = ["channel", "channel_phrase", "by_handle", "letters", "tells_of_writing"]


def channels(sources: pd.DataFrame) -> dict[str, Channel]:
    """The channels that sources (SOURCES) know, as their importers declared them."""
    known = sources.loc[sources["channel"].notna(), _COLUMNS].drop_duplicates("channel")
    return {row[0]: Channel(*row) for row in known.itertuples(index=False, name=None)}


def unknown_channel(name: str) -> Channel:
    """What is taken for granted of a channel that no source declares."""
    return Channel(name, f"on {name}")
