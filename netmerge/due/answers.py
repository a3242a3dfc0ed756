"""What happened with each person → who waits for the owner's answer, and since
when.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from netmerge.columns.types import Flags, Ints
from netmerge.due.happened import Happened

LONGEST_WAIT = 180
"""Days; what was said longer ago wants no answer any more."""

LONGEST_QUESTION = 365
"""Days; a question waits longer."""


class Answers(NamedTuple):
    """Arrays (people,): who waits, what they asked, and the place of their
    message (-1: none).
    """

    owed: Flags
    asked: Flags
    place: Ints


def answers(happened: Happened, today: int) -> Answers:
    """Who waits for an answer on `today` (days since 1970).

    The last message of the two is theirs, to the owner alone, and says
    more than thanks; the owner has sent them nothing since, on any
    channel.
    """
    theirs = happened.last(happened.heard)
    mine = happened.last(happened.sent)
    heard = theirs >= 0
    wrote = heard & _later(happened, theirs, mine)
    place = np.where(wrote, theirs, -1)
    wants = np.zeros(happened.people, bool)
    asked = np.zeros(happened.people, bool)
    message = theirs[wrote]
    wants[wrote] = (happened.said & ~happened.closing)[message]
    asked[wrote] = happened.question[message]
    waited = np.zeros(happened.people, np.int64)
    waited[wrote] = today - happened.day[message]
    in_time = waited <= np.where(asked, LONGEST_QUESTION, LONGEST_WAIT)
    return Answers(wrote & wants & in_time, asked, place)


def _later(happened: Happened, theirs: Ints, mine: Ints) -> Flags:
    """Where a message of theirs came after all that the owner sent."""
    moments = np.append(happened.moment, np.iinfo(np.int64).min)  # -1: before everything
    later: Flags = moments[theirs] > moments[mine]
    return later
