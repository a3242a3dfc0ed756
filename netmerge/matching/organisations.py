"""Companies, addresses, web pages → organisations, in forms that meet."""

from __future__ import annotations

from collections.abc import Set

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import emails
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.coded import Coded, Listed, coded, concatenated, listed, without_blanks
from netmerge.columns.ragged import as_lists, gather
from netmerge.matching.usage import Usage
from netmerge.text.folding import fold, fold_array
from netmerge.words import DOMAINS

_SHORTENED = 3
"""Words of a name that is called by its initials (BBC)."""


def organisations(
    cleaned: pd.DataFrame,
    company: Coded,
    further: Listed,
    addresses: Listed,
    used: Usage,
) -> Listed:
    """Companies, and the names in the domains of e-mail addresses and web
    pages, as one kind of value.

    `company` and `further` have the companies of each record, by their keys.
    """
    domains = Coded(addresses.codes, addresses.texts).under(emails.domains)
    of_mail = Listed(addresses.rows, domains.codes, domains.texts)
    hosts = concatenated(of_mail, listed(cleaned["websites"]))
    companies = concatenated(company.listed(), further)
    forms = _forms(pa.array(companies.texts, pa.string()), used.short_forms)
    named = companies.expanded(forms)
    whole = coded(cleaned["company"], lambda texts: without_blanks(fold_array(texts)))
    return concatenated(named, whole.listed(), hosts.split(_organisation_of))


def _forms(names: pa.Array, known: Set[str]) -> pa.ListArray:
    """The forms in which companies' names may stand elsewhere, each once: in one word,
    without its "and", as its initials.

    Initials count only where somebody is known to write some company so.
    """
    in_one = without_blanks(names)
    apart = pc.binary_join_element_wise(" ", pc.replace_substring(names, " ", "  "), " ", "")
    without_and = without_blanks(pc.replace_substring(apart, " and ", ""))
    initials = pc.replace_substring_regex(names, r"([^ ])[^ ]* ?", r"\1")
    is_known = pc.is_in(initials, pa.array(sorted(known), pa.string()))
    is_shortened = pc.greater_equal(pc.count_substring(names, " "), _SHORTENED - 1)
    counts = pc.and_(is_known, is_shortened)
    counts = pc.and_(counts, pc.not_equal(initials, in_one))
    counts = pc.and_(counts, pc.not_equal(initials, without_and))
    others = pc.if_else(pc.equal(without_and, in_one), NO_TEXT, without_and)
    shorts = pc.if_else(counts, initials, NO_TEXT)
    forms, row, _ = gather([in_one, others, shorts])
    return as_lists(forms, row, len(names))


def _organisation_of(domain: str) -> list[str]:
    """The name in an organisation's domain: acme of mail.acme.co.uk.

    None of a public mail provider.
    """
    labels = domain.split(".")
    if len(labels) < 2 or domain in DOMAINS.content.free:
        return []
    of_country = len(labels) > 2 and len(labels[-1]) == 2
    second = of_country and labels[-2] in DOMAINS.content.second_level
    name = fold(labels[-3 if second else -2]).replace(" ", "")
    return [name] if name else []
