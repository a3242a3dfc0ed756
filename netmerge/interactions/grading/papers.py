"""Texts and their wordings → which are papers: codes, receipts, orders, reminders,
invitations, newsletters, which an office or a program wrote.

Their words alone are anybody's (`Your parcel is here`). What tells a paper is its
build beside them: amounts, references, links, times, lines with labels.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.grading.stems import Stems, folded, marked
from netmerge.interactions.grading.wording import Wording
from netmerge.words import PAPERS

LONGEST = 250
"""Words; a longer text is a letter, whatever stands in it."""

SHARE = 12
"""One word in so many is of a paper, in a paper."""

_LOOKED_AT = 3000
"""Characters of a text in which its build is looked for."""

_MONEY = (
    r"€|\$|£|¥|₹|₺|₽|₩|₴|zł|Kč|Ft|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|BRL|INR|kr|lei|"
    r"TL|руб|грн|Euro|euros?"
)
_DAY = r"\p{Nd}{1,2}[/.]\p{Nd}{1,2}(?:[/.]\p{Nd}{2,4})?|\p{Nd}{1,2}\.? \p{L}{3,10} \p{Nd}{4}"
_LABELLED = r"[^\n:：]{2,30}[:：] ?\S"
_BUILD = (
    rf"(?:{_MONEY})\.?\s?\p{{Nd}}|\p{{Nd}}\s?(?:{_MONEY})(?:\P{{L}}|$)",
    r"\b\p{Nd}{4,}\b|\b[A-Z]{1,5}[- ]?\p{Nd}{4,}|\p{Nd}{3,}[-/]\p{Nd}{3,}|\b\p{Nd}+[A-Z]+\p{Nd}",
    r"https?://|www\.|\b[a-z0-9-]{2,30}\.(?:com|example|org|net|io|eu|de|fr|pt|es|it|nl)\b",
    rf"\b\p{{Nd}}{{1,2}}[:h]\p{{Nd}}{{2}}\b|\b(?:{_DAY})\b",
    rf"(?s)(?:^|\n){_LABELLED}.*\n{_LABELLED}",
)
"""Amounts, references, links, times, lines with labels."""


def are_papers(texts: pa.Array, wordings: Wording) -> Flags:
    """(messages,) which are papers; who asks something writes a letter."""
    found = np.zeros(len(wordings.form), bool)
    words, speaker = (_counts(wordings, these) for these in _lists())
    length = wordings.lengths
    signs = _counts_of(wordings, wordings.signs > 0) > 0
    may_be = ((words > 0) | signs) & (length <= LONGEST)
    rows = np.flatnonzero(may_be[wordings.form] & ~wordings.question)
    if not len(rows):
        return found
    text = pc.utf8_slice_codeunits(texts.take(pa.array(rows)), 0, _LOOKED_AT)
    build = np.zeros(len(rows), np.int64)
    for pattern in _BUILD:
        build += flags(pc.match_substring_regex(text, pattern))
    said = words[wordings.form[rows]]
    said += np.asarray(pc.count_substring_regex(text, _pieces())).astype(np.int64)
    dense = said * SHARE >= length[wordings.form[rows]]
    is_one = ((said >= 2) & (build >= 1)) | ((said >= 1) & (build >= 2)) | (said >= 4)
    # who speaks of himself may tell of such things
    of_oneself = speaker[wordings.form[rows]] > 0
    for_sure = (said >= 3) & (build >= 2) | (said >= 4) & (build >= 1)
    found[rows] = dense & np.where(of_oneself, for_sure, is_one)
    return found


@cache
def _pieces() -> str:
    return "|".join(sorted(PAPERS.content.pieces))


def _counts(wordings: Wording, these: tuple[Stems, Flags]) -> Ints:
    """(wordings,) how many words of each are among some."""
    stems, among = these
    return _counts_of(wordings, marked(among, stems.numbers(wordings.vocabulary)))


def _counts_of(wordings: Wording, codes: Flags) -> Ints:
    whose = np.repeat(np.arange(len(wordings)), wordings.lengths)
    counted: Ints = np.bincount(whose[codes[wordings.words]], minlength=len(wordings))
    return counted


@cache
def _lists() -> tuple[tuple[Stems, Flags], tuple[Stems, Flags]]:
    """The words of papers, and those of who speaks of himself."""
    lists = []
    for words in (PAPERS.content.words, PAPERS.content.speaker):
        forms = folded(words)
        stems = Stems(forms)
        lists.append((stems, stems.among(forms)))
    return lists[0], lists[1]
