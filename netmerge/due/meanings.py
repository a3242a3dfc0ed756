"""Graded interactions → what the words of each amount to, where the two alone
wrote.

Worked out once for all, with the whole text at hand; whatever is reckoned from
it later, as of any day, needs no text any more.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import numbered
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Ints, Texts
from netmerge.due.said import asks, is_stock, only_closes, wishes
from netmerge.interactions.grading.reactions import are_reactions
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT

WORDS, QUESTION, CLOSING, STOCK, WISH = "words", "question", "closing", "stock", "wish"
ONLY_TAPPED = ["canned", "decorated", "empty"]
"""Grades of what a service offers to tap."""

_WRITTEN = ["message", "invitation", "recommendation", "note"]


def with_meanings(interactions: pd.DataFrame, owner: Owner | None = None) -> pd.DataFrame:
    """Graded and attributed interactions with `says` (HAPPENED).

    Only what concerns a contact is looked at closely: what came to the
    owner alone, and what the owner tapped.
    """
    says = pa.array(_says(interactions, owner), TEXT)
    return interactions.assign(says=ArrowExtensionArray(says))


def _says(interactions: pd.DataFrame, owner: Owner | None) -> Texts:
    """(interactions,) what the words of each amount to, None for none."""
    found = np.full(len(interactions), None, object)
    if not len(found):
        return found
    text = pc.fill_null(one_chunk(interactions["text"]), "")
    written = flags(interactions["kind"].isin(_WRITTEN))
    written &= flags(pc.match_substring_regex(text, r"[\pL\pN]"))
    found[written] = WORDS
    concerns = flags(interactions["contact_id"].notna())
    others = interactions["recipients"].to_numpy(dtype=np.int64, na_value=0)
    heard = equals(interactions["direction"], "in") & (others == 0) & written & concerns
    found[heard] = _of_theirs(interactions[heard], text.filter(pa.array(heard)), owner)
    found[heard & are_reactions(interactions["text"], _people(interactions))] = STOCK
    tapped = equals(interactions["direction"], "out") & (others <= 1) & concerns
    tapped &= flags(interactions["grade"].isin(ONLY_TAPPED))
    wished = tapped.copy()
    wished[tapped] = wishes(text.filter(pa.array(tapped)))
    found[wished] = WISH
    return found


def _people(interactions: pd.DataFrame) -> Ints:
    """(interactions,) a number for the contact that each concerns."""
    return numbered(one_chunk(interactions["contact_id"]))


def _of_theirs(messages: pd.DataFrame, texts: pa.Array, owner: Owner | None) -> Texts:
    """What messages of the other party amount to."""
    stock = is_stock(texts, one_chunk(messages["counterpart_name"]), owner)
    found = np.full(len(messages), WORDS, object)
    found[asks(texts)] = QUESTION
    found[only_closes(texts)] = CLOSING
    found[stock] = STOCK
    return found
