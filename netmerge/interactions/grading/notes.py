"""Oriented interactions → the grade of each, and why.

Structure decides before phrases do, so that it works in any language:
to how many people the same words went, from how many senders they came,
drafts, several recipients, no text, markup. Phrases decide only short
texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import numbered
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags, Floats, Ints, Texts
from netmerge.interactions.grading.stock import LONGEST as LONGEST_STOCK
from netmerge.interactions.grading.stock import Stock, stock
from netmerge.interactions.grading.templates import PEOPLE, near_copies, people_reached
from netmerge.interactions.grading.wording import Wording, wording
from netmerge.interactions.handles import comparable
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold_array

GRADES = (
    *("personal", "decorated", "canned", "bulk", "group", "draft", "sponsored"),
    *("empty", "received", "meeting", "call", "repeat"),
)
"""Grades.

personal: the owner's own words to one person, the only grade that
resets the clock. decorated: a stock phrase plus a name, an emoji or a
word or two. canned: a stock phrase, a quick reply, a tap, a word or
two. bulk: a form letter. group: to several people at once. draft: never
sent. sponsored: an advertisement. empty: nothing written. received: not
the owner's. meeting, call: contact, but nothing written. repeat: it
stands in another file, and counts there.
"""

SENDERS = 2
"""The same words from so many senders are a quick reply."""

FEWEST_WORDS = 4
"""Fewer words than this are a tap, as Wording.sizes counts them."""

LONGEST_QUICK_REPLY = 8
"""Words; a longer text to several people is a form letter."""

DECORATION = 2
"""Words of one's own beside a stock phrase that still make no note."""

_ADVERTISEMENT = r"spinmail-quill-editor|%(?:FIRST|LAST|FULL)_?NAME%"
_TAGS = "p|div|br|span|a|b|i|strong|em|ul|ol|li|table|tr|td|html|body|img|h[1-6]"
_MARKUP = rf"(?i)<(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>"


class _Rule(NamedTuple):
    """A grade, the interactions that it is for, and its reason."""

    grade: str | Texts
    holds: Flags
    reason: str | Texts


def grade(oriented: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """Grade each interaction.

    Returns `oriented` (see interactions.orient), row by row, with
    `grade` (see GRADES) and `reason`, in words. The first rule that
    holds decides.
    """
    grades = np.full(len(oriented), "personal", object)
    reasons = np.full(len(oriented), "own words to one person", object)
    undecided = np.ones(len(oriented), bool)
    for rule in _rules(oriented, _evidence(oriented, owner)):
        decided = undecided & rule.holds
        grades[decided] = _of(rule.grade, decided)
        reasons[decided] = _of(rule.reason, decided)
        undecided &= ~decided
    return oriented.assign(grade=_text_column(grades), reason=_text_column(reasons))


def _of(texts: str | Texts, rows: Flags) -> str | Texts:
    return texts if isinstance(texts, str) else texts[rows]


def _text_column(texts: Texts) -> ArrowExtensionArray:
    return ArrowExtensionArray(pa.array(texts, TEXT))


@dataclass(frozen=True)
class _Evidence:
    """What is known of each interaction's text, arrays parallel to the interactions.

    `copies` and `near`: people to whom the owner sent the same words,
    or nearly the same. `senders`: different people, the owner one of
    them, who sent these words. `words`: how much it says, `length`: how
    many words it has. `added`: it is a quick reply or stock phrase to
    which a name or an emoji was added. `phrase`: it holds a stock
    phrase, `own`: words of its own beside that.
    """

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
    form = wordings.form  # (interactions,) the number of the wording of each
    was_sent = ~flags(oriented["draft"]) & ~flags(oriented["sponsored"])
    counted = was_sent & oriented["repeat"].isna().to_numpy(dtype=bool)
    out = equals(oriented["direction"], "out")
    sent, got = counted & out, counted & equals(oriented["direction"], "in")
    person = _people(oriented)
    the_owner = person.max(initial=0) + 1
    sender = np.where(out, the_owner, person)
    either = sent | got
    phrases = _stock(wordings)
    # (wordings,) whether it stands somewhere without name and emoji
    bare = phrases.nameless.copy()
    bare[form[either & ~wordings.named & ~wordings.emoji]] = True
    return _Evidence(
        copies=people_reached(form[sent], person[sent], len(wordings))[form],
        near=near_copies(wordings, form[sent], person[sent])[form],
        senders=people_reached(form[either], sender[either], len(wordings))[form],
        words=wordings.sizes[form],
        length=wordings.lengths[form],
        added=(wordings.named | wordings.emoji) & bare[form],
        phrase=phrases.phrase[form],
        own=phrases.own[form],
    )


def _stock(wordings: Wording) -> Stock:
    """Stock phrases in the short wordings; the long ones hold none."""
    is_short = (wordings.lengths > 0) & (wordings.lengths <= LONGEST_STOCK)
    short = np.flatnonzero(is_short)
    found = stock(wordings.texts(short))
    phrase = np.zeros(len(wordings), bool)
    phrase[short] = found.phrase
    nameless = np.zeros(len(wordings), bool)
    nameless[short] = found.nameless
    own = np.full(len(wordings), LONGEST_STOCK)
    own[short] = found.own
    return Stock(phrase=phrase, own=own, nameless=nameless)


def _rules(oriented: pd.DataFrame, found: _Evidence) -> list[_Rule]:
    """The rules in order: what it is, then its words, then its phrases."""
    text = arrow(oriented["text"])
    kind = oriented["kind"]
    recipients = oriented["recipients"].to_numpy(dtype=np.int64)
    out = equals(oriented["direction"], "out")
    repeat = oriented["repeat"].notna().to_numpy(dtype=bool)
    written = flags(pc.not_equal(pc.utf8_trim_whitespace(text), ""))
    sponsored = flags(oriented["sponsored"]) | _matches(text, _ADVERTISEMENT)
    quick = np.where(found.added, "decorated", "canned").astype(object)
    is_quick = (found.length <= LONGEST_QUICK_REPLY) | (found.senders >= SENDERS)
    letter = np.where(is_quick, quick, "bulk").astype(object)
    to_people = _worded("to ", recipients, " people at once")
    copied = _worded("the same words went to ", found.copies, " people")
    offered = _worded("the same words came from ", found.senders, " senders")
    nearly = "nearly the same words went to three or more people"
    only_stock = found.phrase & (found.own == 0)
    hardly_more = found.phrase & (found.own <= DECORATION)
    return [
        _Rule("repeat", repeat, "the same message stands in another file"),
        _Rule("sponsored", sponsored, "an advertisement, a newsletter or a list"),
        _Rule("meeting", equals(kind, "meeting"), "a meeting, nothing written"),
        _Rule("call", equals(kind, "call"), "a call, nothing written"),
        _Rule("received", ~out, "not written by the owner"),
        _Rule("draft", flags(oriented["draft"]), "a draft, never sent"),
        _Rule("canned", equals(kind, "endorsement"), "an endorsement is a tap"),
        _Rule("empty", ~written, "nothing written"),
        _Rule("group", recipients > 1, to_people),
        _Rule("bulk", _matches(text, _MARKUP), "a text with markup"),
        _Rule(letter, found.copies >= PEOPLE, copied),
        _Rule(quick, found.senders >= SENDERS, offered),
        _Rule(letter, found.near >= PEOPLE, nearly),
        _Rule(quick, only_stock, "a stock phrase"),
        _Rule("decorated", hardly_more, "a stock phrase with a word or two"),
        _Rule("canned", found.words < FEWEST_WORDS, "no more than a few words"),
    ]


def _people(oriented: pd.DataFrame) -> Ints:
    """A number for each other party, by handle or name; -1 for nobody."""
    names = fold_array(oriented["counterpart_name"])
    handles = comparable(oriented["counterpart_handle"])
    return numbered(pc.coalesce(handles, names))


def _matches(text: pa.Array, pattern: str) -> Flags:
    return flags(pc.match_substring_regex(text, pattern))


def _worded(before: str, numbers: Ints, after: str) -> Texts:
    texts = before + pd.Series(numbers).astype(str) + after
    return texts.to_numpy(dtype=object)
