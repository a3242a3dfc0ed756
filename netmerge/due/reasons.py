"""Days, channels, circles → why a contact stands where it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.due.notes import Notes
from netmerge.importers.contract import Channel
from netmerge.schema import DATE, TEXT

_EVERY = {"other": "A note every"}
_REVIVE = "After three years of silence such a tie is worth reviving."


def reasons(
    notes: Notes,
    channels: Mapping[str, Channel],
    since_note: Ints,
    cadence: Ints,
    circles: pa.Array,
    band: Texts,
) -> pa.Array:
    """What is to be said of each contact with a note, else null."""
    phrases = {name: f" {channel.phrase}" for name, channel in channels.items()}
    where = unique_map(notes.channel, lambda name: phrases.get(name, ""))
    where = pc.fill_null(where, "")
    days = pa.array(since_note, mask=since_note < 0).cast(TEXT)
    ago = unique_map(days, _ago)
    day = notes.day.cast(TEXT)
    wrote = _joined("You last wrote", where, " on ", day, ", ", ago, ". ")
    whose = unique_map(circles, _every)
    rhythm = _joined(whose, " ", pa.array(cadence).cast(TEXT), " days.")
    rest = pc.if_else(pa.array(band == "dormant"), _REVIVE, rhythm)
    return _joined(wrote, rest)


def without_note(
    met: pa.Array,
    met_on: pa.Array,
    new: Flags,
    covered: tuple[dt.date | None, dt.date | None],
) -> pa.Array:
    """What is to be said of each contact if no note is known.

    `met` is the day of meeting or connecting, `met_on` that of meeting;
    `covered` are the first and the last day of which the files tell.
    """
    first, last = covered
    known = f"No personal note in the files, which cover {first} to {last}."
    if first is None or last is None:
        known = "No file tells what was written."
    in_person = pc.fill_null(pc.equal(met, met_on), False)
    how = pc.if_else(in_person, "met", "connected")
    beyond = pc.fill_null(pc.greater(met, pa.scalar(last, DATE)), last is None)
    so_far = pc.if_else(beyond, ", no note in the files so far.", ", no note yet.")
    just_met = _joined("New: ", how, " on ", met.cast(TEXT), so_far)
    return pc.if_else(pa.array(new), just_met, known)


def _every(circle: str) -> str:
    return _EVERY.get(circle, f"{circle.capitalize()}: a note every")


def _ago(days: str) -> str:
    return {"0": "today", "1": "yesterday"}.get(days, f"{int(days):,} days ago")


def _joined(*parts: Any) -> pa.Array:
    """Texts and columns put together, null where any of them is."""
    return pc.binary_join_element_wise(*parts, "")
