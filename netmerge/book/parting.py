"""A contact that may be several people → its entries in groups by evidence; and the
owner's word on which of them belong together → decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from netmerge.errors import MatchError, did_you_mean, nearest
from netmerge.matching.groups import groups
from netmerge.network import Network

MOST_PEOPLE = 50
"""Whom one contact may be taken apart into: each is said to be none of the others."""


@dataclass(frozen=True)
class Bridge:
    """The strongest link between two groups: a record (its key) of each, how likely
    they are one person, and in words what agrees and what differs.
    """

    record_a: str
    record_b: str
    probability: float
    reason: str


@dataclass(frozen=True)
class Parting:
    """The entries of a contact: record keys by group, the weak links between the
    groups, and what each entry says, by its key, as plain values.
    """

    contact_id: str
    name: str
    groups: tuple[tuple[str, ...], ...]
    bridges: tuple[Bridge, ...]
    entries: Mapping[str, Mapping[str, Any]]

    @property
    def records(self) -> tuple[str, ...]:
        """The record keys of all groups, one group after the other."""
        return tuple(chain.from_iterable(self.groups))


def parting(network: Network, contact: str, entries: Sequence[Mapping[str, Any]]) -> Parting:
    """The groups of a contact (contact_id) of a network, whose `entries` say what
    they say, the first first.

    Raises MatchError for a contact of one entry.
    """
    said: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        said.setdefault(entry["record_key"], entry)
    row = network.contacts[network.contacts["contact_id"] == contact].iloc[0]
    name = row["full_name"] if isinstance(row["full_name"], str) else contact
    if len(said) < 2:
        problem = f"{name} has one entry only, and there is nothing to take apart."
        raise MatchError(problem, "netmerge show lists the entries of a contact.")
    records = network.records
    key_of = dict(zip(records["record_id"], records["record_key"], strict=True))
    number_of = {key_of[number]: number for number in row["record_ids"]}
    found = groups(network.links, [number_of[key] for key in said])
    bridges = [
        Bridge(key_of[one.record_a], key_of[one.record_b], one.probability, one.reason)
        for one in found.bridges
    ]
    of_groups = tuple(tuple(key_of[number] for number in group) for group in found.records)
    return Parting(contact, name, of_groups, tuple(bridges), said)


def people_of(
    records: Sequence[str], named: Iterable[Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """The people whom the owner names by the records of each (keys); those of the
    contact's records that are not named stay together.

    Raises MatchError for a record that is none of the contact's or is named twice,
    and where all of them would stay one person.
    """
    people = [tuple(person) for person in named]
    given = list(chain.from_iterable(people))
    for record in given:
        if record not in records:
            likely = [records[place] for place in nearest(record, list(records))]
            hint = did_you_mean(likely) or "netmerge show lists the entries of a contact."
            raise MatchError(f"{record} is no entry of this contact.", hint)
        if given.count(record) > 1:
            raise MatchError(f"{record} is named twice.", "An entry is of one person.")
    rest = tuple(record for record in records if record not in given)
    found = [person for person in (*people, rest) if person]
    if len(found) < 2:
        problem = "That is one person, and nothing is taken apart."
        raise MatchError(problem, "Name the entries of somebody else.")
    if len(found) > MOST_PEOPLE:
        problem = f"{len(found):,} people are more than one contact is taken apart into."
        raise MatchError(problem, f"Name {MOST_PEOPLE} at most, and take the rest apart then.")
    return tuple(found)
