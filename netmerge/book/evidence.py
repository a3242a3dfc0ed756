"""Who was of which contact before and after an event → which contacts were joined or
parted, each with the evidence that did it, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from netmerge.settings import DIFFERENT, SAME

if TYPE_CHECKING:
    from netmerge.network import Network

EXPLAINED = 300
"""Joined or parted contacts of one event whose evidence is looked up."""

LOOKED_AT = 40
"""Records of a side that are looked at."""

YOU_SAID_SO = "you said so"

Told = tuple[str, str]
"""A contact (contact_id), and what happened to it."""


@dataclass(frozen=True)
class Sides:
    """Two contacts that are one now, or were one (`whole`), by their ids, with the
    record keys of each that there were before and are now.
    """

    whole: str
    one: str
    other: str
    of_one: tuple[str, ...]
    of_other: tuple[str, ...]


def told(
    made: Network,
    before: Mapping[str, str],
    after: Mapping[str, str],
    names: Callable[[], Mapping[str, str]],
    decisions: Iterable[tuple[str, str, str]],
) -> list[Told]:
    """What happened to contacts whose records (by key) were of the contacts `before`,
    and are of those `after`. `names` gives those of the contacts before, where they
    are needed, `decisions` are the owner's word on records.
    """
    moved = [(key, old, after[key]) for key, old in before.items() if key in after]
    moves = pd.DataFrame(moved, columns=["key", "old", "new"])
    joined, parted = list(_sides(moves, "new", "old")), list(_sides(moves, "old", "new"))
    if not joined and not parted:
        return []
    each = zip(made.contacts["contact_id"], made.contacts["full_name"], strict=True)
    known = {**names(), **dict(each)}
    come = _alone(after, before, {sides.whole for sides in joined[:EXPLAINED]})
    gone = _alone(before, after, {sides.whole for sides in parted[:EXPLAINED]})
    every = [*joined[:EXPLAINED], *parted[:EXPLAINED]]
    look = _Evidence(made, every, come, gone, decisions)
    found = []
    for place, sides in enumerate(joined):
        why = look.joined(sides) if place < EXPLAINED else ""
        found.append((sides.whole, _sentence("joined with", sides.other, known, why)))
    for place, sides in enumerate(parted):
        why = look.parted(sides) if place < EXPLAINED else ""
        found.append((sides.other, _sentence("parted from", sides.one, known, why)))
        found.append((sides.one, _sentence("parted from", sides.other, known, why)))
    return list(dict.fromkeys(found))


def joined_by_word(contact: str, name: object) -> str:
    """What happened to whoever is one with another contact now, since the owner said
    so.
    """
    return _sentence("joined with", contact, {contact: name}, YOU_SAID_SO)


def _sentence(what: str, contact: str, names: Mapping[str, object], evidence: str) -> str:
    name = names.get(contact)
    called = f"{name} ({contact})" if isinstance(name, str) else contact
    return f"{what} {called}: {evidence}" if evidence else f"{what} {called}"


def _sides(moves: pd.DataFrame, whole: str, part: str) -> Iterator[Sides]:
    """Of each contact (`whole`) that has records of several (`part`): the part of the
    same id, else the largest, with each of the others.
    """
    pairs = moves[[whole, part]].drop_duplicates()
    several = pairs.loc[pairs[whole].duplicated(), whole]
    concerned = moves[moves[whole].isin(several)]
    for contact, rows in concerned.groupby(whole, sort=True):
        keys = {name: tuple(sorted(of["key"])) for name, of in rows.groupby(part, sort=True)}
        first = contact if contact in keys else max(keys, key=lambda name: len(keys[name]))
        for other, own in keys.items():
            if other != first:
                yield Sides(str(contact), str(first), str(other), keys[first], own)


def _alone(
    there: Mapping[str, str], elsewhere: Mapping[str, str], contacts: set[str]
) -> dict[str, list[str]]:
    """The records of some contacts that the other state does not have, in order."""
    found: dict[str, list[str]] = {}
    for key, contact in there.items():
        if contact in contacts and key not in elsewhere:
            found.setdefault(contact, []).append(key)
    return {contact: sorted(keys) for contact, keys in found.items()}


class _Evidence:
    """What joined or parted contacts, looked up in the links of a network; `come` and
    `gone` are the records of contacts that are new or no longer there.
    """

    def __init__(
        self,
        made: Network,
        every: Iterable[Sides],
        come: Mapping[str, list[str]],
        gone: Mapping[str, list[str]],
        decisions: Iterable[tuple[str, str, str]],
    ) -> None:
        self._links, self._come, self._gone = made.links, come, gone
        keys = {key for sides in every for key in (*sides.of_one, *sides.of_other)}
        keys |= {key for new in come.values() for key in new}
        records = made.records[made.records["record_key"].isin(keys)]
        numbers = zip(records["record_key"], records["record_id"], strict=True)
        self._number = {key: int(number) for key, number in numbers}
        pairs, ids = made.links.pairs, list(self._number.values())
        near = pairs["record_a"].isin(ids) & pairs["record_b"].isin(ids)
        self._pairs = pairs[near & pairs["match_weight"].notna()]
        self._decided = {(frozenset(row[:2]), row[2]) for row in decisions}

    def joined(self, sides: Sides) -> str:
        """By what two contacts are one now: the owner's word, what their own records
        share, or a new entry that shares something with both.
        """
        if self._is_said(sides, SAME):
            return YOU_SAID_SO
        direct = self._best(sides.of_one, sides.of_other, merged=True)
        if direct:
            return self._in_short(*direct)
        for key in self._come.get(sides.whole, [])[:LOOKED_AT]:
            ends = [
                self._best((key,), side, merged=True) for side in (sides.of_one, sides.of_other)
            ]
            both = [self._in_short(*pair) for pair in ends if pair]
            if len(both) == len(ends):
                return f"by {key}, with {both[0]}; and with {both[1]}"
        return ""

    def parted(self, sides: Sides) -> str:
        """Why two contacts are no longer one: the owner's word, an entry that is gone,
        or what differs.
        """
        if self._is_said(sides, DIFFERENT):
            return YOU_SAID_SO
        gone = self._gone.get(sides.whole, [])
        if gone:
            return f"{gone[0]} is gone, which was with both"
        likest = self._best(sides.of_one, sides.of_other, merged=False)
        first = self._number[sides.of_one[0]], self._number[sides.of_other[0]]
        return self._in_short(*(likest or first), against=True)

    def _in_short(self, one: int, other: int, *, against: bool = False) -> str:
        from netmerge.matching import in_short

        return in_short(self._links, one, other, against=against)

    def _is_said(self, sides: Sides, word: str) -> bool:
        pairs = product(sides.of_one[:LOOKED_AT], sides.of_other[:LOOKED_AT])
        return any((frozenset(pair), word) in self._decided for pair in pairs)

    def _best(
        self, one: Iterable[str], other: Iterable[str], *, merged: bool
    ) -> tuple[int, int] | None:
        """The likest pair of two sides (record_id), if any was compared, and `merged`."""
        a, b = ({self._number[key] for key in side} for side in (one, other))
        left, right = self._pairs["record_a"], self._pairs["record_b"]
        across = (left.isin(a) & right.isin(b)) | (left.isin(b) & right.isin(a))
        found = self._pairs[across & self._pairs["merged"]] if merged else self._pairs[across]
        if found.empty:
            return None
        return int(found["record_a"].iloc[0]), int(found["record_b"].iloc[0])
