"""Columns of records → their values in long form, told apart → columns of
contacts.

Everything here is array arithmetic: members come sorted by contact
and, within a contact, best record first, so that the first
occurrence of a value is its best one and "first of each contact" is
a comparison with the neighbour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from netmerge.columns import runs
from netmerge.columns.codes import (
    encode,
    numbered,
    unique_map,
)
from netmerge.columns.ragged import as_lists, scatter
from netmerge.columns.types import Flags, Ints
from netmerge.text.folding import (
    fold,
    fold_latin,
    nfc,
    squeeze,
)

Keys = Callable[[pa.Array], pa.Array]
"""Keys of texts without nulls: equal where the texts mean the same."""

_LATIN_END = "\u0250"
_LATIN_MORE = ("\u1e00", "\u1eff")


@dataclass(frozen=True)
class Values:
    """Occurrences of one field's values, sorted by contact, best
    record first.

    `contact` is the contact's number, `row` the member (see
    Members) that holds the value, `text` the values themselves
    (Arrow, without nulls, of any type).
    """

    contact: Ints
    row: Ints
    text: pa.Array

    def __len__(self) -> int:
        return len(self.row)

    def take(self, places: Ints) -> Values:
        """The occurrences at these places."""
        text = self.text.take(places)
        return Values(self.contact[places], self.row[places], text)

    def pairs(self) -> Iterator[tuple[int, Any]]:
        """Contact and value of each occurrence, as Python values."""
        return zip(self.contact.tolist(), self.text.to_pylist(), strict=True)

    def where(self, keep: Flags) -> Values:
        """The occurrences for which `keep` holds."""
        return self if keep.all() else self.take(np.flatnonzero(keep))

    def replaced(
        self,
        places: Ints,
        texts: Sequence[str | None],
    ) -> Values:
        """With other texts at these places."""
        index = np.arange(len(self))
        index[places] = len(self) + np.arange(len(places))
        every = pa.concat_arrays([self.text, pa.array(texts, pa.string())])
        return Values(self.contact, self.row, every.take(index))

    def sorted(self) -> Values:
        """In the order of the members; occurrences of one member
        stay as they are.
        """
        return self.take(np.argsort(self.row, kind="stable"))


@dataclass(frozen=True)
class Holding:
    """Who holds what: member `row[k]` holds `text[group[k]]`, as it
    stands in column `field` of its contact.
    """

    field: str
    row: Ints
    group: Ints
    text: pa.Array

    def where(self, keep: Flags) -> Holding:
        """Only what is held where `keep` holds."""
        return replace(self, row=self.row[keep], group=self.group[keep])


@dataclass(frozen=True)
class Distinct:
    """Distinct values of each contact: `best` one occurrence of
    each; `group[k]` is that of `occurrences[k]`.
    """

    occurrences: Values
    group: Ints
    best: Values

    def ranked(self, *keys: npt.NDArray[Any]) -> Distinct:
        """In a new order within each contact: by the first key,
        then the next …, then as before.
        """
        rivals = np.flatnonzero(shared(self.best.contact))
        if not len(rivals):
            return self
        weightiest_last = [key[rivals] for key in keys[::-1]]
        by_rank = np.lexsort((*weightiest_last, self.best.contact[rivals]))
        order = np.arange(len(self.best))
        order[rivals] = rivals[by_rank]
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return Distinct(self.occurrences, place[self.group], self.best.take(order))

    def counts(self) -> Ints:
        """How many occurrences each distinct value has."""
        return np.bincount(self.group, minlength=len(self.best))

    def all(self, of_occurrence: Flags) -> Flags:
        """For each distinct value, whether something holds for all
        its occurrences.
        """
        failing = np.bincount(self.group[~of_occurrence], minlength=len(self.best))
        return np.asarray(failing == 0)

    def any(self, of_occurrence: Flags) -> Flags:
        """For each distinct value, whether something holds for one
        of its occurrences.
        """
        return np.asarray(~self.all(~of_occurrence))

    def holding(self, field: str) -> Holding:
        """Which members hold the values, as they stand in the
        contact.
        """
        return Holding(field, self.occurrences.row, self.group, self.best.text)

    def lists(self, contacts: int) -> pa.Array:
        """One list for each contact, null where it has no value."""
        return as_lists(self.best.text, self.best.contact, contacts)

    def firsts(self, contacts: int) -> pa.Array:
        """The first value of each contact, null where it has none."""
        rows, values = first_of_each(self.best)
        return scatter(values, rows, contacts)

    def others(self) -> Values:
        """All distinct values but the first of each contact."""
        contact = self.best.contact
        return self.best.where(~runs.begins(contact))


def each_by_itself(values: Values) -> Distinct:
    """Occurrences of which none stands for another."""
    return Distinct(values, np.arange(len(values)), values)


def distinct(values: Values, keys: Keys | None = None) -> Distinct:
    """Tell the values of each contact apart by `keys` of their
    text; the first occurrence stands for its equals.
    """
    rivals = np.flatnonzero(shared(values.contact))
    codes = np.zeros(len(values), dtype=np.int64)
    codes[rivals] = key_codes(values.text.take(rivals), keys)
    return distinct_codes(values, codes)


def distinct_codes(values: Values, codes: Ints) -> Distinct:
    """As `distinct`, with the keys given as integers from -1."""
    leader = np.arange(len(values))
    rivals = np.flatnonzero(shared(values.contact))
    if len(rivals):
        width = int(codes.max()) + 2
        said = values.contact[rivals] * width + codes[rivals]
        _, first, group = np.unique(said, return_index=True, return_inverse=True)
        leader[rivals] = rivals[first[group]]
    leads = leader == np.arange(len(values))
    number = np.cumsum(leads) - 1  # (occurrences,) of the distinct value that each leads
    return Distinct(values, number[leader], values.where(leads))


def key_codes(texts: pa.Array, keys: Keys | None = None) -> Ints:
    """Numbers for texts without nulls, the same where their keys
    are.
    """
    if keys is None:
        return numbered(texts)
    codes, dictionary = encode(texts)
    result: Ints = numbered(keys(dictionary))[np.asarray(codes)]
    return result


def join(*parts: Values) -> Values:
    """Occurrences of several columns as those of one: contact by
    contact, the first column's before the second's.
    """
    contact = np.concatenate([part.contact for part in parts])
    row = np.concatenate([part.row for part in parts])
    text = pa.concat_arrays([part.text for part in parts])
    by_contact = np.argsort(contact, kind="stable")
    return Values(contact, row, text).take(by_contact)


def without(
    values: Values,
    unwanted: Values,
    keys: Keys,
) -> Values:
    """The values of which the contact has no equal among the
    unwanted ones.
    """
    if not len(values):
        return values
    beside = pd.Index(unwanted.contact).isin(values.contact)
    concerned = unwanted.where(beside)
    texts = pa.concat_arrays([values.text, concerned.text])
    numbers = key_codes(texts, keys)
    contact = np.concatenate([values.contact, concerned.contact])
    said = contact * (int(numbers.max()) + 1) + numbers  # a contact and a key
    ours, others = np.split(said, [len(values)])
    return values.where(~pd.Index(ours).isin(others))


def first_of_each(values: Values) -> tuple[Ints, pa.Array]:
    """The contacts that have a value, and the first value of each."""
    starts = runs.starts(values.contact)
    return values.contact[starts], values.text.take(starts)


def shared(contact: Ints) -> Flags:
    """Which entries of a sorted array of contact numbers stand
    beside another one of their contact.
    """
    return runs.sizes(contact) > 1


def name_keys(texts: pa.Array) -> pa.Array:
    """`name_key` of each text."""
    return unique_map(texts, name_key, quick=fold_latin)


def name_key(text: str) -> str:
    """One key for the spellings of a name or word: without case,
    accents and punctuation, but each script its own.

    José and Jose are one form of a name; Юрий and Yuriy are two,
    and both are worth keeping.
    """
    if text.isascii():
        return fold(text) or squeeze(text).casefold()
    return " ".join(_word_key(word) for word in nfc(text).split())


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    latin = all(c < _LATIN_END or _LATIN_MORE[0] <= c <= _LATIN_MORE[1] for c in word)
    return (fold(word) if latin else "") or word.casefold()
