"""Company names and job titles as written → as shown, and their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.text.folding import LONGEST, fold, fold_latin, strip_decoration
from netmerge.words import COMPANIES, CONJUNCTIONS, TITLES

_AND = re.compile(r"\s?[&+＆]\s?")
_LONGEST_PLAIN = 100
_LONGEST_DOTTED = 4


def display(text: str) -> str | None:
    """A company or job title as one would show it, without stray punctuation."""
    return strip_decoration(text).strip(" ,;|•·-–—_*\t") or None


def company_key(text: str) -> str | None:
    """The words that tell one company from another; None for no name.

    Folded, without legal form and filler, abbreviations written out: Acme
    Holdings Pvt. Ltd. → acme, 株式会社東芝 → dongzhi. A name of such words alone
    keeps them.
    """
    if len(text) > LONGEST:
        return None
    plain = strip_decoration(text)
    if not plain.isascii():
        plain = _without_native_forms(plain)
    spelled_out = _AND.sub(" and ", plain)
    parts = _join_initials(fold(spelled_out).split())
    kept = _without_forms(_without_filler(parts))
    table = COMPANIES.content.abbreviations
    return " ".join(table.get(part, part) for part in kept) or None


def company_keys(values: Any) -> pa.Array:
    """`company_key` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, company_key, quick=_plain_company_keys)


def title_key(text: str) -> str | None:
    """A job title folded, written out: Sr. VP → senior vice president."""
    if len(text) > LONGEST:
        return None
    table = TITLES.content.abbreviations
    without_and = _AND.sub(" ", text)
    parts = _join_initials(fold(without_and).split())
    small_words = TITLES.content.small_words
    kept = [table.get(part, part) for part in parts if part not in small_words]
    return " ".join(kept) or None


def title_keys(values: Any) -> pa.Array:
    """`title_key` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, title_key, quick=_plain_title_keys)


def _plain_company_keys(texts: pa.Array) -> pa.Array:
    """The keys of names of ordinary words and a legal form; else null."""
    bare = pc.replace_substring_regex(pc.ascii_lower(texts), _form_at_end(), "")
    return _of_ordinary_words(bare, _company_words())


def _plain_title_keys(texts: pa.Array) -> pa.Array:
    """The keys of titles of ordinary words; null for all others."""
    return _of_ordinary_words(texts, _title_words())


def _of_ordinary_words(texts: pa.Array, others: frozenset[str]) -> pa.Array:
    """The texts folded; null for long ones, and with a lone letter or an other
    word.
    """
    folded = fold_latin(texts)
    either = "|".join(sorted(others))
    odd = pc.match_substring_regex(folded, rf"\b(?:[a-z0-9]|{either})\b")
    odd = pc.or_(odd, pc.greater(pc.utf8_length(texts), _LONGEST_PLAIN))
    return pc.if_else(odd, NO_TEXT, folded)


@cache
def _form_at_end() -> str:
    """A pattern for one legal form at the end of a name: Ltd, S.A."""
    forms = sorted(COMPANIES.content.legal_forms)
    dotted = [r"\.".join(form) for form in forms if len(form) <= _LONGEST_DOTTED]
    either = "|".join(forms + dotted)
    return rf",? (?:{either})\.?$"


@cache
def _company_words() -> frozenset[str]:
    """The words of which `company_key` makes something else, or nothing."""
    known = COMPANIES.content
    return frozenset(known.abbreviations).union(
        known.legal_forms,
        known.leading_forms,
        known.articles,
        known.trailing_filler,
        CONJUNCTIONS.content.words,
    )


@cache
def _title_words() -> frozenset[str]:
    """The words of which `title_key` makes something else, or nothing."""
    return TITLES.content.small_words.union(TITLES.content.abbreviations)


def _join_initials(parts: Iterable[str]) -> list[str]:
    """Letters that stand alone side by side as one word: s p a → spa."""
    joined: list[str] = []
    after_letter = False
    for part in parts:
        is_letter = len(part) == 1
        if is_letter and after_letter:
            joined[-1] += part
        else:
            joined.append(part)
        after_letter = is_letter
    return joined


def _without_filler(parts: list[str]) -> list[str]:
    """Without an article in front, and without "and" between two words."""
    articles = COMPANIES.content.articles
    filler = articles | CONJUNCTIONS.content.words
    if len(parts) > 1 and parts[0] in articles:
        parts = parts[1:]
    inner = [part for part in parts[1:-1] if part not in filler]
    return parts[:1] + inner + parts[1:][-1:]


def _without_forms(parts: list[str]) -> list[str]:
    """Without legal forms at both ends, nor a word of filler; never nothing."""
    forms = COMPANIES.content.legal_forms
    end = len(parts)
    while end > 1 and parts[end - 1] in forms:
        end -= 1
    start = int(end > 1 and parts[0] in COMPANIES.content.leading_forms)
    kept = parts[start:end]
    if len(kept) > 1 and kept[-1] in COMPANIES.content.trailing_filler:
        kept = kept[:-1]
    return kept


def _without_native_forms(text: str) -> str:
    for form in _native_forms():
        shorter = text.replace(form, " ")
        text = shorter if shorter.strip() else text
    return text


@cache
def _native_forms() -> tuple[str, ...]:
    forms = COMPANIES.content.native_forms
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
