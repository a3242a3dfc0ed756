"""Recommendations, endorsements and introductions → what was given to and
received from each person.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags
from netmerge.due.introductions import introductions
from netmerge.interactions.days import owner_days
from netmerge.schema import BALANCE, DATE, TEXTS

_FAVOURS = ("recommendation", "endorsement")
_NEVER_SENT = ["draft", "sponsored", "repeat"]


def balance(contacts: pd.DataFrame, interactions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """What was given to and received from each person up to `today`, with its
    proof: a BALANCE table.

    `contacts` are those to be looked at (CONTACTS), `interactions` of HAPPENED.
    First stand those who gave and were given nothing yet, the latest first:
    they could be given something; then the others likewise.
    """
    names = contacts.set_index("contact_id")["full_name"]
    parts = [
        _of_services(interactions, today),
        _of_log(interactions, today),
        _of_introductions(interactions, names, today),
    ]
    favours = pd.concat(parts)
    favours = favours[favours["contact_id"].isin(names.index)]
    favours = favours.sort_values(["contact_id", "day", "what"], ascending=[True, False, True])
    last = favours.groupby("contact_id")["day"].max()
    mine = favours["given"].to_numpy(dtype=bool)
    table = BALANCE.frame(
        {
            "contact_id": last.index.to_list(),
            "full_name": names.reindex(last.index).to_list(),
            "given": _lists(favours[mine], last.index),
            "received": _lists(favours[~mine], last.index),
            "last": pa.array(last.to_list(), pa.int32()).cast(DATE),
        }
    )
    has_given = table["given"].notna().to_numpy(dtype=bool)
    days = np.asarray(one_chunk(table["last"]).cast(pa.int32()))
    order = np.lexsort((np.arange(len(table)), -days, has_given))
    return table.iloc[order].reset_index(drop=True)


def _lists(favours: pd.DataFrame, contacts: pd.Index[str]) -> pa.Array:
    """What each contact gave or was given, null where there is nothing."""
    told = favours.groupby("contact_id")["what"].agg(list).reindex(contacts)
    return pa.array([one if isinstance(one, list) else None for one in told], TEXTS)


def _of_services(interactions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Recommendations and endorsements: columns contact_id, given, day, what."""
    counts = _so_far(interactions, today)
    counts &= flags(interactions["kind"].isin(_FAVOURS))
    counts &= flags(interactions["contact_id"].notna())
    table = interactions[counts]
    days = one_chunk(pd.Series(owner_days(table), dtype=pd.ArrowDtype(DATE)))
    subject = [f" for {one}" if isinstance(one, str) else "" for one in table["subject"]]
    what = [
        f"{kind}{about if kind == 'endorsement' else ''} of {day}"
        for kind, about, day in zip(table["kind"], subject, days.to_pylist(), strict=True)
    ]
    return pd.DataFrame(
        {
            "contact_id": table["contact_id"].astype(object).to_numpy(),
            "given": equals(table["direction"], "out"),
            "day": np.asarray(days.cast(pa.int32())),
            "what": what,
        }
    ).drop_duplicates()


def _of_log(interactions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """What the owner logged as given: the same columns."""
    counts = _so_far(interactions, today) & equals(interactions["kind"], "note")
    counts &= flags(interactions["contact_id"].notna()) & flags(interactions["subject"].notna())
    table = interactions[counts]
    days = owner_days(table)
    each = zip(table["subject"], days.to_pylist(), strict=True)
    return pd.DataFrame(
        {
            "contact_id": table["contact_id"].astype(object).to_numpy(),
            "given": np.ones(len(table), bool),
            "day": np.asarray(days.cast(pa.int32())),
            "what": [f"{what} on {day}" for what, day in each],
        }
    ).drop_duplicates()


def _of_introductions(interactions: pd.DataFrame, names: pd.Series, today: dt.date) -> pd.DataFrame:
    """Introductions, seen from each who gave or was given one: the same columns."""
    made = introductions(interactions, today)
    days = pa.array(owner_days(interactions)).take(pa.array(made["row"].to_list(), pa.int64()))
    rows = []
    for one, other, mine, day in zip(
        made["one"], made["other"], made["by_me"], days.to_pylist(), strict=True
    ):
        number = (day - dt.date(1970, 1, 1)).days
        rows.append(
            (
                one,
                mine,
                number,
                f"introduction {'to' if mine else 'of'} {_name(names, other)} on {day}",
            )
        )
        if mine:
            rows.append((other, True, number, f"introduction to {_name(names, one)} on {day}"))
    return pd.DataFrame(rows, columns=["contact_id", "given", "day", "what"])


def _name(names: pd.Series, contact: str) -> str:
    name = names.get(contact)
    return name if isinstance(name, str) else contact


def _so_far(interactions: pd.DataFrame, today: dt.date) -> Flags:
    """(interactions,) which happened up to a day, and were sent."""
    so_far = flags(pc.less_equal(owner_days(interactions), pa.scalar(today, DATE)))
    sent: Flags = so_far & ~flags(interactions["grade"].isin(_NEVER_SENT))
    return sent
