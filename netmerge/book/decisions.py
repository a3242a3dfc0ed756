"""The owner's word on two contacts → decisions on records, which every later import
goes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from netmerge.book import events
from netmerge.book.store import Store

SAME, DIFFERENT = "same", "different"


def decide(
    store: Store, left: Sequence[str], right: Sequence[str], decision: str, event: int
) -> None:
    """Keep what the owner said of the records (by their keys) of two contacts.

    Of one person are all records of both, so that none of them is torn from the
    others; of two people are the first of each, and what was said before of one
    of these two and records of the same contact no longer counts.
    """
    first, *others = [*left, *right]
    if decision == SAME:
        rows = [(*sorted((first, other)), SAME) for other in others]
    else:
        _forget(store, left[0], right[0], event)
        rows = [(*sorted((left[0], right[0])), DIFFERENT)]
    events.put(store, "decisions", rows, event)


def _forget(store: Store, one: str, other: str, event: int) -> None:
    """End the decisions by which two records are in one contact."""
    same = [row[:2] for row in events.present(store, "decisions") if row[2] == SAME]
    together = _joined(same, one)
    if other in together:
        ended = [pair for pair in same if {one, other} & set(pair) and set(pair) <= together]
        events.end(store, "decisions", ended, event)


def _joined(pairs: Sequence[tuple[str, str]], start: str) -> set[str]:
    """The records that pairs join to one, itself among them."""
    found, growing = {start}, True
    while growing:
        touching = [pair for pair in pairs if found & set(pair)]
        more = set(chain.from_iterable(touching)) - found
        found |= more
        growing = bool(more)
    return found
