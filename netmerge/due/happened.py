"""Graded interactions → what happened with each person up to a day, in the
order of time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags, Ints
from netmerge.due.meanings import CLOSING, ONLY_TAPPED, QUESTION, STOCK, WISH
from netmerge.interactions.days import owner_days
from netmerge.schema import DATE
from netmerge.text.lines import beginning

LARGEST_MEETING = 10
"""People, the owner included; a larger one brings nobody closer."""

A_TALK = 60
"""Seconds of a call in which people spoke."""

FIRST_WORDS = 60
"""Characters of a message that are shown."""

_NEVER_SENT = ["draft", "sponsored", "repeat", "auto"]
"""Grades of what no human being wrote to the other, or what counts elsewhere."""


@dataclass(frozen=True)
class Happened:
    """Interactions with some people, arrays parallel to each other, by person and
    time.

    `person` is the row of each one's person, `day` the owner's day (since
    1970), `moment` when (microseconds), `row` the row of
    `interactions`. `note`: a personal note. `said`: a message of theirs
    to the owner alone, no stock phrase. `heard`: any message of theirs
    to the owner alone; it may be a `question`, or `closing`: thanks and
    the like. `sent`: anything that the owner sent to them
    alone, a tap and a call too, but no wish that a service offers.
    `call`, `meeting`: of few people. `letter`: what the owner wrote to them
    alone, in words, `tapped`: no more than a stock phrase. `spoke`: a call of
    a minute or more. `text`: how each begins.
    """

    people: int
    person: Ints
    day: Ints
    moment: Ints
    row: Ints
    note: Flags
    said: Flags
    heard: Flags
    question: Flags
    closing: Flags
    sent: Flags
    call: Flags
    meeting: Flags
    letter: Flags
    tapped: Flags
    spoke: Flags
    text: pa.Array
    channel: pa.Array

    @property
    def exchanged(self) -> Flags:
        """What counts as exchange: notes, their messages, calls and meetings."""
        return self.note | self.said | self.call | self.meeting

    def counts(self, which: Flags) -> Ints:
        """(people,) how many of these there are with each."""
        counted: Ints = np.bincount(self.person[which], minlength=self.people)
        return counted

    def last(self, which: Flags) -> Ints:
        """(people,) the place of the last of these with each, -1 where there is
        none.
        """
        places = np.flatnonzero(which)
        found = np.full(self.people, -1)
        found[self.person[places]] = places  # the last of several stays
        return found

    def first_day(self) -> Ints:
        """(people,) the day of the first interaction with each, -1 where there is
        none.
        """
        found = np.full(self.people, -1)
        found[self.person[::-1]] = self.day[::-1]
        return found


def happened(
    interactions: pd.DataFrame,
    ids: pa.Array,
    today: dt.date,
) -> Happened:
    """What happened with the contacts `ids` up to `today`, of HAPPENED.

    Drafts, advertisements, automatic answers and what stands in a
    second file are left out.
    """
    person = pc.index_in(one_chunk(interactions["contact_id"]), value_set=ids)
    date = one_chunk(interactions["date"])
    day = owner_days(interactions)
    counts = flags(pc.less_equal(day, pa.scalar(today, DATE))) & flags(pc.is_valid(person))
    counts &= ~flags(interactions["grade"].isin(_NEVER_SENT))
    rows = np.flatnonzero(counts)
    whose = np.asarray(person.take(pa.array(rows))).astype(np.int64)
    moments = np.asarray(date.cast(pa.int64()).take(pa.array(rows)))
    order = np.lexsort((rows, moments, whose))
    rows, whose, moments = rows[order], whose[order], moments[order]
    table = interactions.iloc[rows]
    days = np.asarray(day.take(pa.array(rows)).cast(pa.int32())).astype(np.int64)
    kinds = _kinds(table)
    text = beginning(one_chunk(table["text"]), FIRST_WORDS)
    channel = one_chunk(table["channel"])
    return Happened(len(ids), whose, days, moments, rows, **kinds, text=text, channel=channel)


def _kinds(table: pd.DataFrame) -> dict[str, Flags]:
    """What each interaction is, as the flags of Happened."""
    kind, grade = table["kind"], table["grade"]
    others = table["recipients"].to_numpy(dtype=np.int64, na_value=0)
    out, inward = equals(table["direction"], "out"), equals(table["direction"], "in")
    call, meeting = equals(kind, "call"), equals(kind, "meeting")
    written = flags(table["says"].notna())
    heard = inward & (others == 0) & written
    alone = out & (others <= 1) & ~meeting
    # a call of whose length nothing is told counts as a whole one
    lasted = table["duration"].to_numpy(dtype=np.int64, na_value=A_TALK)
    return {
        "note": equals(grade, "personal"),
        "said": heard & ~equals(table["says"], STOCK),
        "heard": heard,
        "question": heard & equals(table["says"], QUESTION),
        "closing": heard & equals(table["says"], CLOSING),
        "sent": alone & ~equals(table["says"], WISH),
        "call": call & (lasted > 0),
        "meeting": meeting & (others < LARGEST_MEETING),
        "letter": alone & written,
        "spoke": call & (lasted >= A_TALK),
        "tapped": alone & written & flags(grade.isin(ONLY_TAPPED)),
    }
