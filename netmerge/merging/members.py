"""Records and their clusters → the members of each contact, best first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints
from netmerge.errors import MatchError
from netmerge.importers.contract import Authority
from netmerge.merging.values import Values

UNDATED = np.int64(-(2**31))


@dataclass(frozen=True)
class Members:
    """The records of all contacts, sorted by contact and best first
    within a contact.

    `row` is a member's row in `records` and `cleaned`, `contact`
    its contact's number (0 … contacts - 1, ascending), `day` the
    day on which its source held it to be true (days since 1970,
    UNDATED if unknown).
    """

    records: pd.DataFrame
    cleaned: pd.DataFrame
    row: Ints
    contact: Ints
    contacts: int
    day: Ints

    def raw(self, column: str) -> pa.Array:
        """A column of `records`, one value per member."""
        return self._of(self.records[column])

    def clean(self, column: str) -> pa.Array:
        """A column of `cleaned`, one value per member."""
        return self._of(self.cleaned[column])

    def _of(self, column: pd.Series[Any]) -> pa.Array:
        array = arrow(column)
        if array.null_count == len(array):
            return pa.nulls(len(self.row), array.type)
        return one_chunk(array).take(self.row)

    @cached_property
    def scanned(self) -> Flags:
        """Whether the member was read off a picture."""
        return self._flags("scanned")

    @cached_property
    def self_written(self) -> Flags:
        """Whether the member's person wrote it."""
        return self._flags("self_written")

    def _flags(self, column: str) -> Flags:
        return flags(self.raw(column))

    @cached_property
    def dates(self) -> pa.Array:
        """`day` as ISO text, null if unknown."""
        known = pa.array(self.day.astype(np.int32), mask=self.day == UNDATED)
        return pc.cast(pc.cast(known, pa.date32()), pa.string())

    def values(self, column: pa.Array) -> Values:
        """The values that members have in a text column."""
        held = np.flatnonzero(flags(column.is_valid()))
        return Values(self.contact[held], held, column.take(held))

    def list_values(self, column: pa.Array) -> Values:
        """The values that members have in a list column, in their
        order, nulls left out.
        """
        flat = flatten(column)
        held = flags(flat.items.is_valid())
        return Values(self.contact[flat.row], flat.row, flat.items).where(held)


def arrange(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    clusters: Ints,
) -> Members:
    """Sort the records into their contacts, freshest source first.

    Equally fresh sources are ordered by their authority, then by
    content, so that the order of the inputs decides nothing.
    Records in no cluster (-1) are left out. Raises MatchError where
    the three do not go together.
    """
    if not len(records) == len(cleaned) == len(clusters):
        raise MatchError(
            f"{len(clusters)} cluster numbers and {len(cleaned)} cleaned rows "
            f"for {len(records)} records.",
            "Merge the records that the links were made of.",
        )
    clustered = np.flatnonzero(clusters >= 0)
    _, contact = np.unique(clusters[clustered], return_inverse=True)
    day = _days(records, clustered)
    authority = _authority(records, clustered)
    content = cleaned["fingerprint"].to_numpy()[clustered]
    # The fresher speaks first, the owner's exports and address books
    # before copies of copies; content decides what is left.
    order = np.lexsort((content, -authority, -day, contact))
    return Members(
        records=records,
        cleaned=cleaned,
        row=clustered[order],
        contact=contact[order].astype(np.int64),
        contacts=int(contact.max()) + 1 if len(contact) else 0,
        day=day[order],
    )


def _days(records: pd.DataFrame, rows: Ints) -> Ints:
    """When each record was held to be true, in days since 1970;
    UNDATED if unknown.
    """
    as_of = pc.cast(one_chunk(records["as_of"]), pa.int32()).take(rows)
    days = pc.fill_null(pc.cast(as_of, pa.int64()), int(UNDATED))
    return np.asarray(days)


def _authority(records: pd.DataFrame, rows: Ints) -> Ints:
    """How early each record's source is believed, the highest
    first.
    """
    given = one_chunk(records["authority"]).take(rows)
    known = pc.fill_null(given, int(Authority.LIST))
    return np.asarray(known)
