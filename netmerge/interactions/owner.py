"""What was read → the owner of the network, and how they were recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from netmerge.clean.phones import normalise
from netmerge.columns.flags import equals, flags
from netmerge.importers.contract import Channel, Imported
from netmerge.interactions.channels import channels, unknown_channel
from netmerge.interactions.parties import name_in, names_of, recognise
from netmerge.text.folding import fold
from netmerge.text.urls import linkedin_slug

_PROFILE, _ADDRESS, _NUMBER = "linkedin:", "mailto:", "tel:"


Spell = tuple[str, str | None, str | None]
"""An employer, and from when to when."""


@dataclass(frozen=True)
class Owner:
    """The person whose network this is.

    `names` as written, best first; `handles` as in the interactions
    table (linkedin:SLUG, mailto:ADDRESS, tel:+NUMBER); `companies` as
    (name, start, end), ISO dates possibly partial, end None while it
    lasts; `how` says in a sentence how they were recognised, for the
    user to check. Nobody was recognised where names and handles are
    empty.
    """

    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    companies: tuple[Spell, ...] = ()
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
    """Recognise the owner of what was read, on each channel (LinkedIn, e-mail …).

    In this order: the sender of what the file says was sent, the
    addresses that the sources or `me` (the owner's e-mail address)
    give, the party that is in every conversation, the name in a
    profile, and as a last resort the commonest sender. Any other
    address from which somebody of the owner's whole name writes is the
    owner's too.
    """
    facts, interactions = imported.owner_facts, imported.interactions
    stated = _values(facts, "name")
    phones = _distinct(_values(facts, "phone"))
    emails = _distinct([me, *map(str.lower, _values(facts, "email"))])
    slugs = _distinct(map(linkedin_slug, _values(facts, "url")))
    numbers = _distinct(map(normalise, phones))
    profiles = [_PROFILE + slug for slug in slugs]
    given = [_ADDRESS + email for email in emails]
    given += [_NUMBER + number for number in numbers]
    known = channels(imported.sources)
    parties, hows = _on_channels(interactions, known, [*profiles, *given], stated)
    met = [party for party in parties if name_in(party) is None]
    handles = _distinct([*profiles, *met, *given])
    written_as = names_of(interactions, handles)
    names = _distinct([*stated, *written_as, *map(name_in, parties)])
    letters = [name for name, channel in known.items() if channel.letters]
    others = _other_addresses(interactions, letters, names)
    handles = _distinct([*handles, *others])
    mail = [name for name in handles if name.startswith(_ADDRESS)]
    addresses = [name.removeprefix(_ADDRESS) for name in mail]
    if stated and not hows:
        hows = ["named in the owner's profile"]
    return Owner(
        names=names,
        handles=handles,
        emails=_distinct([*emails, *addresses]),
        phones=phones,
        companies=_spells(facts),
        schools=_distinct(_values(facts, "school")),
        how=_in_words(names, handles, me, hows),
    )


def _on_channels(
    interactions: pd.DataFrame,
    known: Mapping[str, Channel],
    given: Sequence[str],
    stated: Sequence[str],
) -> tuple[list[str], list[str]]:
    """The owner on each channel, and how they were recognised there.

    Those where everybody has a handle know best, and come first.
    """
    parties: list[str] = []
    hows: list[str] = []
    names = [*stated, *names_of(interactions, given)]
    present = map(str, interactions["channel"].dropna().unique())
    used = [known.get(name, unknown_channel(name)) for name in present]
    for channel in sorted(used, key=lambda one: (not one.by_handle, one.name)):
        there = interactions[equals(interactions["channel"], channel.name)]
        may_guess = channel.by_handle or not (names or given or parties)
        folded = frozenset(map(fold, names))
        party, how = recognise(there, channel, folded, given, may_guess)
        if party:
            parties.append(party)
            names += names_of(there, [party])
        if how:
            hows.append(f"{how} {channel.phrase}" if hows else how)
    return parties, hows


def _other_addresses(
    interactions: pd.DataFrame,
    letters: Sequence[str],
    names: Sequence[str],
) -> list[str]:
    """Addresses from which letters came under the owner's whole name.

    `letters` are the channels on which letters are written. A single
    word is anybody's name.
    """
    whole = [name for name in map(fold, names) if " " in name]
    is_letter = flags(interactions["channel"].isin(letters))
    is_letter &= ~flags(interactions["sponsored"])
    senders = interactions.loc[is_letter, ["sender_name", "sender_handle"]]
    distinct = senders.dropna().drop_duplicates().astype(str)
    rows = distinct.itertuples(index=False)
    return [handle for name, handle in rows if fold(name) in whole]


def _values(facts: pd.DataFrame, fact: str) -> list[str]:
    """What the sources say of the owner under one head."""
    values = facts.loc[facts["fact"] == fact, "value"]
    return [str(value) for value in values.dropna()]


def _spells(facts: pd.DataFrame) -> tuple[Spell, ...]:
    """The owner's employers: name, start and end of each time there."""
    told = facts.loc[facts["fact"] == "company", ["value", "start", "end"]]
    spells = told.dropna(subset=["value"]).drop_duplicates()
    with_none = spells.astype(object).where(spells.notna(), None)
    return tuple(with_none.itertuples(index=False, name=None))


def _in_words(
    names: Sequence[str],
    handles: Sequence[str],
    me: str | None,
    hows: Sequence[str],
) -> str:
    """Who the owner is and how that is known, in a sentence."""
    if not (names or handles):
        return Owner.how
    who = names[0] if names else handles[0]
    given = [f"{me} was given"] if me else []
    *others, last = [*hows, *given] or ["named in the sources"]
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"The owner is {who}: {listed}."


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
