"""Two records' e-mail addresses → one in common, a slip, the same name elsewhere,
none of it.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints, Texts
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import both_filled, graded, having, likeness, shared
from netmerge.matching.features import Features
from netmerge.matching.mailboxes import WITH_FAMILY
from netmerge.matching.model.roles import Role

LEAST, SLIP = 0.75, 0.88
"""Normalised similarities from which two addresses are alike, and
from which the one is a slip of the other: one letter of nine.
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
    """E-mail addresses: one in common, or a mailbox of several;
    one but for a letter or two; the same name elsewhere; similar
    ones; two of one domain, of one form; none of it.

    Where two addresses spell their records' names, that they look
    alike is the names' doing, or the firm's, which gives each of
    its people one of the same form: two of them are rather two
    people's. A local part that only spells the name of one of the
    two says nothing that the names do not: it is not compared.
    That a mailbox of several is not somebody's own address says
    nothing.
    """
    features, left, right = pairs.features, pairs.left, pairs.right
    table = features.email_table  # (records, values)
    both = both_filled(table, left, right)
    same, address = shared(table, left, right, features.email_rarity)
    mailbox = same & look_up(features.email_shared, address, False)
    locals_ = look_up(features.email_local.codes, table)
    one_local, local = shared(locals_, left, right, features.email_local_share)
    spelt = one_local & _spells_the_name(pairs, local)
    unlike = np.flatnonzero(both & ~same & ~one_local)
    open_pairs = np.zeros(len(pairs), dtype=bool)
    open_pairs[unlike] = ~_each_spells_its_own(pairs.some(unlike))
    alike = _likeness(pairs, open_pairs)
    firm = np.zeros(len(pairs), dtype=bool)  # two addresses that a firm gives two people
    unlike = unlike[alike[unlike] <= 0]
    others = pairs.some(unlike)
    firm[unlike] = _of_one_form(others) | _of_two_families(others)
    own = having(table, ~features.email_shared)
    levels = graded(
        (~both, ABSENT),
        (mailbox, Email.SAME_MAILBOX),
        (same, Email.SAME),
        (spelt, ABSENT),
        (alike >= SLIP, Email.SLIP),
        (one_local, Email.SAME_NAME_ELSEWHERE),
        (alike > 0, Email.SIMILAR),
        (firm, Email.ANOTHER_OF_ONE_DOMAIN),
        (~(own[left] & own[right]), ABSENT),
        otherwise=Email.DIFFERENT,
    )
    of_address = look_up(features.email_rarity, address, np.nan)
    of_local = look_up(features.email_local_share, local, np.nan)
    of_local[spelt] = np.nan  # it is not compared
    return Compared(levels, np.where(same, of_address, of_local))


def _spells_the_name(pairs: Pairs, local: Ints) -> Flags:
    """Whether a shared local part, without a digit, is but the
    name of one of the two records.
    """
    features = pairs.features
    codes, texts = features.email_local.codes, features.email_local.texts
    digits = np.zeros(len(texts), dtype=bool)  # (local parts,)
    digits[codes[codes >= 0]] = features.email_digits[codes >= 0]
    spelt = look_up(texts, local, "")
    a_name = np.zeros(len(pairs), dtype=bool)
    for rows in (pairs.left, pairs.right):
        a_name |= _named(features, rows) | (spelt == _only_name(features, rows))
    return np.asarray(~look_up(digits, local, False) & a_name)


def _named(features: Features, rows: Ints) -> Flags:
    """Which records have both names."""
    names = features.names
    return (names.given[rows] >= 0) & (names.family[rows] >= 0)


def _only_name(features: Features, rows: Ints) -> Texts:
    """The one name that a record has ("Headquarter", of
    headquarter@), None where it has none.
    """
    names = features.names
    given = names.given[rows]
    only = np.where(given >= 0, given, names.family[rows])
    return np.asarray(look_up(names.compact, only, None))


def _each_spells_its_own(pairs: Pairs) -> Flags:
    """Pairs of which each record's address spells its name."""
    spells: Flags = np.any(pairs.features.email_spelled >= 0, axis=1)  # (records,)
    return np.asarray(spells[pairs.left] & spells[pairs.right])


def _likeness(pairs: Pairs, open_pairs: Flags) -> Floats:
    """How alike the most alike addresses of open pairs are.

    Local parts that differ in their numbers alone (anna47,
    anna51) are not: people number their names. Nor are two firms'
    addresses of one role.
    """
    features = pairs.features
    numbered = features.email_digits | (features.email_local.codes < 0)
    letters = np.where(numbered, features.email_letters, -1)  # (addresses,)
    texts, table = features.emails.texts, features.email_table
    return likeness(texts, table, pairs.left, pairs.right, open_pairs, LEAST, letters)


def _of_one_form(pairs: Pairs) -> Flags:
    """Pairs of two people's addresses of one domain and one form:
    eva.lang@, eva.land@.
    """
    spelled, forms = pairs.features.email_spelled, pairs.features.email_forms
    one, other = spelled[pairs.left], spelled[pairs.right]  # (pairs, forms), domains
    own_domains = len(pairs.features.email_domain.texts)
    of_one_domain = (one == other) & (one >= 0) & (one < own_domains)
    two_names = forms[pairs.left] != forms[pairs.right]
    return np.asarray((of_one_domain & two_names).any(axis=1))


def _of_two_families(pairs: Pairs) -> Flags:
    """Pairs of addresses of one domain, each with its record's own family name
    in it, in whatever form: eva.lang@, eland@.
    """
    features, family = pairs.features, pairs.features.names.family
    spelled = features.email_spelled[:, WITH_FAMILY]  # (records, forms), domains
    of_firms = np.where(spelled < len(features.email_domain.texts), spelled, -1)
    domain = of_firms.max(axis=1)  # (records,)
    one, other = domain[pairs.left], domain[pairs.right]
    two_names = family[pairs.left] != family[pairs.right]
    return np.asarray((one == other) & (one >= 0) & two_names)


EMAIL = Comparison(
    name="e-mail",
    levels=Email,
    compare=compare,
    needs=(
        *("names", "emails", "email_table", "email_rarity", "email_shared"),
        *("email_local", "email_local_share", "email_letters", "email_digits"),
        *("email_domain", "email_forms", "email_spelled"),
    ),
    shows=("emails",),
    roles={
        Role.REACHED_ALIKE: (Email.SAME,),
        Role.OWN_ADDRESSES: (Email.ANOTHER_OF_ONE_DOMAIN,),
        Role.HOME_OR_FIRM: (Email.SAME_MAILBOX, Email.ANOTHER_OF_ONE_DOMAIN),
    },
)
