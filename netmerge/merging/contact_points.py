"""Members → addresses and numbers of each contact, best first, with types."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.flags import flags
from netmerge.columns.ragged import (
    as_lists,
    flatten,
    parallel,
)
from netmerge.columns.types import Flags
from netmerge.merging.choices import Fields, as_union
from netmerge.merging.members import Members
from netmerge.merging.numbers import internationalised
from netmerge.merging.scans import reread, unreadable
from netmerge.merging.values import (
    Distinct,
    Values,
    distinct,
    join,
)
from netmerge.text.mailboxes import are_roles
from netmerge.words import DOMAINS


@dataclass(frozen=True)
class _Typed:
    """Occurrences of addresses or numbers, and the type that the
    record gives each (text, null if none).
    """

    values: Values
    types: pa.Array

    def says(self, word: str) -> Flags:
        """Which occurrences carry this word in their type."""
        return _says(self.types, word)


def emails(members: Members, elsewhere: Flags) -> Fields:
    """Emails and email_types.

    First a person's own addresses, then those that belong to an
    earlier employer (`elsewhere`: members that speak of one), those
    that only a scanner has read, and role addresses such as info@.
    Within each, private addresses come before those of an employer,
    because they outlive a change of jobs; then the address in more
    records, the one marked as preferred, the fresher one.
    """
    typed = _reread(members, _typed(members, "emails", "email_types"))
    told_apart = distinct(typed.values)
    role, private = _address_kinds(told_apart.best.text)
    stale = told_apart.all(elsewhere[typed.values.row]) & ~private
    scanned = told_apart.all(members.scanned[typed.values.row])
    preferred = told_apart.any(typed.says("pref"))
    records = told_apart.counts()
    ranked = told_apart.ranked(role, scanned, stale, ~private, -records, ~preferred)
    union = as_union("emails", ranked, members.contacts)
    return union | _types("email_types", ranked, typed, members.contacts)


def phones(members: Members, elsewhere: Flags) -> Fields:
    """Phones and phone_types.

    Telephones come before fax and pager, valid international
    numbers before others, numbers of an earlier employer
    (`elsewhere`) after these; then mobiles, numbers in more
    records, preferred ones, fresher ones.
    """
    typed = _typed(members, "phones", "phone_types")
    typed = _Typed(internationalised(typed.values, members.contacts), typed.types)
    told_apart = distinct(typed.values)
    machine = _says(_kinds(told_apart, typed), "fax|pager")
    invalid = ~flags(pc.starts_with(told_apart.best.text, "+"))
    mobile = told_apart.any(typed.says("cell"))
    at_work = elsewhere[typed.values.row] & ~typed.says("home")
    stale = told_apart.all(at_work) & ~mobile
    preferred = told_apart.any(typed.says("pref"))
    records = told_apart.counts()
    ranked = told_apart.ranked(machine, invalid, stale, ~mobile, -records, ~preferred)
    union = as_union("phones", ranked, members.contacts)
    return union | _types("phone_types", ranked, typed, members.contacts)


def _typed(
    members: Members,
    name: str,
    types_name: str,
) -> _Typed:
    flat = flatten(members.clean(name))
    values = Values(members.contact[flat.row], flat.row, flat.items)
    return _Typed(values, parallel(flat, members.clean(types_name)))


def _types(
    name: str,
    ranked: Distinct,
    typed: _Typed,
    contacts: int,
) -> Fields:
    """The type of each distinct value, beside it; no list where no type is known."""
    kinds, contact = _kinds(ranked, typed), ranked.best.contact
    known = np.zeros(contacts, dtype=bool)
    known[contact[flags(kinds.is_valid())]] = True
    told = known[contact]
    lists = as_lists(kinds.filter(pa.array(told)), contact[told], contacts)
    return Fields({name: lists})


def _kinds(told_apart: Distinct, typed: _Typed) -> pa.Array:
    """For each distinct value the type given by the best record
    that gives one.
    """
    given = np.flatnonzero(flags(typed.types.is_valid()))
    given = given[np.argsort(told_apart.group[given], kind="stable")]
    first = given[runs.starts(told_apart.group[given])]
    index = np.full(len(told_apart.best), -1, dtype=np.int64)
    index[told_apart.group[first]] = first
    return typed.types.take(pa.array(index, mask=index < 0))


def _says(types: pa.Array, word: str) -> Flags:
    """Which types have one of some words in them: fax|pager."""
    return flags(pc.match_substring_regex(types, word))


def _address_kinds(addresses: pa.Array) -> tuple[Flags, Flags]:
    """Which addresses name a role, and which are with a provider
    that says nothing about an employer.
    """
    mailbox = pc.replace_substring_regex(addresses, "[+@].*", "")
    domain = pc.replace_substring_regex(addresses, ".*@", "")
    free = pc.is_in(domain, pa.array(sorted(DOMAINS.content.free)))
    return flags(are_roles(mailbox)), flags(free)


def _reread(members: Members, typed: _Typed) -> _Typed:
    """The addresses with what a scanner misread put right, as far
    as another record of the contact tells.
    """
    scans = unreadable(members)
    row = np.concatenate([typed.values.row, scans.row])
    order = np.argsort(row, kind="stable")
    types = pa.concat_arrays([typed.types, pa.nulls(len(scans), pa.string())])
    valid = order < len(typed.values)
    values = reread(join(typed.values, scans).sorted(), members, valid)
    kept = np.flatnonzero(flags(values.text.is_valid()))
    return _Typed(values.take(kept), types.take(order[kept]))
