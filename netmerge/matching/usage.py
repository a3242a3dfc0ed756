"""All cleaned records → how the list as a whole uses words that one record leaves open.

"Acme Foods" in the place of a family name is a company where others work there, and BBC is a
short form of a long name where somebody writes it so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.clean.companies import company_keys
from netmerge.columns.coded import (
    Coded,
    coded,
    concatenated,
    listed,
    one_vocabulary,
    without_blanks,
)
from netmerge.columns.numbers import look_up
from netmerge.text.folding import fold_array


@dataclass(frozen=True)
class Usage:
    """`firms` are names, in one word, that no fewer records have as their company than as their
    family name; `short_forms` the names of one word that some company has.
    """

    firms: frozenset[str]
    short_forms: frozenset[str]


def usage(cleaned: pd.DataFrame) -> Usage:
    """How the records of CLEANED use words."""
    further = listed(cleaned["other_companies"], company_keys).texts
    names = (*coded(cleaned["company_key"]).texts, *further)
    return Usage(_firms(cleaned), frozenset(name for name in names if " " not in name))


def _firms(cleaned: pd.DataFrame) -> frozenset[str]:
    named = coded(cleaned["family_name"], fold_array).under(company_keys).under(without_blanks)
    employed = coded(cleaned["company_key"], without_blanks)
    as_name, as_firm = one_vocabulary(named.listed(), employed.listed())
    often = (as_name.counts() > 0) & (as_firm.counts() >= as_name.counts())
    return frozenset(as_name.texts[often])


def family_and_company(cleaned: pd.DataFrame, used: Usage) -> tuple[Coded, Coded]:
    """Family names, and companies, those taken in that stand in the place of a family name (a
    phone's "Anna Acme Foods").

    Such a name is the record's own company; or, where the record has none, several words that
    are a firm's.
    """
    family = coded(cleaned["family_name"], fold_array)
    company = coded(cleaned["company_key"])
    keys = family.under(company_keys)
    as_name, as_firm = one_vocabulary(
        keys.under(without_blanks).listed(), company.under(without_blanks).listed()
    )
    named, employed = as_name.first(len(cleaned)).codes, as_firm.first(len(cleaned)).codes
    a_firm = np.array([text in used.firms for text in as_name.texts], dtype=bool)
    several = np.array([" " in text for text in family.texts], dtype=bool)
    own = (named >= 0) & (named == employed)
    others = look_up(a_firm, named, False) & look_up(several, family.codes, False) & (employed < 0)
    misplaced = own | others
    found = concatenated(company.listed(), keys.without(~misplaced).listed())
    return family.without(misplaced), found.first(len(cleaned))
