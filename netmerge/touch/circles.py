"""Contacts, their records and the owner in; the circle of each contact out."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_key, company_keys
from netmerge.clean.lists import flatten
from netmerge.clean.text import fold, unique_map
from netmerge.schema import TEXT, arrow
from netmerge.touch.owner import Owner
from netmerge.touch.wording import Flags, Integers, Strings

CIRCLES = ("family", "friends", "co-workers", "alumni", "professional organisation", "other")

_UNSPACED = "\u2e80"


def circles(contacts: pd.DataFrame, records: pd.DataFrame, owner: Owner) -> pd.Series[str]:
    """The circle of each contact (one of CIRCLES), parallel to `contacts`.

    A label that a source gives outranks everything, a closer circle a wider one (in the order of CIRCLES, co-workers
    last of the labels: `Work` is the most general of them). Without a label: the owner's family name together with the
    owner's own telephone is family; an employer that the owner has or had, co-workers; a school of the owner's, alumni.
    """
    chosen = np.full(len(contacts), "other", object)
    for circle, rows in reversed([*_by_label(contacts, owner), *_by_likeness(contacts, records, owner)]):
        chosen[rows] = circle
    return pd.Series(pd.array(pa.array(chosen, TEXT), dtype=pd.ArrowDtype(TEXT)), index=contacts.index, name="circle")


def _by_label(contacts: pd.DataFrame, owner: Owner) -> list[tuple[str, Flags]]:
    """Circles and the contacts with a label of theirs, strongest first."""
    labels = flatten(contacts["categories"])
    schools = {fold(school) for school in owner.schools} - {""}
    told = unique_map(labels.values, lambda label: _circle_of(fold(label), schools))
    return [(circle, _rows(labels.row, told, circle, len(contacts))) for circle in _words()]


def _rows(row: Integers, told: pa.Array, circle: str, contacts: int) -> Flags:
    said = np.asarray(pc.fill_null(pc.equal(told, circle), False), bool)
    found: Flags = np.bincount(row[said], minlength=contacts) > 0
    return found


def _circle_of(label: str, schools: set[str]) -> str | None:
    """The circle that a folded label names, None if it names none."""
    padded = f" {label} "
    if any(f" {school} " in padded for school in schools):
        return "alumni"
    return next((circle for circle, words in _words().items() if any(word in padded for word in words)), None)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    """The folded words of each circle in the order of the file, strongest first; a blank on either side keeps a word
    from being found inside another one, save in scripts that put no blanks between words.
    """
    text = (files("netmerge.touch") / "data" / "circles.toml").read_text(encoding="utf-8")
    return {
        circle: tuple(
            dict.fromkeys(fold(word) if word[0] >= _UNSPACED else f" {fold(word)} " for word in entry["words"])
        )
        for circle, entry in tomllib.loads(text).items()
    }


def _by_likeness(contacts: pd.DataFrame, records: pd.DataFrame, owner: Owner) -> list[tuple[str, Flags]]:
    """Circles and the contacts that something else than a label puts there, strongest first."""
    employers = {company_key(name) for name, _, _ in owner.companies} - {None}
    schools = {company_key(name) for name in owner.schools} - {None}
    companies, row = _companies(contacts, records)
    return [
        ("family", _at_home(contacts, owner)),
        ("co-workers", _with(companies, row, employers, len(contacts))),
        ("alumni", _with(companies, row, schools, len(contacts))),
    ]


def _companies(contacts: pd.DataFrame, records: pd.DataFrame) -> tuple[pa.Array, Integers]:
    """Keys of all companies of a contact's records, past ones included, and the contact's row beside each."""
    members = flatten(contacts["record_ids"])
    contact = pd.Series(members.row, index=np.asarray(members.values))
    row_of = contact.reindex(records["record_id"].to_numpy()).fillna(-1).to_numpy(dtype=np.int64)
    others = flatten(records["other_companies"])
    first = arrow(records["company"])
    names = pa.chunked_array([*_chunks(first), others.values])  # noqa: PD011
    rows = np.concatenate([row_of, row_of[others.row]])
    known = rows >= 0
    return company_keys(names.filter(pa.array(known))), rows[known]


def _chunks(array: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return array.chunks if isinstance(array, pa.ChunkedArray) else [array]


def _with(keys: pa.Array, row: Integers, wanted: set[str | None], contacts: int) -> Flags:
    alike = np.asarray(pc.is_in(keys, pa.array(sorted(filter(None, wanted)), TEXT)), bool)
    found: Flags = np.bincount(row[alike], minlength=contacts) > 0
    return found


def _at_home(contacts: pd.DataFrame, owner: Owner) -> Flags:
    """Contacts with the owner's family name and one of the owner's own telephones: either alone says little."""
    phones = flatten(contacts["phones"])
    own = {_digits(phone) for phone in owner.phones} - {""}
    shared = np.array([_digits(phone or "") in own for phone in phones.values.to_pylist()], bool)  # noqa: PD011
    rings = np.bincount(phones.row[shared], minlength=len(contacts)) > 0
    surnames: Strings = np.array(unique_map(contacts["family_name"], fold).to_pylist(), dtype=object)
    named = np.array(
        [bool(name) and any(full.endswith(f" {name}") for full in owner.folded_names) for name in surnames]
    )
    both: Flags = rings & named.astype(bool)
    return both


def _digits(phone: str) -> str:
    """The last nine digits, which are the same in national and international notation."""
    return "".join(filter(str.isdigit, phone.partition(";")[0]))[-9:]
