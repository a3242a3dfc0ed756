"""Companies, addresses, web pages → organisations, in forms that meet."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

import pandas as pd

from netmerge.clean import emails
from netmerge.columns.coded import Coded, Listed, coded, concatenated, listed, without_blanks
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
    forms = partial(_forms, used.short_forms)
    named = concatenated(company.listed(), further).split(forms)
    whole = coded(cleaned["company"], lambda texts: without_blanks(fold_array(texts)))
    return concatenated(named, whole.listed(), hosts.split(_organisation_of))


def _forms(known: Set[str], name: str) -> list[str]:
    """The forms in which a company's name may stand elsewhere: in one word,
    without its "and", as its initials.

    Initials count only where somebody is known to write some company so.
    """
    words = name.split()
    initials = "".join(word[0] for word in words)
    without_and = (word for word in words if word != "and")
    forms = ["".join(words), "".join(without_and)]
    if len(words) >= _SHORTENED and initials in known:
        forms.append(initials)
    return list(dict.fromkeys(forms))


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
