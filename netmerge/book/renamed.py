"""What a newer export of an address book no longer holds under the key that it had →
the entry that it is there now.

An entry without an identifier of its own goes by an address or a number, and by
another key when that changes; one with a running number goes by its name too. Where
nobody else who came bears its name, or has its number and a part of its name, it is
the same entry, edited.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from netmerge.book import load
from netmerge.book.store import Store
from netmerge.columns.chunks import one_chunk
from netmerge.text.folding import fold

_LASTING = (":uid:", ":profile:")
"""What stands in keys that an entry keeps, whatever is edited."""

_SERIAL = re.compile(r"\A[^:]*:uid:([0-9 ./-]+) [^0-9 ./-]")
"""A key of a running number, which has the name behind it, and changes with that."""

_SAID = ("full_name", "given_name", "family_name", "emails", "phones")
_AT_ONCE = 500
"""Keys that are asked for in one question."""


@dataclass(frozen=True)
class _Entry:
    """An entry: its key, its name folded, and its addresses and numbers, a running
    number of the list among them.
    """

    key: str
    name: str
    reached: frozenset[str]


def renamed(store: Store, records: pd.DataFrame, members: Mapping[str, str]) -> dict[str, str]:
    """The key that an entry had when the book was last reckoned, for the new one of
    each of RECORDS (those of `load.imported`, keyed) that goes by another now.

    `members` are the keys of then, with their contacts.
    """
    keys = one_chunk(records["record_key"]).to_pylist()
    there = set(keys)
    gone = [key for key in members if key not in there and _may_change(key)]
    if not gone:
        return {}
    new = [row for row, key in enumerate(keys) if key not in members and _may_change(key)]
    if not new:
        return {}
    before = _gone(store, gone)
    after = _new(store, records, new, before.keys())
    found: dict[str, str] = {}
    for slot, entries in after.items():
        found |= _paired(before[slot], entries)
    return found


def rekeyed(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """The key that an entry had before, for the new one of each that goes by another
    after: of two exports of one address book (RECORDS with their keys).
    """
    there = [one_chunk(table["record_key"]).to_pylist() for table in (before, after)]
    sides: list[dict[str, list[_Entry]]] = []
    for table, keys, others in zip((before, after), there, map(set, reversed(there)), strict=True):
        alone = [row for row, key in enumerate(keys) if key not in others and _may_change(key)]
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for row, entry in zip(alone, _entries(table, alone), strict=True):
            entries[table["source"].iloc[row]].append(entry)
        sides.append(entries)
    old, new = sides
    found: dict[str, str] = {}
    for source in old.keys() & new.keys():
        found |= _paired(old[source], new[source])
    return found


def _may_change(key: str) -> bool:
    return _SERIAL.match(key) is not None or not any(word in key for word in _LASTING)


def _gone(store: Store, keys: Sequence[str]) -> dict[int, list[_Entry]]:
    """By slot the entries of some keys, as they were."""
    found: dict[int, list[_Entry]] = defaultdict(list)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        sql = (
            f"SELECT slot, record_key, {', '.join(_SAID)} FROM members "
            "JOIN versions ON version_id = versions.id WHERE until IS NULL "
            f"AND record_key IN ({', '.join('?' * len(some))})"
        )
        for slot, key, *names, emails, phones in store.rows(sql, some):
            with store.parsing("versions"):
                reached = [*json.loads(emails or "[]"), *json.loads(phones or "[]")]
            found[slot].append(_entry(key, names, reached))
    return found


def _new(
    store: Store, records: pd.DataFrame, rows: Sequence[int], slots: Iterable[int]
) -> dict[int, list[_Entry]]:
    """By slot, of these alone, the entries that stand in some rows of RECORDS."""
    slot_of = load.slots_of_versions(store, slots)
    versions = load.versions_of_records(store)
    chosen = [row for row in rows if versions[row] in slot_of]
    found: dict[int, list[_Entry]] = defaultdict(list)
    for row, entry in zip(chosen, _entries(records, chosen), strict=True):
        found[slot_of[versions[row]]].append(entry)
    return found


def _entries(records: pd.DataFrame, rows: Sequence[int]) -> list[_Entry]:
    """The entries in some rows of RECORDS."""
    picked = pa.array(rows, pa.int64())
    columns = [one_chunk(records[name]).take(picked) for name in ("record_key", *_SAID)]
    return [
        _entry(key, names, [*(emails or ()), *(phones or ())])
        for key, *names, emails, phones in zip(*map(pa.Array.to_pylist, columns), strict=True)
    ]


def _entry(key: str, names: Sequence[str | None], reached: Iterable[str]) -> _Entry:
    full, *parts = names
    name = fold(full or " ".join(filter(None, parts)))
    serial = _SERIAL.match(key)
    numbers = [f"number {serial[1]}"] if serial else []
    return _Entry(key, name, frozenset([*map(fold, reached), *numbers]))


def _paired(before: Sequence[_Entry], after: Sequence[_Entry]) -> dict[str, str]:
    """The key before of each entry after that is one of those before."""
    by_name = _alike(before, after, lambda entry: [entry.name] if " " in entry.name else [])
    old = set(by_name.values())
    left = [entry for entry in before if entry.key not in old]
    right = [entry for entry in after if entry.key not in by_name]
    return by_name | _alike(left, right, lambda entry: entry.reached)


def _alike(
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    words: Callable[[_Entry], Iterable[str]],
) -> dict[str, str]:
    """The same by words that one entry has before and one after, where their names
    have a word in common.
    """
    sides: list[dict[str, list[_Entry]]] = []
    for entries in (before, after):
        holders: dict[str, list[_Entry]] = defaultdict(list)
        for entry in entries:
            for word in words(entry):
                holders[word].append(entry)
        sides.append(holders)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for word in sorted(sides[0].keys() & sides[1].keys()):
        old, new = sides[0][word], sides[1][word]
        if len(old) > 1 or len(new) > 1 or {old[0].key, new[0].key} & taken:
            continue
        if set(old[0].name.split()) & set(new[0].name.split()):
            found[new[0].key] = old[0].key
            taken |= {old[0].key, new[0].key}
    return found
