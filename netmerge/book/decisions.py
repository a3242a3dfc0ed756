"""The owner's word on two contacts → decisions on records, which every later import
goes by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations

import pandas as pd

from netmerge.book import events
from netmerge.book.store import Store
from netmerge.settings import DIFFERENT, SAME


def decide(
    store: Store, left: Sequence[str], right: Sequence[str], decision: str, event: int
) -> None:
    """Keep what the owner said of the records (by their keys) of two contacts.

    Of one person are all records of both, so that none of them is torn from the
    others; of two people are the first of each. What was said before, and cannot
    be so as well, no longer counts.
    """
    first, *others = [*left, *right]
    if decision == SAME:
        _forget_different(store, left[0], right[0], event)
        rows = [(*sorted((first, other)), SAME) for other in others]
    else:
        _forget_same(store, left[0], right[0], event)
        rows = [(*sorted((left[0], right[0])), DIFFERENT)]
    events.put(store, "decisions", rows, event)


def part(store: Store, people: Sequence[Sequence[str]], event: int) -> None:
    """Keep that some records (by their keys) are those of several people: all of each
    are the same, and nobody is another. What was said before, and cannot be so as
    well, no longer counts.
    """
    person = {record: place for place, records in enumerate(people) for record in records}
    known = events.present(store, "decisions")
    outward = [row[:2] for row in known if row[2] == SAME and not person.keys() >= set(row[:2])]
    ended = [pair for pair in outward if _joins_several(pair, outward, person)]
    for one, other, word in known:
        together = person.get(one) == person.get(other)
        if {one, other} <= person.keys() and (word == SAME) != together:
            ended.append((one, other))
    events.end(store, "decisions", ended, event)
    rows = [(*sorted((first, other)), SAME) for first, *others in people for other in others]
    for one, other in combinations([records[0] for records in people], 2):
        rows.append((*sorted((one, other)), DIFFERENT))
    events.put(store, "decisions", rows, event)


def keep_decisions(store: Store, given: pd.DataFrame, event: int) -> None:
    """Keep decisions on pairs of records: record_a, record_b and decision, as
    `matching.decisions.checked` gives them; the last word counts.
    """
    known = set(events.present(store, "decisions"))
    sides = zip(given["record_a"], given["record_b"], strict=True)
    pairs = [sorted(map(str, pair)) for pair in sides]
    for (one, other), word in zip(pairs, given["decision"], strict=True):
        if (one, other, word) not in known:
            decide(store, [one], [other], word, event)


def _forget_same(store: Store, one: str, other: str, event: int) -> None:
    """End the decisions by which two records are in one contact."""
    same = [row[:2] for row in events.present(store, "decisions") if row[2] == SAME]
    together = _joined(same, one)
    if other in together:
        ended = [pair for pair in same if {one, other} & set(pair) and set(pair) <= together]
        events.end(store, "decisions", ended, event)


def _forget_different(store: Store, one: str, other: str, event: int) -> None:
    """End the decisions by which the contacts of two records are two people."""
    apart = [row[:2] for row in events.present(store, "decisions") if row[2] == DIFFERENT]
    if not apart:
        return
    sql = "SELECT contact_id FROM members WHERE until IS NULL AND record_key = ?"
    records = {one, other, *chain.from_iterable(apart)}
    contacts = {record: store.one(sql, (record,)) or record for record in records}
    sides = _contacts_of((one, other), contacts)
    ended = [pair for pair in apart if _contacts_of(pair, contacts) == sides]
    events.end(store, "decisions", ended, event)


def _joins_several(
    pair: tuple[str, str], outward: Sequence[tuple[str, str]], person: Mapping[str, int]
) -> bool:
    """Whether a pair leads out of some people's records, and back into another's."""
    reached = {
        person[record]
        for outside in set(pair) - person.keys()
        for record in _joined(outward, outside)
        if record in person
    }
    return len(reached) > 1


def _contacts_of(pair: Sequence[str], contacts: Mapping[str, str]) -> set[str]:
    return {contacts.get(record, record) for record in pair}


def _joined(pairs: Sequence[tuple[str, str]], start: str) -> set[str]:
    """The records that pairs join to one, itself among them."""
    found, growing = {start}, True
    while growing:
        touching = [pair for pair in pairs if found & set(pair)]
        more = set(chain.from_iterable(touching)) - found
        found |= more
        growing = bool(more)
    return found
