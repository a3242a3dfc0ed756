"""Word lists → sets of words and tables, each list once, checked when first needed.

The words stand in the files beside this one, each with its origin, and are
compared as its head says, most of them folded: whoever compares them folds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from netmerge.data import CsvFile, TomlFile, exactly, one_of
from netmerge.settings import CIRCLES
from netmerge.words.lists import Footers
from netmerge.words.messages import Formulas, Papers
from netmerge.words.names import Generations, Honorifics, Particles, Surnames

Words = frozenset[str]


@dataclass(frozen=True)
class Relatives:
    """What people call their relatives by; each word in one list."""

    before_names: Words
    alone: Words
    after_names: Words
    seldom_names: Words
    seldom_before_names: Words
    often_names: Words
    as_written: Words = frozenset()

    @cached_property
    def never_names(self) -> Words:
        """Words that are nobody's own name."""
        return self.before_names | self.alone | self.after_names

    @cached_property
    def called(self) -> Words:
        """Whole names that say of somebody that they are a relative."""
        return self.never_names | self.seldom_names | self.seldom_before_names

    @cached_property
    def every(self) -> Words:
        """Words that may stand for a relative where there is no family name."""
        return self.called | self.often_names


@dataclass(frozen=True)
class RoleMailboxes:
    """What stands before the @ of an address of a function, not a person."""

    roles: Words
    of_people_too: Words

    @cached_property
    def every(self) -> Words:
        """Local parts that say nothing about whose the address is."""
        return self.roles | self.of_people_too


@dataclass(frozen=True)
class Machines:
    """Beginnings of addresses, and parts of domains, from which machines write."""

    beginnings: Words
    domains: Words


@dataclass(frozen=True)
class Services:
    """Whole names of entries that are no person, and what makes one of any name."""

    names: Words
    houses: Words
    with_a_brand: Words


@dataclass(frozen=True)
class Confirmations:
    """What people write when they only close: it wants no answer."""

    thanks: Words
    closes: Words
    beside: Words
    ends: Words


@dataclass(frozen=True)
class Chains:
    """With what chain letters ask to be passed on, the words for to whom, what is
    written over a text that was passed on, by whom, and how jokes begin.
    """

    asks: Words
    crowd: Words
    marks: Words
    by: Words
    jokes: Words


@dataclass(frozen=True)
class Wishes:
    """Words of wishes and congratulations that a service offers at a tap."""

    words: Words


@dataclass(frozen=True)
class LeftOut:
    """Words that say that nobody is to be written to, names of columns with a day
    of death, what says there that it is none, and what people call themselves.
    """

    dead: Words
    day_of_death: Words
    no: Words
    blocked: Words
    oneself: Words
    oneself_or_another: Words


@dataclass(frozen=True)
class Domains:
    """Parts of mail domains that say nothing about an employer."""

    free: Words
    second_level: Words


@dataclass(frozen=True)
class Alphabets:
    """Letters by language, the most frequent, what alone may follow one, languages
    of each encoding, common characters of names, what is elided before an apostrophe.
    """

    elided: Words
    letters: dict[str, str]
    frequent: dict[str, str]
    followed: dict[str, dict[str, str]]
    encodings: dict[str, str]
    characters: dict[str, str]


@dataclass(frozen=True)
class Companies:
    """Words of company names without identity; what abbreviations stand for."""

    legal_forms: Words
    leading_forms: Words
    native_forms: Words
    articles: Words
    trailing_filler: Words
    abbreviations: dict[str, str]


@dataclass(frozen=True)
class Conjunctions:
    """Words for "and", and for "or"."""

    words: Words
    between_names: Words
    alternatives: Words


@dataclass(frozen=True)
class Groups:
    """Words in groups."""

    groups: tuple[Words, ...]


@dataclass(frozen=True)
class PlainWords:
    """Words of one kind."""

    words: Words


@dataclass(frozen=True)
class Titles:
    """Little words and abbreviations of job titles."""

    small_words: Words
    abbreviations: dict[str, str]


@dataclass(frozen=True)
class Streets:
    """Words of postal addresses; the types are English, ahead of the city."""

    types: Words
    directions: Words
    units: Words
    abbreviations: dict[str, str]


@dataclass(frozen=True)
class Lines:
    """Labels of telephone numbers by the type of line that they stand for, and words
    before what is dialled behind a number.
    """

    cell: Words
    fax: Words
    home: Words
    work: Words
    pager: Words
    voice: Words
    mute: Words
    extension: Words


@dataclass(frozen=True)
class AtSigns:
    """What is read where an @ is printed."""

    signs: tuple[str, ...]


@dataclass(frozen=True)
class Misreadings:
    """Characters and endings that scanners mistake: as printed → as read."""

    characters: dict[str, tuple[str, ...]]
    in_names: dict[str, str]
    at_signs: AtSigns
    endings: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Sounds:
    """Letters that write one sound: pattern (RE2) and replacement, in order."""

    replacements: tuple[tuple[str, str], ...]
    consonants: tuple[tuple[str, str], ...]


Months = tuple[Words, ...]
"""The names of the twelve months in one language, January first."""


@dataclass(frozen=True)
class Phrases:
    """Stock phrases of one language."""

    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Circle:
    """Words that name a circle in a label, and words of employers that put
    somebody there.
    """

    words: tuple[str, ...]
    employers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relations:
    """What a card says that somebody else is to its owner."""

    family: Words
    friends: Words
    co_workers: Words


@dataclass(frozen=True)
class Former:
    """Words that say that something was so once."""

    words: Words


@dataclass(frozen=True)
class AtHome:
    """What stands beside a relative's word without being a name, and what makes
    it another's.
    """

    words: Words
    of_another: Words


@dataclass(frozen=True)
class Hobbies:
    """What people do together in their own time, and what they are then."""

    activities: Words
    companies: Words


@dataclass(frozen=True)
class Trades:
    """Whom one knows by what they do for one, or one for them."""

    trades: Words
    neighbours: Words
    clients: Words


@dataclass(frozen=True)
class Schools:
    """Schools by all their names, and words of such names that mean the same."""

    small: Words
    kinds: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...]
    schools: tuple[tuple[str, ...], ...]


RELATIVES = TomlFile("words/relatives.toml", Relatives)
ROLE_MAILBOXES = TomlFile("words/role_mailboxes.toml", RoleMailboxes)
MACHINES = TomlFile("words/machines.toml", Machines)
SERVICES = TomlFile("words/services.toml", Services)
AGREEMENTS = TomlFile("words/agreements.toml", dict[str, Words])
CONFIRMATIONS = TomlFile("words/confirmations.toml", Confirmations)
CHAINS = TomlFile("words/chains.toml", Chains)
PAPERS = TomlFile("words/papers.toml", Papers)
FORMULAS = TomlFile("words/formulas.toml", dict[str, Formulas])
WISHES = TomlFile("words/wishes.toml", Wishes)
REACTIONS = TomlFile("words/reactions.toml", dict[str, tuple[str, ...]])
LEFT_OUT = TomlFile("words/left_out.toml", LeftOut)
DOMAINS = TomlFile("words/domains.toml", Domains)
PARTICLES = TomlFile("words/particles.toml", Particles)
ALPHABETS = TomlFile("words/alphabets.toml", Alphabets)
SURNAMES = TomlFile("words/surnames.toml", Surnames)
GENERATIONS = TomlFile("words/generations.toml", Generations)
HONORIFICS = TomlFile("words/honorifics.toml", Honorifics)
NICKNAMES = CsvFile("words/nicknames.csv", ("origin", "names"))
GIVEN_NAMES = TomlFile("words/given_names.toml", PlainWords)
SISTER_NAMES = TomlFile("words/sister_names.toml", Groups)
COMPANIES = TomlFile("words/companies.toml", Companies)
CONJUNCTIONS = TomlFile("words/conjunctions.toml", Conjunctions)
FOOTERS = TomlFile("words/footers.toml", Footers)
HOUSEHOLDS = TomlFile("words/households.toml", PlainWords)
TITLES = TomlFile("words/titles.toml", Titles)
STREETS = TomlFile("words/streets.toml", Streets)
LINES = TomlFile("words/phones.toml", Lines)
MISREADINGS = TomlFile("words/ocr.toml", Misreadings)
SOUNDS = TomlFile("words/sounds.toml", Sounds)
READINGS = TomlFile("words/readings.toml", dict[str, dict[str, str]])
MONTHS = TomlFile("words/months.toml", dict[str, Annotated[Months, exactly(12)]])
CANNED = TomlFile("words/canned.toml", dict[str, Phrases])
NOTICES = TomlFile("words/notices.toml", dict[str, Phrases])
CLOSINGS = TomlFile("words/closings.toml", dict[str, Phrases])
FORMER = TomlFile("words/former.toml", Former)
AT_HOME = TomlFile("words/at_home.toml", AtHome)
RELATIONS = TomlFile("words/relations.toml", Relations)
HOBBIES = TomlFile("words/hobbies.toml", Hobbies)
TRADES = TomlFile("words/trades.toml", Trades)
SCHOOLS = TomlFile("words/schools.toml", Schools)
CIRCLE_WORDS = TomlFile("words/circles.toml", dict[Annotated[str, one_of(*CIRCLES)], Circle])
