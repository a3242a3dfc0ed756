"""Messages → which are taps on another message, that a telephone wrote out:
Liked “See you on Sunday!”.

In whatever language the words around the quotation are, what is quoted is a
message of the same two people. Where that is not at hand, the words around it
tell (words/reactions.toml).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.text.folding import fold
from netmerge.words import REACTIONS

MOST_AROUND = 6
"""Words around the quotation: `Removed a heart from “…”`."""

LEAST_CUT = 8
"""Characters of a quotation that is cut short, by which its message is found."""

_LONGEST = 2000
_OPENING, _CLOSING = '“”„«‹「『"‟', '”“»›」』"„'
_BEFORE, _AFTER = f"(?P<before>[^{_OPENING}]{{0,60}})", f"(?P<after>[^{_CLOSING}]{{0,60}})"
_WIDEST = f"[{_OPENING}](?P<quoted>.*)[{_CLOSING}]"
_NARROWEST = f"[{_OPENING}](?P<quoted>.*?)[{_CLOSING}]"
_QUOTING = (
    f"(?s)^{_BEFORE}{_WIDEST}{_AFTER}$",
    f"(?s)^{_BEFORE}{_NARROWEST}(?P<after>.{{0,60}})$",
    f"(?s)^(?P<before>.{{0,60}}){_NARROWEST}{_AFTER}$",
)
"""Ways in which a text may be a quotation with something around it, which may
itself be quoted: Hat „…“ mit „Gefällt mir“ markiert.
"""
_CUT = r"\s*(?:…|\.\.\.)\s*$"
_NO_WORD = r"[^\pL\pM\pN\s]+"
_SIGNS = r"[^\pL\pM\pN]+"


def are_reactions(texts: pd.Series[str], person: Ints) -> Flags:
    """(messages,) which only quote a message of the same conversation, with a word
    or two around it. `person` is the number of the other party of each.
    """
    text = pc.utf8_trim_whitespace(pc.fill_null(one_chunk(texts), ""))
    text = pc.if_else(pc.less_equal(pc.utf8_length(text), _LONGEST), text, "")
    result = np.zeros(len(text), bool)
    for pattern in _QUOTING:
        found = pc.extract_regex(text, pattern)
        rows = np.flatnonzero(np.asarray(found.is_valid()) & ~result)
        if len(rows):
            result[rows] = _are_taps(text, person, rows, found.take(pa.array(rows)))
    return result


def _are_taps(text: pa.Array, person: Ints, rows: Ints, parts: pa.StructArray) -> Flags:
    """(rows,) which of the texts that quote something say nothing else."""
    around = pc.binary_join_element_wise(parts.field("before"), parts.field("after"), " ")
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(around, _NO_WORD, " "))
    few = pc.less(pc.count_substring_regex(words, r"\s+"), MOST_AROUND)
    asks = pc.match_substring_regex(around, r"[?？؟]")
    quotes_one = _quotes_one(text, person, rows, parts.field("quoted"))
    told: Flags = flags(few) & ~flags(asks) & (_are_openings(words) | quotes_one)
    return told


def _quotes_one(text: pa.Array, person: Ints, rows: Ints, quoted: pa.Array) -> Flags:
    """(rows,) whose quotation is a message with the same person, or begins one
    and is cut short.
    """
    is_cut = flags(pc.match_substring_regex(quoted, _CUT))
    asked = _plain(pc.replace_substring_regex(quoted, _CUT, "")).to_pylist()
    people = person[rows].tolist()
    theirs = np.isin(person, np.unique(person[rows]))
    theirs[rows] = False
    others = np.flatnonzero(theirs)
    said: dict[int, list[str]] = {}
    for who, one in zip(
        person[others].tolist(), _plain(text.take(pa.array(others))).to_pylist(), strict=True
    ):
        said.setdefault(who, []).append(one)
    whole = {who: frozenset(theirs) for who, theirs in said.items()}
    found = np.zeros(len(rows), bool)
    for place, (who, quotation, cut) in enumerate(zip(people, asked, is_cut.tolist(), strict=True)):
        if not quotation:
            continue
        if quotation in whole.get(who, ()):
            found[place] = True
        elif cut and len(quotation) >= LEAST_CUT:
            found[place] = any(one.startswith(quotation) for one in said.get(who, ()))
    return found


def _plain(texts: pa.Array) -> pa.Array:
    """Texts without case, blanks and signs."""
    return pc.replace_substring_regex(pc.utf8_lower(texts), _SIGNS, "")


def _are_openings(words: pa.Array) -> Flags:
    """Which words are those that a telephone puts around a quotation."""
    known = _known()
    return np.array([fold(word or "") in known for word in words.to_pylist()], bool)


@cache
def _known() -> frozenset[str]:
    return frozenset(map(fold, REACTIONS.content["around"]))
