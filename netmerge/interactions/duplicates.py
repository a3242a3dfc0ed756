"""Interactions as read in; which of them are the same message again in another file, and in
which, out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Ints, Texts
from netmerge.schema import TEXT
from netmerge.text.folding import fold

_SHOWN = 200
"""Characters of a text that are compared besides its length: whole letters of the same minute
differ before.
"""


def repeats(interactions: pd.DataFrame) -> pd.Series[str]:
    """For each interaction the file that holds it as well and counts; null where it counts itself.

    Two archives of different dates hold the same messages. They are the same where kind, channel,
    minute, sender and text are, and recipients too where there is no text; the second such
    message of one file is another one's second. Of those that are the same, the one that knows
    most handles counts, then the first.
    """
    source = numbered(
        pc.binary_join_element_wise(
            arrow(interactions["file"]),
            arrow(interactions["member"]),
            "\0",
            null_handling="replace",
        )
    )
    label = pc.coalesce(arrow(interactions["member"]), arrow(interactions["file"]))
    keys = pd.DataFrame(_keys(interactions))
    keys["copy"] = (
        keys.assign(source=source).groupby([*keys.columns, "source"], sort=False).cumcount()
    )
    known = _handles(interactions)
    order = np.lexsort((np.arange(len(keys)), -known))
    group = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy()
    _, first = np.unique(group[order], return_index=True)
    counting = order[first][group]
    dated = interactions["date"].notna().to_numpy(dtype=bool)
    again = dated & (counting != np.arange(len(keys)))
    file = label.take(pa.array(counting, mask=~again))
    return pd.Series(
        pd.array(file, dtype=pd.ArrowDtype(TEXT)), index=interactions.index, name="repeat"
    )


def _keys(interactions: pd.DataFrame) -> dict[str, Ints]:
    """What is the same in two copies of one message, as numbers."""
    minute = arrow(interactions["date"]).cast(pa.timestamp("us")).cast(pa.int64())
    text = pc.fill_null(
        pc.coalesce(arrow(interactions["text"]), arrow(interactions["subject"])), ""
    )
    sender = pc.coalesce(_folded(interactions["sender_name"]), arrow(interactions["sender_handle"]))
    return {
        "kind": numbered(arrow(interactions["kind"])),
        "channel": numbered(arrow(interactions["channel"])),
        "minute": np.asarray(pc.fill_null(minute, -1)).astype(np.int64) // 60_000_000,
        "sender": numbered(sender),
        "length": np.asarray(pc.utf8_length(text)).astype(np.int64),
        "text": numbered(pc.utf8_slice_codeunits(text, 0, _SHOWN)),
        "recipients": np.where(np.asarray(pc.equal(text, ""), bool), _recipients(interactions), -1),
    }


def _recipients(interactions: pd.DataFrame) -> Ints:
    """A number for the names of all recipients, or for their handles where they have no names."""
    joined: list[Texts] = []
    for column in ("recipient_names", "recipient_handles"):
        flat = flatten(interactions[column])
        items = pd.Series(_folded(flat.items).fill_null("").to_pylist(), dtype=object)
        joined.append(
            items.groupby(flat.row).agg("\0".join).reindex(range(flat.rows)).to_numpy(dtype=object)
        )
    names, handles = (pa.array(texts, TEXT, from_pandas=True) for texts in joined)
    return numbered(pc.coalesce(names, handles))


def _handles(interactions: pd.DataFrame) -> Ints:
    """How many handles each interaction knows."""
    flat = flatten(interactions["recipient_handles"])
    known: Ints = np.bincount(
        flat.row[np.asarray(flat.items.is_valid(), bool)], minlength=flat.rows
    )
    return known + interactions["sender_handle"].notna().to_numpy(dtype=np.int64)


def _folded(names: pd.Series[str] | pa.Array) -> pa.Array:
    return unique_map(names, lambda name: fold(name) or name)
