"""Cleaned records → what each says, in numbers that comparisons can work with.

Every record is described by itself: any part of a table gives the same as the
whole does for its rows, but for the numbers of the codes. How common a value is
stands in `frequencies.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import companies, identifiers, phones, streets
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.coded import (
    Coded,
    Keys,
    Listed,
    coded,
    concatenated,
    each,
    listed,
    without_blanks,
)
from netmerge.columns.flags import flags
from netmerge.columns.numbers import look_up
from netmerge.columns.threads import together
from netmerge.columns.types import Flags, Ints
from netmerge.matching.mailboxes import Mailboxes, addresses, mailboxes, name_forms
from netmerge.matching.names import Names, NumberedNames, read_names
from netmerge.matching.organisations import organisations
from netmerge.matching.usage import Affiliations, Usage, family_and_company
from netmerge.text.folding import fold_array

OF_RECORDS = (
    *("file", "member", "uid", "scanned", "duplicate_free"),
    *("emails", "birthday", "connected_on", "met_on"),
)
OF_CLEANED = (
    *("kind", "prefix", "given_name", "middle_name", "family_name", "suffix"),
    *("nicknames", "other_names"),
    *("emails", "phones", "phone_types", "phone_kinds"),
    *("company", "company_key", "other_companies", "title"),
    *("linkedin", "websites", "identifiers", "birthday", "street", "city", "postcode"),
)
"""The columns that matching looks at."""

_DAMAGED = range(7, 10)
"""Digits of a date of which one was left out, put in or misread."""

BLOCK = 2
"""Digits at the end by which numbers of one firm or family may differ."""


@dataclass(frozen=True, kw_only=True)
class Occurrences:
    """Which records say what, as far as something is counted or decided over all
    of them: numbers alone, whose texts are not looked at. A code is -1 where a
    record says nothing.

    `exclusive` numbers the duplicate-free exports: two records of one such
    export are two people.
    """

    records: int
    kind: Ints  # (records,), hash of person or organisation
    exclusive: Ints  # (records,), -1 for a source that may list a person twice
    entry_id: Ints  # (records,), hash of the id in its own book, -1 for none
    entry_file: Ints  # (records,), hash of the file
    names: NumberedNames

    emails: Listed
    # Of `emails.texts`: what stands before the @, what behind.
    email_local_part: Coded  # all of it, -1 for a role's
    email_domain: Coded  # an organisation's, -1 for a mail provider's

    phones: Listed  # by the digits that survive a missing country code
    phone_cell: Flags  # of each entry of `phones`: it is a mobile, or called one
    phone_line: Flags  # of each entry of `phones`: it is a fixed line, however called

    organisations: Listed
    title: Coded

    profile: Coded
    identifiers: Listed

    birthday: Coded
    street: Coded
    city: Coded
    postcode: Coded
    columns: dict[str, Coded | Listed]  # those that comparisons ask for, folded


@dataclass(frozen=True, kw_only=True)
class Attributes(Occurrences):
    """What each record says. A code is -1 where it says nothing."""

    names: Names

    # Of `emails.texts`:
    email_letters: Ints  # the hash of the letters before the @, -1 for none
    email_core: Ints  # the hash of all but a middle initial and a number at the end
    email_digits: Flags  # there are digits too
    email_called: Ints  # which of `known_given()` it begins with, -1 for none
    email_role: Flags  # it is a role's (info@), or a household's
    email_forms: Ints  # (records, 7), hashes of the forms of its name, see `name_forms`

    phone_block: Ints  # of `phones.texts`: a code of all but the last digits

    company: Coded

    identifier_kind: Ints  # of `identifiers.texts`
    identifier_for_life: Flags  # of `identifiers.texts`: a person keeps it

    connected: Ints  # (records,), days since 1970-01-01
    met: Ints


def describe(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    written: Affiliations,
    used: Usage,
    asked: pd.DataFrame | None = None,
) -> Attributes:
    """Describe records one by one, from the tables RECORDS and CLEANED of the
    schema, row by row the same.

    `written` is read of the same rows, `used` learnt from all. `asked` has the
    columns, of either, that a comparison looks at beside these.
    """
    emails = addresses(records, cleaned)
    family, company = family_and_company(written, used)
    further = written.other_companies
    profile = coded(cleaned["linkedin"])
    made = together(
        names=lambda: _names(cleaned, family, profile),
        organisations=lambda: organisations(cleaned, company, further, emails, used),
        columns=lambda: _columns(cleaned) | {"birthday": _birthdays(records, cleaned)},
        phones=lambda: _phones(cleaned),
        mailboxes=lambda: mailboxes(emails.texts),
    )
    boxes: Mailboxes = made["mailboxes"]
    return Attributes(
        records=len(cleaned),
        kind=coded(cleaned["kind"]).hashed(),
        exclusive=_exclusive(records),
        entry_id=coded(records["uid"]).hashed(),
        entry_file=coded(records["file"].fillna("") + "/" + records["member"].fillna("")).hashed(),
        emails=emails,
        email_letters=boxes.letters,
        email_core=boxes.core,
        email_digits=boxes.digits,
        email_local_part=boxes.local,
        email_role=boxes.role,
        email_called=boxes.called,
        email_domain=boxes.domain,
        organisations=made["organisations"],
        company=company,
        profile=profile,
        connected=_days(records["connected_on"]),
        met=_days(records["met_on"]),
        columns=_folded(asked),
        **made["names"],
        **made["phones"],
        **made["columns"],
        **_identifiers(cleaned),
    )


def _names(cleaned: pd.DataFrame, family: Coded, profile: Coded) -> dict[str, Any]:
    names = read_names(cleaned, family, profile)
    return {"names": names, "email_forms": name_forms(names)}


def _folded(asked: pd.DataFrame | None) -> dict[str, Coded | Listed]:
    """Columns of texts, and of lists of texts, as codes of their folded values."""
    found: dict[str, Coded | Listed] = {}
    for name, column in () if asked is None else asked.items():
        holds_lists = pa.types.is_list(one_chunk(column).type)
        code = listed if holds_lists else coded
        found[str(name)] = code(column, fold_array)
    return found


def _columns(cleaned: pd.DataFrame) -> dict[str, Coded]:
    """The attributes that need nothing but their own columns."""
    return {
        "title": coded(cleaned["title"], companies.title_keys),
        "street": coded(cleaned["street"], each(streets.street_key)),
        "city": _of_address(cleaned, "city", streets.city_in, fold_array),
        "postcode": _of_address(cleaned, "postcode", streets.postcode_in, _written_as_one),
    }


def _birthdays(records: pd.DataFrame, cleaned: pd.DataFrame) -> Coded:
    """Birthdays as ISO texts; of what is no date the digits, if they may have
    been one (1967092).
    """
    read = coded(cleaned["birthday"])
    unread = np.flatnonzero(read.codes < 0)
    digits = coded(records["birthday"].iloc[unread], each(_digits_of_a_date))
    written = Listed(unread[digits.codes >= 0], digits.codes[digits.codes >= 0], digits.texts)
    return concatenated(read.listed(), written).first(len(cleaned))


def _digits_of_a_date(text: str) -> str | None:
    digits = "".join(filter(str.isdecimal, text)) if text.isascii() else ""
    return digits if is_damaged(digits) else None


def is_damaged(birthday: str) -> bool:
    """Whether this is no date, but the digits of a damaged one."""
    return birthday.isdecimal() and len(birthday) in _DAMAGED


def _phones(cleaned: pd.DataFrame) -> dict[str, Any]:
    """Numbers by the digits that survive a missing country code, and mobiles."""
    written = listed(cleaned["phones"])
    keys = coded(phones.national_keys(pa.array(written.texts, pa.string())))
    codes = look_up(keys.codes, written.codes)
    kept = codes >= 0
    blocks = coded([text[:-BLOCK] for text in keys.texts])
    called, kinds = cleaned["phone_types"], cleaned["phone_kinds"]
    cell = _of_kind(called, "cell", len(codes)) & ~_of_kind(kinds, "line", len(codes))
    cell |= _of_kind(kinds, "cell", len(codes))
    return {
        "phones": Listed(written.rows[kept], codes[kept], keys.texts),
        "phone_cell": cell[kept],
        "phone_line": _of_kind(kinds, "line$", len(codes))[kept],
        "phone_block": blocks.codes,
    }


def _of_kind(types: pd.Series[Any], pattern: str, numbers: int) -> Flags:
    """Which numbers have a type or kind of a pattern.

    None where a table of the user's own lacks the types.
    """
    kinds = pc.list_flatten(arrow(types))
    if len(kinds) != numbers:
        return np.zeros(numbers, dtype=bool)
    return flags(pc.match_substring_regex(kinds, pattern))


def _identifiers(cleaned: pd.DataFrame) -> dict[str, Any]:
    numbers = listed(cleaned["identifiers"])
    kinds = coded([identifiers.kind_of(text) for text in numbers.texts])
    lasting = [kind in identifiers.FOR_LIFE for kind in kinds.texts]
    for_life = np.array(lasting, dtype=bool)
    return {
        "identifiers": numbers,
        "identifier_kind": kinds.codes,
        "identifier_for_life": look_up(for_life, kinds.codes, missing=False),
    }


def _of_address(
    cleaned: pd.DataFrame, column: str, within: Callable[[str], str | None], key: Keys
) -> Coded:
    """A part of addresses, of whole addresses in one cell too."""
    own = coded(cleaned[column])
    in_street = coded(cleaned["street"], each(within))
    both = concatenated(own.listed(), in_street.listed())
    return both.first(len(cleaned)).under(key)


def _written_as_one(texts: pa.Array) -> pa.Array:
    return without_blanks(fold_array(texts))


def _exclusive(records: pd.DataFrame) -> Ints:
    """The export of each record of a duplicate-free source, -1 of all others."""
    export = records["file"].fillna("") + "/" + records["member"].fillna("")
    codes, _ = pd.factorize(export)
    listed_once = flags(records["duplicate_free"])
    return np.where(listed_once, codes, -1).astype(np.int64)


def _days(column: pd.Series[pd.Timestamp]) -> Ints:
    """Days since 1970-01-01, -1 for none (no network is older)."""
    days = pc.cast(arrow(column), pa.date32()).cast(pa.int32())
    return np.asarray(days.fill_null(-1).to_numpy(), dtype=np.int64)
