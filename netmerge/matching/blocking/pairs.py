"""Features in, candidate pairs out: only pairs that share a key are worth comparing.

Each rule gives every record some keys; records with the same key are paired by array arithmetic.
A key shared by more records than the cap is refined by second keys, and what is still too large
is counted in `Candidates.capped`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.clean import streets
from netmerge.columns import runs
from netmerge.columns.coded import (
    among,
    as_listed,
    distinct,
    each,
    factorise,
    split,
    take,
    take_rows,
)
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Ints, Texts
from netmerge.matching.attributes import Features

CAP = 60
"""Records that may share a key before it is refined; 60 give 1,770 pairs."""

WEAK_CAP = 12
"""The same for keys that say little by themselves."""

THINNED = 6_000_000
"""Records times cap of the rules that are thinned on long lists: the full cap up to 100,000
records.
"""

YEAR, MONTH, DAY = slice(0, 4), slice(5, 7), slice(8, 10)

Keys = tuple[Ints, Ints]
"""Rows and the key of each, several a row or none."""


@dataclass(frozen=True)
class Rule:
    """A blocking rule: what its records share, in words, and the function that gives their keys."""

    name: str
    keys: Callable[[Features], Keys]
    cap: int = CAP
    thinned: bool = False

    def cap_at(self, records: int) -> int:
        """Records that may share a key; a `thinned` rule, which finds few matches, has a lower
        cap on long lists.
        """
        return (
            max(WEAK_CAP, min(self.cap, THINNED // max(records, 1))) if self.thinned else self.cap
        )


@dataclass(frozen=True)
class Candidates:
    """Candidate pairs: `left` < `right` are row numbers, sorted. `capped` counts, by rule, the
    pairs left out.
    """

    left: Ints
    right: Ints
    capped: dict[str, int]


def candidates(features: Features) -> Candidates:
    """All pairs that share a key of some rule and could be one person.

    Two of different kind, junior and senior, or two of one duplicate-free export could not.
    """
    seconds = _second_keys(features)

    def pairs_of(rule: Rule) -> tuple[Ints, int]:
        return _pairs_within(
            *rule.keys(features), seconds, rule.cap_at(features.population), features.records
        )

    found, left_out = zip(*in_threads(pairs_of, RULES), strict=True)
    left, right = np.divmod(distinct(np.concatenate(found)), max(features.records, 1))
    possible = features.kind[left] == features.kind[right]
    for generation in features.names.generations:
        possible &= (
            (generation[left] < 0)
            | (generation[right] < 0)
            | (generation[left] == generation[right])
        )
    possible &= (features.exclusive[left] < 0) | (
        features.exclusive[left] != features.exclusive[right]
    )
    capped = {rule.name: pairs for rule, pairs in zip(RULES, left_out, strict=True) if pairs}
    return Candidates(left[possible], right[possible], capped)


def rules_shared(features: Features, left: int, right: int) -> list[str]:
    """The names of the rules by which two records share a key."""
    shared = []
    for rule in RULES:
        rows, keys = rule.keys(features)
        if np.intersect1d(keys[rows == left], keys[rows == right]).size:
            shared.append(rule.name)
    return shared


def _pairs_within(
    rows: Ints, keys: Ints, seconds: list[Ints], cap: int, records: int
) -> tuple[Ints, int]:
    """Pairs (left * records + right) of rows with the same key, and how many were left out for
    the cap.
    """
    order = np.argsort(keys)
    rows, keys = rows[order], keys[order]
    size = runs.sizes(keys)
    small = size <= cap
    found = [_neighbours(rows[small], keys[small], records)]
    rows, keys, size = rows[~small], keys[~small], size[~small]
    possible = int(((size - 1) / 2).sum()) if len(size) else 0
    keys = _renumbered(keys)
    refined = []
    for second in seconds:
        inner = _combine(keys, second[rows])
        has = inner >= 0
        order = np.argsort(inner[has])
        within, inner = rows[has][order], inner[has][order]
        fits = runs.sizes(inner) <= cap
        refined.append(_neighbours(within[fits], inner[fits], records))
    if refined:
        found.append(distinct(np.concatenate(refined)))
    return np.concatenate(found), max(possible - len(found[-1]), 0) if possible else 0


def _neighbours(rows: Ints, keys: Ints, records: int) -> Ints:
    """All pairs within runs of equal sorted keys: entry k meets k + 1, k + 2 … while the key lasts."""
    found: list[Ints] = []
    here = np.arange(len(keys))
    distance = 1
    while len(here := here[here + distance < len(keys)]):
        here = here[keys[here] == keys[here + distance]]
        a, b = rows[here], rows[here + distance]
        found.append((np.minimum(a, b) * records + np.maximum(a, b))[a != b])
        distance += 1
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _combine(first: Ints, *others: Ints) -> Ints:
    """One number for several codes; -1 where any is -1."""
    combined = first
    for place, other in enumerate(others):
        if place:
            combined = _renumbered(combined)
        both = combined * (int(other.max(initial=0)) + 1) + other
        combined = np.where((combined < 0) | (other < 0), -1, both)
    return combined


def _renumbered(codes: Ints) -> Ints:
    """Codes from 0 on, small enough to be combined with others; -1 stays -1."""
    numbers, _ = pd.factorize(codes)
    return np.where(codes < 0, -1, numbers).astype(np.int64)


def _present(codes: Ints) -> Keys:
    rows = np.flatnonzero(codes >= 0)
    return rows, codes[rows]


def _of_rows(*columns: Callable[[Features], Ints]) -> Callable[[Features], Keys]:
    """Keys made of one code from each of several columns."""
    return lambda features: _present(_combine(*(column(features) for column in columns)))


def _given(features: Features) -> Ints:
    """Given names by their sound, so that those written as in another language share a key; as
    all names are here.
    """
    return take(features.names.sound, features.names.given)


def _family(features: Features) -> Ints:
    return take(features.names.sound, features.names.family)


def _given_initial(features: Features) -> Ints:
    return take(features.names.initial, features.names.given)


def _beginning(codes: Ints, texts: Texts, letters: int) -> Ints:
    return take(factorise([text[:letters] for text in texts]).codes, codes)


def _given_beginning(features: Features) -> Ints:
    return _beginning(features.names.given, features.names.compact, 3)


def _organisation(features: Features) -> Ints:
    codes = np.full(features.records, -1, dtype=np.int64)
    codes[features.organisations.rows[::-1]] = features.organisations.codes[::-1]
    return codes


def _second_keys(features: Features) -> list[Ints]:
    """What refines a key that too many records share."""
    names = features.names
    middle = names.other_given[:, 0]
    combined = (
        _combine(names.given, names.family),
        _combine(names.given, _organisation(features)),
        _combine(names.given, features.city.codes),
        _combine(names.given, features.birthday.codes),
        _combine(names.family, _organisation(features)),
        _combine(names.given, middle),
        _combine(features.city.codes, take(names.initial, names.given)),
        _combine(features.city.codes, take(names.initial, names.family)),
    )
    return [_renumbered(keys) for keys in combined]


def _whole_name(features: Features) -> Keys:
    """The sounds of given and family name in either order."""
    names = features.names
    rows = np.flatnonzero((names.given >= 0) & (names.family >= 0))
    given, family = _given(features)[rows], _family(features)[rows]
    return rows, np.minimum(given, family) * len(names.texts) + np.maximum(given, family)


def _nickname(features: Features) -> Keys:
    """Family name and each group of variants that the given name belongs to."""
    names = features.names
    groups = take_rows(names.groups, names.given)
    rows, place = np.nonzero((groups >= 0) & (names.family >= 0)[:, None])
    return rows, _family(features)[rows] * (int(groups.max(initial=0)) + 1) + groups[rows, place]


def _family_part(features: Features) -> Keys:
    """Given name and each part of the family name, further family names included."""
    names = features.names
    every = np.concatenate([names.family[:, None], names.other_family], axis=1)
    tokens = take_rows(names.tokens, every).reshape(
        features.records, every.shape[1] * names.tokens.shape[1]
    )
    rows, place = np.nonzero((tokens >= 0) & (names.given >= 0)[:, None])
    width = int(names.tokens.max(initial=0)) + 1
    return rows, names.first_token[names.given[rows]] * width + tokens[rows, place]


def _one_name_and(column: Callable[[Features], Ints]) -> Callable[[Features], Keys]:
    """Given or family name, whichever it stands as in the record, with a code of another column."""

    def keys(features: Features) -> Keys:
        rows = np.tile(np.arange(features.records), 2)
        codes = _combine(
            np.concatenate([_given(features), _family(features)]), np.tile(column(features), 2)
        )
        return rows[codes >= 0], codes[codes >= 0]

    return keys


def _name_and_beginning(features: Features) -> Keys:
    """One name whole and the first letters of the other, whichever of the two stands where."""
    given, family, compact = features.names.given, features.names.family, features.names.compact
    whole = np.concatenate([_given(features), _family(features)])
    other = _beginning(np.concatenate([family, given]), compact, 3)
    rows, keys = _present(_combine(whole, other))
    return rows % max(features.records, 1), keys


def _family_cut_short(features: Features) -> Keys:
    """Given name and initial of the family name, of records that know no more of it and of those
    that they may be.
    """
    names = features.names
    initial = take(names.initial, names.family)
    rows, keys = _present(_combine(names.given, initial))
    short = names.initial_only[names.family[rows]]
    concerned = among(keys, keys[short])
    return rows[concerned], keys[concerned]


def _of_birthday(*places: slice) -> Callable[[Features], Ints]:
    """Codes of the parts of whole birthdays that stand at these places of an ISO date."""

    def part(text: str) -> str | None:
        return " ".join(text[place] for place in places) if len(text) == 10 else None

    return lambda features: features.birthday.under(each(part)).codes


def _house_number(features: Features) -> Ints:
    numbers = features.street.under(each(streets.house_number))
    return numbers.codes


def _street_word_and(column: Callable[[Features], Ints]) -> Callable[[Features], Keys]:
    """Each longer word of the street with a code of another column, for what is misspelt in the
    rest.
    """

    def keys(features: Features) -> Keys:
        words = split(
            as_listed(features.street),
            lambda street: [word for word in street.split() if len(word) > 3],
        )
        codes = _combine(words.codes, column(features)[words.rows])
        return words.rows[codes >= 0], codes[codes >= 0]

    return keys


def _initials_and_postcode(features: Features) -> Keys:
    """Postcode and the initials of both names in either order, for what is misspelt in both."""
    names = features.names
    given, family = take(names.initial, names.given), take(names.initial, names.family)
    rows, keys = _present(
        _combine(features.postcode.codes, np.minimum(given, family), np.maximum(given, family))
    )
    return rows, keys


def _email_local(features: Features) -> Keys:
    """The part before the @, where it is not a role such as info."""
    codes = take(features.email_local.codes, features.emails.codes)
    return features.emails.rows[codes >= 0], codes[codes >= 0]


def _name_in_email(features: Features) -> Keys:
    """Letters of a nameless record's e-mail address, and the forms in which a named one's name
    may stand in it.
    """
    lacking = features.names.lacking
    held = lacking[features.emails.rows]
    rows = features.emails.rows[held]
    letters = take(features.email_letters.codes, features.emails.codes[held])
    wanted = np.zeros(len(features.email_letters.texts) + 1, dtype=bool)
    wanted[letters] = True
    wanted[-1] = False
    forms = np.where(wanted[features.email_forms[:, :5]], features.email_forms[:, :5], -1)
    named, place = np.nonzero(forms >= 0)
    return np.r_[rows[letters >= 0], named], np.r_[letters[letters >= 0], forms[named, place]]


def _one_name_in_email(features: Features) -> Keys:
    """As before for an address that holds one of the names only, where the company is the same too."""
    lacking = features.names.lacking
    held = lacking[features.emails.rows]
    rows = features.emails.rows[held]
    letters = take(features.email_letters.codes, features.emails.codes[held])
    row_parts, key_parts = [rows], [_combine_with(features, rows, letters)]
    for column in (5, 6):
        row_parts.append(np.arange(features.records))
        key_parts.append(_combine_with(features, row_parts[-1], features.email_forms[:, column]))
    every, keys = np.concatenate(row_parts), np.concatenate(key_parts)
    return every[keys >= 0], keys[keys >= 0]


def _combine_with(features: Features, rows: Ints, codes: Ints) -> Ints:
    organisations = _organisation(features)[rows]
    width = len(features.organisations.texts) + 1
    return np.where((codes >= 0) & (organisations >= 0), codes * width + organisations, -1)


RULES = (
    Rule("same LinkedIn profile", lambda f: _present(f.profile.codes)),
    Rule("same e-mail address", lambda f: (f.emails.rows, f.emails.codes)),
    Rule("same phone number", lambda f: (f.phones.rows, f.phones.codes), thinned=True),
    Rule("same official number", lambda f: (f.official.numbers.rows, f.official.numbers.codes)),
    Rule("same given and family name", _whole_name),
    Rule("same family name, variants of a given name", _nickname, thinned=True),
    Rule("same given name, part of the family name", _family_part),
    Rule(
        "same family name, initial of the given name",
        _of_rows(_family, _given_initial),
        thinned=True,
    ),
    Rule("one name and the beginning of the other", _name_and_beginning, thinned=True),
    Rule("same given name, family name cut to its initial", _family_cut_short, thinned=True),
    Rule("beginnings of both names, same company", _of_rows(_given_beginning, _organisation)),
    Rule("same family name and company", _of_rows(_family, _organisation), thinned=True),
    Rule("same e-mail name at another provider", _email_local),
    Rule("name in the other's e-mail address", _name_in_email, thinned=True),
    Rule("one name in the other's e-mail address, same company", _one_name_in_email),
    Rule("same birthday", lambda f: _present(f.birthday.codes), WEAK_CAP),
    Rule("same birthday, one name", _one_name_and(lambda f: f.birthday.codes)),
    Rule(
        "year and month of birth, one name", _one_name_and(_of_birthday(YEAR, MONTH)), thinned=True
    ),
    Rule("year and day of birth, one name", _one_name_and(_of_birthday(YEAR, DAY)), thinned=True),
    Rule("month and day of birth, one name", _one_name_and(_of_birthday(MONTH, DAY)), thinned=True),
    Rule("same house number, a word of the street", _street_word_and(_house_number), WEAK_CAP),
    Rule(
        "same postcode, a word of the street",
        _street_word_and(lambda f: f.postcode.codes),
        WEAK_CAP,
    ),
    Rule("same city, a word of the street", _street_word_and(lambda f: f.city.codes), WEAK_CAP),
    Rule("same street", lambda f: _present(f.street.codes), WEAK_CAP),
    Rule("same street, one name", _one_name_and(lambda f: f.street.codes)),
    Rule("same postcode, one name", _one_name_and(lambda f: f.postcode.codes), WEAK_CAP),
    Rule("same postcode, initials of both names", _initials_and_postcode, WEAK_CAP),
    Rule(
        "same postcode and house number",
        _of_rows(lambda f: f.postcode.codes, _house_number),
        WEAK_CAP,
    ),
    Rule("same city, one name", _one_name_and(lambda f: f.city.codes), WEAK_CAP),
    Rule("same day of connecting and given name", _of_rows(lambda f: f.connected, _given)),
)
