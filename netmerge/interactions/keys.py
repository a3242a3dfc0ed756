"""Oriented interactions → a key for each: which message of the world it is.

It is made of what every export of the message tells, and of nothing that
depends on the export: neither file nor position.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.codes import encode, numbered, unique_map
from netmerge.columns.flags import equals, flags
from netmerge.columns.hashes import combined, of_texts
from netmerge.columns.types import Ints
from netmerge.interactions.days import owner_days
from netmerge.interactions.handles import comparable
from netmerge.schema import TEXT
from netmerge.settings import ON_THE_WALL
from netmerge.text.folding import fold

_MINUTE = 60_000_000  # microseconds
_MINUTES_OF_A_DAY = 1440
_DIGITS = 16
_PREFIX = "i"
"""Of keys of interactions, by which nobody takes one for a number."""


def keys(oriented: pd.DataFrame) -> pa.Array:
    """The key of each interaction (ORIENTED but for `key`).

    It is `i` and 16 hexadecimal characters of a hash over the other
    party, kind, channel, direction, minute and words; the day stands for
    the minute where the file tells no time zone, or no time: the minute in
    UTC would be another one in each zone that the owner says. The second such
    in one file is another message, while a copy in a second file has the
    key of the first. Seconds do not count: not every export has them.
    """
    told = [_hashed(_party(oriented)), _minutes(oriented)]
    told += [_hashed(oriented[name]) for name in ("kind", "channel", "direction")]
    words = pc.coalesce(one_chunk(oriented["text"]), one_chunk(oriented["subject"]))
    message = combined(_hashed(words), *told)
    return _in_hexadecimal(combined(message, _occurrence(oriented, message)))


def _party(oriented: pd.DataFrame) -> pa.Array:
    """The other party, by handle, or else by name."""
    names = unique_map(oriented["counterpart_name"], lambda name: fold(name) or name)
    return pc.coalesce(comparable(oriented["counterpart_handle"]), names)


def _hashed(values: pd.Series | pa.Array) -> Ints:
    """(interactions,) a hash of each text; one of its own for none."""
    codes, distinct = encode(values)
    hashes = of_texts(np.asarray(distinct.to_pylist(), dtype=object))
    places = np.asarray(pc.fill_null(codes, len(hashes))).astype(np.int64)
    found: Ints = np.append(hashes, 0)[places]
    return found


def _minutes(oriented: pd.DataFrame) -> Ints:
    """(interactions,) minutes since 1970, 0 for no date and for all before; those of
    the day's beginning where only the day is the same in every zone.
    """
    moments = arrow(oriented["date"]).cast(pa.timestamp("us")).cast(pa.int64())
    minutes = np.asarray(pc.fill_null(moments, 0)).astype(np.int64) // _MINUTE
    days = np.asarray(pc.fill_null(owner_days(oriented).cast(pa.int32()), 0)).astype(np.int64)
    of_the_wall = flags(oriented["channel"].isin(ON_THE_WALL)) | equals(oriented["kind"], "note")
    found: Ints = np.maximum(np.where(of_the_wall, days * _MINUTES_OF_A_DAY, minutes), 0)
    return found


def _occurrence(oriented: pd.DataFrame, message: Ints) -> Ints:
    """(interactions,) how many such messages stand before it in its file."""
    places = pd.DataFrame({name: numbered(oriented[name]) for name in ("file", "member")})
    by_file = places.assign(message=message).groupby(["file", "member", "message"], sort=False)
    return by_file.cumcount().to_numpy().astype(np.int64)


def _in_hexadecimal(hashes: Ints) -> pa.Array:
    """Numbers as texts of a prefix and so many digits."""
    digits = pa.py_buffer(hashes.astype(">i8").tobytes().hex().encode())
    ends = pa.py_buffer(np.arange(len(hashes) + 1, dtype=np.int64) * _DIGITS)
    texts = pa.Array.from_buffers(pa.large_string(), len(hashes), [None, ends, digits])
    return pc.binary_join_element_wise(_PREFIX, texts.cast(TEXT), "")
