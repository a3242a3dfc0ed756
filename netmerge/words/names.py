"""The shapes of the word lists for names of people (see netmerge.words)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

Words = frozenset[str]

_SHORT = 2
"""Letters up to which a numeral may be initials or a name."""


@dataclass(frozen=True)
class Particles:
    """Little words of surnames; each word in one list."""

    first: Words
    after_another: Words
    inside: Words
    joining: Words
    capital: Words
    given_names_too: Words

    @cached_property
    def tied(self) -> Words:
        """Which tie to the surname after them, and are written in lower case."""
        return self.first | self.after_another | self.inside

    @cached_property
    def lower_case(self) -> Words:
        """Written in lower case inside a name."""
        return self.tied | self.joining | self.given_names_too

    @cached_property
    def surname_starts(self) -> Words:
        """With which a surname begins when the name is given whole."""
        return self.first | self.after_another | self.capital | self.given_names_too

    @cached_property
    def no_names(self) -> Words:
        """Which by themselves are no name."""
        return self.tied | self.joining


@dataclass(frozen=True)
class Surnames:
    """Surnames and endings that say how a name is taken apart or written."""

    mac_names: Words
    double_han: Words
    double_hangul: Words
    single_han: Words
    patronymics: Words
    endings: Words


@dataclass(frozen=True)
class Generations:
    """Which of several people of one name: junior, senior, or a number."""

    younger: Words
    elder: Words
    younger_dotted: Words
    elder_dotted: Words
    second: Words
    third: Words
    fourth: Words
    fifth: Words
    sixth: Words
    seventh: Words
    eighth: Words
    ninth: Words
    tenth: Words

    @cached_property
    def numbers(self) -> tuple[Words, ...]:
        """The words for the second of a name, the third and so on to the tenth."""
        to_fifth = self.second, self.third, self.fourth, self.fifth
        return *to_fifth, self.sixth, self.seventh, self.eighth, self.ninth, self.tenth

    @cached_property
    def names_too(self) -> Words:
        """Those so short that they are initials or names too: V, VI, X."""
        later = frozenset().union(*self.numbers[3:])
        return frozenset(word for word in later if len(word) <= _SHORT)

    @cached_property
    def every(self) -> Words:
        """All of these words."""
        return self.younger.union(self.elder, self.dotted, *self.numbers)

    @cached_property
    def dotted(self) -> Words:
        """Those that count only with their full stop."""
        return self.younger_dotted | self.elder_dotted


@dataclass(frozen=True)
class Honorifics:
    """What stands around a name without being part of it."""

    titles: Words
    dotted_titles: Words
    titles_behind: Words
    japanese_titles: Words
    east_asian_titles: Words
    uncertain_east_asian_titles: Words
    title_continues: Words
    credentials: Words
    capital_credentials: Words
    former: Words
    pronouns_alone: Words
    pronouns_beside: Words

    @cached_property
    def pronouns(self) -> Words:
        """All pronouns, whether they count alone or not."""
        return self.pronouns_alone | self.pronouns_beside
