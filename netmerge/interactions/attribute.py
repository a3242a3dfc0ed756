"""Interactions as read in; a row per interaction and person, seen from the owner, with the
contact it concerns, out.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import unique_map
from netmerge.columns.ragged import flatten
from netmerge.columns.runs import positions
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.interactions.duplicates import repeats
from netmerge.interactions.handles import comparable
from netmerge.interactions.owner import Owner
from netmerge.schema import INTERACTIONS, ORIENTED, TEXT
from netmerge.text.folding import fold

MEETING = "meeting"


def orient(interactions: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """See interactions (INTERACTIONS) from the owner's side: an ORIENTED table, in the same order.

    `direction` is filled in where the source does not say: out where the sender is the owner,
    else in, since every source is the owner's own mailbox. What the owner sent has a row for each
    person it went to, and a meeting for each who took part; what came in has one. Nothing is
    dropped: a row that names no other party stands with none. Where no owner is known, directions
    that the source does not give stay null.
    """
    sender_name, sender_handle = interactions["sender_name"], interactions["sender_handle"]
    mine = _is_owner(arrow(sender_name), arrow(sender_handle), owner)
    direction = _objects(interactions["direction"])
    if owner.known:
        direction = np.where(pd.isna(direction), np.where(mine, "out", "in"), direction)
    out = direction == "out"
    message, name, handle = _others(interactions, owner)
    reached: Ints = np.bincount(message, minlength=len(interactions))
    shared = out | (
        (interactions["kind"] == MEETING).fillna(False).to_numpy(dtype=bool) & (reached > 0)
    )
    copies = np.where(shared, np.maximum(reached, 1), 1)
    rows = np.repeat(np.arange(len(interactions)), copies)
    element = positions(np.cumsum(reached) - reached, copies)
    other = pa.array(element, mask=~shared[rows] | (reached[rows] == 0))
    nobody = pa.scalar(None, TEXT)
    theirs = [
        pc.if_else(pa.array(mine | shared), nobody, arrow(sender)).take(pa.array(rows))
        for sender in (sender_name, sender_handle)
    ]
    oriented = ORIENTED.frame(
        {
            **{
                column: interactions[column].iloc[rows]
                for column in INTERACTIONS.columns
                if column != "direction"
            },
            "direction": pa.array(direction[rows], TEXT),
            "counterpart_name": pc.coalesce(name.take(other), theirs[0]),
            "counterpart_handle": pc.coalesce(handle.take(other), theirs[1]),
            "recipients": reached[rows],
            "repeat": repeats(interactions).iloc[rows],
        }
    )
    return _with_handles_of_conversations(oriented)


def _with_handles_of_conversations(oriented: pd.DataFrame) -> pd.DataFrame:
    """Fill in who it went to where the source gives handles of senders only, as LinkedIn did
    until 2023.

    Somebody who wrote in the same conversation under the same name, and from one handle only, is
    meant.
    """
    keys = pd.DataFrame(
        {
            "conversation": _objects(oriented["conversation"]),
            "name": _objects(oriented["counterpart_name"]),
            "handle": _objects(oriented["counterpart_handle"]),
        },
        dtype=object,
    )
    there = keys[["conversation", "name"]].notna().all(axis=1)
    written = keys[there & keys["handle"].notna()].drop_duplicates()
    sole = written[~written.duplicated(["conversation", "name"], keep=False)]
    wanted = keys.loc[there & keys["handle"].isna(), ["conversation", "name"]]
    keys.loc[wanted.index, "handle"] = wanted.merge(sole, how="left").set_index(wanted.index)[
        "handle"
    ]
    handles = pa.array(keys["handle"].to_numpy(dtype=object), TEXT, from_pandas=True)
    return oriented.assign(counterpart_handle=pd.array(handles, dtype=pd.ArrowDtype(TEXT)))


def _is_owner(names: pa.Array, handles: pa.Array, owner: Owner) -> Flags:
    """Whether each party is the owner: by handle, and by name where there is no handle."""
    by_handle = pc.is_in(comparable(handles), comparable(pa.array(owner.handles, TEXT)))
    by_name = pc.is_in(unique_map(names, fold), pa.array(sorted(owner.folded_names), TEXT))
    return np.asarray(pc.or_(by_handle, pc.and_(pc.is_null(handles), by_name)), bool)


def _others(interactions: pd.DataFrame, owner: Owner) -> tuple[Ints, pa.Array, pa.Array]:
    """The recipients other than the owner, flat: row of the interaction, name, handle.

    Handles count the people (names can hold the comma that joins them); names do where there are
    no handles.
    """
    names, handles = (
        flatten(interactions["recipient_names"]),
        flatten(interactions["recipient_handles"]),
    )
    named: Ints = np.bincount(names.row, minlength=len(interactions))
    reached: Ints = np.bincount(handles.row, minlength=len(interactions))
    counts = np.where(reached > 0, reached, named)
    row = np.repeat(np.arange(len(interactions)), counts)
    name_at = positions(np.cumsum(named) - named, counts)
    handle_at = positions(np.cumsum(reached) - reached, counts)
    name = names.items.take(pa.array(name_at, mask=(named != counts)[row]))
    handle = handles.items.take(pa.array(handle_at, mask=(reached == 0)[row]))
    others = ~_is_owner(name, handle, owner)
    return row[others], name.filter(pa.array(others)), handle.filter(pa.array(others))


def _objects(series: pd.Series[Any]) -> Texts:
    """A text column as an array of str and None."""
    return _texts(arrow(series))


def _texts(values: pa.Array | pa.ChunkedArray) -> Texts:
    return np.array(values.to_pylist(), dtype=object)


def attribute(
    oriented: pd.DataFrame,
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    contact_of_record: pd.Series[str],
) -> pd.DataFrame:
    """Say which contact each interaction concerns: `oriented` with a text column `contact_id`,
    same rows and order.

    `contact_of_record` is indexed by record_id (null for records of no contact). The other
    party's handle decides (LinkedIn profile, e-mail address, telephone); a handle that several
    contacts share is decided by the name among them. Without a known handle, a full name that
    only one contact has decides, unless that contact is known under another profile: then it is a
    namesake. (Several addresses and numbers prove nothing.) Else `contact_id` is null.
    """
    if oriented.empty:
        return oriented.assign(contact_id=pd.array(pa.array([], TEXT), dtype=pd.ArrowDtype(TEXT)))
    handles = _handles(cleaned, contact_of_record)
    names = _names(records, cleaned, contact_of_record)
    asked = pd.DataFrame(
        {
            "handle": _texts(comparable(oriented["counterpart_handle"])),
            "name": _name_keys(oriented["counterpart_name"]),
        },
        dtype=object,
    )
    asked["kind"] = _kinds(asked["handle"])
    distinct = asked.drop_duplicates().reset_index(drop=True)
    answers = distinct.assign(contact_id=_contacts_of(distinct, handles, names))
    answered = asked.merge(answers, on=["handle", "name", "kind"], how="left")["contact_id"]
    contact_id = pa.array(answered.to_numpy(dtype=object), TEXT, from_pandas=True)
    return oriented.assign(contact_id=pd.array(contact_id, dtype=pd.ArrowDtype(TEXT)))


def _contacts_of(asked: pd.DataFrame, handles: pd.DataFrame, names: pd.DataFrame) -> pd.Series[str]:
    sole_handle = handles.drop_duplicates("handle", keep=False).set_index("handle")["contact_id"]
    by_handle = asked["handle"].map(sole_handle).astype(object)
    known = asked["handle"].isin(handles["handle"]) & asked["handle"].notna()
    candidates = asked.reset_index().dropna(subset=["name"]).merge(names, on="name")
    shared = candidates[
        known[candidates["index"]].to_numpy() & by_handle[candidates["index"]].isna().to_numpy()
    ]
    among = shared.merge(handles[["handle", "contact_id"]], on=["handle", "contact_id"])
    strangers = candidates[~known[candidates["index"]].to_numpy()]
    strangers = strangers[~strangers.duplicated("index", keep=False)]
    held = strangers.dropna(subset=["kind"]).merge(
        handles[["kind", "contact_id"]].drop_duplicates(), on=["kind", "contact_id"]
    )
    strangers = strangers[~strangers["index"].isin(held["index"])]
    by_name = pd.concat([among[~among.duplicated("index", keep=False)], strangers]).set_index(
        "index"
    )["contact_id"]
    return by_handle.where(by_handle.notna(), by_name.reindex(asked.index))


def _handles(cleaned: pd.DataFrame, contact_of_record: pd.Series[str]) -> pd.DataFrame:
    """Every handle of every contact: columns handle, kind, contact_id."""
    contact = _contact_of(cleaned, contact_of_record)
    profiles = {"handle": _schemed("linkedin", arrow(cleaned["linkedin"])), "contact_id": contact}
    emails, phones = flatten(cleaned["emails"]), flatten(cleaned["phones"])
    parts = [
        pd.DataFrame(profiles),
        pd.DataFrame(
            {"handle": _schemed("mailto", emails.items), "contact_id": contact[emails.row]}
        ),
        pd.DataFrame({"handle": _schemed("tel", phones.items), "contact_id": contact[phones.row]}),
    ]
    handles = (
        pd.concat([part.astype(object) for part in parts])
        .dropna()
        .drop_duplicates()
        .reset_index(drop=True)
    )
    return handles.assign(kind=_kinds(handles["handle"]))


def _schemed(scheme: str, values: Any) -> Texts:
    return _texts(comparable(unique_map(values, lambda value: f"{scheme}:{value}")))


def _kinds(handles: pd.Series[Any]) -> Texts:
    """`linkedin` for a profile, of which everybody has one; None for addresses and numbers, and
    LinkedIn's own.
    """
    values = pa.array(handles.to_list(), TEXT, from_pandas=True)
    profile = f"{_PROFILE}:"
    return _texts(
        unique_map(
            values,
            lambda handle: (
                _PROFILE if handle.startswith(profile) and not handle.startswith(_MEMBER) else None
            ),
        )
    )


def _contact_of(cleaned: pd.DataFrame, contact_of_record: pd.Series[str]) -> Texts:
    return _objects(contact_of_record.reindex(cleaned["record_id"].to_numpy()))


def _names(
    records: pd.DataFrame, cleaned: pd.DataFrame, contact_of_record: pd.Series[str]
) -> pd.DataFrame:
    """Every full name of every contact: columns name (folded), contact_id."""
    contact = _contact_of(cleaned, contact_of_record)
    parts = [
        pd.DataFrame({"name": _name_keys(names), "contact_id": contact})
        for names in (cleaned["full_name"], records["full_name"])
    ]
    return pd.concat(parts).dropna().drop_duplicates().reset_index(drop=True)


_PROFILE, _MEMBER = "linkedin", "linkedin:acoaa"
"""LinkedIn's inner number of a member, which stands for a profile's own name here and there: no
other profile.
"""

_TITLE = re.compile(r"(?:(?:dr|prof|mr|mrs|ms|sir|ing|herr|frau|med)\b\.? *){1,3}", re.IGNORECASE)
_GIVEN = re.compile(r"[^\W\d_][^\W\d_A-Z]{1,30}(?: [^\W\d_][^\W\d_A-Z]{0,30}\.?){0,2}")
"""One to three words with a capital first: a given name, and no credential such as PhD or M.Sc."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def _name_keys(names: pd.Series[str]) -> Texts:
    return np.array(unique_map(names, _name_key).to_pylist(), dtype=object)


def _name_key(name: str) -> str | None:
    """A full name for comparing: `Dr. Kenichi Ota, PMP (he/him)` → kenichi ota. A single word
    names nobody.
    """
    bare, _, after = (part.strip() for part in _BRACKETS.sub(" ", name).partition(","))
    if " " not in bare and _GIVEN.fullmatch(after):
        bare = f"{after} {bare}"  # Berg, Anna
    key = fold(_TITLE.sub("", bare, count=1) if _TITLE.match(bare) else bare)
    return key if " " in key or _is_unspaced(bare) else None


def _is_unspaced(name: str) -> bool:
    return len(name) > 1 and all(
        "\u3000" <= character <= "\ud7ff" for character in name.replace(" ", "")
    )
