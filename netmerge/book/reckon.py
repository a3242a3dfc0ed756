"""What a book holds → the network that it makes, and what is kept of that.

Contacts keep their ids and do not flip by themselves; what the owner said of
them outranks every source.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.book import changes, events, history, load, snapshots
from netmerge.book.cells import cells
from netmerge.book.earlier import keep_earlier
from netmerge.book.renamed import renamed
from netmerge.book.said import CADENCE, NEVER, SNOOZED, logged, present_ids, shown
from netmerge.book.store import Store
from netmerge.book.tables import TABLES
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.flags import flags
from netmerge.errors import OwnerUnknownError
from netmerge.schema import CHANGES, CONTACTS, HAPPENED, REVIEW
from netmerge.settings import Settings

if TYPE_CHECKING:
    from netmerge.book.given import Given
    from netmerge.interactions import Owner
    from netmerge.network import Network
    from netmerge.pipeline import Past, Progress

FIRST_WORDS = 500
"""Characters of an interaction's text that are kept with its grade; the whole text
stands in `interactions`.
"""

_OF_A_JOB = ["employer", "title"]
_OF_NO_ACCOUNT = ("circle", CADENCE, SNOOZED, NEVER)
"""What may be said of anybody without their being somebody else to write to."""

_DECISION = ("record_a", "record_b", "decision")


def network(store: Store, settings: Settings, say: Progress, given: Given | None = None) -> Network:
    """The network of a book, matched anew, before what the owner said of contacts; of
    what is `given` now, what tells of others, and grades.
    """
    from netmerge import matching
    from netmerge.pipeline import keyed, reckon

    imported = keyed(load.imported(store))
    then = past(store)
    earlier = renamed(store, imported.records, then.contacts)
    known = {new: then.contacts[old] for new, old in earlier.items()}
    then = dataclasses.replace(then, contacts={**then.contacts, **known})
    if given is not None:
        word, grades = then.word.and_then(given.word), then.grades + given.grades
        then = dataclasses.replace(then, word=word, grades=grades)
    asked = _that_may_apply(store, imported.records, then, earlier)
    return reckon(imported, settings, asked, matching.priors(), say, then)


def as_said(store: Store, made: Network) -> Network:
    """A network with what the owner said and logged."""
    contacts, happened = with_words(store, made.contacts, made.interactions, made.today)
    moved = moves(store)
    return dataclasses.replace(made, contacts=contacts, interactions=happened, changes=moved)


def with_words(
    store: Store, contacts: pd.DataFrame, happened: pd.DataFrame, today: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contacts and interactions with what the owner said and logged."""
    return with_notes(store, shown(store, contacts), happened, today)


def with_notes(
    store: Store, contacts: pd.DataFrame, happened: pd.DataFrame, today: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contacts and interactions with the notes that the owner logged."""
    happened = HAPPENED.concat([happened, logged(store)])
    if happened.empty:  # then nobody has a note
        return contacts, happened
    from netmerge.due import last_personal_notes

    notes = last_personal_notes(happened, today).to(contacts)
    return CONTACTS.frame({**contacts, "last_personal_note": notes.day}), happened


def decisions(store: Store) -> pd.DataFrame:
    """The owner's word on records, as `match` takes it."""
    rows = events.present(store, "decisions")
    columns = zip(*rows, strict=True) if rows else ((),) * len(_DECISION)
    named = zip(_DECISION, columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in named})


def _that_may_apply(
    store: Store, records: pd.DataFrame, then: Past, earlier: Mapping[str, str]
) -> pd.DataFrame:
    """The decisions without those of which a record was gone already when the book was
    last reckoned, and still is: they were told then, and wait for it.

    `earlier` has the key that a record went by when they were made.
    """
    every = decisions(store)
    last = store.one("SELECT max(event) FROM reckoned") or 0
    sql = "SELECT record_a, record_b FROM decisions WHERE until IS NULL AND since > ?"
    new = set(store.rows(sql, (last,)))
    known = then.contacts.keys() | set(records["record_key"])
    pairs = zip(every["record_a"], every["record_b"], strict=True)
    kept = [pair in new or set(pair) <= known for pair in pairs]
    asked = every[np.array(kept, dtype=bool)].reset_index(drop=True)
    later = {old: now for now, old in earlier.items()}
    sides = {name: asked[name].replace(later) for name in _DECISION[:2]} if later else {}
    return asked.assign(**sides)


def past(store: Store) -> Past:
    """What the book knew of its records when it was last reckoned."""
    from netmerge.book.given import kept_words
    from netmerge.pipeline import Past

    members = events.present(store, "members")
    kept = kept_words(store)
    return Past(
        contacts={key: contact for key, contact, *_ in members},
        fingerprints={key: content % (1 << 64) for key, *_, content in members},
        former=frozenset(_former(store)),
        word=kept.word,
        grades=kept.grades,
    )


def keep(store: Store, made: Network, event: int) -> None:
    """Keep what was made of the book: who is of which contact, and the tables from
    which it is shown.
    """
    from netmerge.due.left_out import left_out

    before = {key: contact for key, contact, *_ in events.present(store, "members")}
    _keep_decisions(store, renamed(store, made.records, before), event)
    members = _members(made, load.versions_of_records(store))
    after = {key: contact for key, contact, *_ in members}
    _keep_evidence(store, made, before, after, event)
    events.replace(store, "members", members, event)
    keep_ids(store, after, event)
    keep_earlier(store, made.contacts, event)
    _keep_contacts(store, made.contacts)
    _keep_happened(store, made.interactions)
    keep_moves(store, event)
    keep_nobody(store, made.contacts[left_out(made.contacts, made.records, made.owner)])
    snapshots.keep(store, "questions", made.questions())
    store.run("DELETE FROM reckoned")
    owner = json.dumps(_told_of(made.owner), ensure_ascii=False)
    row = (event, owner, made.region, made.region_reason)
    store.insert("reckoned", tuple(TABLES["reckoned"].columns), [row])


def _keep_decisions(store: Store, earlier: Mapping[str, str], event: int) -> None:
    """Have decisions speak of records by the keys that they go by now."""
    later = {old: new for new, old in earlier.items()}
    rows = events.present(store, "decisions") if later else []
    moved = [row for row in rows if later.keys() & set(row[:2])]
    events.end(store, "decisions", [row[:2] for row in moved], event)
    sides = [sorted(later.get(key, key) for key in row[:2]) for row in moved]
    now = [(*side, row[2]) for side, row in zip(sides, moved, strict=True)]
    events.put(store, "decisions", now, event)


def nobody(store: Store) -> frozenset[str] | None:
    """The contacts (contact_id) who are nobody to write to, as last reckoned; None
    where that was not kept, or the owner has said since what may make it otherwise.
    """
    if any(field not in _OF_NO_ACCOUNT for _, field, _ in events.present(store, "said")):
        return None
    return nobody_by_sources(store)


def nobody_by_sources(store: Store) -> frozenset[str] | None:
    """The same, whatever the owner has said since."""
    if not _has(store, "nobody"):
        return None
    return frozenset(snapshots.read(store, CONTACTS, "nobody")["contact_id"])


def keep_nobody(store: Store, contacts: pd.DataFrame) -> None:
    """Keep who of CONTACTS are nobody to write to: all of these."""
    snapshots.keep(store, "nobody", contacts[["contact_id"]])


def _has(store: Store, snapshot: str) -> bool:
    return bool(store.rows("SELECT 1 FROM snapshots WHERE name = ?", (snapshot,)))


def moves(store: Store) -> pd.DataFrame:
    """Who has another job than some months ago (CHANGES), as last reckoned."""
    return snapshots.read(store, CHANGES, "moves")


def questions(store: Store) -> pd.DataFrame | None:
    """What is worth asking (REVIEW), as last reckoned; None where that was not kept,
    or an answer came since.
    """
    if last_answer(store) or not _has(store, "questions"):
        return None
    return snapshots.read(store, REVIEW, "questions")


def last_answer(store: Store) -> int:
    """The last event that said of records who is one, if it came since the book was
    reckoned; 0 for none.
    """
    since = "SELECT max(max(since), coalesce(max(until), 0)) FROM decisions"
    event = int(store.one(since) or 0)
    reckoned = int(store.one("SELECT max(event) FROM reckoned") or 0)
    return event if event > reckoned else 0


def owner_of(store: Store) -> Owner:
    """The owner as last recognised; nobody in a book that was never reckoned."""
    from netmerge.interactions import Owner

    told = store.one("SELECT owner FROM reckoned")
    if told is None:
        return Owner()
    with store.parsing("reckoned"):
        values = {name: _tuples(value) for name, value in json.loads(told).items()}
        unknown = values.pop("unknown", None)
        if not all(isinstance(value, tuple | str | None) for value in values.values()):
            raise TypeError("The owner is told in no words.")
        return Owner(**values, unknown=OwnerUnknownError(*unknown) if unknown else None)


def _told_of(owner: Owner) -> dict[str, Any]:
    """The owner as JSON can hold them."""
    values = {field.name: getattr(owner, field.name) for field in dataclasses.fields(owner)}
    unknown = owner.unknown
    return {**values, "unknown": (unknown.where, unknown.candidates) if unknown else None}


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _members(made: Network, versions: list[int]) -> list[tuple[str, str, int, int]]:
    records, contact = made.records, made.contact_of_record
    ids = contact.reindex(records["record_id"]).to_numpy(dtype=object)
    keys = arrow(records["record_key"]).to_pylist()
    prints = made.cleaned["fingerprint"].to_numpy().view(np.int64).tolist()
    named = zip(keys, ids, versions, prints, strict=True)
    return [row for row in named if isinstance(row[1], str)]


def keep_ids(store: Store, after: Mapping[str, str], event: int) -> None:
    """Say under which contact an id goes that is nobody's own: the one that most of
    the records are in now that ever had it. One that is somebody's own again goes
    under itself.
    """
    there = set(after.values())
    now = present_ids(store)
    votes: dict[str, dict[str, int]] = {}
    for key, old in _former(store):
        new = after.get(key)
        if new is not None and old not in there and now.get(old) not in there:
            of_old = votes.setdefault(old, {})
            of_old[new] = of_old.get(new, 0) + 1
    events.end(store, "ids", [(old,) for old in sorted(there & now.keys())], event)
    moved = [(old, max(sorted(of_old), key=of_old.__getitem__)) for old, of_old in votes.items()]
    events.put(store, "ids", moved, event)


def _keep_evidence(
    store: Store, made: Network, before: Mapping[str, str], after: Mapping[str, str], event: int
) -> None:
    """Keep in words who was joined or parted by an event, and on which evidence."""
    from netmerge.book import evidence

    def names() -> dict[str, str]:
        earlier = load.contacts(store)
        return dict(zip(earlier["contact_id"], earlier["full_name"], strict=True))

    found = evidence.told(made, before, after, names, events.present(store, "decisions"))
    texts = [(event, *what) for what in found]
    store.insert("log", ("event", "contact_id", "text"), texts)


def keep_moves(store: Store, event: int) -> None:
    """Keep who has another job than some months ago, or than in the first import."""
    earlier = history.months_ago(store)
    found = CHANGES.empty()
    if 0 < earlier < event:
        found = changes.compared(*load.entries_of_both(store, earlier, event))
    of_jobs = found[flags(found["what"].isin(_OF_A_JOB))]
    snapshots.keep(store, "moves", of_jobs)


def _former(store: Store) -> list[tuple[Any, ...]]:
    """Each record key with each contact id that it ever had."""
    return store.rows("SELECT DISTINCT record_key, contact_id FROM members ORDER BY 1, 2")


def _keep_contacts(store: Store, contacts: pd.DataFrame) -> None:
    names = TABLES["contacts"].own
    store.run("DELETE FROM contacts")
    store.insert("contacts", names, cells(contacts, names))
    snapshots.keep(store, "contacts", contacts[list(names)])


def _keep_happened(store: Store, happened: pd.DataFrame) -> None:
    """Keep how interactions were graded, with the first words of each."""
    begin = pc.utf8_slice_codeunits(one_chunk(happened["text"]), 0, FIRST_WORDS)
    names = TABLES["happened"].own
    store.run("DELETE FROM happened")
    shown = happened.assign(text=ArrowExtensionArray(begin))
    store.insert("happened", names, cells(shown, names))
    snapshots.keep(store, "happened", shown[list(names)])
