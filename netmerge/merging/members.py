"""Records and their clusters in; the members of each contact out, in order of contact and best
record first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Flags, Ints
from netmerge.errors import MatchError
from netmerge.merging.values import Values

SCANNED = ("camcard", "eight", "covve")
"""Sources whose text was read off a picture and may be misread."""
COPIED = "linkedin-imported"
"""An address book once uploaded to LinkedIn: the date of the archive says nothing about how old
it is.
"""
STANDING = {"linkedin": 0, "vcard": 1, "google": 1, "outlook": 1, COPIED: 4} | dict.fromkeys(
    SCANNED, 3
)
"""Which source speaks first where two are equally fresh; what is not named stands at 2."""
UNDATED = np.int64(-(2**31))


@dataclass(frozen=True)
class Members:
    """The records of all contacts, sorted by contact and best first within a contact.

    `row` is a member's row in `records` and `cleaned`, `contact` its contact's number (0 …
    contacts - 1, ascending), `day` the day on which its source held it to be true (days since
    1970, UNDATED if unknown).
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
        return one_chunk(array).take(pa.array(self.row))

    @cached_property
    def scanned(self) -> Flags:
        """Whether the member was read off a picture."""
        found = pc.is_in(self.raw("source"), value_set=pa.array(SCANNED))
        return np.asarray(found.to_numpy(zero_copy_only=False))

    @cached_property
    def dates(self) -> pa.Array:
        """`day` as ISO text, null if unknown."""
        known = pa.array(self.day.astype(np.int32), mask=self.day == UNDATED)
        return pc.cast(pc.cast(known, pa.date32()), pa.string())

    def values(self, column: pa.Array) -> Values:
        """The values that members have in a text column."""
        held = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
        return Values(self.contact[held], held, column.take(pa.array(held)))

    def list_values(self, column: pa.Array) -> Values:
        """The values that members have in a list column, in their order, nulls left out."""
        parent = pc.list_parent_indices(column).to_numpy(zero_copy_only=False).astype(np.int64)
        text = pc.list_flatten(column)
        held = text.is_valid().to_numpy(zero_copy_only=False)
        return Values(self.contact[parent], parent, text).where(held)


def arrange(records: pd.DataFrame, cleaned: pd.DataFrame, clusters: Ints) -> Members:
    """Sort the records into their contacts, freshest source first.

    Equally fresh sources are ordered by their standing, then by content, so that the order of the
    inputs decides nothing. Records in no cluster (-1) are left out. Raises MatchError where the
    three do not go together.
    """
    if not len(records) == len(cleaned) == len(clusters):
        raise MatchError(
            f"{len(clusters)} cluster numbers and {len(cleaned)} cleaned rows "
            f"for {len(records)} records.",
            "Merge the records that the links were made of.",
        )
    clustered = np.flatnonzero(clusters >= 0)
    _, contact = np.unique(clusters[clustered], return_inverse=True)
    day, standing = _freshness(records, clustered)
    content = cleaned["fingerprint"].to_numpy()[clustered]
    order = np.lexsort((content, standing, -day, contact))
    return Members(
        records=records,
        cleaned=cleaned,
        row=clustered[order],
        contact=contact[order].astype(np.int64),
        contacts=int(contact.max()) + 1 if len(contact) else 0,
        day=day[order],
    )


def _freshness(records: pd.DataFrame, rows: Ints) -> tuple[Ints, Ints]:
    source = one_chunk(records["source"]).take(pa.array(rows))
    copied = pc.fill_null(pc.equal(source, COPIED), False).to_numpy(zero_copy_only=False)
    as_of = pc.cast(one_chunk(records["as_of"]), pa.int32()).take(pa.array(rows))
    day = pc.fill_null(pc.cast(as_of, pa.int64()), int(UNDATED)).to_numpy(zero_copy_only=False)
    names = list(STANDING)
    place = pc.fill_null(pc.index_in(source, value_set=pa.array(names)), len(names))
    standing = np.array([*STANDING.values(), 2], dtype=np.int64)[
        place.to_numpy(zero_copy_only=False)
    ]
    return np.where(copied, UNDATED, day), standing
