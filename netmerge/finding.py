"""A name, an e-mail address or an id → the contact or record that it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.ragged import flatten
from netmerge.errors import MatchError, did_you_mean, nearest
from netmerge.text.folding import fold, fold_array

Candidate = TypeVar("Candidate")

_LISTED = 8
"""Candidates named in an error."""


class Known(Protocol):
    """The tables of a network by which somebody can be found (see
    netmerge.schema).
    """

    @property
    def records(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def cleaned(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def contact_of_record(self) -> pd.Series[Any]: ...  # noqa: D102


def find(known: Known, text: str) -> list[int | str]:
    """The contacts (contact_id) that a text speaks of, or the record whose key or
    id it is.

    A contact goes by its id, any of its addresses, or its name; where
    none has that name, by the name of one of its records. Case and
    accents do not matter.
    """
    wanted = text.strip()
    keyed = known.records.loc[known.records["record_key"] == wanted, "record_id"]
    if len(keyed):
        return [int(keyed.iloc[0])]
    if wanted.isdecimal():
        there = (known.records["record_id"] == int(wanted)).any()
        return [int(wanted)] if there else []
    ids = one_chunk(known.contacts["contact_id"])
    found = pc.equal(ids, wanted)
    if "@" in wanted:
        found = pc.or_(found, with_address(known.contacts, wanted.lower()))
    elif name := fold(wanted):
        names = fold_array(known.contacts["full_name"])
        found = pc.or_kleene(found, pc.equal(names, name))
    if not pc.any(found).as_py() and (name := fold(wanted)):
        found = pc.is_in(ids, value_set=_with_a_record_named(known, name))
    return list(ids.filter(found).to_pylist())


def one(known: Known, text: str) -> int | str:
    """The one contact or record that a text speaks of.

    Raises MatchError where there is not just one, with those that may
    be meant.
    """
    return only(
        text,
        find(known, text),
        lambda candidate: describe(known, candidate),
        lambda: _likeliest(known, text),
        "contacts.csv lists everybody.",
    )


def only(
    text: str,
    found: Sequence[Candidate],
    described: Callable[[Candidate], str],
    likeliest: Callable[[], Sequence[Candidate]],
    otherwise: str,
) -> Candidate:
    """The one that was found for a text.

    Raises MatchError where there is not just one: with those that may be meant,
    where none is with the `likeliest`, and where nothing is like it with what to
    do `otherwise`.
    """
    if not found:
        hint = did_you_mean(list(map(described, likeliest()))) or otherwise
        raise MatchError(f"Nobody here has the name, e-mail address or id {text!r}.", hint)
    if len(found) > 1:
        listed = "; ".join(map(described, found[:_LISTED]))
        more = f"; and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        raise MatchError(
            f"{text!r} may be any of {len(found)}: {listed}{more}.",
            "Give the id or the e-mail address.",
        )
    return found[0]


def contact(known: Known, text: str) -> str:
    """The contact_id of the one contact that a text speaks of, itself or by a
    record.

    Raises MatchError where there is not just one.
    """
    found = one(known, text)
    contact_id = found if isinstance(found, str) else known.contact_of_record.get(found)
    if not isinstance(contact_id, str):
        raise MatchError(f"{text} is an empty record.", "It is of no contact.")
    return contact_id


def record_ids(known: Known, key: int | str) -> list[int]:
    """The record of this number, or the records of the one contact that a text
    speaks of.

    Raises MatchError where there is not just one.
    """
    found = one(known, key) if isinstance(key, str) else int(key)
    if isinstance(found, int):
        return [found]
    row = known.contacts["contact_id"] == found
    members = known.contacts.loc[row, "record_ids"]
    return [int(record) for record in members.iloc[0]]


def describe(known: Known, candidate: int | str) -> str:
    """A record or contact as an error names it: id, name, and how to tell it from
    others.
    """
    if isinstance(candidate, str):
        row = _row(known.contacts, "contact_id", candidate)
        name = row["full_name"] or "(no name)"
        address = f", {row['emails'][0]}" if row["emails"] else ""
        return f"{candidate} {name}{address}"
    row = _row(known.records, "record_id", candidate)
    parts = " ".join(filter(None, [row["given_name"], row["family_name"]]))
    name = row["full_name"] or parts or "(no name)"
    place = f"{row['member'] or row['file']} {row['position']}"
    return f"{candidate} {name} ({place})"


def with_address(contacts: pd.DataFrame, address: str) -> pa.Array:
    """Which contacts have an e-mail address."""
    emails = flatten(contacts["emails"])
    holding = emails.row[np.asarray(pc.equal(emails.items, address), bool)]
    return pa.array(np.bincount(holding, minlength=len(contacts)) > 0)


def _with_a_record_named(known: Known, name: str) -> pa.Array:
    """The contact_ids of the records with a folded name."""
    named = pc.equal(fold_array(known.cleaned["full_name"]), name)
    records = arrow(known.cleaned["record_id"]).filter(named).to_pylist()
    contacts = one_chunk(known.contact_of_record.reindex(records))
    return contacts.drop_null().cast(pa.string())


def _likeliest(known: Known, text: str) -> list[int]:
    """The records whose names or addresses are most like a text that fits nobody,
    best first.
    """
    cleaned = known.cleaned.set_index("record_id")
    texts = pd.concat([cleaned["full_name"], cleaned["emails"].explode()]).dropna()
    best = nearest(text, texts.to_list())
    return list(dict.fromkeys(int(texts.index[place]) for place in best))


def _row(
    table: pd.DataFrame,
    column: str,
    key: int | str,
) -> dict[str, Any]:
    """The row of a table with this key, as Python values; absent is None."""
    row = table[table[column] == key].head(1)
    return {name: arrow(row[name]).to_pylist()[0] for name in row.columns}
