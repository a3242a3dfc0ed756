"""Interactions → the owner's day of each."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.schema import DATE


def owner_days(interactions: pd.DataFrame) -> pa.Array:
    """(interactions,) the owner's local day; the one of UTC where nobody told the
    zone.
    """
    in_utc = one_chunk(interactions["date"]).cast(DATE, safe=False)
    if "day" not in interactions:
        return in_utc
    return pc.coalesce(one_chunk(interactions["day"]).cast(DATE), in_utc)
