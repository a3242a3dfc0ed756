"""What was read in; the owner of the network, and how they were recognised, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from netmerge.clean.text import fold
from netmerge.clean.urls import linkedin_slug
from netmerge.errors import SettingsError
from netmerge.importers.imported import Imported

EVERY_CONVERSATION = 0.9
"""Share of conversations a handle must be in to be the owner's: archives lack the owner in a few (deleted accounts)."""


@dataclass(frozen=True)
class Owner:
    """The person whose network this is.

    `names` as written, best first; `handles` as in the interactions table (linkedin:SLUG, mailto:ADDRESS, tel:+NUMBER);
    `companies` as (name, start, end), ISO dates possibly partial, end None while it lasts; `how` says in a sentence how
    they were recognised, for the user to check. Nobody was recognised where names and handles are empty.
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
    """Recognise the owner of what was read.

    In this order: the inviter of outgoing invitations, the handle that is in every conversation, the name in
    LinkedIn's Profile.csv, and as a last resort the commonest sender. `me`, the owner's e-mail address, adds to it.
    Raises SettingsError if `me` is no e-mail address.
    """
    facts = imported.owner_facts
    mine = _my_address(me)
    emails = _distinct(([mine] if mine else []) + [email.lower() for email in _values(facts, "email")])
    stated = _values(facts, "name")
    slugs = [slug for slug in map(linkedin_slug, _values(facts, "url")) if slug]
    found, how = _from_interactions(imported.interactions, frozenset(map(fold, stated)))
    handles = _distinct(
        [f"linkedin:{slug}" for slug in slugs] + ([found] if found else []) + [f"mailto:{email}" for email in emails]
    )
    names = _distinct(stated + _names_of(imported.interactions, handles))
    return Owner(
        names=names,
        handles=handles,
        emails=emails,
        phones=_distinct(_values(facts, "phone")),
        companies=_spells(facts),
        schools=_distinct(_values(facts, "school")),
        how=_in_words(names, handles, mine, how or ("named in the owner's profile" if stated else "")),
    )


def _my_address(me: str | None) -> str | None:
    if me is None:
        return None
    address = me.strip().lower()
    local, _, domain = address.partition("@")
    if not local or "." not in domain or " " in address:
        raise SettingsError(
            f'"{me}" is not an e-mail address.', "Give the owner's own address, such as me@example.org."
        )
    return address


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


def _from_interactions(interactions: pd.DataFrame, names: frozenset[str]) -> tuple[str | None, str]:
    """The owner's handle in the interactions and a half-sentence saying why; (None, "") where nothing tells."""
    inviters = interactions.loc[
        (interactions["kind"] == "invitation") & (interactions["direction"] == "out"), "sender_handle"
    ].dropna()
    if len(inviters):
        handle, count = _commonest(inviters)
        return handle, f"the inviter of {count} outgoing invitation{'s' if count > 1 else ''}"
    messages = interactions[interactions["sender_handle"].notna()]
    party, share = _in_every_conversation(interactions)
    if party and share >= EVERY_CONVERSATION:
        return party, f"in {share:.0%} of the conversations"
    named = messages.loc[messages["sender_name"].map(fold, na_action="ignore").isin(names), "sender_handle"]
    if len(named):
        return _commonest(named)[0], "the sender named as in the owner's profile"
    if len(messages) and not _is_recipient(interactions, names):
        handle, count = _commonest(messages["sender_handle"])
        return handle, f"the commonest sender ({count} of {len(messages)} messages), which is a guess"
    return None, ""


def _is_recipient(interactions: pd.DataFrame, names: frozenset[str]) -> bool:
    """Whether anything went to somebody of these names: then the owner is there and merely never wrote."""
    recipients = interactions["recipient_names"].explode().dropna().drop_duplicates()
    return bool(recipients.map(fold).isin(names).any())


def _commonest(values: pd.Series[str]) -> tuple[str, int]:
    counts = values.value_counts().rename_axis("value").reset_index(name="count")
    best = counts.sort_values(["count", "value"], ascending=[False, True]).iloc[0]
    return str(best["value"]), int(best["count"])


def _in_every_conversation(interactions: pd.DataFrame) -> tuple[str | None, float]:
    """The one handle in most conversations of two parties or more, and its share of them."""
    recipients = interactions[["conversation", "recipient_handles"]].explode("recipient_handles")
    parties = pd.concat(
        [
            interactions[["conversation", "sender_handle"]].set_axis(["conversation", "handle"], axis=1),
            recipients.set_axis(["conversation", "handle"], axis=1),
        ]
    ).dropna()
    parties = parties.drop_duplicates()
    conversations = parties["conversation"].nunique()
    if conversations < 2:
        return None, 0.0
    handle, count = _commonest(parties["handle"])
    rivals = int((parties["handle"].value_counts() == count).sum())
    return (handle, count / conversations) if rivals == 1 else (None, 0.0)


def _names_of(interactions: pd.DataFrame, handles: Sequence[str]) -> list[str]:
    names = interactions.loc[interactions["sender_handle"].isin(list(handles)), "sender_name"].dropna()
    counts = names.value_counts().rename_axis("name").reset_index(name="count")
    return [str(name) for name in counts.sort_values(["count", "name"], ascending=[False, True])["name"]]


def _in_words(names: Sequence[str], handles: Sequence[str], me: str | None, how: str) -> str:
    reasons = [reason for reason in (how, f"{me} was given" if me else "") if reason]
    if not (names or handles):
        return Owner.how
    who = names[0] if names else handles[0]
    return f"The owner is {who}: {' and '.join(reasons) or 'named in the sources'}."


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
