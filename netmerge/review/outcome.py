"""A question → the one contact that "same" makes of its two sides."""

from __future__ import annotations

from typing import Any

import numpy as np

from netmerge.columns.chunks import arrow
from netmerge.merging import merge_records
from netmerge.network import Network
from netmerge.review.question import Question


def outcome(network: Network, asked: Question) -> dict[str, Any]:
    """The row of CONTACTS that the records of both sides make together, as plain
    values, merged as all contacts are; without a picture.
    """
    wanted = [*asked.records_a, *asked.records_b]
    held = network.records["record_key"].isin(wanted).to_numpy(dtype=bool)
    records = network.records[held].reset_index(drop=True)
    cleaned = network.cleaned[held].reset_index(drop=True)
    one_cluster = np.zeros(len(records), dtype=np.int64)
    contacts, _ = merge_records(records, cleaned, one_cluster)
    shown = contacts.drop(columns=["photo", "contact_id"]).head(1)
    return {name: arrow(shown[name]).to_pylist()[0] for name in shown.columns}
