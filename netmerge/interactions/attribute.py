"""Oriented interactions → the contact that each of them concerns."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.clean.names.honorifics import without_titles
from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import equals
from netmerge.columns.ragged import as_lists, flatten
from netmerge.columns.types import Ints
from netmerge.interactions.handles import comparable
from netmerge.interactions.orient import Parties, others
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT, TEXTS
from netmerge.text.folding import fold

_PROFILE, _MEMBER = "linkedin:", "linkedin:acoaa"
"""A member's inner number stands for the profile's name here and there."""

MOST_TOGETHER = 20
"""People of a message or meeting who stand together; more are a public."""

_GIVEN = re.compile(r"[^\W\d_][^\W\d_A-Z]{1,30}(?: [^\W\d_][^\W\d_A-Z]{0,30}\.?){0,2}")
"""One to three words with a capital first: a given name, not PhD or M.Sc."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def attribute(
    oriented: pd.DataFrame,
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    contact_of_record: pd.Series[str],
    owner: Owner,
) -> pd.DataFrame:
    """Say which contact each interaction concerns, and which stand in it together.

    Returns `oriented`, row by row, with a text column `contact_id` and a
    list column `present` (see `_present`).
    `contact_of_record` is indexed by record_id (null for records of no
    contact). The other party's handle decides (LinkedIn profile, e-mail
    address, telephone); a handle that several contacts share is decided
    by the name among them. Without a known handle, a full name that
    only one contact has decides (without any handle a single word does,
    too), unless that contact is known under another profile: then it is a
    namesake. (Several addresses and
    numbers prove nothing.) Else `contact_id` is null.
    """
    if oriented.empty:  # then the names of a million contacts need no key
        nobody = {"contact_id": pa.nulls(0, TEXT), "present": pa.nulls(0, TEXTS)}
        return oriented.assign(**{name: ArrowExtensionArray(one) for name, one in nobody.items()})
    handles, names = known_by(records, cleaned, contact_of_record)
    asked = counterparts(oriented)
    row, parties = _together(oriented, owner)
    further = _texts(
        handle=comparable(parties.handle), name=_asked_names(parties.name, parties.handle)
    )
    every = pd.concat([asked, further], ignore_index=True)
    distinct = every.drop_duplicates().reset_index(drop=True)
    distinct["contact_id"] = _contacts_of(distinct, handles, names)
    answered = every.merge(distinct, on=["handle", "name"], how="left")
    found = pa.array(answered["contact_id"].to_list(), TEXT, from_pandas=True)
    mine = found.slice(0, len(oriented))
    present = _present(mine, row, found.slice(len(oriented)))
    return oriented.assign(
        contact_id=ArrowExtensionArray(mine), present=ArrowExtensionArray(present)
    )


def known_by(
    records: pd.DataFrame, cleaned: pd.DataFrame, contact_of_record: pd.Series[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every handle of every contact (handle, contact_id), and every name of theirs
    (name, contact_id), as they are compared. Arguments as for `attribute`.
    """
    ids = cleaned["record_id"].to_numpy()
    contact = one_chunk(contact_of_record.reindex(ids))  # of each record
    return _handles(cleaned, contact), _names(records, cleaned, contact)


def counterparts(oriented: pd.DataFrame) -> pd.DataFrame:
    """The handle and the name by which the other party of each interaction is looked
    for, row by row (handle, name).
    """
    return _texts(
        handle=comparable(oriented["counterpart_handle"]),
        name=_asked_names(oriented["counterpart_name"], oriented["counterpart_handle"]),
    )


def are_profiles(handles: pd.Series[Any]) -> pd.Series[bool]:
    """Which handles are profiles: of these everybody has but one."""
    texts = handles.fillna("")
    is_member = texts.str.startswith(_MEMBER)
    return texts.str.startswith(_PROFILE) & ~is_member


def _together(oriented: pd.DataFrame, owner: Owner) -> tuple[Ints, Parties]:
    """The people of each message or meeting of a few, and its row, the owner not
    counted.
    """
    reached = oriented["recipients"].to_numpy(dtype=np.int64, na_value=0)
    inward = equals(oriented["direction"], "in") & ~equals(oriented["kind"], "meeting")
    people = reached + inward  # with whoever wrote
    rows = np.flatnonzero((people > 1) & (people <= MOST_TOGETHER))
    row, parties = others(oriented.iloc[rows].reset_index(drop=True), owner)
    return rows[row], parties


def _present(mine: pa.Array, row: Ints, found: pa.Array) -> pa.Array:
    """For each interaction of a few people the contacts among them, sorted; null
    where there are not two.

    `mine` is the contact of each row, `found` those of the people in `row`.
    """
    rows = np.unique(row)
    held = pd.DataFrame(
        {
            "row": np.concatenate([row, rows]),
            "contact": [*found.to_pylist(), *mine.take(pa.array(rows)).to_pylist()],
        }
    )
    held = held.dropna().drop_duplicates().sort_values(["row", "contact"])
    several = held[held.duplicated("row", keep=False)]
    contacts = pa.array(several["contact"].to_list(), TEXT)
    return as_lists(contacts, several["row"].to_numpy(dtype=np.int64), len(mine))


def _contacts_of(
    asked: pd.DataFrame,
    handles: pd.DataFrame,
    names: pd.DataFrame,
) -> pd.Series[str]:
    """The contact that each handle and name speak of; null if they do not tell."""
    handle = asked["handle"]
    sole = handles.drop_duplicates("handle", keep=False)  # one contact's only
    by_handle = handle.map(sole.set_index("handle")["contact_id"])
    by_handle = by_handle.astype(object)
    known = handle.isin(handles["handle"]) & handle.notna()
    shared = known & by_handle.isna()
    # a row for each contact of the name; `index` is the row of `asked`
    named = asked.reset_index().dropna(subset=["name"])
    named = named.merge(names, on="name")
    of_shared = named[shared[named["index"]].to_numpy()]
    of_unknown = named[~known[named["index"]].to_numpy()]
    among = of_shared.merge(handles, on=["handle", "contact_id"])
    strangers = _without_namesakes(_sole(of_unknown), handles)
    told = pd.concat([_sole(among), strangers]).set_index("index")
    by_name = told["contact_id"].reindex(asked.index)
    return by_handle.where(by_handle.notna(), by_name)


def _sole(named: pd.DataFrame) -> pd.DataFrame:
    """Those for whom there is one contact only."""
    return named[~named.duplicated("index", keep=False)]


def _without_namesakes(
    named: pd.DataFrame,
    handles: pd.DataFrame,
) -> pd.DataFrame:
    """Without those whose profile is not the one of their contact."""
    profiles = handles[are_profiles(handles["handle"])]
    with_profile = named["contact_id"].isin(profiles["contact_id"])
    return named[~(are_profiles(named["handle"]) & with_profile)]


def _handles(cleaned: pd.DataFrame, contact: pa.Array) -> pd.DataFrame:
    """Every handle of every contact: columns handle, contact_id."""
    emails, phones = flatten(cleaned["emails"]), flatten(cleaned["phones"])
    profiles = _schemed("linkedin", cleaned["linkedin"])
    addresses = _schemed("mailto", emails.items)
    numbers = _schemed("tel", phones.items)
    parts = [
        _texts(handle=profiles, contact_id=contact),
        _texts(handle=addresses, contact_id=contact.take(emails.row)),
        _texts(handle=numbers, contact_id=contact.take(phones.row)),
    ]
    return _once(pd.concat(parts))


def _names(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    contact: pa.Array,
) -> pd.DataFrame:
    """Every name of every contact: columns name (folded), contact_id."""
    parts = [
        _texts(name=unique_map(names, key), contact_id=contact)
        for names in (cleaned["full_name"], records["full_name"])
        for key in (_name_key, _entry_key)
    ]
    return _once(pd.concat(parts))


def _asked_names(names: Any, handles: Any) -> pa.Array:
    """The names of the other parties for comparing.

    Whoever has no handle stands with the name that the owner's address
    book has, and that may be a single word: Mum. With a handle, a single
    word names nobody.
    """
    whole = unique_map(names, _name_key)
    entry = unique_map(names, _entry_key)
    unknown = pc.is_null(one_chunk(handles))
    return pc.coalesce(whole, pc.if_else(unknown, entry, NO_TEXT))


def _once(table: pd.DataFrame) -> pd.DataFrame:
    """Each row once, those that lack something left out."""
    return table.dropna().drop_duplicates().reset_index(drop=True)


def _schemed(scheme: str, values: Any) -> pa.Array:
    """Values as handles: ada@example.org → mailto:ada@example.org."""
    return comparable(unique_map(values, lambda value: f"{scheme}:{value}"))


def _texts(**columns: pa.Array) -> pd.DataFrame:
    """Columns of text as a table of str and None, to be joined."""
    texts = {name: column.to_pylist() for name, column in columns.items()}
    return pd.DataFrame(texts, dtype=object)


def _name_key(name: str) -> str | None:
    """A full name for comparing: `Dr. Kenichi Ota, PMP (he/him)` → kenichi ota.

    A single word names nobody.
    """
    outside = _BRACKETS.sub(" ", name)
    bare, _, after = (part.strip() for part in outside.partition(","))
    if " " not in bare and _GIVEN.fullmatch(after):
        bare = f"{after} {bare}"  # Berg, Anna
    key = fold(without_titles(bare))
    return key if " " in key or _is_unspaced(bare) else None


def _entry_key(name: str) -> str | None:
    """A name that is no full one, exactly as an address book has it: `Kofi
    (work)`.
    """
    plain = " ".join(name.split()).casefold()
    return None if _name_key(name) or not plain else f"={plain}"


def _is_unspaced(name: str) -> bool:
    """Whether a name is in a script without blanks between words."""
    letters = name.replace(" ", "")
    wide = all("\u3000" <= letter <= "\ud7ff" for letter in letters)
    return len(name) > 1 and wide
