"""Features → the keys of each record: hashes of what it says, so that no other
table is needed to make them.

Two records with one key are worth comparing. A key function gives some records
one key, some several and some none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from netmerge.clean import streets
from netmerge.columns.coded import Listed, coded, each
from netmerge.columns.hashes import combined, of_texts
from netmerge.columns.numbers import among, look_up
from netmerge.columns.types import Flags, Ints
from netmerge.matching.features import Features
from netmerge.matching.mailboxes import BOTH_NAMES, FAMILY_ALONE, GIVEN_ALONE

YEAR, MONTH, DAY = slice(0, 4), slice(5, 7), slice(8, 10)
"""Where the parts of an ISO date stand."""

_WHOLE_DATE = 10
_LONG_WORD = 4
"""Letters of a word of a street that may bring two records together."""


@dataclass(frozen=True)
class Keys:
    """Rows and a key of each, several a row or none.

    Where some entries seek and others only answer, as an address that might
    spell a name, a key that nobody seeks brings nobody together.
    """

    rows: Ints  # (entries,)
    hashes: Ints  # (entries,), -1 for none
    seeks: Flags | None = None  # (entries,), all of them unless given

    def in_use(self) -> tuple[Ints, Ints]:
        """Rows and hashes of the entries that may bring records together."""
        used = self.hashes >= 0
        if self.seeks is not None:
            used &= among(self.hashes, self.hashes[self.seeks & used])
        return self.rows[used], self.hashes[used]


@dataclass(frozen=True)
class Columns:
    """What keys are made of: one hash a record, -1 for none.

    The hashes of texts are made once; those of records are looked up as they are
    asked for, since together they would take more memory than all keys.
    """

    features: Features
    organisation_hashes: Ints  # (organisations,)
    birthday_hashes: Ints  # (birthdays,)
    street_hashes: Ints  # (streets,)
    house_number_hashes: Ints  # (streets,)
    city_hashes: Ints  # (cities,)
    postcode_hashes: Ints  # (postcodes,)

    @property
    def given(self) -> Ints:
        """Given names by sound, so that spellings of two languages meet."""
        names = self.features.names
        return look_up(names.sound, names.given)

    @property
    def family(self) -> Ints:
        """Family names by sound."""
        names = self.features.names
        return look_up(names.sound, names.family)

    @property
    def given_initial(self) -> Ints:
        """First letters of given names."""
        names = self.features.names
        return look_up(names.initial, names.given)

    @property
    def family_initial(self) -> Ints:
        """First letters of family names."""
        names = self.features.names
        return look_up(names.initial, names.family)

    @property
    def organisation(self) -> Ints:
        """The first organisation of each record."""
        first = self.features.organisations.first(self.features.records)
        return look_up(self.organisation_hashes, first.codes)

    @property
    def birthday(self) -> Ints:
        """Birthdays."""
        return look_up(self.birthday_hashes, self.features.birthday.codes)

    @property
    def street(self) -> Ints:
        """Streets with house numbers."""
        return look_up(self.street_hashes, self.features.street.codes)

    @property
    def house_number(self) -> Ints:
        """House numbers."""
        return look_up(self.house_number_hashes, self.features.street.codes)

    @property
    def city(self) -> Ints:
        """Cities."""
        return look_up(self.city_hashes, self.features.city.codes)

    @property
    def postcode(self) -> Ints:
        """Postcodes."""
        return look_up(self.postcode_hashes, self.features.postcode.codes)


Function = Callable[[Columns], Keys]


def columns(features: Features) -> Columns:
    """The features as keys are made of them."""
    streets_ = features.street.texts
    house_numbers = coded([streets.house_number(street) for street in streets_])
    return Columns(
        features,
        organisation_hashes=of_texts(features.organisations.texts),
        birthday_hashes=of_texts(features.birthday.texts),
        street_hashes=of_texts(streets_),
        house_number_hashes=house_numbers.hashed(),
        city_hashes=of_texts(features.city.texts),
        postcode_hashes=of_texts(features.postcode.texts),
    )


def second_keys(of: Columns) -> list[Ints]:
    """What refines a key that too many records share: one hash a record each."""
    names = of.features.names
    given = look_up(names.hashed, names.given)
    family = look_up(names.hashed, names.family)
    further = look_up(names.hashed, names.other_given[:, 0])
    return [
        combined(given, family),
        combined(given, of.organisation),
        combined(given, of.city),
        combined(given, of.birthday),
        combined(family, of.organisation),
        combined(given, further),
        combined(of.city, of.given_initial),
        combined(of.city, of.family_initial),
    ]


def one_a_row(*parts: Callable[[Columns], Ints]) -> Function:
    """One key a record, of one or several columns."""

    def keys(of: Columns) -> Keys:
        hashes = combined(*(part(of) for part in parts))
        return Keys(np.arange(len(hashes)), hashes)

    return keys


def values(column: Callable[[Features], Listed]) -> Function:
    """A key for each value of a list column."""

    def keys(of: Columns) -> Keys:
        listed = column(of.features)
        return Keys(listed.rows, of_texts(listed.texts)[listed.codes])

    return keys


def profile(of: Columns) -> Ints:
    """LinkedIn profiles."""
    return of.features.profile.hashed()


def given_beginning(of: Columns) -> Ints:
    """The first letters of given names."""
    names = of.features.names
    return look_up(names.beginning, names.given)


def of_birthday(*parts: slice) -> Callable[[Columns], Ints]:
    """Parts of whole birthdays."""

    def part(text: str) -> str | None:
        if len(text) != _WHOLE_DATE:
            return None
        return " ".join(text[place] for place in parts)

    return lambda of: of.features.birthday.under(each(part)).hashed()


def digits_of_birthday(of: Columns) -> Ints:
    """The digits of whole birthdays, in whatever order they stand."""

    def digits(text: str) -> str | None:
        return "".join(sorted(text)) if len(text) == _WHOLE_DATE else None

    return of.features.birthday.under(each(digits)).hashed()


def whole_name(of: Columns) -> Keys:
    """The sounds of given and family name in either order."""
    low = np.minimum(of.given, of.family)
    high = np.maximum(of.given, of.family)
    both = combined(low, high)
    return Keys(np.arange(len(both)), both)


def nickname(of: Columns) -> Keys:
    """Family name and each group of variants that the given name belongs to."""
    names = of.features.names
    groups = look_up(names.groups, names.given)  # (records, groups)
    rows, place = np.nonzero((groups >= 0) & (of.family >= 0)[:, None])
    return Keys(rows, combined(of.family[rows], groups[rows, place]))


def family_part(of: Columns) -> Keys:
    """Given name and each part of the family name, or of a further one."""
    names = of.features.names
    every = np.concatenate([names.family[:, None], names.other_family], axis=1)
    tokens = look_up(names.tokens, every)  # (records, names, words)
    width = every.shape[1] * names.tokens.shape[1]
    tokens = tokens.reshape(len(every), width)
    rows, place = np.nonzero((tokens >= 0) & (names.given >= 0)[:, None])
    given = names.first_token[names.given[rows]]
    return Keys(rows, combined(given, tokens[rows, place]))


def one_name_and(column: Callable[[Columns], Ints]) -> Function:
    """Given or family name, wherever it stands, with another column."""

    def keys(of: Columns) -> Keys:
        either = np.concatenate([of.given, of.family])
        return Keys(twice(of), combined(either, np.tile(column(of), 2)))

    return keys


def name_and_beginning(of: Columns) -> Keys:
    """One name whole and the first letters of the other, whichever it is."""
    names = of.features.names
    whole = np.concatenate([of.given, of.family])
    others = np.concatenate([names.family, names.given])
    other = look_up(names.beginning, others)
    return Keys(twice(of), combined(whole, other))


def family_cut_short(of: Columns) -> Keys:
    """Given name and initial of the family name.

    Sought by records that know no more of it, answered by all.
    """
    names = of.features.names
    given = look_up(names.hashed, names.given)
    cut = look_up(names.initial_only, names.family, False)
    return Keys(np.arange(len(given)), combined(given, of.family_initial), seeks=cut)


def street_word_and(column: Callable[[Columns], Ints]) -> Function:
    """Each longer word of the street with another column.

    What is misspelt in the rest does not matter.
    """

    def keys(of: Columns) -> Keys:
        words = of.features.street.listed().split(_long_words)
        hashes = of_texts(words.texts)[words.codes]
        return Keys(words.rows, combined(hashes, column(of)[words.rows]))

    return keys


def _long_words(street: str) -> list[str]:
    return [word for word in street.split() if len(word) >= _LONG_WORD]


def initials_and(column: Callable[[Columns], Ints]) -> Function:
    """The initials of both names, however these are misspelt, in either order,
    with another column.
    """

    def keys(of: Columns) -> Keys:
        low = np.minimum(of.given_initial, of.family_initial)
        high = np.maximum(of.given_initial, of.family_initial)
        return Keys(np.arange(len(low)), combined(column(of), low, high))

    return keys


def one_initial_and(column: Callable[[Columns], Ints]) -> Function:
    """The initial of given or family name, wherever it stands, with another column."""

    def keys(of: Columns) -> Keys:
        either = np.concatenate([of.given_initial, of.family_initial])
        return Keys(twice(of), combined(either, np.tile(column(of), 2)))

    return keys


def email_local(of: Columns) -> Keys:
    """The part before the @, where it is not a role such as info."""
    emails = of.features.emails
    local = of.features.email_local.hashed()  # (addresses,)
    return Keys(emails.rows, look_up(local, emails.codes))


def name_in_email(of: Columns) -> Keys:
    """The letters of an e-mail address that may spell a name.

    Sought by records without a full name; those with one answer, with the forms
    in which it may stand in an address.
    """
    rows, letters = _of_nameless(of.features)
    forms = of.features.email_forms[:, BOTH_NAMES]
    named = np.repeat(np.arange(len(forms)), forms.shape[1])
    return Keys(
        np.concatenate([rows, named]),
        np.concatenate([letters, forms.ravel()]),
        seeks=np.arange(len(rows) + len(named)) < len(rows),
    )


def one_name_in_email(of: Columns) -> Keys:
    """The same for one of the names only, where the company is the same too."""
    rows, letters = _of_nameless(of.features)
    forms = of.features.email_forms
    every = np.concatenate([rows, twice(of)])
    given, family = forms[:, GIVEN_ALONE], forms[:, FAMILY_ALONE]
    spelling = np.concatenate([letters, given, family])
    return Keys(
        every,
        combined(spelling, of.organisation[every]),
        seeks=np.arange(len(every)) < len(rows),
    )


def _of_nameless(features: Features) -> tuple[Ints, Ints]:
    """Rows without a full name, one an address, and the hash of its letters."""
    emails = features.emails
    held = features.names.lacking[emails.rows]
    return emails.rows[held], features.email_letters[emails.codes[held]]


def twice(of: Columns) -> Ints:
    """All rows, and all rows again."""
    return np.tile(np.arange(of.features.records), 2)
