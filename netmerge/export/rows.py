"""A network in; records.csv out: what became of each row and card of the contact sources, in
input order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Flags, Ints
from netmerge.schema import to_pandas

EMPTY = "no name and no way to reach anybody"
_WORDS = {
    "emails": "e-mail",
    "phones": "phone",
    "linkedin_url": "LinkedIn profile",
    "full_name": "name",
    "company": "company",
    "birthday": "birthday",
}
"""What two records of a contact may share, in the order in which the reason names it."""


class Rows(Protocol):
    """The tables of a network that tell what became of its rows (see netmerge.schema)."""

    @property
    def records(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def rejects(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sources(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def shared(self) -> Mapping[str, Flags]: ...  # noqa: D102
    @property
    def contact_of_record(self) -> pd.Series[Any]: ...  # noqa: D102
    @property
    def review(self) -> pd.DataFrame: ...  # noqa: D102


def rows_table(network: Rows) -> pd.DataFrame:
    """One row for each row or card: file, member, position, source, status, contact_id, reason,
    record_id, record_key.

    `status` is merged (its contact has several records), single, empty or rejected; `record_key`
    is what review.csv calls the record by. Rejects of sources without contacts (messages …) are
    left out.
    """
    records = network.records
    contact = network.contact_of_record.reindex(records["record_id"].to_numpy())
    codes = pd.factorize(contact)[0].astype(np.int64)
    size = np.where(codes >= 0, np.append(np.bincount(codes[codes >= 0]), 0)[codes], 0)
    place = {name: _text(records[name]) for name in ("file", "member")}
    read = pa.table(
        place
        | {
            "position": arrow(records["position"]),
            "source": _text(records["source"]),
            "status": pa.array(["empty", "single", "merged"]).take(pa.array(np.minimum(size, 2))),
            "contact_id": _text(contact),
            "reason": _reasons(network, size),
            "record_id": arrow(records["record_id"]),
            "record_key": _text(records["record_key"]),
        }
    )
    rows = pa.concat_tables([read, _rejected(network)])
    return to_pandas(rows.take(pa.array(_input_order(rows, network.sources))))


def _rejected(network: Rows) -> pa.Table:
    """The rejects of contact sources as rows of records.csv."""
    sources, rejects = network.sources, network.rejects
    source_keys, keys = (
        _keys(sources["file"], sources["member"]),
        _keys(rejects["file"], rejects["member"]),
    )
    holding = pc.equal(_text(sources["holds"]), "contacts")
    kept = pc.is_in(keys, value_set=source_keys.filter(holding))
    kind = _text(sources["source"]).take(pc.index_in(keys, value_set=source_keys))
    table = pa.table(
        {
            "file": _text(rejects["file"]),
            "member": _text(rejects["member"]),
            "position": arrow(rejects["position"]),
            "source": kind,
            "status": pa.repeat("rejected", len(rejects)),
            "contact_id": pa.nulls(len(rejects), pa.string()),
            "reason": _text(rejects["reason"]),
            "record_id": pa.nulls(len(rejects), pa.int64()),
            "record_key": pa.nulls(len(rejects), pa.string()),
        }
    )
    return table.filter(kept)


def _input_order(rows: pa.Table, sources: pd.DataFrame) -> Ints:
    """Sources in their order, and within each by position; a source that is not listed comes last."""
    known = _keys(sources["file"], sources["member"])
    place = pc.fill_null(
        pc.index_in(_keys(rows["file"], rows["member"]), value_set=known), len(known)
    )
    position = pc.fill_null(rows["position"], 0)
    return np.lexsort((position.to_numpy(), place.to_numpy(zero_copy_only=False)))


def _reasons(network: Rows, size: Ints) -> pa.Array:
    """Why each record is where it is, in words."""
    keys = _text(network.records["record_key"])
    asked = [_text(network.review[side]) for side in ("record_a", "record_b")]
    doubtful = pc.index_in(pa.concat_arrays(asked), value_set=keys)
    doubts = np.bincount(doubtful.to_numpy(zero_copy_only=False), minlength=len(keys))
    shared = np.zeros(len(keys), dtype=np.int64)  # as bits in the order of _WORDS
    for number, field in enumerate(_WORDS):
        shared += network.shared[field].astype(np.int64) << number
    case = (shared * (int(size.max(initial=0)) + 1) + size) * (
        int(doubts.max(initial=0)) + 1
    ) + doubts
    _, first, case = np.unique(case, return_index=True, return_inverse=True)
    cases = zip(shared[first].tolist(), size[first].tolist(), doubts[first].tolist(), strict=True)
    return pa.array([_reason(*each) for each in cases], pa.string()).take(pa.array(case))


def _reason(shared: int, size: int, doubts: int) -> str:
    if not size:
        return EMPTY
    if size == 1:
        text = "no other record is held to be this person"
    else:
        words = [word for number, word in enumerate(_WORDS.values()) if shared >> number & 1]
        why = f"shares {', '.join(words)}" if words else "by the sum of the evidence"
        text = f"one person with {size - 1} other record{'s' * (size > 2)}: {why}"
    return text + (f"; {doubts} uncertain pair{'s' * (doubts > 1)} in review.csv" if doubts else "")


def _keys(file: Any, member: Any) -> pa.Array:
    return pc.binary_join_element_wise(_text(file), pc.fill_null(_text(member), ""), "\x1f")


def _text(column: Any) -> pa.Array:
    """A text column (pandas or Arrow) in one piece."""
    return one_chunk(column).cast(pa.string())
