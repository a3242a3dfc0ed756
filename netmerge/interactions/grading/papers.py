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
from netmerge.words import PAPERS, Words

LONGEST = 250
"""Words; a longer text is a letter, whatever stands in it."""

SHARE = 12
"""One word in so many is of a paper, in a paper."""

_LOOKED_AT = 3000
"""Characters of a text in which its build is looked for."""

_MONEY = (
    r"€|\$|£|¥|₹|₺|₽|₩|₴|zł|Kč|Ft|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|BRL|INR|kr|lei|"
    r"TL|руб|грн|Euro|euros?|元|円|원|บาท|Rp|VND|THB|JPY|CNY|RMB|KRW|IDR|SAR|AED|ILS|₫|₱|฿|₾|₸"
)
_DAY = (
    r"\p{Nd}{1,2}[/.]\p{Nd}{1,2}(?:[/.]\p{Nd}{2,4})?|\p{Nd}{1,2}\.? \p{L}{3,10} \p{Nd}{4}|"
    r"\p{Nd}{1,2} de \p{L}{4,10}"
)
_CLOCK = r"\p{Nd}{1,2}[:h]\p{Nd}{2}|klo? ?\.? ?\p{Nd}{1,2}(?:[.:]\p{Nd}{2})?"
_ASIAN_DAY = r"\p{Nd}{1,2} ?[月월] ?\p{Nd}{1,2} ?[日일号號]|\p{Nd}{1,2} ?[时時시点點]"
_LABELLED = r"[^\n:：]{2,30}[:：] ?\S"
_BUILD = (
    rf"(?:{_MONEY})\.?\s?\p{{Nd}}|\p{{Nd}}\s?(?:{_MONEY})(?:\P{{L}}|$)",
    r"\b\p{Nd}{4,}\b|\b[A-Z]{1,5}[- ]?\p{Nd}{4,}|\p{Nd}{3,}[-/]\p{Nd}{3,}|\b\p{Nd}+[A-Z]+\p{Nd}",
    r"https?://|www\.|\b[a-z0-9-]{2,30}\.(?:com|example|org|net|io|eu|de|fr|pt|es|it|nl)\b",
    rf"\b(?:{_CLOCK})\b|\b(?:{_DAY})(?:\P{{L}}|$)|{_ASIAN_DAY}",
    rf"(?s)(?:^|\n){_LABELLED}.*\n{_LABELLED}",
    r"^\s*(?:【[^】\n]{1,20}】|\[[^\]\n]{0,8}발신\])|【[^】\n]{1,20}】\s*$",
)
"""Amounts, references, links, times, lines with labels, the sender in brackets as text
messages of firms have it.
"""

_OFFICIAL = 2
"""What a greeting to nobody and a department below count as, in words."""

_SIGNS_TO_A_WORD = 2.5
"""Signs of scripts without blanks, about."""


def are_papers(texts: pa.Array, wordings: Wording) -> Flags:
    """(messages,) which are papers; who asks something writes a letter."""
    found = np.zeros(len(wordings.form), bool)
    words, speaker = (_counts(wordings, these) for these in _lists())
    length = wordings.lengths
    signs = _counts_of(wordings, wordings.signs > 0)
    may_be = ((words > 0) | (signs > 0)) & (length <= LONGEST)
    rows = np.flatnonzero(may_be[wordings.form] & ~wordings.question)
    if not len(rows):
        return found
    text = pc.utf8_slice_codeunits(texts.take(pa.array(rows)), 0, _LOOKED_AT)
    build = np.zeros(len(rows), np.int64)
    for pattern in _BUILD:
        build += flags(pc.match_substring_regex(text, pattern))
    said = words[wordings.form[rows]]
    said += np.asarray(pc.count_substring_regex(text, _pieces())).astype(np.int64)
    said += _OFFICIAL * _official(text)
    dense = said * SHARE >= (length - signs * (1 - 1 / _SIGNS_TO_A_WORD))[wordings.form[rows]]
    is_one = ((said >= 2) & (build >= 1)) | ((said >= 1) & (build >= 2)) | (said >= 4)
    # who speaks of himself may tell of such things
    of_oneself = speaker[wordings.form[rows]] > 0
    of_oneself |= flags(pc.match_substring_regex(text, _spoken()))
    for_sure = (said >= 3) & (build >= 2) | (said >= 4) & (build >= 1)
    found[rows] = dense & np.where(of_oneself, for_sure, is_one)
    return found


@cache
def _pieces() -> str:
    return "|".join(sorted(PAPERS.content.pieces))


@cache
def _spoken() -> str:
    return "|".join(sorted(PAPERS.content.speaker_pieces))


def _official(texts: pa.Array) -> Ints:
    """(texts,) how many hold: nobody is greeted by name, a department signs."""
    greeting, signed = _frame()
    counts = flags(pc.match_substring_regex(texts, greeting)).astype(np.int64)
    counts += flags(pc.match_substring_regex(texts, signed))
    return counts


@cache
def _frame() -> tuple[str, str]:
    """Patterns (RE2) of a text that greets nobody by name, and of one whose last line
    is a department.
    """
    nobody, departments = PAPERS.content.to_nobody, PAPERS.content.departments
    return (
        rf"(?i)^\s*(?:{_either(nobody)})\s*[,:;.!\n]",
        rf"(?i)\n\s*(?:{_either(departments)})(?: [^\n.,!?]{{1,40}})?\s*$",
    )


def _either(phrases: Words) -> str:
    return "|".join(sorted(phrases))


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
