"""Contacts and their records → who of the cards and telephones is no connection
on LinkedIn, each with a search.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from urllib.parse import quote

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.due.oneself import among
from netmerge.interactions.days import owner_days
from netmerge.schema import DATE, MISSING
from netmerge.text.folding import fold

_SEARCH = "https://www.linkedin.com/search/results/people/?keywords="


def connections(people: pd.DataFrame, records: pd.DataFrame) -> frozenset[str]:
    """The contacts (contact_id) who wrote an entry of their own (trait `self_written`
    of `records`).
    """
    members = flatten(people["record_ids"])
    own = one_chunk(records["record_id"]).filter(pa.array(flags(records["self_written"])))
    is_own = flags(pc.is_in(members.items, value_set=own))
    connected = among(members.row[is_own], len(people))
    return frozenset(people["contact_id"][connected])


def missing(
    people: pd.DataFrame,
    connected: Collection[str],
    interactions: pd.DataFrame,
    today: dt.date,
) -> pd.DataFrame:
    """Who is no connection, most recently met first: a MISSING table.

    `people` are those to whom one may write (CONTACTS), `connected` the ids of the
    `connections` among them. Whoever has no whole name can be searched for by
    nobody and is left out.
    """
    is_connected = flags(people["contact_id"].isin(list(connected)))
    names = one_chunk(people["full_name"])
    whole = [len(fold(name or "").split()) > 1 or _is_unspaced(name) for name in names.to_pylist()]
    table = people[~is_connected & np.array(whole, bool)].reset_index(drop=True)
    met = _last_met(table, interactions, today)
    ids = one_chunk(table["contact_id"])
    company = one_chunk(table["company"])
    words = pc.binary_join_element_wise(
        one_chunk(table["full_name"]), company, " ", null_handling="skip"
    )
    links = pa.array([_SEARCH + quote(text, safe="") for text in words.to_pylist()])
    found = MISSING.frame(
        {
            "contact_id": ids,
            "full_name": table["full_name"],
            "company": company,
            "last_met": met,
            "search_url": links,
        }
    )
    keys = pa.table({"met": met, "name": [fold(name) for name in found["full_name"]], "id": ids})
    sorting = [("met", "descending"), ("name", "ascending"), ("id", "ascending")]
    order = np.asarray(pc.sort_indices(keys, sort_keys=sorting))
    return found.iloc[order].reset_index(drop=True)


def _is_unspaced(name: str | None) -> bool:
    """Whether a name is whole without a blank: 王伟."""
    return bool(name) and len(name or "") > 1 and all(letter >= "\u2e80" for letter in name or "")


def _last_met(people: pd.DataFrame, interactions: pd.DataFrame, today: dt.date) -> pa.Array:
    """The day of each one's card, or of a later meeting; null for neither."""
    until = pa.scalar(today, DATE)
    card = one_chunk(people["met_on"])
    card = pc.if_else(pc.less_equal(card, until), card, pa.scalar(None, DATE))
    days = owner_days(interactions)
    counts = equals(interactions["kind"], "meeting") & flags(pc.less_equal(days, until))
    met = pa.table({"who": one_chunk(interactions["contact_id"]), "day": days}).filter(
        pa.array(counts)
    )
    last = met.group_by("who").aggregate([("day", "max")]).combine_chunks()
    place = pc.index_in(one_chunk(people["contact_id"]), value_set=one_chunk(last["who"]))
    return pc.max_element_wise(card, one_chunk(last["day_max"]).take(place))
