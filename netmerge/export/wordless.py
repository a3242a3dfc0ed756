"""Interactions and rejects → the same without the words that anybody wrote."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, arrow
from netmerge.columns.flags import equals
from netmerge.schema import HAPPENED, REJECTS, TEXT


class Wordless(NamedTuple):
    """Tables in which nobody's words stand."""

    interactions: pd.DataFrame
    rejects: pd.DataFrame


def without_text(
    interactions: pd.DataFrame,
    rejects: pd.DataFrame,
    sources: pd.DataFrame,
) -> Wordless:
    """Interactions (HAPPENED) without text and subject, and rejects (REJECTS)
    without what stood in files of messages.
    """
    nothing = pa.nulls(len(interactions), TEXT)
    told = HAPPENED.frame({**interactions, "text": nothing, "subject": nothing})
    of_messages = sources[equals(sources["holds"], "interactions")]
    spoken = pc.is_in(_place(rejects), value_set=_place(of_messages))
    raw = pc.if_else(spoken, NO_TEXT, arrow(rejects["raw"]))
    return Wordless(told, REJECTS.frame({**rejects, "raw": raw}))


def _place(table: pd.DataFrame) -> pa.Array:
    """The file and member of each row, as one text."""
    file, member = arrow(table["file"]), pc.fill_null(arrow(table["member"]), "")
    return pc.binary_join_element_wise(file.cast(TEXT), member.cast(TEXT), "\0")
