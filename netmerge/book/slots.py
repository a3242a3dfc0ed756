"""Which address book or archive an input is another export of → its slot, the
same for all of them.

Given inputs are looked at one after the other, for one may be the newer export
of another that is given with it. What each entry is held by is looked up, so
that a folder of thousands of files costs no more than one file of as many
entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netmerge.book.store import Store

if TYPE_CHECKING:
    from netmerge.book.inputs import Inputs

OVERLAP = 0.5
"""Share of an older export's entries that a newer one of the same address book
holds, where its name or its own identifiers say that it is one.
"""

SAME_BOOK = 0.9
"""The same where only the entries say so."""

_IDENTIFIERS = ("uid", "profile")
"""Words of a key by which an address book itself knows an entry."""

_OF_EXPORTS = (
    "JOIN sources ON source_id = sources.id "
    "WHERE input_id IN (SELECT max(id) FROM inputs WHERE kind IS ? GROUP BY slot)"
)
_ENTRIES = (
    "SELECT DISTINCT input_id, entry FROM versions "
    f"JOIN holdings ON version_id = versions.id {_OF_EXPORTS} AND entry IS NOT NULL"
)
_TOLD = (
    "SELECT DISTINCT input_id, digest FROM interactions "
    f"JOIN tellings ON interaction_id = interactions.id {_OF_EXPORTS}"
)
_FILES = "SELECT max(id), slot, file FROM inputs WHERE kind IS ? GROUP BY slot"

Thing = str | int
"""The key of an entry, or the number of an interaction."""


@dataclass
class _Export:
    """The newest export of a slot, which is known by its entries, else by what
    happened: how many things these are, and how many of them have an identifier
    of the address book's own.
    """

    slot: int
    stem: str
    has_entries: bool = False
    things: int = 0
    own: int = 0

    def share(self, held: int, own: int, stem: str) -> float:
        """The share of it that is held by an export of some name, and of what is its
        own; 0 where that is no newer export of the same.

        Two address books of one person hold the same people, but each has its own
        identifiers of them.
        """
        if not self.has_entries:
            return float(held == self.things)
        share = held / self.things
        by_identifiers = 2 * self.own >= self.things and own >= OVERLAP * self.own
        alike = self.stem == stem or by_identifiers
        return share if share >= (OVERLAP if alike else SAME_BOOK) else 0.0


class _Shelf:
    """Exports by their numbers in the book, and which of them hold a thing."""

    def __init__(self, exports: dict[int, _Export]) -> None:
        self.exports = exports
        self._holders: dict[Thing, list[int]] = {}

    def note(self, number: int, thing: Thing, wanted: Container[Thing]) -> None:
        """Note that an export holds a thing; by whom it is held, if that is wanted."""
        export = self.exports[number]
        export.has_entries |= isinstance(thing, str)
        export.things += 1
        export.own += _is_own(thing)
        if thing in wanted:
            self._holders.setdefault(thing, []).append(number)

    def held(self, things: Iterable[Thing]) -> Iterator[tuple[int, int, int]]:
        """The number of each export that holds some of these things: of how many, and
        how many are its own.
        """
        every: Counter[int] = Counter()
        own: Counter[int] = Counter()
        for thing in things:
            holders = self._holders.get(thing, ())
            every.update(holders)
            if holders and _is_own(thing):
                own.update(holders)
        for number, count in every.items():
            yield number, count, own[number]


class Slots:
    """The slots of a book, and of the inputs that are given to it."""

    def __init__(self, store: Store, given: Inputs) -> None:
        self._store = store
        self._given = given
        self._rows = [of.bounds(len(given)) for of in (given.records, given.interactions)]
        self._names = list(zip(given.kinds, map(_stem, given.files), strict=True))
        self._alike = Counter(self._names)
        self._following = int(store.one("SELECT coalesce(max(slot), 0) + 1 FROM inputs"))
        self._newest: dict[int, int] = {}  # by slot, of those that are given
        self._before: dict[str | None, _Shelf] = {}  # by kind
        self._beside: dict[tuple[str | None, str], _Shelf] = {}

    def of(self, place: int, number: int) -> int:
        """The slot of a given input, which has a number in the book from now on: that
        of an earlier export of the same address book or archive, else one of its own.
        """
        kind, stem = self._names[place]
        entries, told = self._entries(place), self._told(place)
        # of those given side by side two names are two address books
        beside = self._beside.setdefault(self._names[place], _Shelf({}))
        slot = self._found((self._shelf(kind), beside), stem, entries | told)
        if slot is None:
            slot = self._following
            self._following += 1
        self._newest[slot] = number
        if self._alike[self._names[place]] > 1:
            beside.exports[number] = _Export(slot, stem)
            for thing in entries or told:
                beside.note(number, thing, entries or told)
        return slot

    def _found(self, shelves: Iterable[_Shelf], stem: str, things: set[Thing]) -> int | None:
        """The slot of the export that most of these things are of, if any is."""
        likeliest: list[tuple[float, int]] = []
        for shelf in shelves:
            for number, held, own in shelf.held(things):
                export = shelf.exports[number]
                share = export.share(held, own, stem)
                is_newest = self._newest.get(export.slot, number) == number
                if share and is_newest:
                    # of two that hold the same people the one of the same name
                    likeliest.append((share + (export.stem == stem), -export.slot))
        return -max(likeliest)[1] if likeliest else None

    def _shelf(self, kind: str | None) -> _Shelf:
        """The newest export of each slot of a kind that was in the book before."""
        if kind not in self._before:
            files = self._store.rows(_FILES, (kind,))
            shelf = _Shelf({number: _Export(slot, _stem(file)) for number, slot, file in files})
            if files:
                self._fill(shelf, kind)
            self._before[kind] = shelf
        return self._before[kind]

    def _fill(self, shelf: _Shelf, kind: str | None) -> None:
        """Note what the exports of a kind hold, as far as it is among what is given."""
        wanted: set[Thing] = set(self._given.entries.to_pylist())
        for batch in self._store.batches(_ENTRIES, (kind,)):
            for number, entry in batch:
                shelf.note(number, entry, wanted)
        if not len(self._given.told):
            return
        wanted = set(self._given.told.view(np.int64).tolist())
        known_by_entries = {number for number, one in shelf.exports.items() if one.things}
        for batch in self._store.batches(_TOLD, (kind,)):
            for number, digest in batch:
                if number not in known_by_entries:
                    shelf.note(number, digest, wanted)

    def _entries(self, place: int) -> set[Thing]:
        first, end = self._rows[0][place]
        return set(self._given.entries[first:end].to_pylist())

    def _told(self, place: int) -> set[Thing]:
        first, end = self._rows[1][place]
        return set(self._given.told[first:end].view(np.int64).tolist())


def _is_own(thing: Thing) -> bool:
    """Whether an address book knows an entry by an identifier of its own."""
    return isinstance(thing, str) and thing.split(":", 2)[1] in _IDENTIFIERS


def _stem(file: str) -> str:
    """The letters of a file's name: `Basic_LinkedInDataExport_11-01-2026 (1).zip`
    is named as next month's.
    """
    return "".join(filter(str.isalpha, file)).casefold()
