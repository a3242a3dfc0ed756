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
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.interactions.grading.arrangements import are_arrangements
from netmerge.interactions.grading.formulas import are_formulas
from netmerge.interactions.grading.notices import are_notices
from netmerge.interactions.grading.papers import are_papers
from netmerge.interactions.grading.passed_on import (
    are_chains,
    are_dialogues,
    are_forwarded,
    are_headed,
    are_jokes,
    are_polls,
    are_with_own_line,
)
from netmerge.interactions.grading.reactions import are_reactions
from netmerge.interactions.grading.sentences import in_any_order, runs_in_common, sentences
from netmerge.interactions.grading.signatures import without_signatures
from netmerge.interactions.grading.spells import PEOPLE, to_many, to_several
from netmerge.interactions.grading.stock import LONGEST as LONGEST_STOCK
from netmerge.interactions.grading.stock import Stock, stock
from netmerge.interactions.grading.templates import near_copies, people_reached
from netmerge.interactions.grading.wording import Wording, wording
from netmerge.interactions.handles import comparable
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold_array

GRADES = (
    *("personal", "decorated", "canned", "auto", "bulk", "group", "draft", "sponsored"),
    *("empty", "received", "meeting", "call", "repeat"),
)
"""Grades.

personal: the owner's own words to one person, the only grade that
resets the clock. decorated: a stock phrase plus a name, an emoji or a
word or two. canned: a stock phrase, a quick reply, a tap, a word or
two. auto: written by a machine, such as an answer out of office. bulk: a
form letter. group: to several people at once. draft: never sent, or to
oneself alone. sponsored: an advertisement. empty: nothing written.
received: not the owner's. meeting, call: contact, but nothing written.
repeat: it stands in another file, and counts there.
"""

SENDERS = 2
"""The same words from so many senders are a quick reply."""

LETTERS = 12
"""Letters that a note has at least, stock phrases and names not counted."""

LETTERS_IF_CLEAR = 6
"""The same where there is a question mark or a name: How is Lena?"""

SIGNS = 5
"""The same in scripts of which a few signs say much."""

LONGEST_QUICK_REPLY = 8
"""Words; a longer text to several people is a form letter."""

_ADVERTISEMENT = r"spinmail-quill-editor|%(?:FIRST|LAST|FULL)_?NAME%"
_TAGS = "p|div|br|span|a|b|i|strong|em|ul|ol|li|table|tr|td|html|body|img|h[1-6]"
_A_FILE = (
    r"^[\x{200E}\x{200F}\s]*[^\s/\\]{1,100}\."
    r"(?i:jpe?g|png|webp|gif|heic|mp4|mov|3gp|opus|ogg|mp3|m4a|aac|amr|pdf|"
    r"vcf|docx?|xlsx?|pptx?|zip|thumb)(?:\s*[(<\[][^()<>\[\]]{0,60}[)>\]])?\s*$"
)
"""The name of a file, and what stands in brackets behind it: (file attached)."""

_MARKUP = rf"(?i)<(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>"


VERBATIM = 16
"""Words that nobody finds again years later: from so many on, the same text to
several people is a letter at whatever time.
"""

_DAY = 86_400_000_000  # microseconds


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
    if not len(oriented):  # nothing has to be read for that
        return oriented.assign(grade=_text_column([]), reason=_text_column([]))
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


def _text_column(texts: Texts | list[str]) -> ArrowExtensionArray:
    return ArrowExtensionArray(pa.array(texts, TEXT))


@dataclass(frozen=True)
class _Evidence:
    """What is known of each interaction's text, arrays parallel to the
    interactions.

    `copies`: people to whom the owner sent the same words. `same`, `near`
    and `run`: these words, nearly the same, or a long run of them went to
    several people (see spells). `senders`: different people, the owner one of
    them, who sent these words. `length`: how many words it has, closing
    and signature left out. `reaction`: a tap on another message, written
    out. `added`: it is a quick reply or stock phrase to which a name or an
    emoji was added. `phrase`: a sentence begins with a stock phrase,
    `only`: nothing stands beside it. `enough`: it says enough without.
    `forwarded`: others wrote it.
    `formula`: it is made of the usual words of a formula and asks nothing.
    `chain`: it asks to be passed on to many. `notice`: a program wrote it into
    the chat. `paper`: an office or a program
    wrote it.
    """

    copies: Ints
    same: Flags
    near: Flags
    run: Flags
    senders: Ints
    length: Ints
    reaction: Flags
    added: Flags
    phrase: Flags
    only: Flags
    enough: Flags
    formula: Flags
    chain: Flags
    notice: Flags
    forwarded: Flags
    paper: Flags


def _evidence(oriented: pd.DataFrame, owner: Owner) -> _Evidence:
    was_sent = ~flags(oriented["draft"]) & ~flags(oriented["sponsored"])
    was_sent &= ~flags(oriented["automatic"])
    counted = was_sent & oriented["repeat"].isna().to_numpy(dtype=bool)
    out = equals(oriented["direction"], "out")
    sent, got = counted & out, counted & equals(oriented["direction"], "in")
    person, day = _people(oriented), _days(oriented)
    texts = without_signatures(oriented["text"], person, day, out & was_sent, owner.names)
    wordings = wording(texts, oriented["counterpart_name"], owner.names)
    form = wordings.form  # (interactions,) the number of the wording of each
    the_owner = person.max(initial=0) + 1
    sender = np.where(out, the_owner, person)
    either = sent | got
    same, near, run = _letters(wordings, form, person, day, sent & (person >= 0))
    phrases = _stock(wordings)
    # (wordings,) whether it stands somewhere without name and emoji
    bare = phrases.nameless.copy()
    bare[form[either & ~wordings.named & ~wordings.emoji]] = True
    return _Evidence(
        copies=people_reached(form[sent], person[sent], len(wordings))[form],
        same=same,
        near=near,
        run=run,
        senders=people_reached(form[either], sender[either], len(wordings))[form],
        length=wordings.lengths[form],
        reaction=are_reactions(oriented["text"], person),
        added=(wordings.named | wordings.emoji) & bare[form],
        phrase=phrases.phrase[form],
        only=(phrases.letters + phrases.signs == 0)[form],
        enough=_enough(phrases, form, wordings.named | wordings.question),
        formula=_formulas(arrow(texts), wordings),
        chain=are_chains(wordings)[form] & ~wordings.question,
        notice=are_notices(wordings)[form] & ~wordings.question,
        forwarded=_passed_on(arrow(texts), wordings),
        paper=are_papers(arrow(texts), wordings),
    )


def _formulas(texts: pa.Array, wordings: Wording) -> Flags:
    """(interactions,) which are made of usual words, and ask nothing."""
    found: Flags = are_formulas(wordings, closings=True)[wordings.form]
    found |= are_arrangements(texts, wordings)
    return found & ~wordings.question


def _passed_on(texts: pa.Array, wordings: Wording) -> Flags:
    """(interactions,) which others wrote: mails, jokes."""
    marked = are_forwarded(wordings)[wordings.form] & ~are_with_own_line(texts)
    found: Flags = marked | are_jokes(texts, wordings)
    found |= are_headed(texts) | (are_dialogues(texts) & ~wordings.named)
    return found


def _letters(
    wordings: Wording,
    form: Ints,
    person: Ints,
    day: Ints,
    sent: Flags,
) -> tuple[Flags, Flags, Flags]:
    """(interactions,) which are form letters: by the same words, by nearly the
    same, and by most of the words in common.
    """
    form, person, day = form[sent], person[sent], day[sent]
    said = sentences(wordings)
    words = in_any_order(wordings, said)[form]
    long = wordings.lengths[form] >= VERBATIM
    is_letter = to_several(words, person, day) | to_many(words, person)
    is_letter |= long & to_many(words, person, PEOPLE)
    told = (
        is_letter,
        near_copies(wordings, said, form, person, day),
        runs_in_common(wordings, said, form, person, day),
    )
    same, near, run = np.zeros((3, len(sent)), bool)
    same[sent], near[sent], run[sent] = told
    return same, near, run


def _enough(left: Stock, form: Ints, clear: Flags) -> Flags:
    """Which messages say enough without their stock phrases; `clear` ones need
    less.
    """
    needed = np.where(clear, LETTERS_IF_CLEAR, LETTERS)
    said = left.letters[form] / needed + left.signs[form] / SIGNS
    enough: Flags = said >= 1
    return enough


def _stock(wordings: Wording) -> Stock:
    """Stock phrases in the wordings; the long ones hold none."""
    is_short = wordings.lengths <= LONGEST_STOCK
    short = np.flatnonzero(is_short)
    found = stock(wordings, short)
    phrase, nameless = np.zeros((2, len(wordings)), bool)
    phrase[short], nameless[short] = found.phrase, found.nameless
    letters, signs = np.full((2, len(wordings)), LETTERS)
    letters[short], signs[short] = found.letters, found.signs
    return Stock(phrase=phrase, nameless=nameless, letters=letters, signs=signs)


def _rules(oriented: pd.DataFrame, found: _Evidence) -> list[_Rule]:
    """The rules in order: what it is, then its words, then its phrases."""
    text = arrow(oriented["text"])
    kind = oriented["kind"]
    recipients = oriented["recipients"].to_numpy(dtype=np.int64)
    out = equals(oriented["direction"], "out")
    addressed = oriented[["recipient_names", "recipient_handles"]].notna().any(axis=1)
    to_self = (recipients == 0) & addressed.to_numpy(dtype=bool)
    known = oriented["direction"].notna().to_numpy(dtype=bool)
    repeat = oriented["repeat"].notna().to_numpy(dtype=bool)
    written = flags(pc.not_equal(pc.utf8_trim_whitespace(text), ""))
    sponsored = flags(oriented["sponsored"]) | _matches(text, _ADVERTISEMENT)
    quick = np.where(found.added, "decorated", "canned").astype(object)
    is_short = found.length <= LONGEST_QUICK_REPLY
    is_quick = is_short | (found.senders >= SENDERS)
    letter = np.where(is_quick, quick, "bulk").astype(object)
    to_people = _worded("to ", recipients, " people at once")
    copied = _worded("the same words went to ", found.copies, " people")
    offered = _worded("the same words came from ", found.senders, " senders")
    common = "a long run of these words went to three or more people"
    nearly = "nearly the same words went to three or more people"
    nothing_else = found.length == 0
    return [
        _Rule("repeat", repeat, "the same message stands in another file"),
        _Rule("personal", equals(kind, "note"), "logged by you"),
        _Rule("sponsored", sponsored, "an advertisement, a newsletter or a list"),
        _Rule("auto", flags(oriented["automatic"]), "an automatic answer, which a machine wrote"),
        _Rule("meeting", equals(kind, "meeting"), "a meeting, nothing written"),
        _Rule("meeting", equals(kind, "event"), "an event of your calendar, with nobody named"),
        _Rule("call", equals(kind, "call"), "a call, nothing written"),
        _Rule("received", ~out & known, "not written by the owner"),
        _Rule("received", ~out, "the owner is not known, nor who wrote it"),
        _Rule("draft", flags(oriented["draft"]), "a draft, never sent"),
        _Rule("canned", equals(kind, "endorsement"), "an endorsement is a tap"),
        _Rule("empty", ~written, "nothing written"),
        _Rule("draft", to_self, "sent to nobody but yourself"),
        _Rule("group", recipients > 1, to_people),
        _Rule("canned", found.reaction, "a tap on another message"),
        _Rule("empty", _matches(text, _A_FILE), "a file and nothing else"),
        _Rule("canned", are_polls(text), "a poll"),
        _Rule("bulk", _matches(text, _MARKUP), "a text with markup"),
        _Rule(letter, found.same, copied),
        _Rule(quick, is_short & (found.senders >= SENDERS), offered),
        _Rule(letter, found.near, nearly),
        _Rule("bulk", found.run, common),
        _Rule("canned", found.notice, "a sentence that the program wrote itself"),
        _Rule("bulk", found.chain, "a chain letter, which asks to be passed on"),
        _Rule("auto", found.paper, "a paper, which an office or a program wrote"),
        _Rule("bulk", found.forwarded, "passed on, others wrote it"),
        _Rule("canned", nothing_else, "no words of its own"),
        _Rule(quick, found.phrase & found.only, "a stock phrase"),
        _Rule(quick, found.formula, "nothing but the usual words of a formula"),
        _Rule("decorated", found.phrase & ~found.enough, "a stock phrase with a word or two"),
        _Rule("canned", ~found.enough, "no more than a few words"),
    ]


def _people(oriented: pd.DataFrame) -> Ints:
    """A number for each other party, by handle or name; -1 for nobody."""
    names = fold_array(oriented["counterpart_name"])
    handles = comparable(oriented["counterpart_handle"])
    return numbered(pc.coalesce(handles, names))


def _days(oriented: pd.DataFrame) -> Ints:
    """(interactions,) the day of each, counted from 1970."""
    moment = arrow(oriented["date"]).cast(pa.timestamp("us")).cast(pa.int64())
    return np.asarray(pc.fill_null(moment, 0)) // _DAY


def _matches(text: pa.Array, pattern: str) -> Flags:
    return flags(pc.match_substring_regex(text, pattern))


def _worded(before: str, numbers: Ints, after: str) -> Texts:
    texts = before + pd.Series(numbers).astype(str) + after
    return texts.to_numpy(dtype=object)
