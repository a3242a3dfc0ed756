"""Contacts and what happened with them → how the owner knows each."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Texts
from netmerge.due.circles.evidence import SHOWN
from netmerge.due.happened import Happened
from netmerge.due.introductions import introductions
from netmerge.due.oneself import among
from netmerge.schema import DATE, TEXT
from netmerge.settings import HOW_KNOWN


def how_known(
    people: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    what: Happened,
    today: dt.date,
) -> Texts:
    """(people,) the first of HOW_KNOWN that holds of each.

    `people` of CONTACTS, `interactions` of HAPPENED, `sources` for which of
    them are scanned cards. A note of the owner's own, and a message of theirs
    to the owner alone that is no stock phrase, is writing; taps, endorsements
    and group mails are not. A co-worker counts where a day shows it.
    """
    noted, said = what.counts(what.note) > 0, what.counts(what.said) > 0
    met = _has_card(people, sources, today) | (what.counts(what.meeting) > 0)
    worked = equals(people["circle"], "co-workers") & equals(people["circle_basis"], SHOWN)
    holds = {
        "met": met,
        "spoke": what.counts(what.spoke) > 0,
        "wrote both ways": noted & said,
        "you wrote": noted,
        "they wrote": said,
        "worked together": worked,
        "introduced": _introduced(people, interactions, today),
    }
    known: Texts = np.select(list(holds.values()), list(holds), HOW_KNOWN[-1]).astype(object)
    return known


def _has_card(people: pd.DataFrame, sources: pd.DataFrame, today: dt.date) -> Flags:
    """Whose card the owner has, or whose day of meeting is written down."""
    met = flags(pc.less_equal(one_chunk(people["met_on"]), pa.scalar(today, DATE)))
    unknown = people["met_on"].isna().to_numpy(dtype=bool)
    scanned = sources.loc[flags(sources["scanned"]), "source"].dropna().unique()
    kinds = flatten(people["sources"])
    is_card = flags(pc.is_in(kinds.items, value_set=pa.array(scanned, TEXT)))
    card: Flags = met | (among(kinds.row[is_card], len(people)) & unknown)
    return card


def _introduced(people: pd.DataFrame, interactions: pd.DataFrame, today: dt.date) -> Flags:
    """Whom another contact introduced to the owner."""
    made = introductions(interactions, today)
    whom = made.loc[~made["by_me"].to_numpy(dtype=bool), "other"]
    ids = one_chunk(people["contact_id"])
    return flags(pc.is_in(ids, value_set=pa.array(whom.to_list(), TEXT)))
