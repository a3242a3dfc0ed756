"""Two records' companies, by name or by the domain of an address → one in common,
or none.
"""

from __future__ import annotations

from enum import IntEnum

from rapidfuzz import fuzz

from netmerge.columns.numbers import look_up
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import both_filled, graded, intersect, shared, similar
from netmerge.matching.model.roles import Role

ALIKE = 88.0
"""Share of words in common, of 100, from which two names may be one company's."""

NEEDS = ("company", "organisation_table", "organisation_share", "email_table")
"""The fields of Features that are looked at here."""


class Company(IntEnum):
    """How far two records' companies agree."""

    SAME = 1
    SIMILAR = 2
    DIFFERENT = 3


def compare(pairs: Pairs) -> Compared:
    """Companies, by name or by the domain of an address: one in
    common, similar names, none in common.

    Of two that share an address only the names count: its domain
    has been counted with it.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    table, share = features.organisation_table, features.organisation_share
    both = both_filled(table, left, right)
    same, organisation = shared(table, left, right, share)
    alike = similar(features.company, left, right, fuzz.token_set_ratio, ALIKE)
    company = features.company.codes
    named = (company[left] >= 0) & (company[right] >= 0)
    implied = intersect(features.email_table, left, right) & ~named
    levels = graded(
        (~both | implied, ABSENT),
        (same, Company.SAME),
        (alike, Company.SIMILAR),
        otherwise=Company.DIFFERENT,
    )
    return Compared(levels, look_up(share, organisation, float("nan")))


COMPANY = Comparison(
    name="company",
    levels=Company,
    compare=compare,
    needs=NEEDS,
    shows=("company", "websites", "emails"),
    roles={Role.ONE_FIRM: (Company.SAME, Company.SIMILAR)},
)
