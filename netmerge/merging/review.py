"""Links and the questions to be asked → REVIEW: each with both sides as they would be
contacts of their own.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns import runs
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.ragged import as_lists, flatten
from netmerge.columns.types import Ints
from netmerge.merging.contacts import merge_records
from netmerge.schema import INTEGER, REVIEW, TEXT

_SHOWN = {
    "name": "full_name",
    "company": "company",
    "title": "title",
    "emails": "emails",
    "phones": "phones",
    "city": "city",
    "source": "sources",
    "profile": "linkedin_url",
}
"""What is shown of a side, and the column of CONTACTS that it is."""

_OF_THE_PAIR = ("match_probability", "match_weight", "reason", "expected_gain")


class Clustered(Protocol):
    """Records with their clusters: what of Links is looked at here."""

    @property
    def records(self) -> pd.DataFrame:
        """RECORDS."""

    @property
    def cleaned(self) -> pd.DataFrame:
        """CLEANED, row by row the same."""

    @property
    def clusters(self) -> Ints:
        """The number of each row's cluster."""

    @property
    def sides(self) -> Ints:
        """The same, but that what could be two is in its halves."""


def review_table(
    links: Clustered, contact_of_record: pd.Series[str], asked: pd.DataFrame
) -> pd.DataFrame:
    """Some rows of `links.questions` as a table REVIEW, in their order.

    `contact_of_record` gives the contact_id of each record_id. A side is all records
    of one contact, or of one half of the contact that could be two.
    """
    if asked.empty:
        return REVIEW.empty()
    ids = pd.Index(links.records["record_id"].to_numpy())
    ends = [ids.get_indexer(asked[f"record_{side}"]) for side in "ab"]
    question, rows = _sides(links, ends)
    keys = one_chunk(links.records["record_key"]).cast(TEXT)
    sides = _as_contacts(links, question, rows)
    columns = {name: arrow(asked[name]) for name in _OF_THE_PAIR}
    listed = as_lists(keys.take(pa.array(rows)), question, 2 * len(asked))
    for place, side in enumerate("ab"):
        of_side = pa.array(np.arange(len(asked)) * 2 + place)
        columns |= {f"{name}_{side}": column.take(of_side) for name, column in sides.items()}
        columns[f"records_{side}"] = listed.take(of_side)
        columns[f"record_{side}"] = keys.take(pa.array(ends[place]))
        contacts = contact_of_record.reindex(asked[f"record_{side}"])
        columns[f"contact_id_{side}"] = one_chunk(contacts).cast(TEXT)
    return REVIEW.frame(columns)


def _sides(links: Clustered, ends: list[Ints]) -> tuple[Ints, Ints]:
    """The rows of all sides, one side after the other: the number of the side (two a
    question) and the row.
    """
    a, b = ends
    merged = links.clusters[a] == links.clusters[b]
    halved = merged & (links.sides[a] != links.sides[b])
    found = []
    for place, end in enumerate(ends):
        number = np.arange(len(end)) * 2 + place
        alone = merged & ~halved
        found.append((number[alone], end[alone]))
        for which, groups in ((~merged, links.clusters), (halved, links.sides)):
            found.append(_members(number[which], end[which], groups))
    sides, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((rows, sides))
    return sides[order], rows[order]


def _members(number: Ints, row: Ints, groups: Ints) -> tuple[Ints, Ints]:
    """For each number the rows of the group of its row."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    first = np.searchsorted(ordered, groups[row])
    lengths = np.searchsorted(ordered, groups[row], side="right") - first
    return np.repeat(number, lengths), order[runs.positions(first, lengths)]


def _as_contacts(links: Clustered, side: Ints, rows: Ints) -> dict[str, pa.Array]:
    """The values of each side, by the names that REVIEW has for them."""
    records = links.records.take(rows).reset_index(drop=True)
    cleaned = links.cleaned.take(rows).reset_index(drop=True)
    as_id = pd.Series(np.arange(len(rows)), dtype=pd.ArrowDtype(INTEGER))
    contacts, _ = merge_records(
        records.assign(record_id=as_id), cleaned.assign(record_id=as_id), side
    )
    members = flatten(contacts["record_ids"])
    contact = np.empty(len(rows), dtype=np.int64)
    contact[np.asarray(members.items)] = members.row
    place = pa.array(contact[runs.starts(side)])
    return {name: one_chunk(contacts[column]).take(place) for name, column in _SHOWN.items()}
