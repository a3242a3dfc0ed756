"""Contacts before and after an event → what was shown of them until then, as numbers:
by these an old table of contacts, given back, is told from one that was edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType

import numpy as np
import pandas as pd

from netmerge.book import load
from netmerge.book.said import settable
from netmerge.book.store import Store
from netmerge.clean.fingerprints import of_columns
from netmerge.columns.types import Ints
from netmerge.schema import CONTACTS

Earlier = Mapping[str, Set[tuple[str, int]]]
"""By column of CONTACTS a contact (contact_id) and the number of what stood there."""

NOTHING_EARLIER: Earlier = MappingProxyType({})

_COLUMNS = ("contact_id", "field", "fingerprint", "event")
_TOUCHED = "SELECT DISTINCT contact_id FROM members WHERE since = ?1 OR until = ?1"


def keep_earlier(store: Store, made: pd.DataFrame, event: int) -> None:
    """Keep what was shown until an event of the contacts (CONTACTS) whose entries it
    changed, where it now is another.
    """
    touched = [name for (name,) in store.rows(_TOUCHED, (event,))]
    before = load.contacts(store) if touched else CONTACTS.empty()
    before = before[before["contact_id"].isin(touched)].reset_index(drop=True)
    place = pd.Index(made["contact_id"]).get_indexer(pd.Index(before["contact_id"]))
    there = np.flatnonzero(place >= 0)
    if not len(there):
        return
    old, new = before.iloc[there], made.iloc[place[there]]
    ids = old["contact_id"].to_numpy(dtype=object)
    for field in settable():
        if field in CONTACTS.columns:
            numbers = numbers_of(old, field)
            changed = np.flatnonzero(numbers != numbers_of(new, field))
            rows = [(ids[row], field, int(numbers[row]), event) for row in changed.tolist()]
            store.insert("earlier", _COLUMNS, rows)


def numbers_of(contacts: pd.DataFrame, field: str) -> Ints:
    """A number for what stands in a column of each contact; 0 for nothing."""
    return of_columns(contacts.reset_index(drop=True), [field]).view(np.int64)


def earlier(store: Store, ids: Mapping[str, str]) -> Earlier:
    """What the book ever showed and shows no longer, by the ids that contacts go by
    now (`ids`, old to new).
    """
    found: dict[str, set[tuple[str, int]]] = {}
    rows = store.rows("SELECT DISTINCT contact_id, field, fingerprint FROM earlier")
    for contact, field, number in rows:
        found.setdefault(field, set()).add((ids.get(contact, contact), number))
    return found
