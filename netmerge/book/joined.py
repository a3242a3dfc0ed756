"""The owner's word on two contacts → a book that goes by it, and nobody else touched.

What nothing new speaks of stays as it was, so of a decision only those whom it names
become others. Where it may concern somebody else too (see `alone.py`), the whole book
is left to whoever reckons it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge import due, merging
from netmerge.book import events, load, reckon, snapshots
from netmerge.book.alone import Two, are_reckoned, of_book, said_apart, stand_alone
from netmerge.book.cells import cells
from netmerge.book.earlier import keep_earlier
from netmerge.book.evidence import joined_by_word
from netmerge.book.store import Store
from netmerge.book.tables import TABLES
from netmerge.columns.chunks import one_chunk
from netmerge.due.left_out import left_out
from netmerge.schema import CONTACTS, HAPPENED
from netmerge.settings import SAME, Settings

Sides = tuple[Sequence[str], Sequence[str]]
"""The records, by their keys, of the two of whom something is said."""


def at_once(store: Store, event: int, word: str, sides: Sides, settings: Settings) -> bool:
    """Have a book go by what an event kept of two sides, "same" or "different",
    without reckoning it all anew.

    False, and nothing is done, where that may not do.
    """
    if not are_reckoned(store, event):
        return False
    two = Two.of(store, sides)
    if two is None:
        return False
    if word == SAME:
        if not _join(store, two, event, settings):
            return False
    elif store.rows("SELECT 1 FROM decisions WHERE until = ?", (event,)):
        return False
    store.run("DELETE FROM snapshots WHERE name = 'questions'")  # both may be asked about
    store.run("UPDATE reckoned SET event = ?", (event,))
    return True


def _join(store: Store, two: Two, event: int, settings: Settings) -> bool:
    """Make one contact of two; whether that may be done without the others."""
    contacts, nobody = load.contacts(store), reckon.nobody_by_sources(store)
    if nobody is None or said_apart(store, two):
        return False
    some = of_book(store, two, contacts[contacts["contact_id"].isin(nobody)])
    if some is None or not stand_alone(store, two, some):
        return False
    # both as one, and beside it the owner, of whose own entries circles may come
    keys = pa.array(sorted(two.keys), pa.string())
    ids = merging.contact_ids(np.zeros(len(keys), np.int64), keys, two.contact_of)
    whole = ids[0].as_py()
    owner_of = {**some.contact_of, **dict.fromkeys(two.keys, whole)}
    clusters, _ = pd.factorize(some.records["record_key"].map(owner_of))
    made, _ = merging.merge_records(some.records, some.cleaned, clusters, owner_of)
    word = due.read_own_word(settings.circles, settings.cadence)
    told = due.circles(made, some.records, some.owner, HAPPENED.empty(), word).table
    made = CONTACTS.frame({**made, **told})
    left = set(made.loc[left_out(made, some.records, some.owner), "contact_id"])

    two_of_them = contacts["contact_id"].isin(two.ids)
    note = one_chunk(contacts.loc[two_of_them, "last_personal_note"]).drop_null().to_pylist()
    one = made[made["contact_id"] == whole].reset_index(drop=True)
    one = CONTACTS.frame({**one, "last_personal_note": pa.array([max(note, default=None)])})
    every = CONTACTS.concat([contacts[~two_of_them], one])
    order = merging.in_order(one_chunk(every["full_name"]), one_chunk(every["contact_id"]))
    every = every.iloc[order].reset_index(drop=True)
    _keep(store, two, whole, every, event)
    now = (nobody - set(two.ids)) | (left & {whole})
    reckon.keep_nobody(store, every[every["contact_id"].isin(now)])
    return True


def _keep(store: Store, two: Two, whole: str, contacts: pd.DataFrame, event: int) -> None:
    """Keep that two contacts are one (`whole`, a contact_id), and the contacts of now."""
    ((gone, name),) = store.rows(
        "SELECT contact_id, full_name FROM contacts WHERE contact_id IN (?, ?) AND contact_id <> ?",
        (*two.ids, whole),
    )
    text = joined_by_word(gone, name)
    store.insert("log", ("event", "contact_id", "text"), [(event, whole, text)])
    moved = [(key, whole, *what) for key, _, *what in two.members]
    events.put(store, "members", moved, event)
    after = {key: contact for key, contact, *_ in events.present(store, "members")}
    reckon.keep_ids(store, after, event)
    keep_earlier(store, contacts, event)
    names = TABLES["contacts"].own
    store.run("DELETE FROM contacts WHERE contact_id IN (?, ?)", two.ids)
    new = contacts[contacts["contact_id"] == whole]
    store.insert("contacts", names, cells(new, names))
    snapshots.keep(store, "contacts", contacts[list(names)])
    _keep_happened(store, gone, whole)
    if _ever_changed(store, two):
        reckon.keep_moves(store, event)


def _ever_changed(store: Store, two: Two) -> bool:
    """Whether an entry of either ever said something else; else neither has moved."""
    several = (
        "SELECT 1 FROM members WHERE record_key IN (SELECT value FROM json_each(?)) "
        "GROUP BY record_key HAVING count(DISTINCT version_id) > 1"
    )
    return bool(store.rows(several, (json.dumps(two.keys),)))


def _keep_happened(store: Store, gone: str, whole: str) -> None:
    """Have what concerned a contact that is gone concern the one it is of now."""
    if not store.rows("SELECT 1 FROM happened WHERE contact_id = ? LIMIT 1", (gone,)):
        return
    store.run("UPDATE happened SET contact_id = ? WHERE contact_id = ?", (whole, gone))
    happened = load.happened(store)
    now = happened["contact_id"].replace({gone: whole})
    names = list(TABLES["happened"].own)
    snapshots.keep(store, "happened", happened.assign(contact_id=now)[names])
