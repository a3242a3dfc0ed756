"""Interactions of one channel, and who the owner is there → who they were in
other archives.

A profile's address changes, and so do names. An archive in which nobody is
known as the owner, though it is theirs, tells it: by whom it has in every
conversation, by a name, or by a message that another archive holds too.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.importers.contract import Channel
from netmerge.interactions.parties import (
    EVERY_CONVERSATION,
    in_every_conversation,
    name_in,
    recipients,
    senders,
)
from netmerge.schema import TEXT
from netmerge.text.folding import fold

LONG = 12
"""Characters of a message that nobody else writes in the same minute."""

_COMPARED = 200
_MINUTE = 60_000_000  # microseconds


def former_selves(
    interactions: pd.DataFrame,
    channel: Channel,
    handles: frozenset[str],
    names: frozenset[str],
) -> list[str]:
    """Parties of a channel that are the owner as well, sorted.

    `handles` and `names` (folded) are those known so far. Looked at are only
    the files in which none of them takes part, and only parties who never
    stand beside them in another file.
    """
    personal = interactions[~flags(interactions["sponsored"])]
    personal = personal.assign(party=ArrowExtensionArray(senders(personal, channel)))
    if channel.letters or personal.empty:  # a folder of letters is no archive
        return []
    reached, row = recipients(personal, channel)
    mine = _are(personal["party"], handles, names)
    file = numbered(personal["file"])
    theirs = np.append(file, file[row])
    party = pa.concat_arrays([pa.array(personal["party"], TEXT), reached.cast(TEXT)])
    is_me = np.append(mine, _are(reached, handles, names))
    known_files = np.isin(file, theirs[is_me])
    if known_files.all() or not known_files.any():
        return []
    beside = frozenset(party.filter(pa.array(np.isin(theirs, theirs[is_me]))).to_pylist())
    other = personal[~known_files]
    found = {in_every_conversation(one, channel) for _, one in other.groupby("file", sort=True)}
    often = {name for name, share in found if share >= EVERY_CONVERSATION}
    often |= _of_the_same_name(other, names) | _of_the_same_message(personal, mine, ~known_files)
    return sorted({one for one in often if one and one not in beside})


def _are(
    parties: pd.Series[str] | pa.Array, handles: frozenset[str], names: frozenset[str]
) -> Flags:
    """Which of these parties are the owner, as known so far."""

    def is_owner(party: str) -> bool:
        name = name_in(party)
        return party in handles if name is None else fold(name) in names

    return flags(unique_map(parties, is_owner, pa.bool_()))


def _of_the_same_name(other: pd.DataFrame, names: frozenset[str]) -> set[str]:
    """Senders who bear a whole name of the owner's."""
    whole = pa.array(sorted(name for name in names if " " in name), TEXT)
    named = flags(pc.is_in(unique_map(other["sender_name"], fold), value_set=whole))
    return set(other.loc[named, "party"].dropna())


def _of_the_same_message(personal: pd.DataFrame, mine: Flags, unknown: Flags) -> set[str]:
    """Senders of messages that another file has from the owner."""
    text = pc.fill_null(arrow(personal["text"]), "")
    moment = arrow(personal["date"]).cast(pa.timestamp("us")).cast(pa.int64())
    minute: Ints = np.asarray(pc.fill_null(moment, -1)) // _MINUTE
    start = numbered(pc.utf8_slice_codeunits(text, 0, _COMPARED))
    told = flags(pc.greater_equal(pc.utf8_length(text), LONG)) & (minute >= 0)
    keys = pd.DataFrame({"minute": minute, "text": start})
    message = keys.groupby(["minute", "text"], sort=False).ngroup().to_numpy()
    is_own = np.isin(message, message[mine & told])
    return set(personal.loc[is_own & unknown & told & ~mine, "party"].dropna())
