"""Who stands together in group mails and chats → the circle of those in a group
of one circle.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags
from netmerge.due.circles.evidence import GUESSED, SAID, Evidence
from netmerge.schema import DATE, TEXT
from netmerge.settings import CIRCLES

FEWEST_DAYS = 2
"""Days on which a group must stand together: once is chance."""

_NEVER_SENT = ["draft", "sponsored", "repeat", "auto"]


def by_group(
    contacts: pd.DataFrame, interactions: pd.DataFrame, known: Evidence, own: Flags
) -> Evidence:
    """The circle of those who stood in messages with people of one circle that
    the owner said (`known`), on two days or more, and with none of another.

    `interactions` are those of HAPPENED; `own` are the owner's own entries.
    """
    everybody = len(contacts)
    said = np.where(equals(known.basis, SAID), known.circle, -1)
    said[said == CIRCLES.index("other")] = -1
    messages = _messages(interactions)
    ids = one_chunk(contacts["contact_id"])
    present = flatten(messages["present"])
    place = pc.index_in(present.items, value_set=ids)
    person = np.asarray(pc.fill_null(place, -1)).astype(np.int64)
    days = one_chunk(messages["date"]).cast(DATE, safe=False)
    table = pd.DataFrame(
        {
            "message": present.row,
            "person": person,
            "day": np.asarray(days.cast(pa.int32()).take(pa.array(present.row)).fill_null(-1)),
            "circle": np.append(said, -1)[person],
        }
    )
    table = table[(person >= 0) & ~np.append(own, True)[person]]
    # the one circle that was said of anybody in a message
    labelled = table[table["circle"] >= 0].groupby("message")["circle"].agg(["min", "max"])
    voices = table[table["circle"] < 0].join(labelled, on="message").dropna()
    of_each = voices.groupby("person").agg({"min": "min", "max": "max", "day": "nunique"})
    agreed = of_each[(of_each["min"] == of_each["max"]) & (of_each["day"] >= FEWEST_DAYS)]
    rows = agreed.index.to_numpy(dtype=np.int64)
    circle = pa.array(CIRCLES, TEXT).take(pa.array(agreed["min"].to_numpy(dtype=np.int64)))
    why = [
        f"Stands with people of this circle in messages of {days} days." for days in agreed["day"]
    ]
    return Evidence.found(rows, circle, GUESSED, pa.array(why, TEXT), everybody)


def _messages(interactions: pd.DataFrame) -> pd.DataFrame:
    """The messages to or from several, each once a row of its file."""
    group = flags(pc.is_valid(one_chunk(interactions["present"])))
    group &= equals(interactions["kind"], "message")
    group &= ~flags(interactions["grade"].isin(_NEVER_SENT))
    found = interactions.loc[group, ["file", "member", "position", "present", "date"]]
    return found.drop_duplicates(["file", "member", "position"])
