"""Two records' identifiers, work, birthday, address and day of meeting in, levels out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from netmerge.clean.streets import house_number
from netmerge.columns.coded import Coded, pick, take
from netmerge.columns.types import Flags, Floats, Ints, Levels, Texts
from netmerge.matching import frequencies
from netmerge.matching.attributes import Features
from netmerge.matching.comparisons.levels import (
    ABSENT,
    Compared,
    graded,
    intersect,
    nothing,
    over_distinct,
    shared,
    similarity,
)

EMAIL_LEVELS = (
    *("same", "same mailbox", "slip", "same name elsewhere", "similar"),
    *("another of one domain", "different"),
)
PHONE_LEVELS = ("same mobile", "same line", "slip", "different", "different mobiles")
COMPANY_LEVELS = ("same", "similar", "different")
TITLE_LEVELS = ("same", "similar", "different")
PROFILE_LEVELS = ("same", "different")
IDENTIFIER_LEVELS = ("same", "slip", "different", "different for life")
BIRTHDAY_LEVELS = ("same", "in part", "slip", "two parts of three", "same year", "different")
STREET_LEVELS = ("same", "similar", "other number", "different")
PLACE_LEVELS = ("same postcode", "same city", "slip in the postcode", "similar city", "different")
MEETING_LEVELS = ("same day", "same week", "other")

TYPICAL_COMPANY = 0.002
TYPICAL_TITLE = 0.01
TYPICAL_BIRTHDAY = 1 / 20000
TYPICAL_STREET = 0.0005
TYPICAL_POSTCODE = 0.002
TYPICAL_CITY = 0.02
TYPICAL_DAY = 0.002
"""Share of people who have a value picked at random, for short lists: orders of magnitude.
Birthdays spread over some 55 years of 365 days.
"""


def email(features: Features, left: Ints, right: Ints) -> Compared:
    """E-mail addresses: one in common, or a mailbox of several; one but for a letter or two; the
    same name elsewhere; similar ones; two of one domain, of one form; none of it.

    Where two addresses spell their records' names, that they look alike is the names' doing, or
    the firm's, which gives each of its people one of the same form: two of them are rather two
    people's. A local part that only spells the name of one of the two says nothing that the names
    do not: it is not compared. Local parts that differ in their numbers alone (anna47, anna51)
    are no slip: people number their names. Nor are two firms' addresses of one role. That a
    mailbox of several is not somebody's own address says nothing.
    """
    table = features.email_table
    both = (table[left, 0] >= 0) & (table[right, 0] >= 0)
    rarity = features.email_rarity
    same, address = shared(table, left, right, rarity)
    locals_ = take(features.email_local.codes, table.ravel()).reshape(table.shape)
    local_rarity = _local_rarity(features)
    alike, local = shared(locals_, left, right, local_rarity)
    digits = _of_any_digits(features)
    named = (
        _named(features, left)
        | _named(features, right)
        | _spells_the_only_name(features, local, left)
    )
    plain = alike & ~pick(digits, local, False) & named
    said_already = features.email_digits | (features.email_local.codes < 0)
    numbered = np.where(said_already, features.email_letters.codes, -1)
    one, other = features.email_spelled[left], features.email_spelled[right]
    each_its_own = (one >= 0).any(axis=1) & (other >= 0).any(axis=1)
    open_pairs = both & ~same & ~alike & ~each_its_own
    likeness = _likeness(features.emails.texts, table, left, right, open_pairs, 0.75, numbered)
    mailbox = same & pick(features.email_shared, address, False)
    one_form = (one == other) & (one >= 0) & (one < len(features.email_domain.texts))
    one_domain = (one_form & (features.email_forms[left] != features.email_forms[right])).any(
        axis=1
    )
    personal = _some(table, ~features.email_shared)
    levels = graded(
        (~both, 0),
        (mailbox, 2),
        (same, 1),
        (plain, 0),
        (likeness >= 0.88, 3),
        (alike, 4),
        (likeness > 0, 5),
        (one_domain, 6),
        (~(personal[left] & personal[right]), 0),
        otherwise=7,
    )
    share = np.select(
        [same, alike & ~plain], [pick(rarity, address, 1.0), pick(local_rarity, local, 1.0)], np.nan
    )
    return Compared(levels, np.where(both, share, np.nan))


def phone(features: Features, left: Ints, right: Ints) -> Compared:
    """Telephone numbers: a mobile in common, another line in common, one but for a digit or two,
    none in common.

    People have several lines but mostly one mobile: two different ones say more. Neighbours of a
    block of numbers are no slip of each other: firms and families take them together. That a line
    of several is not somebody's own number says nothing.
    """
    table = features.phone_table
    both = (table[left, 0] >= 0) & (table[right, 0] >= 0)
    same, number = shared(table, left, right, features.phone_rarity)
    mobile = same & pick(features.mobile, number, False)
    slip = (
        _likeness(
            features.phones.texts, table, left, right, both & ~same, 0.88, features.phone_block
        )
        > 0
    )
    mobiles, personal = _some(table, features.mobile), _some(table, ~features.phone_shared)
    levels = graded(
        (~both, 0),
        (mobile, 1),
        (same, 2),
        (slip, 3),
        (mobiles[left] & mobiles[right], 5),
        (~(personal[left] & personal[right]), 0),
        otherwise=4,
    )
    return Compared(levels, np.where(same, pick(features.phone_rarity, number, 1.0), np.nan))


def _some(table: Ints, kind: Flags) -> Flags:
    """Records with some value of a kind in their padded row of codes."""
    return np.asarray(np.any(pick(kind, table.ravel(), False).reshape(table.shape), axis=1))


def work(features: Features, left: Ints, right: Ints) -> tuple[Compared, Compared, Compared]:
    """Company; job title where the companies are not the same or unknown; job title within one
    company.

    Who changes companies changes titles: another title says little then, and much within one
    company.
    """
    companies = _company(features, left, right)
    titles = _title(features, left, right)
    together = companies.levels == 1
    apart, within = (
        Compared(np.where(kept, titles.levels, 0).astype(np.int8), titles.frequency)
        for kept in (~together, together)
    )
    return companies, apart, within


def _company(features: Features, left: Ints, right: Ints) -> Compared:
    """Companies, by name or by the domain of an address: one in common, similar names, none in
    common.

    Of two that share an address only the names count: its domain has been counted with it.
    """
    table = features.organisation_table
    both = (table[left, 0] >= 0) & (table[right, 0] >= 0)
    codes, values = features.organisations.codes, len(features.organisations.texts)
    share = frequencies.of_values(codes, values, TYPICAL_COMPANY, features.organisation_holders)
    same, organisation = shared(table, left, right, share)
    alike = _similar(features.company, left, right, 88.0)
    named = (features.company.codes[left] >= 0) & (features.company.codes[right] >= 0)
    implied = intersect(features.email_table, left, right) & ~named
    levels = graded((~both | implied, 0), (same, 1), (alike, 2), otherwise=3)
    return Compared(levels, np.where(same, pick(share, organisation, 1.0), np.nan))


def _title(features: Features, left: Ints, right: Ints) -> Compared:
    """Job titles: the same, similar, different."""
    a, b = features.title.codes[left], features.title.codes[right]
    alike = _similar(features.title, left, right, 85.0)
    levels = graded(((a < 0) | (b < 0), 0), (a == b, 1), (alike, 2), otherwise=3)
    return _valued(levels, 1, features.title, a, TYPICAL_TITLE)


def profile(features: Features, left: Ints, right: Ints) -> Compared:
    """LinkedIn profiles: one person has one."""
    a, b = features.profile.codes[left], features.profile.codes[right]
    levels = graded(((a < 0) | (b < 0), 0), (a == b, 1), otherwise=2)
    share = np.where(levels == 1, frequencies.coincidence(features.population), np.nan)
    return Compared(levels, share)


def identifier(features: Features, left: Ints, right: Ints) -> Compared:
    """Official numbers: one in common, one of one kind but for one sign, another of one kind,
    which may be for life.

    Passports and licences are renewed: two different ones say less than two numbers that people
    keep.
    """
    official = features.official
    same, number = shared(official.table, left, right, official.rarity)
    slip, different, lasting = np.zeros((3, len(left)), dtype=bool)
    for one in official.table.T:
        for other in official.table.T:
            pairs = np.flatnonzero((one[left] >= 0) & (other[right] >= 0) & ~same)
            pairs = pairs[official.kind[one[left[pairs]]] == official.kind[other[right[pairs]]]]
            a, b = one[left[pairs]], other[right[pairs]]
            slip[pairs] |= similarity(official.numbers.texts, a, b, OSA.distance, 1.0) <= 1
            lasting[pairs] |= official.for_life[a]
            different[pairs] = True
    levels = graded((same, 1), (slip, 2), (lasting, 4), (different, 3), otherwise=ABSENT)
    return Compared(levels, np.where(same, pick(official.rarity, number, 1.0), np.nan))


def birthday(features: Features, left: Ints, right: Ints) -> Compared:
    """Birthdays: the same; as far as both are known; but for a slip, or day and month swapped;
    the same year; none.
    """
    a, b = features.birthday.codes[left], features.birthday.codes[right]
    levels = over_distinct(a, b, lambda x, y: _birthday_level(features, x, y))
    return _valued(levels, 1, features.birthday, a, TYPICAL_BIRTHDAY)


def street(features: Features, left: Ints, right: Ints) -> Compared:
    """Streets with house numbers: the same; but for some letters or words; but for the number;
    different.
    """
    a, b = features.street.codes[left], features.street.codes[right]
    levels = over_distinct(a, b, lambda x, y: _street_level(features, x, y))
    return _valued(levels, 1, features.street, a, TYPICAL_STREET)


def place(features: Features, left: Ints, right: Ints) -> Compared:
    """Postcode and city, one comparison since the one implies the other."""
    a, b = features.postcode.codes[left], features.postcode.codes[right]
    c, d = features.city.codes[left], features.city.codes[right]
    codes = over_distinct(a, b, lambda x, y: _postcode_level(features, x, y))
    cities = over_distinct(c, d, lambda x, y: _city_level(features, x, y))
    compared = (codes > 0) | (cities > 0)
    levels = graded(
        (~compared, 0),
        (codes == 1, 1),
        (cities == 1, 2),
        (codes == 2, 3),
        (cities == 2, 4),
        otherwise=5,
    )
    shares = [
        _shares(features.postcode, TYPICAL_POSTCODE, a),
        _shares(features.city, TYPICAL_CITY, c),
    ]
    return Compared(levels, np.select([levels == 1, levels == 2], shares, np.nan))


def meeting(features: Features, left: Ints, right: Ints) -> Compared:
    """Days of connecting on a network, or of connecting and of scanning a card: people trade
    cards and follow up.
    """
    result = nothing(len(left))
    for a, b in (
        (features.connected[left], features.connected[right]),
        (features.connected[left], features.met[right]),
        (features.met[left], features.connected[right]),
    ):
        known = (a >= 0) & (b >= 0) & (result.levels == 0)
        gap = np.abs(a - b)
        result.levels[known] = np.select([gap[known] == 0, gap[known] <= 7], [1, 2], 3)
    return result


def _likeness(
    texts: Texts,
    table: Ints,
    left: Ints,
    right: Ints,
    open_pairs: Flags,
    cutoff: float,
    numbered: Ints | None = None,
) -> Floats:
    """How alike the most alike values of open pairs are, 0 below the cutoff; the rarest two of
    each record count.

    Two values of one `numbered` code (-1 is none) are not alike.
    """
    result = np.zeros(len(left))
    rows = np.flatnonzero(open_pairs)
    for i in range(min(table.shape[1], 2)):
        for j in range(min(table.shape[1], 2)):
            a, b = table[left[rows], i], table[right[rows], j]
            both = np.flatnonzero((a >= 0) & (b >= 0))
            if numbered is not None:
                both = both[(numbered[a[both]] < 0) | (numbered[a[both]] != numbered[b[both]])]
            scores = similarity(texts, a[both], b[both], OSA.normalized_similarity, cutoff)
            result[rows[both]] = np.maximum(result[rows[both]], scores)
    return result


def _local_rarity(features: Features) -> Floats:
    """Rarity of a local part: of the rarest address with it, never below the share of records
    with it.
    """
    codes = take(features.email_local.codes, features.emails.codes)
    return frequencies.of_values(codes, len(features.email_local.texts), 1 / 20000)


def _of_any_digits(features: Features) -> Flags:
    digits = np.zeros(len(features.email_local.texts), dtype=bool)
    known = features.email_local.codes >= 0
    digits[features.email_local.codes[known]] = features.email_digits[known]
    return digits


def _named(features: Features, rows: Ints) -> Flags:
    return (features.names.given[rows] >= 0) & (features.names.family[rows] >= 0)


def _spells_the_only_name(features: Features, local: Ints, rows: Ints) -> Flags:
    """Whether a local part is the one name that a record has (headquarter@ of "Headquarter")."""
    names = features.names
    only = np.where(names.given[rows] >= 0, names.given[rows], names.family[rows])
    return np.asarray(pick(names.compact, only, 0) == pick(features.email_local.texts, local, 1))


def _similar(column: Coded, left: Ints, right: Ints, cutoff: float) -> Flags:
    def level(a: Ints, b: Ints) -> Levels:
        return (similarity(column.texts, a, b, fuzz.token_set_ratio, cutoff) > 0).astype(np.int8)

    return np.asarray(over_distinct(column.codes[left], column.codes[right], level) == 1)


def _birthday_level(features: Features, a: Ints, b: Ints) -> Levels:
    texts = features.birthday.texts
    one, other = texts[a].astype("U10"), texts[b].astype("U10")
    whole = (np.char.str_len(one) == 10) & (np.char.str_len(other) == 10)
    partial = ~whole & np.array([_agree(x, y) for x, y in zip(one, other, strict=True)], dtype=bool)
    slip = whole & (similarity(texts, a, b, OSA.normalized_similarity, 0.85) > 0)
    parts = _date_parts(one), _date_parts(other)
    same = parts[0] == parts[1]
    crossed = (parts[0][:, 1] == parts[1][:, 2]) & (parts[0][:, 2] == parts[1][:, 1]) & same[:, 0]
    return graded(
        (a == b, 1),
        (partial, 2),
        (slip | (whole & crossed), 3),
        (whole & (same.sum(axis=1) == 2), 4),
        (whole & same[:, 0], 5),
        otherwise=6,
    )


def _date_parts(dates: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """Year, month and day of whole ISO dates, one row a date."""
    return np.array([(date[:4], date[5:7], date[8:]) for date in dates], dtype="U4").reshape(-1, 3)


def _agree(one: str, other: str) -> bool:
    """Two ISO dates, one of them partial (1989, 1989-03, --03-24), that do not contradict each
    other.
    """
    if one.startswith("--") or other.startswith("--"):
        return one[-5:] == other[-5:] and len(one) > 6 and len(other) > 6
    return one.startswith(other) or other.startswith(one)


def _street_level(features: Features, a: Ints, b: Ints) -> Levels:
    texts = features.street.texts
    alike = similarity(texts, a, b, fuzz.ratio, 80.0) > 0
    alike |= similarity(texts, a, b, fuzz.token_sort_ratio, 80.0) > 0
    alike |= similarity(texts, a, b, fuzz.token_set_ratio, 90.0) > 0
    numbers = np.array([house_number(text) for text in texts], dtype=object)
    other_number = (numbers[a] != numbers[b]) & (numbers[a] != "") & (numbers[b] != "")
    return graded((a == b, 1), (alike & ~other_number, 2), (alike, 3), otherwise=4)


def _postcode_level(features: Features, a: Ints, b: Ints) -> Levels:
    slip = similarity(features.postcode.texts, a, b, OSA.normalized_similarity, 0.74) > 0
    return graded((a == b, 1), (slip, 2), otherwise=3)


def _city_level(features: Features, a: Ints, b: Ints) -> Levels:
    alike = similarity(features.city.texts, a, b, fuzz.ratio, 80.0) > 0
    return graded((a == b, 1), (alike, 2), otherwise=3)


def _valued(
    levels: Levels, shared_level: int, column: Coded, codes: Ints, typical: float
) -> Compared:
    return Compared(
        levels, np.where(levels == shared_level, _shares(column, typical, codes), np.nan)
    )


def _shares(column: Coded, typical: float, codes: Ints) -> Floats:
    return pick(frequencies.of_values(column.codes, len(column.texts), typical), codes, np.nan)
