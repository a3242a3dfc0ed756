"""Two contacts of a book → whether making one of them concerns nobody else.

It may concern others who stand with them in a group mail, who are written to by a
name that both bear, whose company one of them is called by, or whom the owner's own
card names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from netmerge import interactions
from netmerge.book import load, reckon
from netmerge.book.cells import frame
from netmerge.book.store import Store
from netmerge.book.tables import TABLES
from netmerge.clean.records import clean_records
from netmerge.columns.chunks import one_chunk
from netmerge.due.circles.relations import tells_of_others
from netmerge.due.names import names_of
from netmerge.due.oneself import is_owner
from netmerge.interactions import Owner
from netmerge.interactions.grading.reactions import are_reactions
from netmerge.schema import HAPPENED
from netmerge.settings import DIFFERENT
from netmerge.text.folding import fold_array

_OF_ALL = ("network", "members", "ids", "decisions", "grades", "settings")
"""Tables of state of which everybody's contact is made."""

_LOOKED_FOR = ("contact_id", "counterpart_name", "counterpart_handle")


@dataclass(frozen=True)
class Two:
    """Two contacts by their ids, and the rows of `members` of both."""

    ids: tuple[str, str]
    members: list[tuple[str, str, int, int]]

    @classmethod
    def of(cls, store: Store, sides: tuple[Sequence[str], Sequence[str]]) -> Two | None:
        """Those of which two sides are all records (by their keys); None where they are
        not.
        """
        sql = "SELECT contact_id FROM members WHERE until IS NULL AND record_key = ?"
        one, other = (store.one(sql, (side[0],)) for side in sides)
        if not one or not other or one == other:
            return None
        known = _members(store, one), _members(store, other)
        for side, members in zip(sides, known, strict=True):
            if {key for key, *_ in members} != set(side):
                return None
        return cls((one, other), [*known[0], *known[1]])

    @property
    def keys(self) -> list[str]:
        """The keys of the records of both."""
        return [key for key, *_ in self.members]

    @property
    def contact_of(self) -> dict[str, str]:
        """The contact of each key."""
        return {key: contact for key, contact, *_ in self.members}


@dataclass(frozen=True)
class Some:
    """The records of some contacts, cleaned, with the contact of each by its key, and
    the owner.
    """

    records: pd.DataFrame
    cleaned: pd.DataFrame
    contact_of: Mapping[str, str]
    owner: Owner

    def rows_of(self, contacts: Sequence[str]) -> pd.Series[bool]:
        """Which rows are those of some contacts."""
        return self.records["record_key"].map(dict(self.contact_of)).isin(contacts)


def are_reckoned(store: Store, event: int) -> bool:
    """Whether the contacts are made of all that was said before an event."""
    last = int(store.one("SELECT max(event) FROM reckoned") or 0)
    for table in _OF_ALL:
        since = f"SELECT 1 FROM {table} WHERE since > ? AND since <> ? LIMIT 1"
        until = f"SELECT 1 FROM {table} WHERE until > ? AND until <> ? LIMIT 1"
        if store.rows(since, (last, event)) or store.rows(until, (last, event)):
            return False
    circles = "SELECT 1 FROM said WHERE field = 'circle' AND (since > ?1 OR until > ?1)"
    return last > 0 and not store.rows(circles, (last,))


def said_apart(store: Store, two: Two) -> bool:
    """Whether it was said of two of the records that they are different people."""
    sql = "SELECT record_a, record_b FROM decisions WHERE until IS NULL AND decision = ?"
    keys = set(two.keys)
    return any(keys >= set(pair) for pair in store.rows(sql, (DIFFERENT,)))


def of_book(store: Store, two: Two, nobody: pd.DataFrame) -> Some | None:
    """The records of two contacts, and of the owner's own, who are of `nobody`
    (CONTACTS).

    None where they say something else than when the book was last reckoned, where one
    of the two is the owner, or where the owner's own card names others.
    """
    owner = reckon.owner_of(store)
    known, names = load.with_names(store, nobody)
    every = names_of(known, names)
    own = nobody[is_owner(known, every, fold_array(every.items), owner)]
    ids = own["contact_id"].tolist()
    if set(ids) & set(two.ids) or tells_of_others(one_chunk(own["extra"])):
        return None
    members = [*two.members, *(row for one in ids for row in _members(store, one))]
    keys = {version: key for key, _, version, _ in members}
    records, versions = load.records_of(store, keys)
    if sorted(versions) != sorted(keys) or len(keys) < len(members):
        return None
    keyed = pd.array([keys[version] for version in versions], "string[pyarrow]")
    records = records.assign(record_key=keyed)
    cleaned = clean_records(records, store.one("SELECT region FROM reckoned"))
    with store.parsing("members"):
        then = {key: content % (1 << 64) for key, *_, content in members}
    now = dict(zip(records["record_key"], cleaned["fingerprint"].tolist(), strict=True))
    if then != now:
        return None
    return Some(records, cleaned, {key: contact for key, contact, *_ in members}, owner)


def stand_alone(store: Store, two: Two, some: Some) -> bool:
    """Whether nobody else becomes another by making one of two contacts."""
    ours = some.rows_of(two.ids).to_numpy(dtype=bool)
    records = some.records[ours].reset_index(drop=True)
    cleaned = some.cleaned[ours].reset_index(drop=True)
    if (records["kind"] == "group").any() or (records["status"] == "empty").any():
        return False
    if _may_be_called_by_a_company(cleaned):
        return False
    return _keeps_its_messages(store, two, some, records, cleaned)


def _may_be_called_by_a_company(cleaned: pd.DataFrame) -> bool:
    """Whether a name is a first word with some others, which may be anybody's company
    (see merging/misnomers.py), while there are other forms of it.
    """
    forms = one_chunk(cleaned["full_name"]).drop_null().unique()
    long = pc.greater_equal(pc.count_substring(forms, " "), 2)
    return len(forms) > 1 and bool(pc.any(long).as_py())


def _keeps_its_messages(
    store: Store, two: Two, some: Some, records: pd.DataFrame, cleaned: pd.DataFrame
) -> bool:
    """Whether what concerned one of two contacts, and nothing else, concerns both as
    one.
    """
    if not store.rows("SELECT 1 FROM happened LIMIT 1"):
        return True
    if _may_quote_each_other(store, two):
        return False
    among = "SELECT 1 FROM happened WHERE instr(present, ?) > 0 LIMIT 1"
    if any(store.rows(among, (f'"{one}"',)) for one in two.ids):
        return False
    contact = records["record_key"].map(dict(some.contact_of))
    of_record = pd.Series(contact.to_numpy(), index=records["record_id"], dtype="string[pyarrow]")
    handles, names = interactions.known_by(records, cleaned, of_record)
    told = _told(store)
    asked = interactions.counterparts(told)
    ours = told["contact_id"].isin(two.ids).to_numpy(dtype=bool)
    elsewhere = asked[~ours]
    if elsewhere["handle"].isin(handles["handle"]).any():
        return False
    of_both = names.loc[names.duplicated("name"), "name"]
    if elsewhere["name"].isin(of_both).any():
        return False
    mine = asked.loc[ours, "handle"]
    unknown = mine[~mine.isin(handles["handle"])]
    return not interactions.are_profiles(unknown).any()


def _may_quote_each_other(store: Store, two: Two) -> bool:
    """Whether something that one of them wrote may be a tap on what the other did."""
    sql = "SELECT text FROM happened WHERE contact_id IN (?, ?)"
    texts = pd.Series([text for (text,) in store.rows(sql, two.ids)], dtype="string[pyarrow]")
    return bool(are_reactions(texts, np.zeros(len(texts), np.int64)).any())


def _told(store: Store) -> pd.DataFrame:
    """Whom what happened concerns, and under which name and handle (HAPPENED), each of
    these once.
    """
    columns = {name: TABLES["happened"].columns[name] for name in _LOOKED_FOR}
    sql = f"SELECT DISTINCT {', '.join(_LOOKED_FOR)} FROM happened"
    return frame(HAPPENED, columns, store.batches(sql), str(store.path))


def _members(store: Store, contact: str) -> list[tuple[str, str, int, int]]:
    sql = (
        "SELECT record_key, contact_id, version_id, fingerprint FROM members "
        "WHERE until IS NULL AND contact_id = ? ORDER BY record_key"
    )
    return store.rows(sql, (contact,))
