"""What was read → the owner of the network, and how they were recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.phones import normalise
from netmerge.columns.chunks import arrow
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.errors import OwnerUnknownError
from netmerge.importers.contract import Channel, Imported
from netmerge.interactions.channels import channels, unknown_channel
from netmerge.interactions.former import former_selves
from netmerge.interactions.identity import said
from netmerge.interactions.parties import name_in, names_of, recognise
from netmerge.schema import TEXT
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
    empty. `unknown` is an error to raise where the owner could only be
    guessed on some channel; `guessed` are the names of these channels.
    """

    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    companies: tuple[Spell, ...] = ()
    schools: tuple[str, ...] = ()
    how: str = "The owner is not known."
    guessed: tuple[str, ...] = ()
    unknown: OwnerUnknownError | None = None

    @property
    def known(self) -> bool:
        """Whether anybody was recognised."""
        return bool(self.names or self.handles)

    @property
    def folded_names(self) -> frozenset[str]:
        """The names, folded for comparing."""
        return frozenset(fold(name) for name in self.names) - {""}

    def require_known(self) -> None:
        """Raise OwnerUnknownError where they could only be guessed."""
        if self.unknown:
            raise self.unknown


@dataclass
class _Found:
    """The owner on the channels looked at so far: parties, their names, in
    half-sentences how they were recognised, and where they could only be
    guessed (channels, and who may be meant).
    """

    names: list[str]
    parties: list[str] = field(default_factory=list)
    hows: list[str] = field(default_factory=list)
    guessed: list[Channel] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)

    @property
    def met(self) -> list[str]:
        """The parties that are handles."""
        return [party for party in self.parties if name_in(party) is None]

    def unknown(self) -> OwnerUnknownError | None:
        """The error to raise where the owner could only be guessed."""
        where = " and ".join(channel.phrase for channel in self.guessed)
        return OwnerUnknownError(where, _distinct(self.candidates)) if self.guessed else None


def find_owner(imported: Imported, me: str | Sequence[str] | None = None) -> Owner:
    """Recognise the owner of what was read, on each channel (LinkedIn, e-mail …).

    In this order: the sender of what the file says was sent, what the
    sources or `me` give (addresses, LinkedIn profiles, numbers and names
    of the owner), the party that is in every conversation, and the name
    in a profile. Where only the commonest sender could be named, they are
    not known there. What other archives show to be the owner's, earlier
    profiles and names, is theirs too, and so is any other address under
    their whole name.
    """
    # an event with nobody in it tells of nobody
    told = ~equals(imported.interactions["kind"], "event")
    facts, interactions = imported.owner_facts, imported.interactions[told]
    own = said(me)
    stated = _distinct([*own.names, *_values(facts, "name")])
    phones = _distinct([*own.numbers, *_values(facts, "phone")])
    emails = _distinct([*own.addresses, *map(str.lower, _values(facts, "email"))])
    slugs = _distinct([*own.profiles, *map(linkedin_slug, _values(facts, "url"))])
    numbers = _distinct(map(normalise, phones))
    profiles = [_PROFILE + slug for slug in slugs]
    given = [_ADDRESS + email for email in emails]
    given += [_NUMBER + number for number in numbers]
    known = channels(imported.sources)
    found = _on_channels(interactions, known, [*profiles, *given], stated)
    handles = _distinct([*profiles, *found.met, *given])
    written_as = names_of(interactions, handles)
    names = _distinct([*stated, *written_as, *map(name_in, found.parties)])
    letters = [name for name, channel in known.items() if channel.letters]
    others = _other_addresses(interactions, letters, names)
    handles = _distinct([*handles, *others])
    mail = [name for name in handles if name.startswith(_ADDRESS)]
    addresses = [name.removeprefix(_ADDRESS) for name in mail]
    if stated and not found.hows and not own.names:
        found.hows.append("named in the owner's profile")
    unknown = found.unknown()
    sentences = [_in_words(names, handles, own.words, found.hows)] if names or handles else []
    return Owner(
        names=names,
        handles=handles,
        emails=_distinct([*emails, *addresses]),
        phones=phones,
        companies=_spells(facts),
        schools=_distinct(_values(facts, "school")),
        how=" ".join([*sentences, *([str(unknown)] if unknown else [])]) or Owner.how,
        guessed=tuple(channel.name for channel in found.guessed),
        unknown=unknown,
    )


def _on_channels(
    interactions: pd.DataFrame,
    known: Mapping[str, Channel],
    given: Sequence[str],
    stated: Sequence[str],
) -> _Found:
    """The owner on each channel, and how they were recognised there.

    Those where everybody has a handle know best, and come first.
    """
    found = _Found([*stated, *names_of(interactions, given)])
    present = map(str, interactions["channel"].dropna().unique())
    used = [known.get(name, unknown_channel(name)) for name in present]
    for channel in sorted(used, key=lambda one: (not one.by_handle, one.name)):
        there = interactions[equals(interactions["channel"], channel.name)]
        may_guess = channel.by_handle or not (found.names or given or found.parties)
        folded = frozenset(map(fold, found.names))
        party, how, candidates = recognise(there, channel, folded, given, may_guess)
        if candidates:
            found.guessed.append(channel)
            found.candidates += candidates
        if party:
            found.parties.append(party)
            found.names += names_of(there, [party])
        if how:
            found.hows.append(f"{how} {channel.phrase}" if found.hows else how)
        handles = frozenset([*given, *found.met])
        folded = frozenset(map(fold, [*found.names, *filter(None, map(name_in, found.parties))]))
        former = former_selves(there, channel, handles, folded)
        found.parties += former
        found.names += names_of(there, former)
    return found


def _other_addresses(
    interactions: pd.DataFrame,
    letters: Sequence[str],
    names: Sequence[str],
) -> list[str]:
    """Addresses from which, or to which, letters went under the owner's whole
    name.

    `letters` are the channels on which letters are written. A single
    word is anybody's name.
    """
    whole = pa.array(sorted({name for name in map(fold, names) if " " in name}), TEXT)
    is_letter = flags(interactions["channel"].isin(letters))
    is_letter &= ~flags(interactions["sponsored"])
    there = interactions[is_letter]
    parties = [(there["sender_name"], there["sender_handle"])]
    named, handled = flatten(there["recipient_names"]), flatten(there["recipient_handles"])
    if np.array_equal(named.row, handled.row):
        parties.append((named.items, handled.items))
    found: list[str | None] = []
    for party, handle in parties:
        mine = flags(pc.is_in(unique_map(party, fold), value_set=whole))
        found += arrow(handle).filter(pa.array(mine)).unique().to_pylist()
    return list(_distinct(found))


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
    given: Sequence[str],
    hows: Sequence[str],
) -> str:
    """Who the owner is and how that is known, in a sentence."""
    who = names[0] if names else handles[0]
    told = [f"{one} was given" for one in given]
    *others, last = [*hows, *told] or ["named in the sources"]
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"The owner is {who}: {listed}."


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
