"""Messages to three people → who introduced whom."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.interactions.days import owner_days
from netmerge.schema import DATE

_NEVER_SENT = ["draft", "sponsored", "repeat", "auto"]
_PAIR = 2


def introductions(interactions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Who introduced whom up to `today`: columns `one`, `other` (contact_id), `by_me`
    and `row` of `interactions` (HAPPENED), in the order of time.

    A contact's message to the owner and exactly one other contact
    introduces that other, so that `one` is who wrote; the owner's to exactly
    two (`by_me`) introduces each to the other. Neither does where the two
    stand together in an earlier message or meeting.
    """
    together = _together(interactions, today)
    found = together[(together["size"] == _PAIR) & together["is_message"]]
    theirs = found["inward"] & (found["recipients"] == 1)
    mine = found["outward"] & (found["recipients"] == _PAIR)
    found = found[theirs | mine]
    if found.empty:
        nobody = pd.Series(dtype=object)
        return pd.DataFrame({"one": nobody, "other": nobody, "by_me": nobody, "row": nobody})
    pairs = _pairs(found)
    known = _first_together(together, pairs)
    pairs = pairs.merge(known, on=["first", "second"])
    pairs = pairs[pairs["moment"] <= pairs["since"]].drop_duplicates(["first", "second"])
    by_other = ~pairs["outward"] & (pairs["second"] == pairs["writer"])
    one = pairs["first"].where(~by_other, pairs["second"])
    other = pairs["second"].where(~by_other, pairs["first"])
    table = pd.DataFrame(
        {"one": one, "other": other, "by_me": pairs["outward"], "row": pairs["row"]}
    )
    return table.reset_index(drop=True)


def _together(interactions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Messages and meetings of two contacts or more, each once, by time: row, moment,
    writer, kinds, and `size`: how many contacts.
    """
    present = one_chunk(interactions["present"])
    days = owner_days(interactions)
    counts = flags(pc.is_valid(present)) & flags(pc.less_equal(days, pa.scalar(today, DATE)))
    counts &= ~flags(interactions["grade"].isin(_NEVER_SENT))
    rows = np.flatnonzero(counts)
    table = interactions.iloc[rows]
    taken = one_chunk(table["present"])
    moments = one_chunk(table["date"]).cast(pa.int64())
    found = pd.DataFrame(
        {
            "row": rows,
            "moment": np.asarray(moments),
            "writer": table["contact_id"].astype(object).to_numpy(),
            "file": table["file"].fillna("").astype(object).to_numpy(),
            "member": table["member"].fillna("").astype(object).to_numpy(),
            "position": table["position"].to_numpy(dtype=np.int64, na_value=0),
            "recipients": table["recipients"].to_numpy(dtype=np.int64, na_value=0),
            "is_message": equals(table["kind"], "message"),
            "inward": equals(table["direction"], "in"),
            "outward": equals(table["direction"], "out"),
            "size": np.asarray(pc.list_value_length(taken)).astype(np.int64),
            "present": pc.binary_join(taken, " ").to_numpy(zero_copy_only=False),
        }
    )
    found = found.sort_values(["moment", "row"], kind="stable")
    return found.drop_duplicates(["file", "member", "position"])


def _pairs(found: pd.DataFrame) -> pd.DataFrame:
    """The two contacts of each of these messages as `first` and `second`."""
    halves = found["present"].str.split(" ", n=1, expand=True)
    halves = halves.reindex(columns=[0, 1])
    return found.assign(first=halves[0], second=halves[1])


def _first_together(together: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """When the two of each pair first stood together: columns first, second,
    since.
    """
    wanted = pairs[["first", "second"]].drop_duplicates()
    people = pd.unique(wanted.to_numpy().ravel())
    # the same people meet again and again: each company is looked at once
    companies = together.groupby("present", sort=False)["moment"].min().reset_index()
    members = companies.assign(who=companies["present"].str.split(" ")).explode("who")
    members = members.loc[members["who"].isin(people), ["present", "moment", "who"]]
    left = wanted.merge(members, left_on="first", right_on="who")
    both = left.merge(
        members[["present", "who"]], left_on=["present", "second"], right_on=["present", "who"]
    )
    return both.groupby(["first", "second"])["moment"].min().rename("since").reset_index()
