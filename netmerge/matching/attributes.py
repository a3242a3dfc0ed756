"""Cleaned records in, comparable features out: every field as integer codes over its unique
folded values.
"""

from __future__ import annotations

from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import companies, emails, identifiers, phones, streets
from netmerge.columns.chunks import NO_TEXT, arrow, one_chunk
from netmerge.columns.coded import (
    Coded,
    Listed,
    as_coded,
    as_listed,
    coded,
    distinct,
    each,
    factorise,
    join,
    listed,
    pick,
    recoded,
    split,
    take,
    without_blanks,
)
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching import frequencies as frequency
from netmerge.matching.names import Names, build_names, company_in_family
from netmerge.text.folding import fold, fold_array
from netmerge.text.mailboxes import are_roles
from netmerge.words import DOMAINS

OF_RECORDS = ("file", "member", "source", "emails", "connected_on", "met_on")
OF_CLEANED = (
    *("kind", "given_name", "middle_name", "family_name", "suffix", "nicknames", "other_names"),
    *(
        "emails",
        "phones",
        "phone_types",
        "company",
        "company_key",
        "other_companies",
        "title",
        "linkedin",
        "websites",
    ),
    *("identifiers", "birthday", "street", "city", "postcode"),
)
"""The columns that matching looks at."""

BLOCK = 2
"""Digits at the end of a number by which those of one firm or family may differ."""

_SCANNED = frozenset({"camcard", "eight", "covve", "hubspot"})


@dataclass(frozen=True)
class Official:
    """Official numbers: `table` has one padded row of codes a record; `rarity`, `kind` and
    `for_life` (a person keeps it) describe each entry of `numbers.texts`.
    """

    numbers: Listed
    table: Ints
    rarity: Floats
    kind: Ints
    for_life: Flags


@dataclass(frozen=True)
class Features:
    """All that blocking and the comparisons look at, one entry a record; -1 is none."""

    records: int
    population: int
    kind: Ints
    exclusive: Ints
    names: Names
    given_share: Floats
    family_share: Floats
    together: Floats
    emails: Listed
    email_table: Ints
    email_rarity: Floats
    email_forms: Ints
    email_letters: Coded
    email_digits: Flags
    email_local: Coded
    email_domain: Coded
    email_shared: Flags
    email_spelled: npt.NDArray[np.int32]
    phones: Listed
    phone_table: Ints
    phone_block: Ints
    phone_shared: Flags
    phone_rarity: Floats
    mobile: Flags
    organisations: Listed
    organisation_table: Ints
    organisation_holders: int
    company: Coded
    title: Coded
    profile: Coded
    official: Official
    birthday: Coded
    street: Coded
    city: Coded
    postcode: Coded
    connected: Ints
    met: Ints
    values_left_out: dict[str, int]
    columns: dict[str, Coded | Listed]


def build(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    population: int | None = None,
    asked: pd.DataFrame | None = None,
) -> Features:
    """Make the features of all records from the tables RECORDS and CLEANED of the schema, row by
    row the same.

    `population` is the number of records of which these are a random sample, where they are one.
    `asked` has the columns, of CLEANED or RECORDS, that a comparison looks at beside these;
    `columns` holds their folded values.

    `exclusive` numbers the exports that list nobody twice: two records of one such export are two
    people. `given_share` and `family_share` say how common each of `names.texts` is, `together`
    for each record how common its family name is among those of its given name. `email_letters`
    (the local part's letters), `email_digits` (there were others), `email_local` (the whole local
    part), `email_domain` (an organisation's) and `email_shared` (a mailbox of several people, or
    of a role) describe each entry of `emails.texts`; `mobile`, `phone_block` (but for the last
    digits) and `phone_shared` (a line of several) each of `phones.texts`. `email_spelled` has for
    each record and form of its name (`email_forms`) the domain of the address that spells it so,
    -1 where none does, and one beyond all domains where it is a mail provider's.
    `organisation_holders` is how many records have an organisation.
    """
    with ThreadPoolExecutor(1) as helper:  # what others wait for comes first, here and there
        addresses_ = helper.submit(_emails, records, cleaned)
        family, company = _family_and_company(cleaned)
        profile = coded(cleaned["linkedin"])
        addresses = addresses_.result()
        organisations_ = helper.submit(_organisations, cleaned, company, addresses)
        phones_ = helper.submit(_phones, cleaned)
        columns_ = helper.submit(_columns, cleaned)
        names = build_names(cleaned, family, profile)
        local = recoded(emails.local_parts(pa.array(addresses.texts, pa.string())))
        domains = recoded(_own_domains(addresses))
        letters = local.under(_letters)
        forms = _email_forms(names, letters)
        organisations, (numbers, mobile), columns = (
            organisations_.result(),
            phones_.result(),
            columns_.result(),
        )
    given_share = frequency.of_values(names.given, len(names.texts), frequency.TYPICAL_GIVEN)
    family_share = frequency.of_values(names.family, len(names.texts), frequency.TYPICAL_FAMILY)
    initials, wholes = take(names.initial, names.given), _whole_names(names)
    email_holders, phone_holders = (
        frequency.holders(column, initials, wholes) for column in (addresses, numbers)
    )
    records_ = len(cleaned)
    population = records_ if population is None else population
    (
        (email_table, emails_cut),
        (phone_table, phones_cut),
        (organisation_table, organisations_cut),
    ) = in_threads(lambda column: column.matrix(records_), (addresses, numbers, organisations))
    return Features(
        records=records_,
        population=population,
        kind=coded(cleaned["kind"]).codes,
        exclusive=_exclusive(records),
        names=names,
        given_share=given_share,
        family_share=family_share,
        together=frequency.of_whole_names(names.given, names.family, given_share, family_share),
        emails=addresses,
        email_table=email_table,
        email_rarity=frequency.of_identifiers(email_holders, population),
        email_forms=forms,
        email_letters=letters,
        email_digits=_with_digits(local),
        email_local=_without_desks(local.under(_without_roles), domains),
        email_domain=domains,
        email_shared=_of_a_role(local) | (email_holders >= frequency.SEVERAL),
        email_spelled=_spelled(forms, letters, domains, email_table),
        phones=numbers,
        phone_table=phone_table,
        phone_block=factorise([text[:-BLOCK] for text in numbers.texts]).codes,
        phone_shared=phone_holders >= frequency.SEVERAL,
        phone_rarity=frequency.of_identifiers(phone_holders, population),
        mobile=mobile,
        organisations=organisations,
        organisation_table=organisation_table,
        organisation_holders=int((organisation_table[:, 0] >= 0).sum()),
        company=company,
        profile=profile,
        official=_official(cleaned, initials, wholes, population),
        connected=_days(records["connected_on"]),
        met=_days(records["met_on"]),
        values_left_out={"e-mail": emails_cut, "phone": phones_cut, "company": organisations_cut},
        columns=_folded(asked),
        **columns,
    )


def _folded(asked: pd.DataFrame | None) -> dict[str, Coded | Listed]:
    """Columns of texts, and of lists of texts, as codes of their folded values."""
    found: dict[str, Coded | Listed] = {}
    for name, column in () if asked is None else asked.items():
        holds_lists = pa.types.is_list(one_chunk(column).type)
        code = listed if holds_lists else coded
        found[str(name)] = code(column, fold_array)
    return found


def _columns(cleaned: pd.DataFrame) -> dict[str, Coded]:
    """The features that need nothing but their own columns."""
    return {
        "title": coded(cleaned["title"], companies.title_keys),
        "birthday": coded(cleaned["birthday"]),
        "street": coded(cleaned["street"], each(streets.street_key)),
        "city": coded(cleaned["city"], fold_array),
        "postcode": _postcodes(cleaned),
    }


def _family_and_company(cleaned: pd.DataFrame) -> tuple[Coded, Coded]:
    """Family names and companies, those companies taken from among the family names that stand
    there by mistake.
    """
    family = coded(cleaned["family_name"], fold_array)
    company = coded(cleaned["company_key"])
    misplaced = company_in_family(family, company)
    found = as_coded(join(as_listed(company), as_listed(misplaced)), len(cleaned))
    return Coded(np.where(misplaced.codes >= 0, -1, family.codes), family.texts), found


def _whole_names(names: Names) -> Ints:
    """A code of both names of each record, -1 where one is missing."""
    both = names.given * len(names.texts) + names.family
    codes, _ = pd.factorize(both)
    return np.where((names.given >= 0) & (names.family >= 0), codes, -1).astype(np.int64)


def _emails(records: pd.DataFrame, cleaned: pd.DataFrame) -> Listed:
    """Addresses, and for scanned cards also what a damaged one probably was."""
    addresses = listed(cleaned["emails"])
    scanned = np.flatnonzero(records["source"].isin(_SCANNED))
    repaired = listed(records["emails"].iloc[scanned], each(emails.repair))
    return join(addresses, Listed(scanned[repaired.rows], repaired.codes, repaired.texts))


def _letters(locals_: pa.Array) -> pa.Array:
    """The letters of local parts."""
    plain = pc.if_else(pc.string_is_ascii(locals_), locals_, NO_TEXT)
    return pc.replace_substring_regex(pc.coalesce(plain, fold_array(locals_)), "[^a-z]+", "")


def _with_digits(local: Coded) -> Flags:
    """Which addresses have a digit before the @."""
    found = pc.match_substring_regex(pa.array(local.texts, pa.string()), "[0-9]")
    return np.asarray(pick(np.asarray(found, dtype=bool), local.codes, False), dtype=bool)


def _without_roles(locals_: pa.Array) -> pa.Array:
    return pc.if_else(are_roles(locals_), NO_TEXT, locals_)


def _without_desks(local: Coded, domains: Coded) -> Coded:
    """Local parts but for those that so many organisations have that they name a desk (it-support)."""
    both = (local.codes >= 0) & (domains.codes >= 0)
    width = max(len(domains.texts), 1)
    held = distinct(local.codes[both] * width + domains.codes[both]) // width
    desks = np.bincount(held, minlength=len(local.texts)) >= frequency.SEVERAL
    return Coded(np.where(pick(desks, local.codes, False), -1, local.codes), local.texts)


def _own_domains(addresses: Listed) -> pa.Array:
    """Domains of organisations, in which each person has an address; null for a mail provider's."""
    found = emails.domains(pa.array(addresses.texts, pa.string()))
    free = pc.is_in(found, pa.array(sorted(DOMAINS.content.free)))
    return pc.if_else(free, NO_TEXT, found)


def _of_a_role(local: Coded) -> Flags:
    """Which addresses are a role's (info@)."""
    roles = np.asarray(are_roles(pa.array(local.texts, pa.string())), dtype=bool)
    return np.asarray(pick(roles, local.codes, False), dtype=bool)


def _email_forms(names: Names, letters: Coded) -> Ints:
    """For each record, the forms in which its name may stand in an address, as codes of letters
    that do occur.

    Columns: annabell, bellanna, abell, annab, bella, anna, bell. Records without both names have
    none.
    """
    width = len(names.texts) + 1
    named = np.flatnonzero((names.given >= 0) & (names.family >= 0))
    inverse, distinct = pd.factorize(names.given[named] * width + names.family[named])
    compact = pa.array(names.compact, pa.string())
    given, family = (compact.take(pa.array(codes)) for codes in np.divmod(distinct, width))
    g, f = (pc.utf8_slice_codeunits(texts, 0, 1) for texts in (given, family))
    forms = (
        (given, family),
        (family, given),
        (g, family),
        (given, f),
        (family, g),
        (given,),
        (family,),
    )
    known = pa.array(letters.texts, pa.string())
    places = [
        pc.index_in(pc.binary_join_element_wise(*form, ""), value_set=known) for form in forms
    ]
    found = np.stack(
        [np.asarray(pc.fill_null(place, -1), dtype=np.int64) for place in places], axis=1
    )
    table = np.full((len(names.given), len(forms)), -1, dtype=np.int64)
    table[named] = found[inverse]
    return table


def _spelled(forms: Ints, letters: Coded, domains: Coded, table: Ints) -> npt.NDArray[np.int32]:
    """For each record and form of its name, the domain of its address that spells it so."""
    result = np.full(forms.shape, -1, dtype=np.int32)
    for addresses in table.T:
        domain = take(domains.codes, addresses)
        known = np.where(domain >= 0, domain, len(domains.texts))
        spells = (take(letters.codes, addresses)[:, None] == forms) & (forms >= 0)
        np.copyto(result, known[:, None], where=spells, casting="same_kind")
    return result


def _phones(cleaned: pd.DataFrame) -> tuple[Listed, Flags]:
    """Numbers by the digits that survive a missing country code, and which of them are mobile."""
    written = listed(cleaned["phones"])
    keys = recoded(phones.national_keys(pa.array(written.texts, pa.string())))
    codes = take(keys.codes, written.codes)
    kinds = pc.list_flatten(arrow(cleaned["phone_types"]))
    mobile = np.zeros(len(keys.texts), dtype=bool)
    if len(kinds) == len(codes):  # a table of the user's own may lack the types
        cell = np.asarray(pc.fill_null(pc.match_substring(kinds, "cell"), False), dtype=bool)
        mobile[codes[cell & (codes >= 0)]] = True
    return Listed(written.rows[codes >= 0], codes[codes >= 0], keys.texts), mobile


def _official(cleaned: pd.DataFrame, initials: Ints, wholes: Ints, population: int) -> Official:
    numbers = listed(cleaned["identifiers"])
    kinds = factorise([identifiers.kind_of(text) for text in numbers.texts])
    lasting = np.array([kind in identifiers.FOR_LIFE for kind in kinds.texts], dtype=bool)
    return Official(
        numbers=numbers,
        table=numbers.matrix(len(cleaned))[0],
        rarity=frequency.of_identifiers(
            frequency.holders(numbers, initials, wholes), population, names_of_one=2
        ),
        kind=kinds.codes,
        for_life=np.asarray(pick(lasting, kinds.codes, False), dtype=bool),
    )


def _organisations(cleaned: pd.DataFrame, company: Coded, addresses: Listed) -> Listed:
    """Companies, and the names in the domains of e-mail addresses and web pages, as one kind of
    value.
    """
    domains = Coded(addresses.codes, addresses.texts).under(emails.domains)
    hosts = split(
        join(Listed(addresses.rows, domains.codes, domains.texts), listed(cleaned["websites"])),
        lambda text: [core] if (core := _organisation_of(text)) else [],
    )
    named = join(as_listed(company), listed(cleaned["other_companies"], companies.company_keys))
    whole = coded(cleaned["company"], lambda texts: without_blanks(fold_array(texts)))
    return join(split(named, partial(_forms, set(named.texts))), as_listed(whole), hosts)


def _forms(known: Set[str], name: str) -> list[str]:
    """The forms in which a company's name may stand elsewhere: in one word, without its "and", as
    its initials.

    Initials count only where somebody is known to write some company so.
    """
    words = name.split()
    initials = "".join(word[0] for word in words)
    forms = ["".join(words), "".join(word for word in words if word != "and")]
    return list(dict.fromkeys(forms + [initials] * (len(words) > 2 and initials in known)))


def _organisation_of(domain: str) -> str | None:
    """The name in an organisation's domain: acme of mail.acme.co.uk; None for a public mail
    provider.
    """
    labels = domain.split(".")
    if len(labels) < 2 or domain in DOMAINS.content.free:
        return None
    second = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in DOMAINS.content.second_level
    return fold(labels[-3 if second else -2]).replace(" ", "") or None


def _postcodes(cleaned: pd.DataFrame) -> Coded:
    """Postcodes, of whole addresses in one cell too."""
    columns = coded(cleaned["postcode"]), coded(cleaned["street"], each(streets.postcode_in))
    found = as_coded(join(*map(as_listed, columns)), len(cleaned))
    return found.under(lambda texts: without_blanks(fold_array(texts)))


def _exclusive(records: pd.DataFrame) -> Ints:
    """LinkedIn lists each connection once; its other files and all other sources repeat people."""
    export = records["file"].fillna("") + "/" + records["member"].fillna("")
    codes, _ = pd.factorize(export)
    return np.where((records["source"] == "linkedin").to_numpy(dtype=bool), codes, -1).astype(
        np.int64
    )


def _days(column: pd.Series[pd.Timestamp]) -> Ints:
    """Days since 1970-01-01, -1 for none (no network is older)."""
    days = pc.cast(arrow(column), pa.date32()).cast(pa.int32())
    return np.asarray(days.fill_null(-1).to_numpy(), dtype=np.int64)
