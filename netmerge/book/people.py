"""A name, an address, an id, or a part of anything → the contacts that it speaks
of.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from netmerge import finding
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.ragged import flatten, regroup, with_items
from netmerge.columns.types import Flags, Ints
from netmerge.errors import nearest
from netmerge.schema import TEXTS
from netmerge.text.folding import fold, fold_array

A_SLIP = 85
"""Of 100: from there on a word may be meant for another."""

_SEARCHED = (
    *("full_name", "nicknames", "other_names", "company", "title", "department", "history"),
    *("emails", "phones", "city", "notes", "categories"),
)
_NAMES = ("full_name", "nicknames", "other_names")


def meant(contacts: pd.DataFrame, text: str, ids: Mapping[str, str]) -> Ints:
    """The rows of the contacts that a text may speak of: by its id, also an earlier
    one (`ids`), any of its addresses, or one of its names.
    """
    wanted = ids.get(text.strip(), text.strip())
    place = _with_id_or_address(contacts, wanted)
    return place if len(place) else _named(contacts, fold(wanted))


def one(contacts: pd.DataFrame, text: str, ids: Mapping[str, str]) -> str:
    """The one contact (contact_id) that a text speaks of (see `meant`).

    Raises MatchError where there is not just one, with those that may be meant.
    """
    row = finding.only(
        text,
        meant(contacts, text, ids).tolist(),
        lambda row: described(contacts, row),
        lambda: nearest(text.strip(), contacts["full_name"].fillna("").to_list()),
        "netmerge search finds a part of a name.",
    )
    return str(contacts["contact_id"].iloc[row])


def search(
    contacts: pd.DataFrame,
    text: str,
    limit: int | None = None,
    texts: pa.Array | None = None,
) -> pd.DataFrame:
    """The contacts that hold a text, without regard to case and accents: those
    with the whole words first, then those where words begin so, then those
    with a slip in it; equals in the order of their names.

    Names, employers, addresses, numbers (by their digits) and notes are looked
    at. `texts` are what `searched` gives, where that is known already.
    """
    words = fold(text).split()
    digits = "".join(filter(str.isdigit, text))
    if not words and not digits:
        return contacts.iloc[:0]
    texts = searched(contacts) if texts is None else texts
    rank = np.full(len(contacts), 9)
    for place, found in reversed(list(enumerate(_found(contacts, texts, text, words, digits)))):
        rank[found] = place
    order = np.argsort(rank, kind="stable")
    chosen = order[rank[order] < 9][:limit]
    return contacts.iloc[chosen].reset_index(drop=True)


def described(contacts: pd.DataFrame, place: int) -> str:
    """A contact as an error names it: id, name, and how to tell it from others."""
    row = contacts.iloc[place]
    emails = row["emails"]
    address = f", {emails[0]}" if isinstance(emails, list | np.ndarray) and len(emails) else ""
    name = row["full_name"] if isinstance(row["full_name"], str) else "(no name)"
    return f"{row['contact_id']} {name}{address}"


def _with_id_or_address(contacts: pd.DataFrame, wanted: str) -> Ints:
    found = np.asarray(pc.equal(one_chunk(contacts["contact_id"]), wanted), bool)
    if "@" in wanted:
        found |= np.asarray(finding.with_address(contacts, wanted.lower()), bool)
    return np.flatnonzero(found)


def _named(contacts: pd.DataFrame, name: str) -> Ints:
    """The contacts of a name, by their full names first."""
    for column in _NAMES:
        found = np.flatnonzero(_holds(contacts, column, name))
        if len(found) and name:
            return found
    return np.empty(0, dtype=np.int64)


def _holds(contacts: pd.DataFrame, column: str, name: str) -> Flags:
    values = arrow(contacts[column])
    found = np.zeros(len(contacts), dtype=bool)
    if values.type == TEXTS:
        flat = flatten(contacts[column])
        same = np.asarray(pc.fill_null(pc.equal(fold_array(flat.items), name), False), bool)
        found[flat.row[same]] = True
        return found
    return np.asarray(pc.fill_null(pc.equal(fold_array(values), name), False), bool)


def searched(contacts: pd.DataFrame) -> pa.Array:
    """(contacts,) what each contact is searched by, folded, each word between blanks."""
    parts = []
    for column in _SEARCHED:
        if arrow(contacts[column]).type == TEXTS:
            flat = flatten(contacts[column])
            lists = regroup(with_items(flat, fold_array(flat.items)))
            parts.append(pc.binary_join(lists, " "))
        else:
            parts.append(fold_array(contacts[column]))
    whole = [pc.fill_null(part, "") for part in parts]
    return pc.binary_join_element_wise("", *whole, "", " ")


def _found(
    contacts: pd.DataFrame, texts: pa.Array, text: str, words: list[str], digits: str
) -> list[Flags]:
    """The contacts that hold the text, surest first."""
    whole = [pc.match_substring(texts, f" {word} ") for word in words]
    begun = [pc.match_substring(texts, f" {word}") for word in words]
    found = [_all(whole, len(texts)), _all(begun, len(texts))]
    if len(digits) >= 4 and not any(map(str.isalpha, text)):
        flat = flatten(contacts["phones"])
        numbers = pc.replace_substring_regex(flat.items, "[^0-9]", "")
        holding = np.zeros(len(contacts), dtype=bool)
        within = np.asarray(pc.match_substring(numbers, digits.lstrip("0")), bool)
        holding[flat.row[within]] = True
        found.append(holding)
    if "@" in text or "." in text:
        found.append(_holding_address(contacts, text))
    if not any(part.any() for part in found):
        found.append(_with_a_slip(contacts, words))
    return found


def _all(conditions: list[pa.Array], rows: int) -> Flags:
    result = np.full(rows, bool(conditions))
    for condition in conditions:
        result &= np.asarray(condition, bool)
    return result


def _holding_address(contacts: pd.DataFrame, text: str) -> Flags:
    flat = flatten(contacts["emails"])
    within = np.asarray(pc.match_substring(flat.items, text.strip().lower()), bool)
    found = np.zeros(len(contacts), dtype=bool)
    found[flat.row[within]] = True
    return found


def _with_a_slip(contacts: pd.DataFrame, words: list[str]) -> Flags:
    """The contacts in whose names each word stands, but for a slip."""
    names = pc.fill_null(fold_array(contacts["full_name"]), "").to_pylist()
    known = sorted({word for name in names for word in name.split()})
    result = np.full(len(contacts), bool(words))
    for word in words:
        near = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=A_SLIP, limit=20)
        meant = {found for found, _, _ in near}
        result &= np.array([not meant.isdisjoint(name.split()) for name in names], dtype=bool)
    return result
