"""Texts of messages → which ask, which only close, which are stock phrases or
wishes.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.due.closing import SHORT, only_close, phrase_at, short_ones
from netmerge.interactions.grading.formulas import are_formulas
from netmerge.interactions.grading.notes import LETTERS_IF_CLEAR, SIGNS
from netmerge.interactions.grading.stock import stock
from netmerge.interactions.grading.wording import wording
from netmerge.interactions.owner import Owner
from netmerge.text.folding import fold, fold_words
from netmerge.words import WISHES

_QUESTION = r"[?？؟⁇]|[;\x{37e}][ \t]*$"
"""Marks of a question; the Greek one looks like a semicolon, and ends the text.
"""

_LINKS = r"(?:https?://|www\.)\S*"


def asks(texts: pa.Array) -> Flags:
    """Which texts hold a question; a mark inside a web address asks nothing."""
    without_links = pc.replace_substring_regex(texts, _LINKS, " ")
    return flags(pc.match_substring_regex(without_links, _QUESTION))


def only_closes(texts: pa.Array) -> Flags:
    """Which texts only thank, agree or confirm: they want no answer."""
    return only_close(texts) & ~asks(texts)


def wishes(texts: pa.Array) -> Flags:
    """Which texts begin with a wish or a congratulation that services offer."""
    return flags(unique_map(short_ones(texts), _wishes, pa.bool_()))


def is_stock(texts: pa.Array, names: pa.Array, owner: Owner | None) -> Flags:
    """Which texts say nothing of their own: a stock phrase, an emoji, nothing
    at all.

    `names` are those of the other party, which count for nothing, as
    the owner's.
    """
    is_short = flags(pc.less_equal(pc.utf8_length(texts), SHORT))
    found = ~flags(pc.not_equal(pc.utf8_trim_whitespace(texts), ""))  # nothing written
    short = np.flatnonzero(is_short)
    place = pa.array(short)
    own_names = owner.names if owner else ()
    # Arrow's own type, by which a column without any text stays one of texts
    told, others = (pd.Series(ArrowExtensionArray(column.take(place))) for column in (texts, names))
    wordings = wording(told, others, own_names)
    phrases = stock(wordings, np.arange(len(wordings)))
    said = phrases.letters / LETTERS_IF_CLEAR + phrases.signs / SIGNS
    hardly_more = phrases.phrase & (said < 1)
    says_nothing = hardly_more | (wordings.lengths == 0)
    formulas = are_formulas(wordings, closings=False)
    found[short] |= says_nothing[wordings.form]
    found[short] |= formulas[wordings.form] & ~wordings.question
    return found


def _wishes(text: str) -> bool:
    return phrase_at(fold(text).split(), 0, _wish_words()) > 0


@cache
def _wish_words() -> frozenset[str]:
    return fold_words(WISHES.content.words) - {""}
