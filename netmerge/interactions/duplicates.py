"""Interactions as read → which stand in another file as well, and in which."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.ragged import flatten, regroup, with_items
from netmerge.columns.types import Flags, Ints
from netmerge.text.folding import fold

_COMPARED = 200
"""Characters that are compared, besides the length of a text."""

_OWNER = "\0"
"""Stands for the owner, whatever they were called."""

_MINUTE = 60_000_000  # microseconds
_OF_A_MESSAGE = (
    *("kind", "channel", "date", "text", "subject"),
    *("sender_name", "sender_handle"),
)


def repeats(interactions: pd.DataFrame, mine: Flags) -> pd.Series[str]:
    """The file that holds each as well and counts; null if it counts itself.

    Two archives of different dates hold the same messages. They are the
    same where kind, channel, minute, sender and text are, and
    recipients too where there is no text; the second such message of
    one file is another one's second. The owner (`mine` are the
    interactions that they sent) is the same under each name. Of those that are the same, the
    one that knows most handles counts, then the first.
    """
    file, member = (arrow(interactions[name]) for name in ("file", "member"))
    source = pc.binary_join_element_wise(file, pc.fill_null(member, ""), "\0")
    message = _numbers(pd.DataFrame(_keys(interactions, mine)), numbered(source))
    # (messages,) the interaction that counts for each: the first in this order
    order = np.argsort(-_known_handles(interactions), kind="stable")
    _, first = np.unique(message[order], return_index=True)
    counting = order[first][message]
    dated = interactions["date"].notna().to_numpy(dtype=bool)
    again = dated & (counting != np.arange(len(interactions)))
    named = pc.coalesce(member, file).take(pa.array(counting, mask=~again))
    column = ArrowExtensionArray(one_chunk(named))
    return pd.Series(column, index=interactions.index, name="repeat")


def _numbers(keys: pd.DataFrame, source: Ints) -> Ints:
    """Equal numbers for equal keys; the second in a source is another one."""
    columns = list(keys.columns)
    placed = keys.assign(source=source)
    by_source = placed.groupby([*columns, "source"], sort=False)
    counted = keys.assign(copy=by_source.cumcount())
    group = counted.groupby([*columns, "copy"], sort=False).ngroup()
    return np.asarray(group, dtype=np.int64)


def _keys(interactions: pd.DataFrame, mine: Flags) -> dict[str, Ints]:
    """What is the same in two copies of one message, as numbers."""
    columns = {name: arrow(interactions[name]) for name in _OF_A_MESSAGE}
    moment = columns["date"].cast(pa.timestamp("us")).cast(pa.int64())
    written = pc.coalesce(columns["text"], columns["subject"])
    text = pc.fill_null(written, "")
    name = _folded(columns["sender_name"])
    sender = pc.coalesce(name, columns["sender_handle"])
    sender = pc.if_else(pa.array(mine), _OWNER, sender)
    is_empty = np.asarray(pc.equal(text, ""), bool)
    return {
        "kind": numbered(columns["kind"]),
        "channel": numbered(columns["channel"]),
        "minute": np.asarray(pc.fill_null(moment, -1)) // _MINUTE,
        "sender": numbered(sender),
        "length": np.asarray(pc.utf8_length(text)).astype(np.int64),
        "text": numbered(pc.utf8_slice_codeunits(text, 0, _COMPARED)),
        "recipients": np.where(is_empty, _recipients(interactions), -1),
    }


def _recipients(interactions: pd.DataFrame) -> Ints:
    """A number for the names of all recipients, or else for their handles."""
    names = _joined(interactions["recipient_names"])
    handles = _joined(interactions["recipient_handles"])
    return numbered(pc.coalesce(names, handles))


def _joined(lists: pd.Series[list[str]]) -> pa.Array:
    """The folded texts of each list as one text, null where there are none."""
    flat = flatten(lists)
    folded = pc.fill_null(_folded(flat.items), "")
    lists = regroup(with_items(flat, folded))
    return pc.binary_join(lists, "\0")


def _known_handles(interactions: pd.DataFrame) -> Ints:
    """How many handles each interaction knows."""
    flat = flatten(interactions["recipient_handles"])
    given = flat.row[np.asarray(flat.items.is_valid(), bool)]
    recipients: Ints = np.bincount(given, minlength=flat.rows)
    return recipients + interactions["sender_handle"].notna().to_numpy()


def _folded(names: pd.Series[str] | pa.Array) -> pa.Array:
    return unique_map(names, lambda name: fold(name) or name)
