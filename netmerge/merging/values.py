"""Columns of records in; their values in long form, told apart by a key, and columns of contacts out.

Everything here is array arithmetic: members come sorted by contact and, within a contact, best record first, so that
the first occurrence of a value is its best one and "first of each contact" is a comparison with the neighbour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.text import encode, fold, nfc, squeeze

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LATIN_END = "\u0250"
_LATIN_MORE = ("\u1e00", "\u1eff")


@dataclass(frozen=True)
class Values:
    """Occurrences of one field's values, sorted by contact, best record first.

    `contact` is the contact's number, `row` the member (see Members) that holds the value, `text` the values
    themselves (Arrow, without nulls, of any type).
    """

    contact: Ints
    row: Ints
    text: pa.Array

    def __len__(self) -> int:
        return len(self.row)

    def take(self, places: Ints) -> Values:
        """The occurrences at these places."""
        return Values(self.contact[places], self.row[places], self.text.take(pa.array(places)))

    def where(self, keep: Flags) -> Values:
        """The occurrences for which `keep` holds."""
        return self if keep.all() else self.take(np.flatnonzero(keep))

    def sorted(self) -> Values:
        """In the order of the members; occurrences of one member stay as they are."""
        return self.take(np.argsort(self.row, kind="stable"))


@dataclass(frozen=True)
class Holding:
    """Who holds what: member `row` holds `text`, as it stands in column `field` of its contact."""

    field: str
    row: Ints
    text: pa.Array


@dataclass(frozen=True)
class Distinct:
    """Distinct values of each contact: `best` one occurrence of each; `group[k]` is that of `occurrences[k]`."""

    occurrences: Values
    group: Ints
    best: Values

    def ranked(self, *keys: npt.NDArray[Any]) -> Distinct:
        """In a new order within each contact: by the first key, then the next …, then as before."""
        order = np.lexsort((*keys[::-1], self.best.contact))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return Distinct(self.occurrences, place[self.group], self.best.take(order))

    def counts(self) -> Ints:
        """How many occurrences each distinct value has."""
        return np.bincount(self.group, minlength=len(self.best))

    def all(self, of_occurrence: Flags) -> Flags:
        """For each distinct value, whether something holds for all its occurrences."""
        failing = np.bincount(self.group[~of_occurrence], minlength=len(self.best))
        return np.asarray(failing == 0)

    def any(self, of_occurrence: Flags) -> Flags:
        """For each distinct value, whether something holds for one of its occurrences."""
        return np.asarray(~self.all(~of_occurrence))

    def holding(self, field: str) -> Holding:
        """Which members hold the values, as they stand in the contact."""
        return Holding(field, self.occurrences.row, self.best.text.take(pa.array(self.group)))

    def lists(self, contacts: int) -> pa.Array:
        """One list for each contact, null where it has no value."""
        return lists(self.best.contact, self.best.text, contacts)

    def firsts(self, contacts: int) -> pa.Array:
        """The first value of each contact, null where it has none."""
        return singles(*first_of_each(self.best), contacts)

    def others(self) -> Values:
        """All distinct values but the first of each contact."""
        contact = self.best.contact
        return self.best.where(np.r_[False, contact[1:] == contact[:-1]][: len(contact)])


def distinct(values: Values, key: Callable[[str], str] | None = None) -> Distinct:
    """Tell the values of each contact apart by `key` of their text; the first occurrence stands for its equals."""
    codes, dictionary = encode(values.text)
    numbers = codes.to_numpy(zero_copy_only=False).astype(np.int64)
    if key is not None:
        keys, _ = encode(pa.array([key(text) for text in dictionary.to_pylist()], pa.string()))
        numbers = keys.to_numpy(zero_copy_only=False).astype(np.int64)[numbers]
    return distinct_codes(values, numbers)


def distinct_codes(values: Values, codes: Ints) -> Distinct:
    """As `distinct`, with the keys given as integers from -1."""
    if not len(values):
        return Distinct(values, np.empty(0, dtype=np.int64), values)
    combined = values.contact * (int(codes.max()) + 2) + codes
    _, first, group = np.unique(combined, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Distinct(values, place[group], values.take(first[order]))


def join(*parts: Values) -> Values:
    """Occurrences of several columns as those of one: contact by contact, the first column's before the second's."""
    contact = np.concatenate([part.contact for part in parts])
    row = np.concatenate([part.row for part in parts])
    text = pa.concat_arrays([part.text for part in parts])
    return Values(contact, row, text).take(np.argsort(contact, kind="stable"))


def without(values: Values, unwanted: Values, key: Callable[[str], str]) -> Values:
    """The values of which the contact has no equal among the unwanted ones."""
    codes, dictionary = encode(pa.concat_arrays([values.text, unwanted.text]))
    keys, _ = encode(pa.array([key(text) for text in dictionary.to_pylist()], pa.string()))
    numbers = keys.to_numpy(zero_copy_only=False).astype(np.int64)[codes.to_numpy(zero_copy_only=False)]
    combined = np.concatenate([values.contact, unwanted.contact]) * (len(dictionary) + 1) + numbers
    return values.where(~np.isin(combined[: len(values)], combined[len(values) :]))


def first_of_each(values: Values) -> tuple[Ints, pa.Array]:
    """The contacts that have a value, and the first value of each."""
    starts = starts_of(values.contact)
    return values.contact[starts], values.text.take(pa.array(starts))


def starts_of(contact: Ints) -> Ints:
    """Where each contact's run begins in a sorted array of contact numbers."""
    return np.flatnonzero(np.r_[True, contact[1:] != contact[:-1]][: len(contact)])


def singles(contact: Ints, text: pa.Array, contacts: int) -> pa.Array:
    """A column with `text[k]` for contact `contact[k]`, null for the others."""
    index = np.full(contacts, -1, dtype=np.int64)
    index[contact] = np.arange(len(contact))
    return text.take(pa.array(index, mask=index < 0))


def lists(contact: Ints, text: pa.Array, contacts: int) -> pa.Array:
    """A list column from values sorted by contact, null where a contact has none."""
    counts = np.bincount(contact, minlength=contacts)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), text, mask=pa.array(counts == 0))


def joined(separator: str, *columns: pa.Array) -> pa.Array:
    """The texts of several columns put together row by row, nulls left out; null where all are.

    An empty text goes first because Arrow 26 loses the rows that are all null when it skips nulls.
    """
    led = pc.binary_join_element_wise("", *columns, separator, null_handling="skip")
    text = pc.utf8_slice_codeunits(led, start=len(separator))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def name_key(text: str) -> str:
    """One key for the spellings of a name or word: without case, accents and punctuation, but each script its own.

    José and Jose are one form of a name; Юрий and Yuriy are two, and both are worth keeping.
    """
    if text.isascii():
        return fold(text) or squeeze(text).casefold()
    return " ".join(_word_key(word) for word in nfc(text).split())


def _word_key(word: str) -> str:
    latin = all(c < _LATIN_END or _LATIN_MORE[0] <= c <= _LATIN_MORE[1] for c in word)
    return (fold(word) if latin else "") or word.casefold()


def as_text(values: Values) -> Values:
    """The same occurrences with their values as text."""
    return values if pa.types.is_string(values.text.type) else replace(values, text=pc.cast(values.text, pa.string()))
