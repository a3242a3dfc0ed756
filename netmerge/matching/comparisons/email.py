"""Two records' e-mail addresses → one in common, a slip, the same name elsewhere, none of it."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Ints
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import both_filled, graded, having, likeness, shared
from netmerge.matching.features import Features
from netmerge.matching.model.roles import Role

LEAST, SLIP = 0.75, 0.88
"""Normalised similarities from which two addresses are alike, and from
which the one is a slip of the other: one letter of nine.
"""


class Email(IntEnum):
    """How far two records' addresses agree."""

    SAME = 1
    SAME_MAILBOX = 2
    SLIP = 3
    SAME_NAME_ELSEWHERE = 4
    SIMILAR = 5
    ANOTHER_OF_ONE_DOMAIN = 6
    DIFFERENT = 7


def compare(pairs: Pairs) -> Compared:
    """E-mail addresses: one in common, or a mailbox of several; one but for
    a letter or two; the same name elsewhere; similar ones; two of one
    domain, of one form; none of it.

    Where two addresses spell their records' names, that they look alike is
    the names' doing, or the firm's, which gives each of its people one of
    the same form: two of them are rather two people's. A local part that
    only spells the name of one of the two says nothing that the names do
    not: it is not compared. That a mailbox of several is not somebody's own
    address says nothing.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    table, rarity = features.email_table, features.email_rarity  # (records, values); (addresses,)
    both = both_filled(table, left, right)
    same, address = shared(table, left, right, rarity)
    mailbox = same & look_up(features.email_shared, address, False)
    locals_, local_rarity = look_up(features.email_local.codes, table), features.email_local_share
    one_local, local = shared(locals_, left, right, local_rarity)
    spelt = one_local & _spells_the_name(features, local, left, right)
    spelling = features.email_spelled[left], features.email_spelled[right]
    each_its_own = (spelling[0] >= 0).any(axis=1) & (spelling[1] >= 0).any(axis=1)
    open_pairs = both & ~same & ~one_local & ~each_its_own
    numbered = _but_for_numbers(features)
    alike = likeness(features.emails.texts, table, left, right, open_pairs, LEAST, numbered)
    own = having(table, ~features.email_shared)
    levels = graded(
        (~both, ABSENT),
        (mailbox, Email.SAME_MAILBOX),
        (same, Email.SAME),
        (spelt, ABSENT),
        (alike >= SLIP, Email.SLIP),
        (one_local, Email.SAME_NAME_ELSEWHERE),
        (alike > 0, Email.SIMILAR),
        (_of_one_form(features, left, right), Email.ANOTHER_OF_ONE_DOMAIN),
        (~(own[left] & own[right]), ABSENT),
        otherwise=Email.DIFFERENT,
    )
    of_address, of_local = look_up(rarity, address, 1.0), look_up(local_rarity, local, 1.0)
    share = np.select([same, one_local & ~spelt], [of_address, of_local], np.nan)
    return Compared(levels, np.where(both, share, np.nan))


def _spells_the_name(features: Features, local: Ints, left: Ints, right: Ints) -> Flags:
    """Whether a shared local part, without a digit, is but the name of one of two records."""
    digits = np.zeros(len(features.email_local.texts), dtype=bool)  # (local parts,)
    known = features.email_local.codes >= 0
    digits[features.email_local.codes[known]] = features.email_digits[known]
    named = _named(features, left) | _named(features, right)
    named |= _is_the_only_name(features, local, left) | _is_the_only_name(features, local, right)
    return np.asarray(~look_up(digits, local, False) & named)


def _named(features: Features, rows: Ints) -> Flags:
    """Which records have both names."""
    return (features.names.given[rows] >= 0) & (features.names.family[rows] >= 0)


def _is_the_only_name(features: Features, local: Ints, rows: Ints) -> Flags:
    """Whether a local part is the one name that a record has (headquarter@ of "Headquarter")."""
    names = features.names
    only = np.where(names.given[rows] >= 0, names.given[rows], names.family[rows])
    name, spelt = look_up(names.compact, only, 0), look_up(features.email_local.texts, local, 1)
    return np.asarray(name == spelt)


def _but_for_numbers(features: Features) -> Ints:
    """For each address a code of its letters, where two of one code are no
    slip of each other.

    Local parts that differ in their numbers alone (anna47, anna51) are not:
    people number their names. Nor are two firms' addresses of one role.
    """
    numbered = features.email_digits | (features.email_local.codes < 0)
    return np.where(numbered, features.email_letters, -1)


def _of_one_form(features: Features, left: Ints, right: Ints) -> Flags:
    """Pairs of two people's addresses of one domain and one form: eva.lang@, eva.land@."""
    one, other = features.email_spelled[left], features.email_spelled[right]  # (pairs, forms)
    own_domains = len(features.email_domain.texts)
    of_one_domain = (one == other) & (one >= 0) & (one < own_domains)
    two_names = features.email_forms[left] != features.email_forms[right]
    return np.asarray((of_one_domain & two_names).any(axis=1))


EMAIL = Comparison(
    name="e-mail",
    levels=Email,
    compare=compare,
    needs=(
        *(
            "names",
            "emails",
            "email_table",
            "email_rarity",
            "email_shared",
            "email_local",
            "email_local_share",
        ),
        *("email_letters", "email_digits", "email_domain", "email_forms", "email_spelled"),
    ),
    shows=("emails",),
    roles={
        Role.REACHED_ALIKE: (Email.SAME,),
        Role.HOME_OR_FIRM: (Email.SAME_MAILBOX, Email.ANOTHER_OF_ONE_DOMAIN),
    },
)
