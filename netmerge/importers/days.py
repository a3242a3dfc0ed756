"""What was read of a source → the same, on the days of the owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.importers.contract import Imported
from netmerge.schema import INTERACTIONS, SOURCES
from netmerge.text.zones import from_the_wall, local_days


def on_days(imported: Imported, zone: dt.tzinfo) -> Imported:
    """The interactions of one source with the days that they are of in a zone,
    and what the source covers in such days.

    Where the importer gave a day, the file tells no time zone: the day stays,
    and the moment is the one at which a clock of the zone showed its time.
    """
    interactions = imported.interactions
    if interactions.empty:
        return imported
    given = one_chunk(interactions["day"])
    moments = one_chunk(interactions["date"])
    if given.null_count < len(given):
        on_the_wall = from_the_wall(moments, zone)
        moments = pc.if_else(given.is_valid(), on_the_wall, moments)
    days = pc.coalesce(given, local_days(moments, zone))
    covered = {"covers_from": [pc.min(days)], "covers_to": [pc.max(days)]}
    return replace(
        imported,
        interactions=INTERACTIONS.frame({**interactions, "date": moments, "day": days}),
        sources=SOURCES.frame({**imported.sources, **covered}),
    )
