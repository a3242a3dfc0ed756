"""Two records' e-mail addresses → one in common, a slip, the same name elsewhere,
none of it.
"""

from __future__ import annotations

from enum import IntEnum
from functools import partial

import numpy as np

from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Floats, Ints, Texts
from netmerge.matching.comparisons.both_names import NEEDS, both_names
from netmerge.matching.comparisons.comparison import ABSENT, Compared, Comparison, Pairs
from netmerge.matching.comparisons.levels import both_filled, graded, having, likeness, shared
from netmerge.matching.comparisons.spelling import FamilyName
from netmerge.matching.features import Features
from netmerge.matching.mailboxes import FAMILY_ALONE, GIVEN_ALONE, WITH_FAMILY
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
    mailbox |= same & (_of_a_family(pairs, address) | _handed_on(pairs, address))
    locals_ = pairs.of_list(_local_parts)
    one_local, local = shared(locals_, left, right, features.email_local_share)
    spelt = one_local & _spells_the_name(pairs, local)
    unlike = np.flatnonzero(both & ~same & ~one_local)
    open_pairs = np.zeros(len(pairs), dtype=bool)
    open_pairs[unlike] = ~_each_spells_its_own(pairs.some(unlike))
    alike = _likeness(pairs, open_pairs)
    firm = np.zeros(len(pairs), dtype=bool)  # two addresses that a firm gives two people
    unlike = unlike[alike[unlike] <= 0]
    others = pairs.some(unlike)
    firm[unlike] = _of_one_form(others) | _of_two_families(others) | _of_one_firm(others)
    own = pairs.of_list(_have_their_own)
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


def _have_their_own(features: Features) -> Flags:
    """(records,) with an address that is no mailbox of several."""
    return having(features.email_table, ~features.email_shared)


def _local_parts(features: Features) -> Ints:
    """The local parts of each record's addresses, as `email_table` has these."""
    return look_up(features.email_local.codes, features.email_table)


def _spells_the_name(pairs: Pairs, local: Ints) -> Flags:
    """Whether a shared local part, without a digit, is but the
    name of one of the two records.
    """
    features = pairs.features
    digits = pairs.of_list(_with_digits)
    spelt = look_up(features.email_local.texts, local, "")
    a_name = np.zeros(len(pairs), dtype=bool)
    for rows in (pairs.left, pairs.right):
        a_name |= _named(features, rows) | (spelt == _only_name(features, rows))
    return np.asarray(~look_up(digits, local, False) & a_name)


def _with_digits(features: Features) -> Flags:
    """(local parts,) that were written with digits."""
    codes, texts = features.email_local.codes, features.email_local.texts
    digits = np.zeros(len(texts), dtype=bool)
    digits[codes[codes >= 0]] = features.email_digits[codes >= 0]
    return digits


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


def _of_a_family(pairs: Pairs, address: Ints) -> Flags:
    """Whether a shared address is but the family name of one of two given names:
    then it may be the family's.
    """
    features, names = pairs.features, pairs.features.names
    one, other = names.given[pairs.left], names.given[pairs.right]
    short = look_up(names.initial_only, one, True) | look_up(names.initial_only, other, True)
    letters = look_up(features.email_letters, address)
    spelt = np.zeros(len(pairs), dtype=bool)
    for rows in (pairs.left, pairs.right):
        spelt |= features.email_forms[rows, FAMILY_ALONE] == letters
    return np.asarray(spelt & (letters >= 0) & (one != other) & ~short)


def _handed_on(pairs: Pairs, address: Ints) -> Flags:
    """Whether a shared address is but the given name, at a firm's domain, of two
    family names: the next of that name in the firm gets it (donald@ of Donald Levy,
    then of Donald Mendoza).
    """
    features = pairs.features
    letters = look_up(features.email_letters, address)
    of_a_firm = look_up(features.email_domain.codes, address) >= 0
    renamed = pairs.once(both_names).family == FamilyName.DIFFERENT
    spelt = np.zeros(len(pairs), dtype=bool)
    for rows in (pairs.left, pairs.right):
        spelt |= features.email_forms[rows, GIVEN_ALONE] == letters
    return np.asarray(spelt & (letters >= 0) & of_a_firm & renamed)


def _each_spells_its_own(pairs: Pairs) -> Flags:
    """Pairs of which each record's address spells its name."""
    spells = pairs.of_list(_spell_their_own)
    return np.asarray(spells[pairs.left] & spells[pairs.right])


def _spell_their_own(features: Features) -> Flags:
    """(records,) of which some address spells the name."""
    return np.asarray(np.any(features.email_spelled >= 0, axis=1))


def _likeness(pairs: Pairs, open_pairs: Flags) -> Floats:
    """How alike the most alike addresses of open pairs are.

    Two that a firm or a provider gave two people of one name are not.
    """
    features = pairs.features
    texts, table = features.emails.texts, features.email_table
    two = partial(_of_two_namesakes, features)
    return likeness(texts, table, pairs.left, pairs.right, open_pairs, LEAST, two)


def _of_two_namesakes(features: Features, a: Ints, b: Ints) -> Flags:
    """Whether local parts differ in their numbers alone, in one at the end, or in a
    middle initial (jo.bell, jo.bell2, jo.k.bell): people of one name are told apart
    so. Nor are two firms' addresses of one role one.
    """
    letters, core, digits = features.email_letters, features.email_core, features.email_digits
    role = features.email_local.codes < 0
    one_name = (letters[a] == letters[b]) & (letters[a] >= 0)
    numbered = one_name & ((digits[a] & digits[b]) | (role[a] & role[b]))
    differ = (letters[a] != letters[b]) | (digits[a] != digits[b])
    return np.asarray(numbered | ((core[a] == core[b]) & differ))


def _of_one_firm(pairs: Pairs) -> Flags:
    """Pairs of two addresses that a firm gave two of its people of one name: alike but
    for what tells them apart, or in two forms of which one has a number (rosa.p@,
    rprado2@), which nobody gets who is the only one.
    """
    features, domain = pairs.features, pairs.features.email_domain.codes
    table = features.email_table[:, :2]
    result = np.zeros(len(pairs), dtype=bool)
    for one in table.T:
        for other in table.T:
            a, b = one[pairs.left], other[pairs.right]
            rows = np.flatnonzero((a >= 0) & (b >= 0))
            a, b = a[rows], b[rows]
            at_one = (domain[a] >= 0) & (domain[a] == domain[b])
            numbered = features.email_digits[a] != features.email_digits[b]
            result[rows] |= at_one & (numbered | _of_two_namesakes(features, a, b))
    return result


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
    family, domain = pairs.features.names.family, pairs.of_list(_family_at)
    one, other = domain[pairs.left], domain[pairs.right]
    two_names = family[pairs.left] != family[pairs.right]
    return np.asarray((one == other) & (one >= 0) & two_names)


def _family_at(features: Features) -> Ints:
    """(records,) the firm's domain where an address spells the family name, -1
    for none.
    """
    spelled = features.email_spelled[:, WITH_FAMILY]  # (records, forms), domains
    of_firms = np.where(spelled < len(features.email_domain.texts), spelled, -1)
    return np.asarray(of_firms.max(axis=1))


EMAIL = Comparison(
    name="e-mail",
    levels=Email,
    compare=compare,
    needs=(
        *NEEDS,  # the names
        *("emails", "email_table", "email_rarity", "email_shared"),
        *("email_local", "email_local_share", "email_letters", "email_core", "email_digits"),
        *("email_domain", "email_forms", "email_spelled"),
    ),
    shows=("emails",),
    roles={
        Role.REACHED_ALIKE: (Email.SAME,),
        Role.OWN_ADDRESSES: (Email.ANOTHER_OF_ONE_DOMAIN,),
        Role.HOME_OR_FIRM: (Email.SAME_MAILBOX, Email.ANOTHER_OF_ONE_DOMAIN),
    },
)
