"""Inputs → a book that holds them: every version of every entry, each once.

A newer export of the same address book takes the place of the older one; what
is no longer in it is gone from the network, not from the book.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from netmerge.book import events
from netmerge.book.cells import cells
from netmerge.book.store import Store
from netmerge.book.tables import TABLES
from netmerge.columns.types import Ints
from netmerge.errors import BookError

if TYPE_CHECKING:
    from netmerge.book.inputs import Input

OVERLAP = 0.5
"""Share of an older export's entries that a newer one of the same address book
holds, where its name or its own identifiers say that it is one.
"""

SAME_BOOK = 0.9
"""The same where only the entries say so."""

_IDENTIFIERS = ("uid", "profile")
"""Words of a key by which an address book itself knows an entry."""


@dataclass(frozen=True)
class Kept:
    """An input in the book: its number and slot, and whether it was there before."""

    id: int
    slot: int
    known: bool


def keep(store: Store, given: Sequence[Input], event: int) -> list[Kept]:
    """Put inputs into the book; those that are there are left alone. Nothing is
    made of them yet.
    """
    return [_keep(store, one, event) for one in given]


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


def _keep(store: Store, given: Input, event: int) -> Kept:
    digest = given.digest
    known = store.rows("SELECT id, slot FROM inputs WHERE digest = ?", (digest,))
    if known:
        ((number, slot),) = known
        return Kept(number, slot, True)
    slot = _slot(store, given, event)
    columns = TABLES["inputs"].own
    number = _next(store, "inputs")
    row = (number, digest, slot, given.kind, given.file, given.as_of, event)
    store.insert("inputs", columns, [row])
    first = _keep_sources(store, given, number)
    _keep_records(store, given, slot, first)
    _keep_interactions(store, given, first)
    for table, of_source, name in (
        (given.tables.owner_facts, given.of_facts, "owner_facts"),
        (given.tables.rejects, given.of_rejects, "rejects"),
    ):
        names = [column for column in TABLES[name].own if column != "source_id"]
        rows = zip((of_source + first).tolist(), cells(table, names), strict=True)
        store.insert(name, ("source_id", *names), ((at, *row) for at, row in rows))
    return Kept(number, slot, False)


def _keep_sources(store: Store, given: Input, number: int) -> int:
    """Add the files of an input; the id of the first."""
    first = _next(store, "sources")
    names = [name for name in TABLES["sources"].own if name not in ("id", "input_id")]
    rows = cells(given.tables.sources, names)
    numbered = ((first + place, number, *row) for place, row in enumerate(rows))
    store.insert("sources", ("id", "input_id", *names), numbered)
    return first


def _keep_records(store: Store, given: Input, slot: int, first: int) -> None:
    records = given.tables.records
    if records.empty:
        return
    own = ("id", "slot", "entry", "fingerprint")
    names = [name for name in TABLES["versions"].own if name not in own]
    entries = given.entries.to_pylist()
    prints = given.contents.view(np.int64).tolist()
    known = {
        (entry, content): number
        for number, entry, content in store.rows(
            "SELECT id, entry, fingerprint FROM versions WHERE slot = ?", (slot,)
        )
    }
    ids, new = _numbered(list(zip(entries, prints, strict=True)), known, _next(store, "versions"))
    added = records.iloc[new]
    told = zip(new.tolist(), cells(added, names), strict=True)
    rows = ((int(ids[at]), slot, entries[at], prints[at], *row) for at, row in told)
    store.insert("versions", (*own, *names), rows)
    places = cells(records, ("position", "line", "as_of"))
    sources = (given.of_records + first).tolist()
    holdings = zip(sources, ids.tolist(), places, strict=True)
    columns = ("source_id", "version_id", "position", "line", "as_of")
    store.insert("holdings", columns, ((at, number, *row) for at, number, row in holdings))


def _keep_interactions(store: Store, given: Input, first: int) -> None:
    table = given.tables.interactions
    if table.empty:
        return
    own = ("id", "digest")
    names = [name for name in TABLES["interactions"].own if name not in own]
    digests = given.told.view(np.int64).tolist()
    known = {digest: number for number, digest in store.rows("SELECT id, digest FROM interactions")}
    ids, new = _numbered(digests, known, _next(store, "interactions"))
    told = zip(new.tolist(), cells(table.iloc[new], names), strict=True)
    rows = ((int(ids[at]), digests[at], *row) for at, row in told)
    store.insert("interactions", (*own, *names), rows)
    (positions,) = zip(*cells(table, ("position",)), strict=True)
    sources = (given.of_interactions + first).tolist()
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


def _slot(store: Store, given: Input, event: int) -> int:
    """The slot of an input: that of an earlier export of the same address book or
    archive, else one of its own.
    """
    own = int(store.one("SELECT coalesce(max(slot), 0) + 1 FROM inputs"))
    entries = set(given.entries.to_pylist())
    told = set(given.told.view(np.int64).tolist())
    best, most = own, 0.0
    newest = "SELECT slot, max(id), file, event FROM inputs WHERE kind IS ? GROUP BY slot"
    for slot, number, file, came in store.rows(newest, (given.kind,)):
        same_name = _stem(file) == _stem(given.file)
        if came == event and not same_name:
            continue  # given side by side under two names: two address books
        earlier = _entries(store, number)
        if earlier:
            share = _share(earlier, entries, same_name)
        else:
            share = float(_all_told(store, number, told))
        # of two that hold the same people the one of the same name
        if share and share + same_name > most:
            best, most = slot, share + same_name
    return best


def _share(earlier: Sequence[str], entries: set[str], same_name: bool) -> float:
    """The share of an export's entries that are among some; 0 where they are not
    those of a newer export.

    Two address books of one person hold the same people, but each has its own
    identifiers of them.
    """
    share = _among(earlier, entries)
    own = [entry for entry in earlier if entry.split(":", 2)[1] in _IDENTIFIERS]
    by_identifiers = 2 * len(own) >= len(earlier) and _among(own, entries) >= OVERLAP
    if share >= SAME_BOOK or (share >= OVERLAP and (same_name or by_identifiers)):
        return share
    return 0.0


def _among(earlier: Sequence[str], entries: set[str]) -> float:
    return sum(entry in entries for entry in earlier) / len(earlier)


def _stem(file: str) -> str:
    """The letters of a file's name: `Basic_LinkedInDataExport_11-01-2026 (1).zip`
    is named as next month's.
    """
    return "".join(filter(str.isalpha, file)).casefold()


def _entries(store: Store, number: int) -> list[str]:
    found = store.rows(
        "SELECT DISTINCT entry FROM versions JOIN holdings ON version_id = versions.id "
        "JOIN sources ON source_id = sources.id WHERE input_id = ?",
        (number,),
    )
    return [entry for (entry,) in found if entry is not None]


def _all_told(store: Store, number: int, told: set[int]) -> bool:
    """Whether all interactions of an input, which has some, are among these."""
    digests = store.rows(
        "SELECT digest FROM interactions JOIN tellings ON interaction_id = interactions.id "
        "JOIN sources ON source_id = sources.id WHERE input_id = ?",
        (number,),
    )
    return bool(digests) and all(digest in told for (digest,) in digests)
