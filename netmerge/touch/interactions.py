"""Interactions as read in; one row per interaction and person, seen from the owner, out, with the contact it concerns."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.text import fold, unique_map
from netmerge.schema import INTEGER, INTERACTIONS, TEXT, Column, Table, arrow
from netmerge.touch.owner import Owner
from netmerge.touch.wording import Flags, Integers, spread

ORIENTED = Table(
    "oriented interactions",
    {
        **INTERACTIONS.columns,
        "counterpart_name": Column(TEXT, "the other party; null where the source names nobody"),
        "counterpart_handle": Column(TEXT, "as sender_handle"),
        "recipients": Column(INTEGER, "people it went to, the owner not counted"),
    },
)

ATTRIBUTED = Table(
    "attributed interactions",
    {**ORIENTED.columns, "contact_id": Column(TEXT, "the contact that the other party is; null if none or unsure")},
)


def orient(interactions: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """See interactions (INTERACTIONS) from the owner's side: an ORIENTED table, in the same order.

    `direction` is filled in where the source does not say: out where the sender is the owner, else in, since every
    source is the owner's own mailbox. What the owner sent has a row for each person it went to; what came in has one.
    Nothing is dropped: a row that names no other party stands with none. Where no owner is known, directions that the
    source does not give stay null.
    """
    mine = _is_owner(arrow(interactions["sender_name"]), arrow(interactions["sender_handle"]), owner)
    direction = interactions["direction"].to_numpy(dtype=object, na_value=None)
    if owner.known:
        direction = np.where(pd.isna(direction), np.where(mine, "out", "in"), direction)
    out = direction == "out"
    message, name, handle = _others(interactions, owner)
    reached = np.bincount(message, minlength=len(interactions))
    rows = np.repeat(np.arange(len(interactions)), np.where(out, np.maximum(reached, 1), 1))
    spot = spread(np.zeros(len(interactions), np.int64), np.where(out, np.maximum(reached, 1), 1))
    element = np.where(out[rows] & (reached[rows] > 0), (np.cumsum(reached) - reached)[rows] + spot, -1)
    taken = pa.array(element, mask=element < 0)
    sent = pa.array(out[rows])
    nobody = pa.scalar(None, TEXT)
    senders = {
        column: pc.if_else(pa.array(mine[rows]), nobody, _combined(interactions[f"sender_{column}"]).take(pa.array(rows)))
        for column in ("name", "handle")
    }
    return ORIENTED.frame(
        {
            **{column: interactions[column].iloc[rows] for column in INTERACTIONS.columns if column != "direction"},
            "direction": pa.array(direction[rows], TEXT),
            "counterpart_name": pc.if_else(sent, name.take(taken), senders["name"]),
            "counterpart_handle": pc.if_else(sent, handle.take(taken), senders["handle"]),
            "recipients": reached[rows],
        }
    )


def _is_owner(names: pa.Array, handles: pa.Array, owner: Owner) -> Flags:
    """Whether each party is the owner: by handle, and by name where there is no handle."""
    by_handle = pc.is_in(handles, pa.array(owner.handles, TEXT))
    folded = unique_map(names, fold)
    by_name = pc.is_in(folded, pa.array(sorted(owner.folded_names), TEXT))
    return np.asarray(pc.or_(by_handle, pc.and_(pc.is_null(handles), by_name)), bool)


def _others(interactions: pd.DataFrame, owner: Owner) -> tuple[Integers, pa.Array, pa.Array]:
    """The recipients other than the owner, flat: row of the interaction, name, handle."""
    names, handles = _combined(interactions["recipient_names"]), _combined(interactions["recipient_handles"])
    name_counts = np.asarray(pc.fill_null(pc.list_value_length(names), 0)).astype(np.int64)
    handle_counts = np.asarray(pc.fill_null(pc.list_value_length(handles), 0)).astype(np.int64)
    counts = np.where(handle_counts > 0, handle_counts, name_counts)
    row = np.repeat(np.arange(len(interactions)), counts)
    spot = spread(np.zeros(len(counts), np.int64), counts)
    name = _elements(names, name_counts, row, spot, (name_counts == counts)[row])
    handle = _elements(handles, handle_counts, row, spot, (handle_counts > 0)[row])
    others = ~_is_owner(name, handle, owner)
    return row[others], name.filter(pa.array(others)), handle.filter(pa.array(others))


def _elements(lists: pa.Array, counts: Integers, row: Integers, spot: Integers, there: Flags) -> pa.Array:
    index = (np.cumsum(counts) - counts)[row] + spot
    return pc.list_flatten(lists).take(pa.array(np.where(there, index, 0), mask=~there))


def _combined(series: pd.Series[str]) -> pa.Array:
    array = arrow(series)
    return pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) and array.num_chunks else _plain(array)


def _plain(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return pa.array([], array.type) if isinstance(array, pa.ChunkedArray) else array


def attribute(
    oriented: pd.DataFrame, records: pd.DataFrame, cleaned: pd.DataFrame, contact_of_record: pd.Series[str]
) -> pd.DataFrame:
    """Say which contact each interaction concerns: `oriented` with a column `contact_id`, same rows and order.

    `contact_of_record` is indexed by record_id (null for records of no contact). The other party's handle decides
    (LinkedIn profile, e-mail address, telephone); a handle that several contacts share is decided by the name among
    them. Without a known handle, a full name that only one contact has decides, unless that contact is known under
    another handle of the same kind: then it is a namesake. Otherwise `contact_id` is null.
    """
    handles = _handles(cleaned, contact_of_record)
    names = _names(records, cleaned, contact_of_record)
    asked = pd.DataFrame(
        {
            "handle": oriented["counterpart_handle"].to_numpy(dtype=object, na_value=None),
            "name": _name_keys(oriented["counterpart_name"]),
        }
    )
    asked["kind"] = asked["handle"].str.partition(":")[0]
    distinct = asked.drop_duplicates().reset_index(drop=True)
    answers = _contacts_of(distinct, handles, names)
    answered = asked.merge(distinct.assign(contact_id=answers), on=["handle", "name", "kind"], how="left")
    given = {column: oriented[column] for column in ATTRIBUTED.columns if column in oriented.columns}
    extra = {column: oriented[column] for column in oriented.columns if column not in ATTRIBUTED.columns}
    frame = ATTRIBUTED.frame({**given, "contact_id": pa.array(answered["contact_id"], TEXT, from_pandas=True)})
    return frame.assign(**{name: values.to_numpy() for name, values in extra.items()}) if extra else frame


def _contacts_of(asked: pd.DataFrame, handles: pd.DataFrame, names: pd.DataFrame) -> pd.Series[str]:
    sole_handle = handles.drop_duplicates("handle", keep=False).set_index("handle")["contact_id"]
    by_handle = asked["handle"].map(sole_handle)
    known = asked["handle"].isin(handles["handle"]) & asked["handle"].notna()
    candidates = asked.reset_index().dropna(subset=["name"]).merge(names, on="name")
    shared = candidates[known[candidates["index"]].to_numpy() & by_handle[candidates["index"]].isna().to_numpy()]
    among = shared.merge(handles[["handle", "contact_id"]], on=["handle", "contact_id"])
    strangers = candidates[~known[candidates["index"]].to_numpy()]
    strangers = strangers[~strangers.duplicated("index", keep=False)]
    held = strangers.merge(handles[["kind", "contact_id"]].drop_duplicates(), on=["kind", "contact_id"])
    strangers = strangers[~strangers["index"].isin(held["index"])]
    by_name = pd.concat([among[~among.duplicated("index", keep=False)], strangers]).set_index("index")["contact_id"]
    return by_handle.fillna(by_name.reindex(asked.index))


def _handles(cleaned: pd.DataFrame, contact_of_record: pd.Series[str]) -> pd.DataFrame:
    """Every handle of every contact: columns handle, kind, contact_id."""
    contact = _contact_of(cleaned, contact_of_record)
    parts = [
        pd.DataFrame({"handle": "linkedin:" + cleaned["linkedin"].astype(object), "contact_id": contact}),
        _exploded(cleaned["emails"], contact, "mailto:"),
        _exploded(cleaned["phones"], contact, "tel:"),
    ]
    handles = pd.concat(parts).dropna().drop_duplicates().reset_index(drop=True)
    return handles.assign(kind=handles["handle"].str.partition(":")[0])


def _contact_of(cleaned: pd.DataFrame, contact_of_record: pd.Series[str]) -> np.ndarray:
    found = contact_of_record.reindex(cleaned["record_id"].to_numpy())
    contact: np.ndarray = found.to_numpy(dtype=object, na_value=None)
    return contact


def _exploded(lists: pd.Series[str], contact: np.ndarray, scheme: str) -> pd.DataFrame:
    array = _combined(lists)
    row = np.asarray(pc.list_parent_indices(array))
    values = pc.list_flatten(array).to_pandas().astype(object).str.partition(";")[0] if len(row) else None
    return pd.DataFrame({"handle": scheme + values if values is not None else [], "contact_id": contact[row]})


def _names(records: pd.DataFrame, cleaned: pd.DataFrame, contact_of_record: pd.Series[str]) -> pd.DataFrame:
    """Every full name of every contact: columns name (folded), contact_id."""
    contact = _contact_of(cleaned, contact_of_record)
    parts = [
        pd.DataFrame({"name": _name_keys(names), "contact_id": contact})
        for names in (cleaned["full_name"], records["full_name"])
    ]
    return pd.concat(parts).dropna().drop_duplicates().reset_index(drop=True)


_TITLE = re.compile(r"(?:(?:dr|prof|mr|mrs|ms|sir|ing|herr|frau|med)\b\.? *){1,3}", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def _name_keys(names: pd.Series[str]) -> np.ndarray:
    keys: np.ndarray = unique_map(arrow(names), _name_key).to_numpy(zero_copy_only=False)
    return keys


def _name_key(name: str) -> str | None:
    """A full name for comparing: `Dr. Kenichi Ota, PMP (he/him)` → kenichi ota. A single word names nobody."""
    bare = _BRACKETS.sub(" ", name).partition(",")[0].strip()
    key = fold(_TITLE.sub("", bare, count=1) if _TITLE.match(bare) else bare)
    return key if " " in key or _is_unspaced(bare) else None


def _is_unspaced(name: str) -> bool:
    return len(name) > 1 and all("\u3000" <= character <= "\ud7ff" for character in name.replace(" ", ""))
