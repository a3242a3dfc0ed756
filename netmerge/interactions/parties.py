"""Interactions of one channel → who of the parties is the owner, and why.

A party is a handle, or where a channel gives none, as WhatsApp, a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints
from netmerge.importers.contract import Channel
from netmerge.schema import TEXT
from netmerge.text.folding import fold

EVERY_CONVERSATION = 0.9
"""Share of conversations with the owner; some lack deleted accounts."""

MOST_LETTERS = 0.5
"""The same of letters: lists and blind copies do not name the owner."""

_OUTGOING = {
    "invitation": "inviter of {} outgoing invitation",
    "message": "sender of {} sent message",
}

_NAME = "="
"""Stands before a party that is a name."""

_PROFILE = "linkedin:"

Recognised = tuple[str | None, str]
"""The owner's party, None where it is not told or new; why, as half a sentence.
"""


def recognise(
    interactions: pd.DataFrame,
    channel: Channel,
    names: frozenset[str],
    given: Sequence[str],
    may_guess: bool,
) -> Recognised:
    """The owner among those who take part.

    `names` are the owner's so far, folded, `given` handles known to be
    the owner's. The first of these that tells decides: what the file
    says was sent, a given handle, the party in every conversation, a
    name, and if we `may_guess`, the commonest sender.
    """
    personal = interactions[~flags(interactions["sponsored"])]
    party = ArrowExtensionArray(_senders(personal, channel))
    personal = personal.assign(party=party)
    sent = _sender_of_what_was_sent(personal)
    if sent[0] or personal["direction"].notna().all():
        return sent
    present = _taking_part(interactions, given)
    if present:
        known_by = present.partition(":")[2]
        return None, "" if present.startswith(_PROFILE) else f"known by {known_by}"
    wanted = MOST_LETTERS if channel.letters else EVERY_CONVERSATION
    present_in, share = _in_every_conversation(personal, channel)
    if present_in and share >= wanted:
        return present_in, f"in {share:.0%} of the conversations"
    messages = personal[personal["party"].notna()]
    named = messages.loc[_bear(messages["sender_name"], names), "party"]
    if len(named):
        return _commonest(named)[0], "the sender named as in the owner's profile"
    reached = flatten(personal["recipient_names"]).items
    # the owner is there, as a recipient, and merely never wrote
    never_wrote = _bear(reached, names).any()
    if not may_guess or messages.empty or never_wrote:
        return None, ""
    sender, count = _commonest(messages["party"])
    of_all = f"{count} of {len(messages)} messages"
    return sender, f"the commonest sender ({of_all}), which is a guess"


def names_of(
    interactions: pd.DataFrame,
    handles: Sequence[str],
) -> list[str]:
    """The names under which these handles wrote, commonest first."""
    theirs = interactions["sender_handle"].isin(list(handles))
    names = interactions.loc[theirs, "sender_name"].dropna()
    return [str(name) for name in _by_count(names)["value"]]


def name_in(party: str) -> str | None:
    """The name that a party is, None where it is a handle."""
    return party.removeprefix(_NAME) if party.startswith(_NAME) else None


def _sender_of_what_was_sent(personal: pd.DataFrame) -> Recognised:
    """The sender of outgoing invitations, or else of sent messages."""
    out = personal[equals(personal["direction"], "out")]
    for kind, words in _OUTGOING.items():
        senders = out.loc[equals(out["kind"], kind), "party"].dropna()
        if len(senders):
            found, count = _commonest(senders)
            plural = "s" if count > 1 else ""
            return found, f"the {words.format(count)}{plural}"
    return None, ""


def _senders(interactions: pd.DataFrame, channel: Channel) -> pa.Array:
    """The party that sent each: a handle, or a name where not everybody has one."""
    handles = one_chunk(interactions["sender_handle"])
    if channel.by_handle:
        return handles
    names = _named(one_chunk(interactions["sender_name"]))
    return pc.coalesce(handles, names)


def _recipients(
    interactions: pd.DataFrame,
    channel: Channel,
) -> tuple[pa.Array, Ints]:
    """The parties that were written to, and the row of each."""
    names = flatten(interactions["recipient_names"])
    handles = flatten(interactions["recipient_handles"])
    if channel.by_handle:
        return handles.items, handles.row
    if not len(handles.items):
        return _named(names.items), names.row
    if not np.array_equal(names.row, handles.row):
        return handles.items, handles.row
    return pc.coalesce(handles.items, _named(names.items)), names.row


def _named(names: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(_NAME, names, "")


def _taking_part(
    interactions: pd.DataFrame,
    handles: Sequence[str],
) -> str | None:
    """The first of these handles that is a sender or a recipient."""
    reached = flatten(interactions["recipient_handles"]).items
    there = {*interactions["sender_handle"].dropna(), *reached.to_pylist()}
    return next((handle for handle in handles if handle in there), None)


def _bear(values: Any, names: frozenset[str]) -> Flags:
    """Which of these people bear one of the names (folded)."""
    known = pa.array(sorted(names), TEXT)
    return flags(pc.is_in(unique_map(values, fold), value_set=known))


def _in_every_conversation(
    personal: pd.DataFrame,
    channel: Channel,
) -> tuple[str | None, float]:
    """The one party in most conversations, and its share of them."""
    reached, row = _recipients(personal, channel)
    conversation = personal["conversation"].astype(object).to_numpy()
    there = {
        "conversation": np.concatenate([conversation, conversation[row]]),
        "party": [*personal["party"], *reached.to_pylist()],
    }
    parties = pd.DataFrame(there, dtype=object).dropna().drop_duplicates()
    conversations = parties["conversation"].nunique()
    if conversations < 2:
        return None, 0.0
    party, count = _commonest(parties["party"])
    rivals = (parties["party"].value_counts() == count).sum()
    return (party, count / conversations) if rivals == 1 else (None, 0.0)


def _commonest(values: pd.Series[str]) -> tuple[str, int]:
    """The commonest value and how often it stands there."""
    best = _by_count(values).iloc[0]
    return str(best["value"]), int(best["count"])


def _by_count(values: pd.Series[str]) -> pd.DataFrame:
    """The distinct values, commonest first: columns value, count."""
    counts = values.value_counts().rename_axis("value")
    table = counts.reset_index(name="count")
    return table.sort_values(["count", "value"], ascending=[False, True])
