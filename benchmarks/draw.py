"""A language and a seed → made-up names, numbers and addresses, the same for the same seed.

Names are Faker's (of the extra `bench`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

LANGUAGES = ("en_GB", "de_DE", "es_ES", "pl_PL")
NAMES = 5000
PREFIXES = {"en_GB": "+4420", "de_DE": "+4930", "es_ES": "+3491", "pl_PL": "+4822"}
MOBILES = {"en_GB": "+4477", "de_DE": "+49151", "es_ES": "+346", "pl_PL": "+4860"}
MAIL = ("gmail.com", "outlook.com", "yahoo.com", "web.de", "wp.pl", "proton.me")

Person = dict[str, str]
"""A row of a list: column → cell."""


@dataclass
class Draw:
    """What a list is drawn from: random numbers and the names of one language."""

    random: np.random.Generator
    language: str
    given: list[str]
    family: list[str]
    taken: set[tuple[str, str]]

    @classmethod
    def of(cls, language: str, seed: int) -> Draw:
        """A draw of its own for each language and seed."""
        from faker import Faker

        faker = Faker(language)
        faker.seed_instance(seed)
        given, family = (
            list(dict.fromkeys(one() for _ in range(NAMES)))
            for one in (faker.first_name, faker.last_name)
        )
        random = np.random.Generator(np.random.PCG64([seed, LANGUAGES.index(language)]))
        return cls(random, language, given, family, set())

    def one(self, texts: list[str] | tuple[str, ...]) -> str:
        """One of some texts."""
        return texts[int(self.random.integers(len(texts)))]

    def digits(self, count: int) -> str:
        """So many digits, the first not zero."""
        return str(self.random.integers(10 ** (count - 1), 10**count))

    def name(self, family: str | None = None, tries: int = 100) -> Person:
        """A whole name that nobody in the list has yet."""
        for _ in range(tries):
            person = {
                "First Name": self.one(self.given),
                "Last Name": family or self.one(self.family),
            }
            if (whole := (person["First Name"], person["Last Name"])) not in self.taken:
                self.taken.add(whole)
                return person
        raise ValueError(f"{self.language} has too few names for so many people")

    def mobile(self) -> str:
        """A mobile number."""
        return MOBILES[self.language] + self.digits(8)

    def line(self) -> str:
        """A landline."""
        return PREFIXES[self.language] + self.digits(8)

    def birthday(self, first: int = 1940, last: int = 2005) -> str:
        """A day in some years."""
        days = (dt.date(last, 12, 31) - dt.date(first, 1, 1)).days
        return str(dt.date(first, 1, 1) + dt.timedelta(days=int(self.random.integers(days + 1))))

    def street(self) -> str:
        """A street with a house number."""
        number, name = self.random.integers(1, 130), self.one(self.family)
        return f"{number} {name} {self.one(('Road', 'Lane', 'Way', 'Court'))}"

    def city(self) -> str:
        """A town."""
        return self.one(self.family) + self.one(("ton", "ville", "stadt", "dorf"))

    def private_mail(self, person: Person) -> str:
        """An address of a mail provider, made of the name."""
        given, family = plain(person["First Name"]), plain(person["Last Name"])
        local = self.one(
            (
                f"{given}.{family}",
                f"{given[:1]}{family}{self.digits(2)}",
                f"{given}{self.digits(3)}",
            )
        )
        return f"{local}@{self.one(MAIL)}"


def plain(text: str) -> str:
    """A name as it stands in an address."""
    from netmerge.text.folding import fold

    return fold(text).replace(" ", "")
