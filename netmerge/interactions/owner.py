"""What was read in; the owner of the network, and how they were recognised, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.phones import normalise
from netmerge.columns.chunks import arrow
from netmerge.columns.codes import unique_map
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints
from netmerge.importers.contract import Channel, Imported
from netmerge.interactions.channels import channels, unknown_channel
from netmerge.schema import TEXT
from netmerge.text.folding import fold
from netmerge.text.urls import linkedin_slug

EVERY_CONVERSATION = 0.9
"""Share of conversations a handle must be in to be the owner's: archives lack the owner in a few
(deleted accounts).
"""

MOST_LETTERS = 0.5
"""The same of letters: of many it is not told that they came to the owner (lists, blind copies)."""


@dataclass(frozen=True)
class Owner:
    """The person whose network this is.

    `names` as written, best first; `handles` as in the interactions table
    (linkedin:SLUG, mailto:ADDRESS, tel:+NUMBER); `companies` as (name, start, end),
    ISO dates possibly partial, end None while it lasts; `how` says in a sentence
    how they were recognised, for the user to check. Nobody was recognised where
    names and handles are empty.
    """

    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    companies: tuple[tuple[str, str | None, str | None], ...] = ()
    schools: tuple[str, ...] = ()
    how: str = "The owner is not known."

    @property
    def known(self) -> bool:
        """Whether anybody was recognised."""
        return bool(self.names or self.handles)

    @property
    def folded_names(self) -> frozenset[str]:
        """The names, folded for comparing."""
        return frozenset(fold(name) for name in self.names) - {""}


def find_owner(imported: Imported, me: str | None = None) -> Owner:
    """Recognise the owner of what was read, on each channel (LinkedIn, e-mail, WhatsApp …).

    In this order: the sender of what the file says was sent, the addresses that the
    sources or `me` (the owner's e-mail address) give, the party that is in every
    conversation, the name in a profile, and as a last resort the commonest sender.
    Any other address from which somebody of the owner's whole name writes is the
    owner's too.
    """
    facts = imported.owner_facts
    stated_emails = [email.lower() for email in _values(facts, "email")]
    emails = _distinct([me, *stated_emails] if me else stated_emails)
    phones = _distinct(_values(facts, "phone"))
    stated = _values(facts, "name")
    profiles = [f"linkedin:{slug}" for slug in map(linkedin_slug, _values(facts, "url")) if slug]
    addresses = [f"mailto:{email}" for email in emails]
    given = [*addresses, *(f"tel:{number}" for number in filter(None, map(normalise, phones)))]
    known = channels(imported.sources)
    parties, hows = _on_channels(imported.interactions, known, [*profiles, *given], stated)
    handles = _distinct([*profiles, *(party for party in parties if ":" in party), *given])
    names = _distinct(stated + _names_of(imported.interactions, handles))
    names = _distinct([*names, *(party[1:] for party in parties if party.startswith(_NAME))])
    letters = [name for name, channel in known.items() if channel.letters]
    handles = _distinct([*handles, *_other_addresses(imported.interactions, letters, names)])
    return Owner(
        names=names,
        handles=handles,
        emails=_distinct(
            [*emails, *(handle[7:] for handle in handles if handle.startswith("mailto:"))]
        ),
        phones=phones,
        companies=_spells(facts),
        schools=_distinct(_values(facts, "school")),
        how=_in_words(names, handles, me, hows or ["named in the owner's profile"] * bool(stated)),
    )


_OUTGOING = {
    "invitation": "inviter of {} outgoing invitation",
    "message": "sender of {} sent message",
}

_NAME = "="
"""Stands before a name where a channel gives no handles, as WhatsApp does: a party is a handle or
such a name.
"""


def _on_channels(
    interactions: pd.DataFrame,
    known: Mapping[str, Channel],
    given: Sequence[str],
    stated: Sequence[str],
) -> tuple[list[str], list[str]]:
    """The owner on each channel, and how they were recognised there; first on those where
    everybody has a handle.
    """
    parties: list[str] = []
    hows: list[str] = []
    names = [*stated, *_names_of(interactions, given)]
    present = map(str, interactions["channel"].dropna().unique())
    used = [known.get(name, unknown_channel(name)) for name in present]
    for channel in sorted(used, key=lambda channel: (not channel.by_handle, channel.name)):
        here = (interactions["channel"] == channel.name).fillna(False)
        there = interactions[here.to_numpy(dtype=bool)]
        may_guess = channel.by_handle or not (names or given or parties)
        bearing = frozenset(map(fold, names))
        party, how = _from_interactions(there, channel, bearing, given, may_guess)
        if party:
            parties.append(party)
            names += _names_of(there, [party])
        if how:
            hows.append(f"{how} {channel.phrase}" if hows else how)
    return parties, hows


def _values(facts: pd.DataFrame, fact: str) -> list[str]:
    return [str(value) for value in facts.loc[facts["fact"] == fact, "value"].dropna()]


def _spells(facts: pd.DataFrame) -> tuple[tuple[str, str | None, str | None], ...]:
    spells = facts.loc[
        (facts["fact"] == "company") & facts["value"].notna(), ["value", "start", "end"]
    ].drop_duplicates()
    return tuple(
        (str(name), None if pd.isna(start) else str(start), None if pd.isna(end) else str(end))
        for name, start, end in spells.itertuples(index=False)
    )


def _from_interactions(
    interactions: pd.DataFrame,
    channel: Channel,
    names: frozenset[str],
    given: Sequence[str],
    may_guess: bool,
) -> tuple[str | None, str]:
    """The owner among those of one channel and a half-sentence saying why; (None, "") where
    nothing tells.
    """
    personal = interactions[~interactions["sponsored"].fillna(False).to_numpy(dtype=bool)]
    personal = personal.assign(
        party=pd.array(_senders(personal, channel), dtype=pd.ArrowDtype(TEXT))
    )
    out = personal[(personal["direction"] == "out").fillna(False).to_numpy(dtype=bool)]
    for kind, words in _OUTGOING.items():
        senders = out.loc[(out["kind"] == kind).to_numpy(dtype=bool), "party"].dropna()
        if len(senders):
            found, count = _commonest(senders)
            return found, f"the {words.format(count)}{'s' if count > 1 else ''}"
    if personal["direction"].notna().all():
        return None, ""
    present = _taking_part(interactions, given)
    if present:
        return None, "" if present.startswith(
            "linkedin:"
        ) else f"known by {present.partition(':')[2]}"
    party, share = _in_every_conversation(personal, channel)
    wanted = MOST_LETTERS if channel.letters else EVERY_CONVERSATION
    if party and share >= wanted:
        return party, f"in {share:.0%} of the conversations"
    messages = personal[personal["party"].notna()]
    named = messages.loc[_bear(messages["sender_name"], names), "party"]
    if len(named):
        return _commonest(named)[0], "the sender named as in the owner's profile"
    if may_guess and len(messages) and not _is_recipient(personal, names):
        party, count = _commonest(messages["party"])
        return (
            party,
            f"the commonest sender ({count} of {len(messages)} messages), which is a guess",
        )
    return None, ""


def _senders(interactions: pd.DataFrame, channel: Channel) -> pa.Array:
    """The party that sent each: a handle, or a name where not everybody has one."""
    handles = arrow(interactions["sender_handle"])
    if channel.by_handle:
        return handles
    return pc.coalesce(handles, _named(arrow(interactions["sender_name"])))


def _recipients(interactions: pd.DataFrame, channel: Channel) -> tuple[pa.Array, Ints]:
    """The parties that were written to, and their rows."""
    names, handles = (
        flatten(interactions["recipient_names"]),
        flatten(interactions["recipient_handles"]),
    )
    if not len(handles.items) and not channel.by_handle:
        return _named(names.items), names.row
    if channel.by_handle or not np.array_equal(names.row, handles.row):
        return handles.items, handles.row
    return pc.coalesce(handles.items, _named(names.items)), names.row


def _named(names: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(_NAME, names, "")


def _taking_part(interactions: pd.DataFrame, handles: Sequence[str]) -> str | None:
    """The first of these handles that is a sender or a recipient."""
    there = {
        *interactions["sender_handle"].dropna(),
        *flatten(interactions["recipient_handles"]).items.to_pylist(),
    }
    return next((handle for handle in handles if handle in there), None)


def _other_addresses(
    interactions: pd.DataFrame, letters: Sequence[str], names: Sequence[str]
) -> list[str]:
    """Addresses from which letters came under the owner's whole name; a single word is anybody's."""
    whole = [name for name in map(fold, names) if " " in name]
    by_mail = interactions["channel"].isin(letters) & ~interactions["sponsored"].fillna(False)
    sent = interactions.loc[
        by_mail.fillna(False).to_numpy(dtype=bool), ["sender_name", "sender_handle"]
    ].dropna()
    distinct = sent.drop_duplicates()
    return [
        str(handle) for name, handle in distinct.itertuples(index=False) if fold(str(name)) in whole
    ]


def _is_recipient(interactions: pd.DataFrame, names: frozenset[str]) -> bool:
    """Whether anything went to somebody of these names: then the owner is there and merely never
    wrote.
    """
    return bool(_bear(flatten(interactions["recipient_names"]).items, names).any())


def _bear(values: Any, names: frozenset[str]) -> Flags:
    """Which of these people bear one of the names (folded)."""
    return np.asarray(
        pc.is_in(unique_map(values, fold), pa.array(sorted(names), pa.string())), bool
    )


def _commonest(values: pd.Series[str]) -> tuple[str, int]:
    counts = values.value_counts().rename_axis("value").reset_index(name="count")
    best = counts.sort_values(["count", "value"], ascending=[False, True]).iloc[0]
    return str(best["value"]), int(best["count"])


def _in_every_conversation(
    interactions: pd.DataFrame, channel: Channel
) -> tuple[str | None, float]:
    """The one party in most conversations of two parties or more, and its share of them."""
    reached, row = _recipients(interactions, channel)
    conversation = interactions["conversation"].astype(object)
    recipients = pd.DataFrame(
        {"conversation": conversation.iloc[row].to_list(), "party": reached.to_pylist()}
    )
    senders = pd.DataFrame(
        {"conversation": conversation.to_list(), "party": interactions["party"].to_list()}
    )
    parties = (
        pd.concat([senders.astype(object), recipients.astype(object)]).dropna().drop_duplicates()
    )
    conversations = parties["conversation"].nunique()
    if conversations < 2:
        return None, 0.0
    party, count = _commonest(parties["party"])
    rivals = int((parties["party"].value_counts() == count).sum())
    return (party, count / conversations) if rivals == 1 else (None, 0.0)


def _names_of(interactions: pd.DataFrame, handles: Sequence[str]) -> list[str]:
    names = interactions.loc[
        interactions["sender_handle"].isin(list(handles)), "sender_name"
    ].dropna()
    counts = names.value_counts().rename_axis("name").reset_index(name="count")
    return [
        str(name) for name in counts.sort_values(["count", "name"], ascending=[False, True])["name"]
    ]


def _in_words(
    names: Sequence[str], handles: Sequence[str], me: str | None, hows: Sequence[str]
) -> str:
    reasons = [*hows, *([f"{me} was given"] if me else [])]
    if not (names or handles):
        return Owner.how
    who = names[0] if names else handles[0]
    listed = " and ".join([", ".join(reasons[:-1]), reasons[-1]] if len(reasons) > 1 else reasons)
    return f"The owner is {who}: {listed or 'named in the sources'}."


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
