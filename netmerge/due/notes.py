"""Graded interactions → the last personal note to each contact, as of a day."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.codes import numbered
from netmerge.interactions.days import owner_days
from netmerge.schema import DATE


class Notes(NamedTuple):
    """A note a contact: to whom, on what day (the owner's) and channel."""

    contact_id: pa.Array
    day: pa.Array
    channel: pa.Array

    def to(self, contacts: pd.DataFrame) -> Notes:
        """The note to each of these contacts, null where there is none."""
        wanted = one_chunk(contacts["contact_id"])
        place = pc.index_in(wanted, value_set=self.contact_id)
        return Notes(wanted, self.day.take(place), self.channel.take(place))


def last_personal_notes(
    interactions: pd.DataFrame,
    as_of: dt.date,
) -> Notes:
    """The owner's last personal note to each contact who has one, as of a day.

    `interactions` are graded and attributed. What was written later is
    not looked at: whoever reckons as of an earlier day wants to see
    what was to be seen then.
    """
    contact = arrow(interactions["contact_id"])
    day = owner_days(interactions)
    personal = pc.equal(arrow(interactions["grade"]), "personal")
    so_far = pc.less_equal(day, pa.scalar(as_of, DATE))  # null without a date
    counts = pc.and_(pc.and_(personal, so_far), pc.is_valid(contact))
    columns = [contact, day, arrow(interactions["channel"])]
    notes = pa.table(columns, Notes._fields).filter(counts)
    notes = notes.sort_by([(name, "ascending") for name in Notes._fields])
    # the last note to a contact stands before the first one to the next
    is_last = np.roll(runs.begins(numbered(notes["contact_id"])), -1)
    latest = notes.filter(pa.array(is_last))
    return Notes(*(one_chunk(column) for column in latest.columns))
