"""The table of a file of a run → what the file shows of it."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.flags import flags
from netmerge.schema import FILES
from netmerge.text.lines import on_one_line

OF_A_CALENDAR = ["meeting", "event"]
"""Kinds of interactions of which the title is shown."""
SHOWN = 120
"""Characters of a message that interactions.csv shows."""
_DECIMALS = {"match_probability": 6, "match_weight": 3, "expected_gain": 6, "lateness": 2}


def shown(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """What the file of that name shows of its table: some of its columns, numbers
    rounded, messages by their beginnings.
    """
    columns = list(FILES[name].columns)
    decimals = {column: _DECIMALS[column] for column in columns if column in _DECIMALS}
    chosen = table[columns].round(decimals) if decimals else table[columns]
    if name != "interactions.csv":
        return chosen
    # of a meeting and an event nothing but the title is known
    words = pc.coalesce(one_chunk(table["text"]), _titles(table))
    text = on_one_line(words, SHOWN)
    return chosen.assign(text=ArrowExtensionArray(text))


def _titles(table: pd.DataFrame) -> pa.Array:
    """The titles of what stood in a calendar, null for all else."""
    of_a_calendar = pa.array(flags(table["kind"].isin(OF_A_CALENDAR)))
    return pc.if_else(of_a_calendar, one_chunk(table["subject"]), NO_TEXT)
