"""Records, rejects and what became of them → records.csv: each row and card in
input order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Flags, Ints
from netmerge.schema import INTEGER, TEXT, to_pandas

EMPTY = "no name and no way to reach anybody"
_WORDS = {
    "emails": "e-mail",
    "phones": "phone",
    "linkedin_url": "LinkedIn profile",
    "full_name": "name",
    "company": "company",
    "birthday": "birthday",
}
"""What two records of a contact may share, in the order in which the reason
names it.
"""


def rows_table(
    records: pd.DataFrame,
    rejects: pd.DataFrame,
    sources: pd.DataFrame,
    review: pd.DataFrame,
    contact_of_record: pd.Series[Any],
    shared: Mapping[str, Flags],
) -> pd.DataFrame:
    """A row for each row or card of a contact source: a table of schema.ROWS.

    `contact_of_record` gives the contact_id of each record_id, `shared` tells
    for each column of contacts which records hold a value of it that another
    record of their contact holds too. Rejects of sources without contacts
    (messages …) are left out.
    """
    contact = contact_of_record.reindex(records["record_id"].to_numpy())
    size = _sizes(contact)
    status = pa.array(["empty", "single", "merged"]).take(pa.array(np.minimum(size, 2)))
    read = pa.table(
        {
            "file": _text(records["file"]),
            "member": _text(records["member"]),
            "position": arrow(records["position"]),
            "source": _text(records["source"]),
            "status": status,
            "contact_id": _text(contact),
            "reason": _reasons(size, _doubts(records, review), shared),
            "record_id": arrow(records["record_id"]),
            "record_key": _text(records["record_key"]),
        }
    )
    rows = pa.concat_tables([read, _rejected(rejects, sources)])
    order = pa.array(_input_order(rows, sources))
    return to_pandas(rows.take(order))


def _sizes(contact: pd.Series[Any]) -> Ints:
    """How many records the contact of each record has, 0 for a record of no
    contact.
    """
    codes = pd.factorize(contact)[0].astype(np.int64)  # (records,) -1 for no contact
    sizes = np.append(np.bincount(codes[codes >= 0]), 0)
    return np.where(codes >= 0, sizes[codes], 0)


def _rejected(rejects: pd.DataFrame, sources: pd.DataFrame) -> pa.Table:
    """The rejects of contact sources as rows of records.csv."""
    source_keys = _keys(sources["file"], sources["member"])
    keys = _keys(rejects["file"], rejects["member"])
    of_contacts = pc.equal(_text(sources["holds"]), "contacts")
    kinds = _text(sources["source"])
    table = pa.table(
        {
            "file": _text(rejects["file"]),
            "member": _text(rejects["member"]),
            "position": arrow(rejects["position"]),
            "source": kinds.take(pc.index_in(keys, value_set=source_keys)),
            "status": pa.repeat("rejected", len(rejects)),
            "contact_id": pa.nulls(len(rejects), TEXT),
            "reason": _text(rejects["reason"]),
            "record_id": pa.nulls(len(rejects), INTEGER),
            "record_key": pa.nulls(len(rejects), TEXT),
        }
    )
    return table.filter(pc.is_in(keys, value_set=source_keys.filter(of_contacts)))


def _input_order(rows: pa.Table, sources: pd.DataFrame) -> Ints:
    """Sources in their order, and within each by position; an unlisted source
    comes last.
    """
    known = _keys(sources["file"], sources["member"])
    found = pc.index_in(_keys(rows["file"], rows["member"]), value_set=known)
    place = pc.fill_null(found, len(known)).to_numpy(zero_copy_only=False)
    position = pc.fill_null(rows["position"], 0).to_numpy()
    return np.lexsort((position, place))


def _doubts(records: pd.DataFrame, review: pd.DataFrame) -> Ints:
    """How many pairs of review.csv each record stands in."""
    keys = _text(records["record_key"])
    sides = pa.concat_arrays([_text(review[side]) for side in ("record_a", "record_b")])
    asked = pc.index_in(sides, value_set=keys).to_numpy(zero_copy_only=False)
    return np.bincount(asked, minlength=len(keys))


def _reasons(size: Ints, doubts: Ints, shared: Mapping[str, Flags]) -> pa.Array:
    """Why each record is where it is, in words; each distinct case is worded
    once.
    """
    bits = np.zeros(len(size), dtype=np.int64)  # what is shared, as bits in the order of _WORDS
    for number, field in enumerate(_WORDS):
        bits += shared[field].astype(np.int64) << number
    sizes = int(size.max(initial=0)) + 1
    counts = int(doubts.max(initial=0)) + 1
    code = (bits * sizes + size) * counts + doubts  # (records,) int64, the case of each
    _, first, case = np.unique(code, return_index=True, return_inverse=True)
    cases = np.column_stack([bits, size, doubts])[first].tolist()
    texts = pa.array([_reason(*each) for each in cases], TEXT)
    return texts.take(pa.array(case))


def _reason(shared: int, size: int, doubts: int) -> str:
    if not size:
        return EMPTY
    if size == 1:
        text = "no other record is held to be this person"
    else:
        words = [word for number, word in enumerate(_WORDS.values()) if shared >> number & 1]
        why = f"shares {', '.join(words)}" if words else "by the sum of the evidence"
        text = f"one person with {size - 1} other record{'s' * (size > 2)}: {why}"
    if not doubts:
        return text
    return f"{text}; {doubts} uncertain pair{'s' * (doubts > 1)} in review.csv"


def _keys(file: Any, member: Any) -> pa.Array:
    within = pc.fill_null(_text(member), "")
    return pc.binary_join_element_wise(_text(file), within, "\x1f")


def _text(column: Any) -> pa.Array:
    """A text column (pandas or Arrow) in one piece."""
    return one_chunk(column).cast(TEXT)
