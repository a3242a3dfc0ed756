"""Family names and companies as written → which is which, by how the whole list
uses the words.

"Acme Foods" in the place of a family name is a company where others work there,
and BBC is a short form of a long name where somebody writes it so. That is all
that a record's attributes owe to other records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.clean.companies import company_keys
from netmerge.columns.coded import (
    Coded,
    Listed,
    coded,
    concatenated,
    listed,
    one_vocabulary,
    without_blanks,
)
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Ints, Texts
from netmerge.text.folding import fold_array


@dataclass(frozen=True)
class Affiliations:
    """What stands in the places of the family name and of the company, record
    by record.

    `named` and `employed` are both in one word and one vocabulary, as far as a
    company could be called so.
    """

    family: Coded  # folded
    as_company: Coded  # the same as a company would be called
    company: Coded
    other_companies: Listed
    named: Ints  # (records,), codes of `texts`, -1 for none
    employed: Ints  # (records,)
    texts: Texts

    @property
    def companies(self) -> tuple[str, ...]:
        """All companies that some record has."""
        return *self.company.texts, *self.other_companies.texts

    def counts(self) -> tuple[Ints, Ints]:
        """How many records are named by each of `texts`, and employed there."""
        named, employed = (
            Coded(codes, self.texts).counts() for codes in (self.named, self.employed)
        )
        return named, employed


@dataclass(frozen=True)
class Usage:
    """`firms` are names, in one word, that no fewer records have as their
    company than as their family name; `short_forms` the names of one word that
    some company has.
    """

    firms: frozenset[str]
    short_forms: frozenset[str]


def affiliations(cleaned: pd.DataFrame) -> Affiliations:
    """Read family names and companies of CLEANED."""
    family = coded(cleaned["family_name"], fold_array)
    as_company = family.under(company_keys)
    company = coded(cleaned["company_key"])
    named, employed = one_vocabulary(
        as_company.under(without_blanks).listed(),
        company.under(without_blanks).listed(),
    )
    return Affiliations(
        family=family,
        as_company=as_company,
        company=company,
        other_companies=listed(cleaned["other_companies"], company_keys),
        named=named.first(len(cleaned)).codes,
        employed=employed.first(len(cleaned)).codes,
        texts=named.texts,
    )


def usage(written: Affiliations) -> Usage:
    """How all records together use words."""
    short_forms = [name for name in written.companies if " " not in name]
    return usage_of_counts(written.texts, *written.counts(), short_forms)


def usage_of_counts(texts: Texts, named: Ints, employed: Ints, short_forms: Iterable[str]) -> Usage:
    """The same, where it is known how many records are named by each text, and are
    employed there.
    """
    firms = texts[(named > 0) & (employed >= named)]
    return Usage(frozenset(firms), frozenset(short_forms))


def family_and_company(written: Affiliations, used: Usage) -> tuple[Coded, Coded]:
    """Family names, and companies, those taken in that stand in the place of a
    family name (a phone's "Anna Acme Foods").

    Such a name is the record's own company; or, where the record has none,
    several words that are a firm's.
    """
    family, company = written.family, written.company
    several = np.array([" " in text for text in family.texts], dtype=bool)
    a_firm = np.array([text in used.firms for text in written.texts], dtype=bool)
    own = (written.named >= 0) & (written.named == written.employed)
    of_words = look_up(several, family.codes, missing=False)
    of_others = look_up(a_firm, written.named, missing=False)
    misplaced = own | (of_words & of_others & (written.employed < 0))
    taken_in = written.as_company.without(~misplaced)
    found = concatenated(company.listed(), taken_in.listed())
    return family.without(misplaced), found.first(len(family.codes))
