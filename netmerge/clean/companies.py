"""Company names and job titles as written in; display forms and keys for comparing out."""

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
    """A company or job title as one would show it: decoration and stray punctuation at the edges
    gone.
    """
    return strip_decoration(text).strip(" ,;|•·-–—_*\t") or None


def company_key(text: str) -> str | None:
    """The words that tell one company from another: folded, without legal form and filler,
    abbreviations written out.

    Acme Holdings Pvt. Ltd. → acme; 株式会社東芝 → dongzhi. A name of such words alone keeps them. None
    for no name.
    """
    if len(text) > LONGEST:
        return None
    plain = strip_decoration(text)
    if not plain.isascii():
        plain = _without_native_forms(plain)
    parts = _join_initials(fold(_AND.sub(" and ", plain)).split())
    kept = _without_forms(_without_filler(parts))
    table = COMPANIES.content.abbreviations
    return " ".join(table.get(part, part) for part in kept) or None


def company_keys(values: Any) -> pa.Array:
    """`company_key` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, company_key, quick=_plain_company_keys)


def title_key(text: str) -> str | None:
    """A job title folded, with its abbreviations written out: Sr. VP, Eng → senior vice president
    engineer.
    """
    if len(text) > LONGEST:
        return None
    table = TITLES.content.abbreviations
    parts = _join_initials(fold(_AND.sub(" ", text)).split())
    return (
        " ".join(table.get(part, part) for part in parts if part not in TITLES.content.small_words)
        or None
    )


def title_keys(values: Any) -> pa.Array:
    """`title_key` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, title_key, quick=_plain_title_keys)


def _plain_company_keys(texts: pa.Array) -> pa.Array:
    """The keys of names of ordinary words, perhaps with a legal form behind them; null for all
    others.
    """
    bare = pc.replace_substring_regex(pc.ascii_lower(texts), _form_at_end(), "")
    return _of_ordinary_words(bare, _company_words())


def _plain_title_keys(texts: pa.Array) -> pa.Array:
    """The keys of titles of ordinary words; null for all others."""
    return _of_ordinary_words(texts, _title_words())


def _of_ordinary_words(texts: pa.Array, others: frozenset[str]) -> pa.Array:
    """The texts folded; null for those with one of the other words or a letter that stands alone,
    and for long ones.
    """
    folded = fold_latin(texts)
    odd = pc.match_substring_regex(folded, rf"\b(?:[a-z0-9]|{'|'.join(sorted(others))})\b")
    odd = pc.or_(odd, pc.greater(pc.utf8_length(texts), _LONGEST_PLAIN))
    return pc.if_else(odd, NO_TEXT, folded)


@cache
def _form_at_end() -> str:
    """A pattern for one legal form at the end of a name: Ltd, S.A."""
    forms = sorted(COMPANIES.content.legal_forms)
    dotted = [r"\.".join(form) for form in forms if len(form) <= _LONGEST_DOTTED]
    return rf",? (?:{'|'.join(forms + dotted)})\.?$"


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
    """Letters that stand alone side by side as one word: s p a → spa, j p morgan → jp morgan."""
    joined: list[str] = []
    run = False
    for part in parts:
        single = len(part) == 1
        if single and run:
            joined[-1] += part
        else:
            joined.append(part)
        run = single
    return joined


def _without_filler(parts: list[str]) -> list[str]:
    """Articles gone, and the little words for "and" where they stand between two others (E.ON
    keeps its E).
    """
    articles = COMPANIES.content.articles
    filler = articles | CONJUNCTIONS.content.words
    if len(parts) > 1 and parts[0] in articles:
        parts = parts[1:]
    return parts[:1] + [part for part in parts[1:-1] if part not in filler] + parts[1:][-1:]


def _without_forms(parts: list[str]) -> list[str]:
    """Legal forms taken off both ends, but never the whole name; then one word of trailing filler."""
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
