"""Interactions as read → a row for each person, seen from the owner."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.days import owner_days
from netmerge.interactions.duplicates import repeats
from netmerge.interactions.handles import comparable, without_tags
from netmerge.interactions.keys import keys
from netmerge.interactions.owner import Owner
from netmerge.schema import INTERACTIONS, ORIENTED, TEXT
from netmerge.text.folding import fold

MEETING = "meeting"


def orient(interactions: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """See interactions (INTERACTIONS) from the owner's side.

    Returns an ORIENTED table, in the same order. `direction` is filled
    in where the source does not say: out where the sender is the owner,
    else in, since every source is the owner's own mailbox; it stays null
    where the owner could only be guessed. What the
    owner sent has a row for each person it went to, and a meeting for
    each who took part; what came in has one. Nothing is dropped: a row
    that names no other party stands with none. Where no owner is known,
    directions that the source does not give stay null.
    """
    told = {name: one_chunk(interactions[name]) for name in INTERACTIONS.columns}
    told["day"] = owner_days(interactions)
    senders = Parties(told["sender_name"], told["sender_handle"])
    mine = senders.are(owner)
    # where the owner could only be guessed, nobody knows what came in
    is_told = owner.known & ~flags(interactions["channel"].isin(owner.guessed))
    by_sender = pc.if_else(pa.array(mine), "out", pc.if_else(pa.array(is_told), "in", NO_TEXT))
    told["direction"] = pc.coalesce(told["direction"], by_sender)
    interaction, parties = others(interactions, owner)
    # (interactions,) int64, people it went to, the owner not counted
    reached: Ints = np.bincount(interaction, minlength=len(interactions))
    took_part = equals(told["kind"], MEETING) & (reached > 0)
    by_person = equals(told["direction"], "out") | took_part
    # (oriented,) int64, the interaction of each row, and whom of `parties` it is
    # for
    copies = np.where(by_person, np.maximum(reached, 1), 1)
    row = np.repeat(np.arange(len(interactions)), copies)
    person = positions(np.cumsum(reached) - reached, copies)
    nobody = ~by_person[row] | (reached[row] == 0)
    other = parties.take(pa.array(person, mask=nobody))
    sender = senders.unless(mine | by_person).take(pa.array(row))
    seen = {name: column.take(pa.array(row)) for name, column in told.items()}
    seen |= {
        "counterpart_name": pc.coalesce(other.name, sender.name),
        "counterpart_handle": pc.coalesce(other.handle, sender.handle),
        "recipients": reached[row],
        "repeat": repeats(interactions, mine).take(row),
        "group": pa.array(np.where(by_person, reached > 1, reached > 0)[row]),
    }
    oriented = _with_handles_of_conversations(ORIENTED.frame(seen))
    return oriented.assign(key=ArrowExtensionArray(keys(oriented)))


class Parties(NamedTuple):
    """Those who take part: name and handle, each null if not known."""

    name: pa.Array
    handle: pa.Array

    def are(self, owner: Owner) -> Flags:
        """Which are the owner: by handle, or else by name."""
        handles = without_tags(comparable(pa.array(owner.handles, TEXT)))
        names = pa.array(sorted(owner.folded_names), TEXT)
        by_handle = pc.is_in(without_tags(comparable(self.handle)), handles)
        by_name = pc.is_in(unique_map(self.name, fold), names)
        unknown = pc.is_null(self.handle)
        return flags(pc.or_(by_handle, pc.and_(unknown, by_name)))

    def take(self, places: pa.Array) -> Parties:
        """Those at these places; nobody where the place is null."""
        return Parties(self.name.take(places), self.handle.take(places))

    def unless(self, left_out: Flags) -> Parties:
        """The same, nobody where they are left out."""
        gone = pa.array(left_out)
        return Parties(*(pc.if_else(gone, NO_TEXT, column) for column in self))


def others(
    interactions: pd.DataFrame,
    owner: Owner,
) -> tuple[Ints, Parties]:
    """The recipients other than the owner, and the row of the interaction of
    each.

    Handles count the people (names can hold the comma that joins them);
    names do where there are no handles.
    """
    names = flatten(interactions["recipient_names"])
    handles = flatten(interactions["recipient_handles"])
    # (interactions,) int64: names, handles and people of each
    named: Ints = np.bincount(names.row, minlength=len(interactions))
    handled: Ints = np.bincount(handles.row, minlength=len(interactions))
    people = np.where(handled > 0, handled, named)
    row = np.repeat(np.arange(len(interactions)), people)
    name_at = positions(np.cumsum(named) - named, people)
    handle_at = positions(np.cumsum(handled) - handled, people)
    recipients = Parties(
        names.items.take(pa.array(name_at, mask=(named != people)[row])),
        handles.items.take(pa.array(handle_at, mask=(handled == 0)[row])),
    )
    places = np.flatnonzero(~recipients.are(owner))
    return row[places], recipients.take(pa.array(places))


def _with_handles_of_conversations(oriented: pd.DataFrame) -> pd.DataFrame:
    """Fill in who it went to where the source gives handles of senders only.

    LinkedIn did so until 2023. Somebody who wrote in the same
    conversation under the same name, and from one handle only, is
    meant.
    """
    key = ["conversation", "name"]
    columns = ["conversation", "counterpart_name", "counterpart_handle"]
    parties = oriented[columns].astype(object).set_axis([*key, "handle"], axis=1)
    named = parties[key].notna().all(axis=1)
    unknown = parties["handle"].isna()
    written = parties[named & ~unknown].drop_duplicates()
    sole = written[~written.duplicated(key, keep=False)]
    wanted = parties.loc[named & unknown, key]
    found = wanted.merge(sole, how="left").set_index(wanted.index)["handle"]
    parties.loc[wanted.index, "handle"] = found
    handles = pa.array(parties["handle"].to_list(), TEXT, from_pandas=True)
    return oriented.assign(counterpart_handle=ArrowExtensionArray(handles))
