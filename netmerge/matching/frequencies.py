"""What all records say → how common each value is: what is rare weighs more
(term frequency).

Comparisons and blocking are given these numbers; they never count for
themselves. So a part of the pairs, with the records on both sides and the
frequencies of the whole list, is weighed as the whole is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netmerge.columns.coded import Coded, Listed
from netmerge.columns.hashes import combined
from netmerge.columns.numbers import distinct, fan_out, look_up
from netmerge.columns.threads import together
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.attributes import Occurrences
from netmerge.matching.model import namesakes
from netmerge.matching.names import NumberedNames, in_one_family

UNSEEN = 300.0
"""Pseudo-records of an outside population that smooth a short list."""

TYPICAL_GIVEN = 0.002
TYPICAL_FAMILY = 0.0005
TYPICAL_COMPANY = 0.002
TYPICAL_TITLE = 0.01
TYPICAL_BIRTHDAY = 1 / 20000
TYPICAL_STREET = 0.0005
TYPICAL_POSTCODE = 0.002
TYPICAL_CITY = 0.02
TYPICAL_LOCAL = 1 / 20000
"""Share of people who have a value picked at random, for short lists: orders of
magnitude. Names are as common as in census tables of the United States, France
and Germany; birthdays spread over some 55 years of 365 days.
"""

TOGETHER = 5.0
"""How many times more often strangers share both names than if given and family
names were independent, as long as nothing is known of the two: some ten
languages in one network.
"""

COINCIDENCE = 0.02
"""Records of other people expected to carry a personal identifier by mistake or
coincidence, in a book of any size from `SMALL` records; in a smaller one it is
rarer still.
"""

SMALL = 1000

TURNED, MET = 1 / 30, 100.0
"""Share of one person's records in which the names are turned round, before the
list tells it, and how many pairs of one whole name that stands for.
"""

SEVERAL = 3
"""People who have an address in common, from which it is a mailbox: two may be
one person under two names. Also firms that have addresses of one local part,
from which it names a desk (it-support).
"""

MANY_INITIALS = 8
"""Initials of given names, from which those who share a value are many."""

NAMES_A_PERSON = 2
"""Forms in which one person's whole name is written, more or less."""

NAMES_OF_ONE = 2
"""Names under which one person may stand with an official number."""


@dataclass(frozen=True)
class Counts:
    """How many records carry each value of a column, and how many carry any."""

    of_values: Ints  # (values,)
    holders: int


@dataclass(frozen=True, kw_only=True)
class Frequencies:
    """How common values are, one number for each text of a column of
    `Attributes`.

    A share is that of the other records that carry a value, a rarity how likely
    an unrelated record carries it. `population` is the number of records that
    there are in all. `declared` are hashes of a family name and two given names
    that some record has for one person ("Chidi (Charles) Eze").
    """

    population: int

    entries: Ints  # hashes of each entry's own id and its file, ascending
    given_share: Floats  # of `names.texts`
    family_share: Floats
    bearers: Ints  # family names that go with it as a given name
    family_bearers: Ints  # the reverse
    declared: Ints  # ascending
    turned_share: float  # of one person's records, in how many the names are turned round
    together: Floats  # (records,), its family name among those of its given name

    email_count: Ints  # of `emails.texts`
    email_rarity: Floats
    email_several: Flags  # it is several people's
    email_of_a_desk: Flags  # so many firms have its local part that it names a desk
    email_local_share: Floats  # of `email_local_part.texts`

    phone_count: Ints  # of `phones.texts`
    phone_rarity: Floats
    phone_shared: Flags  # it is a line of several people
    mobile: Flags  # it is a mobile, or called one and not surely a fixed line

    organisation_count: Ints  # of `organisations.texts`
    organisation_share: Floats
    identifier_count: Ints  # of `identifiers.texts`
    identifier_rarity: Floats

    title_share: Floats  # of the column's texts, as the following
    birthday_share: Floats
    street_share: Floats
    postcode_share: Floats
    city_share: Floats
    column_counts: dict[str, Counts]  # of `columns`


def count(said: Occurrences, population: int | None = None) -> Frequencies:
    """The frequencies of a list.

    `population` is the number of records of which these are a random sample,
    where they are one.
    """
    population = said.records if population is None else population
    names, kinds = said.names, said.identifiers
    initials = look_up(names.initial, names.given)
    both = names.given * len(names.texts) + names.family
    wholes = np.where(names.whole, both, -1)

    def people(column: Listed) -> Ints:
        return holders(column, initials, wholes)

    made = together(
        names=lambda: _of_names(names),
        emails=lambda: _of_emails(said, people(said.emails), population),
        columns=lambda: _of_columns(said),
        phones=lambda: _of_phones(said, people(said.phones), population),
    )
    return Frequencies(
        population=population,
        entries=_entries(said),
        identifier_count=kinds.counts(),
        identifier_rarity=of_identifiers(people(kinds), population, NAMES_OF_ONE),
        **made["names"],
        **made["emails"],
        **made["phones"],
        **made["columns"],
    )


def _entries(said: Occurrences) -> Ints:
    own = said.entry_id >= 0
    return distinct(combined(said.entry_id[own], said.entry_file[own]))


def _of_names(names: NumberedNames) -> dict[str, Any]:
    given, family, texts = names.given, names.family, len(names.texts)
    given_share = of_values(given, texts, TYPICAL_GIVEN)
    family_share = of_values(family, texts, TYPICAL_FAMILY)
    return {
        "given_share": given_share,
        "family_share": family_share,
        "bearers": fan_out(given, family, texts),
        "family_bearers": fan_out(family, given, texts),
        "declared": _declared(names),
        "turned_share": _turned(names),
        "together": of_whole_names(given, family, given_share, family_share),
    }


def _declared(names: NumberedNames) -> Ints:
    """What records say of a family name and two given names."""
    rows, others = names.nicknames.rows, names.nicknames.codes
    said = names.whole[rows]
    rows, others = rows[said], others[said]
    hashed = names.hashed
    family, given = hashed[names.family[rows]], hashed[names.given[rows]]
    return distinct(in_one_family(family, given, hashed[others]))


def _turned(names: NumberedNames) -> float:
    """How often names that are met twice are turned round the second time.

    Those that are both given names do not count: two people may be called so.
    """
    known = names.whole & ~(
        look_up(names.known, names.given, False) & look_up(names.known, names.family, False)
    )
    first, second = look_up(names.sound, names.given), look_up(names.sound, names.family)
    told = known & (first != second)
    low, high = np.minimum(first, second)[told], np.maximum(first, second)[told]
    codes, sounds = pd.factorize(np.concatenate([low, high]))
    both = codes[: len(low)] * len(sounds) + codes[len(low) :]
    name, _ = pd.factorize(both)  # numbered in any order: all is added up
    straight = np.bincount(name, weights=first[told] == low)
    every = np.bincount(name)
    turned = (straight * (every - straight)).sum()
    met = (every * (every - 1) / 2).sum()
    return float((turned + TURNED * MET) / (met + MET))


def _of_emails(said: Occurrences, people: Ints, population: int) -> dict[str, Any]:
    emails, part = said.emails, said.email_local_part
    domains = said.email_domain.codes
    firms = fan_out(part.codes, domains, len(part.texts))
    desk = look_up(firms >= SEVERAL, part.codes, False)
    local = part.without(desk)
    return {
        "email_count": emails.counts(),
        "email_rarity": of_identifiers(people, population),
        "email_several": people >= SEVERAL,
        "email_of_a_desk": desk,
        "email_local_share": of_values(
            look_up(local.codes, emails.codes), len(local.texts), TYPICAL_LOCAL
        ),
    }


def _of_phones(said: Occurrences, people: Ints, population: int) -> dict[str, Any]:
    phones = said.phones
    mobile = np.zeros(len(phones.texts), dtype=bool)
    mobile[phones.codes[said.phone_cell]] = True
    # The same digits behind another country's code, or a label: what is sure
    # comes
    # first.
    mobile[phones.codes[said.phone_line]] = False
    return {
        "phone_count": phones.counts(),
        "phone_rarity": of_identifiers(people, population),
        "phone_shared": people >= SEVERAL,
        "mobile": mobile,
    }


def _of_columns(said: Occurrences) -> dict[str, Any]:
    firms = said.organisations
    employed = len(distinct(firms.rows))
    share = of_values(firms.codes, len(firms.texts), TYPICAL_COMPANY, employed)
    counts = {name: _counts(each) for name, each in said.columns.items()}
    return {
        "organisation_count": firms.counts(),
        "organisation_share": share,
        "title_share": _shares(said.title, TYPICAL_TITLE),
        "birthday_share": _shares(said.birthday, TYPICAL_BIRTHDAY),
        "street_share": _shares(said.street, TYPICAL_STREET),
        "postcode_share": _shares(said.postcode, TYPICAL_POSTCODE),
        "city_share": _shares(said.city, TYPICAL_CITY),
        "column_counts": counts,
    }


def _shares(column: Coded, typical: float) -> Floats:
    return of_values(column.codes, len(column.texts), typical)


def _counts(column: Coded | Listed) -> Counts:
    listed = as_listed(column)
    of_values = fan_out(listed.codes, listed.rows, len(listed.texts))
    return Counts(of_values, len(distinct(listed.rows)))


def as_listed(column: Coded | Listed) -> Listed:
    """A column of one value a record, or of several, as one of several."""
    return column.listed() if isinstance(column, Coded) else column


def of_values(codes: Ints, values: int, typical: float, holders: int | None = None) -> Floats:
    """Shares of values that are given by their codes, -1 for none: see
    `smoothed`.

    `holders` is the number of records that have a value, where a record may
    have several codes.
    """
    held = codes[codes >= 0]
    counts = Counts(np.bincount(held, minlength=values), holders or len(held))
    return smoothed(counts, typical)


def smoothed(counts: Counts, typical: float) -> Floats:
    """Share of the other records carrying a record's value, smoothed towards
    `typical`, the share in the population.

    Smoothing by pseudo-counts (Dirichlet): in a book of 50 records a family
    name seen twice is not one of 4 %. The record itself does not count: that it
    has its own value says nothing of how common the value is.
    """
    others = np.maximum(counts.of_values - 1, 0)
    share = (others + UNSEEN * typical) / (counts.holders + UNSEEN)
    return np.asarray(share, dtype=np.float64)


def of_whole_names(given: Ints, family: Ints, given_share: Floats, family_share: Floats) -> Floats:
    """For each record with both names, how likely a stranger of its given name
    has its family name, over `TOGETHER`.

    The two go together more for some names than for others, which the other
    records that bear both tell.
    """
    named = np.flatnonzero((given >= 0) & (family >= 0))
    width = len(family_share)
    both = given[named] * width + family[named]
    whole, codes = np.unique(both, return_inverse=True)
    first, second = np.divmod(whole, width)
    bearers = len(named) * given_share[first] * TOGETHER
    expected = bearers * family_share[second]
    counts = np.bincount(codes, minlength=len(whole))
    share = namesakes.of_strangers(counts, expected) / bearers
    result = np.full(len(given), np.nan)
    result[named] = share[codes]
    return result


def of_identifiers(people: Ints, population: int, names_of_one: int = 1) -> Floats:
    """How likely an unrelated record carries each e-mail address or number: by
    its fan-out over people.

    `people` is how many seem to hold each value (`holders`), `names_of_one`
    under how many names one of them may go.
    """
    others = np.maximum(people - names_of_one, 0)
    return np.asarray(others / max(population, 1) + coincidence(population))


def holders(column: Listed, initials: Ints, whole_names: Ints) -> Ints:
    """How many people seem to hold each value.

    Those whose given names have one initial are taken for one person, with
    nicknames and slips; but there are only so many initials: where many of them
    hold a value, whole names tell how many people do. `initials` has the
    initial of each record's given name, `whole_names` a number for both its
    names, -1 for none.
    """
    values = len(column.texts)
    by_initial = fan_out(column.codes, initials[column.rows], values)
    by_name = fan_out(column.codes, whole_names[column.rows], values)
    of_many = np.maximum(by_initial, by_name // NAMES_A_PERSON)
    return np.where(by_initial < MANY_INITIALS, by_initial, of_many)


def coincidence(records: int) -> float:
    """How likely two records of different people carry one personal identifier."""
    return COINCIDENCE / max(records, SMALL)
