"""Contacts, their records and the owner → the circle of each contact."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.clean.companies import company_key, company_keys
from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES
from netmerge.text.folding import UNSPACED, fold, fold_array, fold_words
from netmerge.words import CIRCLE_WORDS, RELATIVES

_ORGANISATION = "professional organisation"
_SAME_DIGITS = 9
"""Last digits of a number, the same in every notation."""


def circles(
    contacts: pd.DataFrame,
    records: pd.DataFrame,
    owner: Owner,
) -> pd.Series[str]:
    """The circle of each contact (one of CIRCLES), parallel to `contacts`.

    A label that a source gives outranks everything, a closer circle a
    wider one (in the order of CIRCLES, co-workers last of the labels:
    `Work` is the most general of them). Without a label: whoever is
    called Mum or Uncle Tom is family, and so is the owner's family name
    together with the owner's own telephone; an employer that the owner
    has or had, co-workers; a school of the owner's, alumni; an employer
    that is itself a chamber or association, professional organisation.
    """
    said = _by_label(contacts, owner)
    likely = _by_likeness(contacts, records, owner)
    # (contacts,) places in CIRCLES
    chosen = np.full(len(contacts), CIRCLES.index("other"))
    for circle, held in reversed([*said, *likely]):  # the strongest last, on top
        chosen[held] = CIRCLES.index(circle)
    names = pa.array(CIRCLES, TEXT).take(pa.array(chosen))
    column = ArrowExtensionArray(names)
    return pd.Series(column, index=contacts.index, name="circle")


def _by_label(
    contacts: pd.DataFrame,
    owner: Owner,
) -> list[tuple[str, Flags]]:
    """Circles and the contacts with a label of theirs, strongest first."""
    labels = flatten(contacts["categories"])
    schools = {fold(school) for school in owner.schools} - {""}
    told = unique_map(labels.items, lambda label: _circle_of(fold(label), schools))
    everybody = len(contacts)
    return [(circle, _rows(labels.row, told, {circle}, everybody)) for circle in _words()]


def _circle_of(label: str, schools: set[str]) -> str | None:
    """The circle that a folded label names, None if it names none."""
    padded = f" {label} "
    if any(f" {school} " in padded for school in schools):
        return "alumni"
    for circle, words in _words().items():
        if any(word in padded for word in words):
            return circle
    return None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The folded words of each circle in the order of the file, strongest first."""
    return {circle: _padded(entry.words) for circle, entry in CIRCLE_WORDS.content.items()}


def _padded(words: Iterable[str]) -> tuple[str, ...]:
    """Words folded, a blank on either side: none is found inside another.

    In scripts without blanks there are none.
    """
    folded = {word: fold(word) for word in words}
    padded = [key if word[0] >= UNSPACED else f" {key} " for word, key in folded.items()]
    return tuple(dict.fromkeys(padded))


def _by_likeness(
    contacts: pd.DataFrame, records: pd.DataFrame, owner: Owner
) -> list[tuple[str, Flags]]:
    """Circles and the contacts in them without a label, strongest first."""
    employers = {company_key(name) for name, _, _ in owner.companies} - {None}
    schools = {company_key(name) for name in owner.schools} - {None}
    names, row = _companies(contacts, records)
    keys = company_keys(names) if employers or schools else pa.nulls(len(names), TEXT)
    kinds = _organisations(names)
    everybody = len(contacts)
    return [
        ("family", _called(contacts)),
        ("family", _at_home(contacts, owner)),
        ("co-workers", _rows(row, keys, employers, everybody)),
        ("alumni", _rows(row, keys, schools, everybody)),
        (_ORGANISATION, _rows(row, kinds, {_ORGANISATION}, everybody)),
    ]


def _called(contacts: pd.DataFrame) -> Flags:
    """Contacts by one of whose names one calls a relative."""
    others = flatten(contacts["other_names"])
    names = pa.concat_arrays([one_chunk(contacts["full_name"]), others.items])
    row = np.concatenate([np.arange(len(contacts)), others.row])
    return _rows(row, _relatives(names), {"family"}, len(contacts))


def _relatives(names: pa.Array) -> pa.Array:
    """`family` for whole names that relatives are called by: Mum, Aunt Clara."""
    folded = fold_array(names)
    relatives = RELATIVES.content
    words = pa.array(sorted(fold_words(relatives.called)), TEXT)
    called = pc.is_in(folded, value_set=words)
    styles = "|".join(sorted(fold_words(relatives.before_names)))
    styled = pc.match_substring_regex(folded, f"^(?:{styles}) [^ ]+$")
    either = pc.or_(called, pc.fill_null(styled, False))
    return pc.if_else(either, "family", NO_TEXT)


def _organisations(companies: pa.Array) -> pa.Array:
    """The circle of those whose employer is a chamber or association."""
    padded = pc.binary_join_element_wise(" ", fold_array(companies), " ", "")
    words = _padded(CIRCLE_WORDS.content[_ORGANISATION].employers)
    found = pc.match_substring_regex(padded, "|".join(words))
    return pc.if_else(pc.fill_null(found, False), _ORGANISATION, NO_TEXT)


def _companies(
    contacts: pd.DataFrame,
    records: pd.DataFrame,
) -> tuple[pa.Array, Ints]:
    """All companies, past ones too, and the contact's row of each."""
    members = flatten(contacts["record_ids"])
    place = pc.index_in(one_chunk(records["record_id"]), value_set=members.items)
    # (records,) int64, the row of its contact; -1 where it is in none
    row_of = np.append(members.row, -1)[np.asarray(pc.fill_null(place, -1))]
    others = flatten(records["other_companies"])
    names = pa.concat_arrays([one_chunk(records["company"]), others.items])
    rows = np.concatenate([row_of, row_of[others.row]])
    known = rows >= 0
    return names.filter(pa.array(known)), rows[known]


def _rows(
    row: Ints,
    found: pa.Array,
    wanted: Iterable[str | None],
    contacts: int,
) -> Flags:
    """(contacts,) which have in their rows something that is wanted."""
    values = pa.array(sorted(filter(None, wanted)), TEXT)
    is_wanted = flags(pc.is_in(found, value_set=values))
    held: Flags = np.bincount(row[is_wanted], minlength=contacts) > 0
    return held


def _at_home(contacts: pd.DataFrame, owner: Owner) -> Flags:
    """Contacts with the owner's family name and telephone."""
    own = {_digits(phone) for phone in owner.phones} - {""}
    # whatever follows the first word: van der Berg, der Berg, Berg
    parts = [full.split() for full in owner.folded_names]
    surnames = {" ".join(words[first:]) for words in parts for first in range(1, len(words))}
    if not (own and surnames):
        return np.zeros(len(contacts), bool)
    phones = flatten(contacts["phones"])
    digits = unique_map(phones.items, _digits)
    rings = _rows(phones.row, digits, own, len(contacts))
    theirs = fold_array(contacts["family_name"])
    named = pc.is_in(theirs, value_set=pa.array(sorted(surnames), TEXT))
    return rings & flags(named)


def _digits(phone: str) -> str:
    """The last digits of a number, its extension left out."""
    number = phone.partition(";")[0]
    return "".join(filter(str.isdigit, number))[-_SAME_DIGITS:]
