"""Interactions of one channel → who of the parties is the owner, and why.

A party is a handle, or where a channel gives none, as WhatsApp, a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

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

MOST_CANDIDATES = 5
"""Parties who are named where the owner could only be guessed."""


class Recognised(NamedTuple):
    """The owner's party, None where it is not told or new; why, as half a sentence.

    Where they could only be guessed, `candidates` are those who may be meant.
    """

    party: str | None
    why: str
    candidates: tuple[str, ...] = ()


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
    says was sent, a given handle, the party in every conversation (of all,
    or of one archive, the latest first) and a name. If nothing does, and we
    `may_guess`, the commonest senders are candidates.
    """
    personal = interactions[~flags(interactions["sponsored"])]
    party = ArrowExtensionArray(senders(personal, channel))
    personal = personal.assign(party=party)
    sent = _sender_of_what_was_sent(personal)
    if sent.party or personal["direction"].notna().all():
        return sent
    present = _taking_part(interactions, given)
    if present:
        known_by = present.partition(":")[2]
        return Recognised(None, "" if present.startswith(_PROFILE) else f"known by {known_by}")
    found = _in_conversations(personal, channel)
    if found.party:
        return found
    messages = personal[personal["party"].notna()]
    named = messages.loc[_bear(messages["sender_name"], names), "party"]
    if len(named):
        return Recognised(_commonest(named)[0], "the sender named as in the owner's profile")
    reached = flatten(personal["recipient_names"]).items
    # the owner is there, as a recipient, and merely never wrote
    never_wrote = _bear(reached, names).any()
    if not may_guess or messages.empty or never_wrote:
        return Recognised(None, "")
    return Recognised(None, "", _candidates(messages))


def _in_conversations(personal: pd.DataFrame, channel: Channel) -> Recognised:
    """The party in every conversation, else in every one of an archive, the
    latest first.
    """
    wanted = MOST_LETTERS if channel.letters else EVERY_CONVERSATION
    party, share = in_every_conversation(personal, channel)
    if party and share >= wanted:
        return Recognised(party, f"in {share:.0%} of the conversations")
    if channel.letters:  # a folder of letters is no archive: one list may fill it
        return Recognised(None, "")
    latest = personal.groupby("file")["date"].max().sort_values(ascending=False, kind="stable")
    for file in map(str, latest.index):
        party, share = in_every_conversation(personal[equals(personal["file"], file)], channel)
        if party and share >= wanted:
            return Recognised(party, f"in {share:.0%} of the conversations of {file}")
    return Recognised(None, "")


def _candidates(messages: pd.DataFrame) -> tuple[str, ...]:
    """Who may be the owner: those who wrote or were written to most often, by
    name and handle.
    """
    named, handled = flatten(messages["recipient_names"]), flatten(messages["recipient_handles"])
    names = [*messages["sender_name"].astype(object), *named.items.to_pylist()]
    handles = [*messages["sender_handle"].astype(object), *handled.items.to_pylist()]
    if not np.array_equal(named.row, handled.row):
        names, handles = names[: len(messages)], handles[: len(messages)]
    parties = pd.DataFrame({"name": names, "handle": handles}, dtype=object)
    parties["party"] = parties["handle"].where(parties["handle"].notna(), parties["name"])
    by_party = parties.groupby("party", sort=True)
    told = by_party.first().assign(count=by_party.size())
    most = told.sort_values("count", ascending=False, kind="stable").head(MOST_CANDIDATES)
    return tuple(map(_shown, most["name"], most["handle"]))


def _shown(name: object, handle: object) -> str:
    """A party as the user may give it: Ben Castro (linkedin.com/in/ben-castro)."""
    if not isinstance(handle, str):
        return str(name)
    told = handle.replace(_PROFILE, "linkedin.com/in/").partition("mailto:")
    plain = told[2] or told[0].removeprefix("tel:")
    return f"{name} ({plain})" if isinstance(name, str) else plain


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
            return Recognised(found, f"the {words.format(count)}{plural}")
    return Recognised(None, "")


def senders(interactions: pd.DataFrame, channel: Channel) -> pa.Array:
    """The party that sent each: a handle, or a name where not everybody has one."""
    handles = one_chunk(interactions["sender_handle"])
    if channel.by_handle:
        return handles
    names = _named(one_chunk(interactions["sender_name"]))
    return pc.coalesce(handles, names)


def recipients(
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


def in_every_conversation(
    personal: pd.DataFrame,
    channel: Channel,
) -> tuple[str | None, float]:
    """The one party in most conversations, and its share of them."""
    reached, row = recipients(personal, channel)
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
