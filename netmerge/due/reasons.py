"""Days, channels, circles → why a contact stands where it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.columns.types import Ints
from netmerge.due.answers import Answers
from netmerge.due.coverage import NONE, PARTLY, WHOLE
from netmerge.due.happened import Happened
from netmerge.due.notes import Notes
from netmerge.due.sections import Ties
from netmerge.importers.contract import Channel
from netmerge.schema import DATE, TEXT
from netmerge.settings import SECTIONS

_EVERY = {"other": "A note every"}
_REVIVE = "After three years of silence such a tie is worth reviving."
_ONLY_STOCK = " Only stock phrases of yours."
_BESIDE = {
    NONE: " No channel of theirs is covered.",
    PARTLY: " Not all channels of theirs are covered.",
    WHOLE: "",
}


@dataclass(frozen=True)
class Reasons:
    """What the reasons are told of, parallel to the people.

    `met` is the day of meeting or connecting, `met_on` that of meeting,
    `where` the event at which that was; `covered` are the first and the last
    day of which the files tell.
    """

    notes: Notes
    channels: Mapping[str, Channel]
    happened: Happened
    ties: Ties
    circles: pa.Array
    met: pa.Array
    met_on: pa.Array
    where: pa.Array
    covered: tuple[dt.date | None, dt.date | None]
    answered: Answers
    coverage: Ints

    def told(self, section: Ints) -> pa.Array:
        """The reason of each person, in a sentence or two."""
        in_section = {name: pa.array(section == SECTIONS.index(name)) for name in SECTIONS}
        wrote, since = self._wrote(), self._met_since()
        rest = pc.if_else(in_section["worth reviving"], _REVIVE, self._rhythm())
        noted = _joined(since, wrote, rest)
        without = pc.if_else(in_section["new"], self._just_met(), self._without_note(since))
        reason = pc.coalesce(noted, without)
        return pc.if_else(in_section["answer first"], self._waits(), reason)

    def _wrote(self) -> pa.Array:
        """When and where the owner last wrote, null without a note."""
        day, ago = self.notes.day.cast(TEXT), _ago_of(self.ties.since_note)
        return _joined(
            "You last wrote", self._where(self.notes.channel), " on ", day, ", ", ago, ". "
        )

    def _rhythm(self) -> pa.Array:
        """How often the tie wants a note: by its circle, or closer."""
        days = pa.array(self.ties.cadence).cast(TEXT)
        return _joined(unique_map(self.circles, _every), " ", days, " days.")

    def _met_since(self) -> pa.Array:
        """A call or a meeting since the last note, which sets no clock back; else
        empty.
        """
        what = self.happened
        last = what.last(what.call | what.meeting)
        days = np.append(what.day, -1)[last]
        met = np.append(what.meeting, False)[last]
        # (people,) the day of the last note, -1 without one
        note = np.append(what.day, -1)[what.last(what.note)]
        day = pa.array(days, pa.int32()).cast(DATE).cast(TEXT)
        verb = pc.if_else(pa.array(met), "Met on ", "Spoke on ")
        told = _joined(verb, day, ", no note since. ")
        return pc.if_else(pa.array((last >= 0) & (days > note)), told, "")

    def _waits(self) -> pa.Array:
        """Since when somebody waits for an answer, and their words."""
        place = self.answered.place
        places = pa.array(place, mask=place < 0)
        day = pa.array(self.happened.day, pa.int32()).cast(DATE).cast(TEXT).take(places)
        verb = pc.if_else(pa.array(self.answered.asked), "They asked", "They wrote")
        where = self._where(self.happened.channel.take(places))
        told = _joined(verb, where, " on ", day, ", ", _ago_of(self.ties.waiting))
        said = self.happened.text.take(places)
        return pc.coalesce(_joined(told, ": ", said), _joined(told, "."))

    def _just_met(self) -> pa.Array:
        """How and when a new tie came about."""
        _, last = self.covered
        in_person = pc.fill_null(pc.equal(self.met, self.met_on), False)
        how = pc.if_else(in_person, "met", "connected")
        beyond = pc.fill_null(pc.greater(self.met, pa.scalar(last, DATE)), last is None)
        so_far = pc.if_else(beyond, ", no note in the files so far.", ", no note yet.")
        there = pc.if_else(in_person, _joined(" (", self.where, ")"), NO_TEXT)
        where = pc.fill_null(there, "")
        return _joined("New: ", how, " on ", self.met.cast(TEXT), where, so_far)

    def _without_note(self, since: pa.Array) -> pa.Array:
        """What is to be said of each contact if no note is known."""
        first, last = self.covered
        known = f"No personal note in the files, which cover {first} to {last}."
        if first is None or last is None:
            known = "No file tells what was written."
        beside = np.array([_BESIDE[state] for state in (NONE, PARTLY, WHOLE)], object)[
            self.coverage
        ]
        tapped = self.happened.counts(self.happened.tapped) > 0
        only_stock = pc.if_else(pa.array(tapped), _ONLY_STOCK, "")
        return _joined(since, known, only_stock, pa.array(beside, TEXT))

    def _where(self, channel: pa.Array) -> pa.Array:
        phrases = {name: f" {known.phrase}" for name, known in self.channels.items()}
        return pc.fill_null(unique_map(channel, lambda name: phrases.get(name, "")), "")


def _every(circle: str) -> str:
    return _EVERY.get(circle, f"{circle.capitalize()}: a note every")


def _ago_of(days: Ints) -> pa.Array:
    """Days as one says them, null for -1."""
    return unique_map(pa.array(days, mask=days < 0).cast(TEXT), _ago)


def _ago(days: str) -> str:
    return {"0": "today", "1": "yesterday"}.get(days, f"{int(days):,} days ago")


def _joined(*parts: Any) -> pa.Array:
    """Texts and columns put together, null where any of them is."""
    return pc.binary_join_element_wise(*parts, "")
