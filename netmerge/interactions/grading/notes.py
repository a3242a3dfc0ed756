"""Oriented interactions in; the grade of each, and why, out: personal notes told from everything
that is none.

Structure decides before phrases do, so that it works in any language: to how many people the same
words went, from how many senders they came, drafts, several recipients, no text, markup. Phrases
decide only short texts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.types import Flags, Floats, Ints, Texts
from netmerge.interactions.grading.stock import LONGEST as LONGEST_STOCK
from netmerge.interactions.grading.stock import Stock, stock
from netmerge.interactions.grading.templates import PEOPLE, near_copies, people_reached
from netmerge.interactions.grading.wording import Wording, wording
from netmerge.interactions.handles import comparable
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold

GRADES = (
    *("personal", "decorated", "canned", "bulk", "group", "draft", "sponsored"),
    *("empty", "received", "meeting", "call", "repeat"),
)
"""personal: the owner's own words to one person, the only grade that resets the clock. decorated:
a stock phrase plus a
name, an emoji or a word or two. canned: a stock phrase, a suggestion, a tap, a word or two. bulk:
a form letter. group: to several people at once. draft: never sent. sponsored: an advertisement.
empty: nothing written. received: not the owner's. meeting, call: contact, but nothing written.
repeat: it stands in another file, and counts there.
"""

SENDERS = 2
"""The same words from so many senders are a suggestion of the service."""

FEWEST_WORDS = 4
"""Fewer words than this (single letters not counted, two characters of an unspaced script as one)
are a tap.
"""

LONGEST_SUGGESTION = 8
"""Words; what the service suggests is short, a longer text that went to several people is the
owner's form letter.
"""

DECORATION = 2
"""Words of one's own beside a stock phrase that still make no note."""

_ADVERTISEMENT = r"spinmail-quill-editor|%(?:FIRST|LAST|FULL)_?NAME%"
_MARKUP = r"(?i)<(?:p|div|br|span|a|b|i|strong|em|ul|ol|li|table|tr|td|html|body|img|h[1-6])(?:\s[^<>]{0,500})?/?>"


def grade(oriented: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """Grade each interaction: `oriented` (see interactions.orient) with `grade` (see GRADES) and
    `reason`, in words.
    """
    evidence = _evidence(oriented, owner)
    grades, reasons = (
        np.full(len(oriented), "personal", object),
        np.full(len(oriented), "own words to one person", object),
    )
    undecided = np.ones(len(oriented), bool)
    for name, rows, reason in _rules(oriented, evidence):
        chosen = undecided & rows
        grades[chosen] = name[chosen] if isinstance(name, np.ndarray) else name
        reasons[chosen] = reason[chosen] if isinstance(reason, np.ndarray) else reason
        undecided &= ~chosen
    columns = {"grade": grades, "reason": reasons}
    return oriented.assign(
        **{
            name: pd.array(pa.array(values, TEXT), dtype=pd.ArrowDtype(TEXT))
            for name, values in columns.items()
        }
    )


@dataclass(frozen=True)
class _Evidence:
    """What is known of each interaction's text, arrays parallel to the interactions."""

    copies: Ints
    near: Ints
    senders: Ints
    words: Floats
    length: Ints
    added: Flags
    phrase: Flags
    own: Ints


def _evidence(oriented: pd.DataFrame, owner: Owner) -> _Evidence:
    wordings = wording(oriented["text"], oriented["counterpart_name"], owner.names)
    form, forms = wordings.form, len(wordings.starts) - 1
    counted = (
        ~_flag(oriented["draft"])
        & ~_flag(oriented["sponsored"])
        & oriented["repeat"].isna().to_numpy(dtype=bool)
    )
    out = _is(oriented["direction"], "out")
    person = _people(oriented)
    sent, got = counted & out, counted & _is(oriented["direction"], "in")
    sender = np.where(out, person.max(initial=0) + 1, person)
    bare = np.zeros(forms, bool)
    bare[form[(sent | got) & ~wordings.named & ~wordings.emoji]] = True
    phrases = _stock(wordings)
    return _Evidence(
        copies=people_reached(form[sent], person[sent], forms)[form],
        near=near_copies(wordings, form[sent], person[sent])[form],
        senders=people_reached(form[sent | got], sender[sent | got], forms)[form],
        words=wordings.sizes[form],
        length=wordings.lengths[form],
        added=(wordings.named | wordings.emoji) & (bare | phrases.nameless)[form],
        phrase=phrases.phrase[form],
        own=phrases.own[form],
    )


def _stock(wordings: Wording) -> Stock:
    """Stock phrases in the short wordings; the long ones hold none."""
    forms = len(wordings.starts) - 1
    short = np.flatnonzero((wordings.lengths > 0) & (wordings.lengths <= LONGEST_STOCK))
    found = stock(wordings.texts(short))
    phrase, own, nameless = (
        np.zeros(forms, bool),
        np.full(forms, LONGEST_STOCK),
        np.zeros(forms, bool),
    )
    phrase[short], own[short], nameless[short] = found.phrase, found.own, found.nameless
    return Stock(phrase=phrase, own=own, nameless=nameless)


def _rules(
    oriented: pd.DataFrame, found: _Evidence
) -> list[tuple[str | Texts, Flags, str | Texts]]:
    """Grade, the rows it is for, reason; the first rule that holds decides."""
    text = arrow(oriented["text"])
    blank = np.asarray(pc.equal(pc.fill_null(pc.utf8_trim_whitespace(text), ""), ""), bool)
    recipients = oriented["recipients"].to_numpy(dtype=np.int64)
    tap = np.where(found.added, "decorated", "canned").astype(object)
    letter = np.where(
        (found.length <= LONGEST_SUGGESTION) | (found.senders >= SENDERS), tap, "bulk"
    ).astype(object)
    return [
        (
            "repeat",
            oriented["repeat"].notna().to_numpy(dtype=bool),
            "the same message stands in another file",
        ),
        ("sponsored", _sponsored(oriented, text), "an advertisement, a newsletter or a list"),
        ("meeting", _is(oriented["kind"], "meeting"), "a meeting, nothing written"),
        ("call", _is(oriented["kind"], "call"), "a call, nothing written"),
        ("received", ~_is(oriented["direction"], "out"), "not written by the owner"),
        ("draft", _flag(oriented["draft"]), "a draft, never sent"),
        ("canned", _is(oriented["kind"], "endorsement"), "an endorsement is a tap"),
        ("empty", blank, "nothing written"),
        ("group", recipients > 1, _worded("to ", recipients, " people at once")),
        ("bulk", _matches(text, _MARKUP), "a text with markup"),
        (
            letter,
            found.copies >= PEOPLE,
            _worded("the same words went to ", found.copies, " people"),
        ),
        (
            tap,
            found.senders >= SENDERS,
            _worded("the same words came from ", found.senders, " senders"),
        ),
        (letter, found.near >= PEOPLE, "nearly the same words went to three or more people"),
        (tap, found.phrase & (found.own == 0), "a stock phrase"),
        (
            "decorated",
            found.phrase & (found.own <= DECORATION),
            "a stock phrase with a word or two",
        ),
        ("canned", found.words < FEWEST_WORDS, "no more than a few words"),
    ]


def _sponsored(oriented: pd.DataFrame, text: pa.Array) -> Flags:
    return _flag(oriented["sponsored"]) | _matches(text, _ADVERTISEMENT)


def _people(oriented: pd.DataFrame) -> Ints:
    """A number for each other party: by handle, by folded name where there is none, -1 where
    nobody is named.
    """
    names = unique_map(arrow(oriented["counterpart_name"]), lambda name: fold(name) or None)
    party = pc.coalesce(comparable(oriented["counterpart_handle"]), names)
    return numbered(party)


def _flag(values: pd.Series[bool]) -> Flags:
    return np.asarray(pc.fill_null(arrow(values), False), bool)


def _is(values: pd.Series[str], wanted: str) -> Flags:
    return np.asarray(pc.fill_null(pc.equal(arrow(values), wanted), False), bool)


def _matches(text: pa.Array, pattern: str) -> Flags:
    return np.asarray(pc.fill_null(pc.match_substring_regex(text, pattern), False), bool)


def _worded(before: str, numbers: Ints, after: str) -> Texts:
    return (before + pd.Series(numbers).astype(str) + after).to_numpy(dtype=object)
