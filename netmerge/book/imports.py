"""Inputs → a book that holds them: every version of every entry, each once.

A newer export of the same address book takes the place of the older one; what
is no longer in it is gone from the network, not from the book.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from netmerge.book import events
from netmerge.book.cells import cells
from netmerge.book.slots import Slots
from netmerge.book.store import Store
from netmerge.book.tables import TABLES
from netmerge.columns.types import Flags, Ints
from netmerge.errors import BookError

if TYPE_CHECKING:
    from netmerge.book.inputs import Inputs


@dataclass(frozen=True)
class Kept:
    """An input in the book: its number and slot, and whether it was there before."""

    id: int
    slot: int
    known: bool


def keep(store: Store, given: Inputs, event: int) -> list[Kept]:
    """Put inputs into the book; those that are there are left alone. Nothing is
    made of them yet.
    """
    rows = store.rows("SELECT digest, id, slot FROM inputs")
    known = {digest: (number, slot) for digest, number, slot in rows}
    newest = dict(store.rows("SELECT slot, max(id) FROM inputs GROUP BY slot"))
    last = dict(store.rows("SELECT slot, max(as_of) FROM inputs GROUP BY slot"))
    slots = Slots(store, given)
    kept: list[Kept] = []
    new: list[int] = []  # places of inputs
    digests: list[str] = []
    following = _next(store, "inputs")
    for place, (content, day) in enumerate(zip(given.digests, given.days, strict=True)):
        number, slot = known.get(content, (0, 0))
        # all is again as it was before the newest export
        is_back = newest.get(slot, number) != number and (day or "") > (last[slot] or "")
        digest = f"{content} {day}" if is_back else content
        digests.append(digest)
        is_known = digest in known
        if not is_known:
            number = following + len(new)
            known[digest] = number, slots.of(place, number)
            new.append(place)
        kept.append(Kept(*known[digest], is_known))
    if new:
        given = replace(given, digests=tuple(digests))
        _keep_new(store, given, {place: kept[place] for place in new}, event)
    return kept


def replace_all(store: Store, kept: Sequence[Kept], event: int) -> None:
    """Have the network be made of these inputs and no others."""
    numbers = dict.fromkeys(one.id for one in kept)
    rows = [(number, place, 1) for place, number in enumerate(numbers)]
    events.replace(store, "network", rows, event)


def add(store: Store, kept: Sequence[Kept], event: int) -> None:
    """Have the network be made of these inputs too.

    Of each address book and archive the newest export counts with its entries;
    an older one stays for what happened, if the newest does not tell all of it.
    """
    places = {number: place for number, place, _ in events.present(store, "network")}
    following = max(places.values(), default=-1) + 1
    new = dict.fromkeys(one.id for one in kept if one.id not in places)
    places |= {number: following + place for place, number in enumerate(new)}
    known = {row[0]: row[1:] for row in store.rows("SELECT id, slot, as_of, event FROM inputs")}
    if not known.keys() >= places.keys():
        problem = "Its network is made of an input that is not in it."
        raise BookError(str(store.path), problem, "Use a backup.")
    newest: dict[int, int] = {}
    for number in sorted(places, key=lambda number: known[number][2]):
        slot = known[number][0]
        earlier = newest.get(slot)
        if earlier is None or _is_newer(store, number, earlier):
            newest[slot] = number
    rows = []
    for number, place in places.items():
        latest = newest[known[number][0]]
        if number == latest:
            rows.append((number, place, 1))
        elif _tells_more(store, number, latest):
            rows.append((number, place, 0))
    events.replace(store, "network", rows, event)


def _is_newer(store: Store, later: int, earlier: int) -> bool:
    """Whether an input that came later is the newer export of the two.

    The days of the entries that both hold tell, as far as they differ, for the
    entry with the last day of all may be gone. Else, where one is without change
    what the other was, the last day of each; else that it came later.
    """
    days = (
        "SELECT entry, fingerprint, max(holdings.as_of) AS day FROM holdings "
        "JOIN versions ON version_id = versions.id JOIN sources ON source_id = sources.id "
        "WHERE input_id = ? GROUP BY entry"
    )
    ((newer, older, edited),) = store.rows(
        "SELECT count(CASE WHEN a.day > b.day THEN 1 END), "
        "count(CASE WHEN a.day < b.day THEN 1 END), "
        "count(CASE WHEN a.fingerprint <> b.fingerprint THEN 1 END) "
        f"FROM ({days}) a JOIN ({days}) b USING (entry)",
        (later, earlier),
    )
    if newer != older or edited:
        return int(newer) >= int(older)
    as_of = dict(store.rows("SELECT id, coalesce(as_of, '') FROM inputs"))
    return bool(as_of[later] >= as_of[earlier])


def _tells_more(store: Store, older: int, newer: int) -> bool:
    """Whether an input tells of any interaction that another does not."""
    told = (
        "SELECT interaction_id FROM tellings JOIN sources ON source_id = sources.id "
        "WHERE input_id = ?"
    )
    return bool(store.rows(f"{told} EXCEPT {told} LIMIT 1", (older, newer)))


def _keep_new(store: Store, given: Inputs, new: Mapping[int, Kept], event: int) -> None:
    """Add inputs, by their places, with all that they hold."""
    given_as = zip(given.digests, given.kinds, given.files, given.days, strict=True)
    rows = [
        (new[place].id, digest, new[place].slot, *of_export, event)
        for place, (digest, *of_export) in enumerate(given_as)
        if place in new
    ]
    store.insert("inputs", TABLES["inputs"].own, rows)
    is_new = np.zeros(len(given), dtype=bool)
    is_new[list(new)] = True
    numbers = _keep_sources(store, given, new, is_new)
    _keep_records(store, given, new, is_new, numbers)
    _keep_interactions(store, given, is_new, numbers)
    for name, of_name in (("owner_facts", given.owner_facts), ("rejects", given.rejects)):
        names = [column for column in TABLES[name].own if column != "source_id"]
        chosen = np.flatnonzero(is_new[of_name.input])
        told = cells(of_name.table.iloc[chosen], names)
        each = zip(numbers[of_name.source[chosen]].tolist(), told, strict=True)
        store.insert(name, ("source_id", *names), ((at, *row) for at, row in each))


def _keep_sources(store: Store, given: Inputs, new: Mapping[int, Kept], is_new: Flags) -> Ints:
    """Add the files of new inputs; the id of each, -1 of the others."""
    chosen = np.flatnonzero(is_new[given.sources.input])
    numbers = np.full(len(given.sources.input), -1, dtype=np.int64)
    numbers[chosen] = _next(store, "sources") + np.arange(len(chosen))
    names = [name for name in TABLES["sources"].own if name not in ("id", "input_id")]
    of_input = [new[place].id for place in given.sources.input[chosen].tolist()]
    told = cells(given.sources.table.iloc[chosen], names)
    each = zip(numbers[chosen].tolist(), of_input, told, strict=True)
    store.insert("sources", ("id", "input_id", *names), ((at, one, *row) for at, one, row in each))
    return numbers


def _keep_records(
    store: Store, given: Inputs, new: Mapping[int, Kept], is_new: Flags, numbers: Ints
) -> None:
    chosen = np.flatnonzero(is_new[given.records.input])
    if not len(chosen):
        return
    own = ("id", "slot", "entry", "fingerprint")
    names = [name for name in TABLES["versions"].own if name not in own]
    slots = [new[place].slot for place in given.records.input[chosen].tolist()]
    entries = given.entries.take(pa.array(chosen)).to_pylist()
    prints = given.contents[chosen].view(np.int64).tolist()
    keys = list(zip(slots, entries, prints, strict=True))
    ids, added = _numbered(keys, _versions(store, sorted(set(slots))), _next(store, "versions"))
    told = cells(given.records.table.iloc[chosen[added]], names)
    each = zip(ids[added].tolist(), added.tolist(), told, strict=True)
    store.insert("versions", (*own, *names), ((at, *keys[row], *cell) for at, row, cell in each))
    places = cells(given.records.table.iloc[chosen], ("position", "line", "as_of"))
    sources = numbers[given.records.source[chosen]].tolist()
    holdings = zip(sources, ids.tolist(), places, strict=True)
    columns = ("source_id", "version_id", "position", "line", "as_of")
    store.insert("holdings", columns, ((at, number, *row) for at, number, row in holdings))


def _versions(store: Store, slots: Sequence[int]) -> dict[tuple[int, str, int], int]:
    """The number of each version of each entry of some slots."""
    of_slot = "SELECT id, entry, fingerprint FROM versions WHERE slot = ?"
    return {
        (slot, entry, content): number
        for slot in slots
        for number, entry, content in store.rows(of_slot, (slot,))
    }


def _keep_interactions(store: Store, given: Inputs, is_new: Flags, numbers: Ints) -> None:
    chosen = np.flatnonzero(is_new[given.interactions.input])
    if not len(chosen):
        return
    own = ("id", "digest")
    names = [name for name in TABLES["interactions"].own if name not in own]
    table = given.interactions.table.iloc[chosen]
    digests = given.told[chosen].view(np.int64).tolist()
    known = {digest: number for number, digest in store.rows("SELECT id, digest FROM interactions")}
    ids, added = _numbered(digests, known, _next(store, "interactions"))
    told = zip(added.tolist(), cells(table.iloc[added], names), strict=True)
    rows = ((int(ids[at]), digests[at], *row) for at, row in told)
    store.insert("interactions", (*own, *names), rows)
    (positions,) = zip(*cells(table, ("position",)), strict=True)
    sources = numbers[given.interactions.source[chosen]].tolist()
    columns = ("source_id", "interaction_id", "position")
    store.insert("tellings", columns, zip(sources, ids.tolist(), positions, strict=True))


def _numbered(keys: Sequence[Hashable], known: dict[Any, int], following: int) -> tuple[Ints, Ints]:
    """The number of each key, a new one from `following` on for one that is not
    known, and the places of those.
    """
    numbers: list[int] = []
    new: list[int] = []
    for place, key in enumerate(keys):
        if key not in known:
            known[key] = following + len(new)
            new.append(place)
        numbers.append(known[key])
    return np.array(numbers, dtype=np.int64), np.array(new, dtype=np.int64)


def _next(store: Store, table: str) -> int:
    return int(store.one(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))
