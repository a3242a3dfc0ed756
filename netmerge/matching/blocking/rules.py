"""The rules of blocking: what two records share that are worth comparing."""

from __future__ import annotations

from dataclasses import dataclass

from netmerge.matching.blocking import keys as key
from netmerge.matching.blocking import odd_names
from netmerge.matching.blocking.keys import DAY, MONTH, YEAR

CAP = 60
"""Records that may share a key before it is refined; 60 give 1,770 pairs."""

WEAK_CAP = 12
"""The same for keys that say little by themselves."""

THINNED = 6_000_000
"""Records times cap of the rules that are thinned on long lists.

The full cap up to 100,000 records.
"""


@dataclass(frozen=True)
class Rule:
    """A blocking rule: what its records share, in words, and their keys."""

    name: str
    keys: key.Function
    cap: int = CAP
    thinned: bool = False

    def cap_at(self, records: int) -> int:
        """Records that may share a key.

        A `thinned` rule, which finds few matches, has a lower cap on long lists.
        """
        if not self.thinned:
            return self.cap
        return max(WEAK_CAP, min(self.cap, THINNED // max(records, 1)))


RULES = (
    Rule("same LinkedIn profile", key.one_a_row(key.profile)),
    Rule("same e-mail address", key.values(lambda features: features.emails)),
    Rule("same phone number", key.values(lambda features: features.phones), thinned=True),
    Rule("same official number", key.values(lambda features: features.identifiers)),
    Rule("same given and family name", key.whole_name),
    Rule("same family name, variants of a given name", key.nickname, thinned=True),
    Rule("same given name, part of the family name", key.family_part),
    Rule("consonants of both names in two scripts", odd_names.consonants),
    Rule(
        "same family name, initial of the given name",
        key.one_a_row(lambda of: of.family, lambda of: of.given_initial),
        thinned=True,
    ),
    Rule("one name and the beginning of the other", key.name_and_beginning, thinned=True),
    Rule("one name and the ending of the other", odd_names.name_and_ending, WEAK_CAP),
    Rule(
        "same given name, family name cut to its initial",
        key.family_cut_short,
        thinned=True,
    ),
    Rule(
        "beginnings of both names, same company",
        key.one_a_row(key.given_beginning, lambda of: of.organisation),
    ),
    Rule(
        "same family name and company",
        key.one_a_row(lambda of: of.family, lambda of: of.organisation),
        thinned=True,
    ),
    Rule("same e-mail name at another provider", key.email_local),
    Rule("name in the other's e-mail address", key.name_in_email, thinned=True),
    Rule("one name in the other's e-mail address, same company", key.one_name_in_email),
    Rule("same birthday", key.one_a_row(lambda of: of.birthday), WEAK_CAP),
    Rule("same birthday, one name", key.one_name_and(lambda of: of.birthday)),
    Rule(
        "year and month of birth, one name",
        key.one_name_and(key.of_birthday(YEAR, MONTH)),
        thinned=True,
    ),
    Rule(
        "year and day of birth, one name",
        key.one_name_and(key.of_birthday(YEAR, DAY)),
        thinned=True,
    ),
    Rule(
        "month and day of birth, one name",
        key.one_name_and(key.of_birthday(MONTH, DAY)),
        thinned=True,
    ),
    Rule(
        "month and day of birth, initials of both names",
        key.initials_and(key.of_birthday(MONTH, DAY)),
    ),
    Rule(
        "year and month of birth, initials of both names",
        key.initials_and(key.of_birthday(YEAR, MONTH)),
        WEAK_CAP,
    ),
    Rule(
        "year and day of birth, initials of both names",
        key.initials_and(key.of_birthday(YEAR, DAY)),
        WEAK_CAP,
    ),
    Rule(
        "digits of the birthday in any order, an initial",
        key.one_initial_and(key.digits_of_birthday),
        WEAK_CAP,
    ),
    Rule(
        "same house number, a word of the street",
        key.street_word_and(lambda of: of.house_number),
        WEAK_CAP,
    ),
    Rule(
        "same postcode, a word of the street",
        key.street_word_and(lambda of: of.postcode),
        WEAK_CAP,
    ),
    Rule("same city, a word of the street", key.street_word_and(lambda of: of.city), WEAK_CAP),
    Rule("same street", key.one_a_row(lambda of: of.street), WEAK_CAP),
    Rule("same street, one name", key.one_name_and(lambda of: of.street)),
    Rule("same postcode, one name", key.one_name_and(lambda of: of.postcode), WEAK_CAP),
    Rule(
        "same postcode, initials of both names",
        key.initials_and(lambda of: of.postcode),
        WEAK_CAP,
    ),
    Rule(
        "same city, initials of both names",
        odd_names.sought_by_odd_names(key.initials_and(lambda of: of.city)),
        WEAK_CAP,
    ),
    Rule(
        "same postcode and house number",
        key.one_a_row(lambda of: of.postcode, lambda of: of.house_number),
        WEAK_CAP,
    ),
    Rule("same city, one name", key.one_name_and(lambda of: of.city), WEAK_CAP),
    Rule(
        "same day of connecting and given name",
        key.one_a_row(lambda of: of.features.connected, lambda of: of.given),
    ),
)
