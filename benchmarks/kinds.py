"""A kind of list, its size, a language and a seed → people of a firm, a club, a year, a family.

Nobody stands twice in a list but those of whom it is asked. Names are Faker's (of the extra
`bench`), the same for the same seed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

COLUMNS = (
    *("First Name", "Last Name", "Email", "Business Phone", "Mobile Phone"),
    *("Company", "Job Title", "Street", "City", "Birthday"),
)
LANGUAGES = ("en_GB", "de_DE", "es_ES", "pl_PL")
NAMES = 5000
PREFIXES = {"en_GB": "+4420", "de_DE": "+4930", "es_ES": "+3491", "pl_PL": "+4822"}
MOBILES = {"en_GB": "+4477", "de_DE": "+49151", "es_ES": "+346", "pl_PL": "+4860"}
MAIL = ("gmail.com", "outlook.com", "yahoo.com", "web.de", "wp.pl", "proton.me")
TITLES = (
    *(
        "Engineer",
        "Clerk",
        "Sales Manager",
        "Consultant",
        "Driver",
        "Lawyer",
        "Assistant",
        "Nurse",
        "Teacher",
    ),
    *("Project Manager", "Accountant", "Designer", "Head of Sales", "Technician", "Buyer"),
)
SHORT = {
    "en_GB": {
        "Robert": "Bob",
        "William": "Bill",
        "Michael": "Mike",
        "Elizabeth": "Liz",
        "Katherine": "Kate",
    },
    "de_DE": {
        "Michael": "Michi",
        "Katharina": "Kathi",
        "Johannes": "Hannes",
        "Alexander": "Alex",
        "Franz": "Franzl",
    },
    "es_ES": {
        "Francisco": "Paco",
        "José": "Pepe",
        "Dolores": "Lola",
        "Ignacio": "Nacho",
        "Manuel": "Manolo",
    },
    "pl_PL": {
        "Małgorzata": "Gosia",
        "Katarzyna": "Kasia",
        "Aleksander": "Olek",
        "Jan": "Janek",
        "Anna": "Ania",
    },
}

Person = dict[str, str]


@cache
def _names(language: str, seed: int) -> tuple[list[str], list[str]]:
    """Given and family names, each once; Faker takes a tenth of a second for them."""
    from faker import Faker

    faker = Faker(language)
    faker.seed_instance(seed)
    given = dict.fromkeys(faker.first_name() for _ in range(NAMES))
    family = dict.fromkeys(faker.last_name() for _ in range(NAMES))
    return list(given), list(family)


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
        given, family = _names(language, seed)
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


def firm(
    draw: Draw, people: int, *, mail: str = "own", phone: str = "switchboard", mobiles: bool = True
) -> list[Person]:
    """The staff of one firm at one address, with one switchboard."""
    name = draw.one(draw.family)
    domain, company, city = plain(name) + "-werke.example", f"{name} Werke GmbH", draw.city()
    switchboard, street = draw.line(), draw.street()
    staff = []
    for number in range(people):
        person = draw.name() | {"Company": company, "Job Title": draw.one(TITLES)}
        if mail == "own":
            person["Email"] = f"{plain(person['First Name'])}.{plain(person['Last Name'])}@{domain}"
        if mail == "one":
            person["Email"] = f"info@{domain}"
        if phone == "switchboard":
            person["Business Phone"] = switchboard
        if phone == "extensions":
            person["Business Phone"] = f"{switchboard[:-1]}-{100 + number}"
        if mobiles:
            person["Mobile Phone"] = draw.mobile()
        staff.append(person | {"Street": street, "City": city})
    return staff


def club(
    draw: Draw, people: int, *, mobiles: bool = True, birthdays: bool = False, mails: bool = True
) -> list[Person]:
    """The members of a club: all of a few towns, each with a home."""
    towns = [draw.city() for _ in range(3)]
    members = []
    for _ in range(people):
        person = draw.name() | {"City": draw.one(towns), "Street": draw.street()}
        if mails:
            person["Email"] = draw.private_mail(person)
        if mobiles:
            person["Mobile Phone"] = draw.mobile()
        if birthdays:
            person["Birthday"] = draw.birthday()
        members.append(person)
    return members


def alumni(draw: Draw, people: int, *, mails: bool = True) -> list[Person]:
    """Those who left one school in two years: born in two years, all with its name and domain."""
    school = f"{draw.one(draw.family)} College"
    graduates = []
    for _ in range(people):
        person = draw.name() | {"Company": school, "Birthday": draw.birthday(1985, 1986)}
        if mails:
            person["Email"] = (
                f"{plain(person['First Name'])[:1]}{plain(person['Last Name'])}@alumni.example"
            )
        graduates.append(person)
    taken: dict[str, int] = {}
    for person in graduates:
        address = person.get("Email", "")
        taken[address] = taken.get(address, 0) + 1
        if address and taken[address] > 1:
            person["Email"] = address.replace("@", f"{taken[address]}@")
    return graduates


def families(
    draw: Draw,
    people: int,
    *,
    mail: str = "own",
    birthdays: float = 0.0,
    twins: float = 0.0,
    mobiles: float = 0.0,
) -> list[Person]:
    """Families of two to five in one home with one landline; `twins` is the share that ends with
    two born together.
    """
    rows: list[Person] = []
    while len(rows) < people:
        family = draw.one(draw.family)
        home = {"Business Phone": draw.line(), "Street": draw.street(), "City": draw.city()}
        number = draw.digits(2)
        size = min(int(draw.random.integers(2, 6)), max(people - len(rows), 1))
        members = [draw.name(family) | home for _ in range(size)]
        for number_of_member, person in enumerate(members):
            given = plain(person["First Name"])
            if mail == "domain":
                person["Email"] = f"{given}@{plain(family)}{number}.example"
            if mail == "own":
                person["Email"] = draw.private_mail(person)
            if mail == "one":
                person["Email"] = f"{plain(family)}family{number}@gmail.com"
            if draw.random.random() < mobiles:
                person["Mobile Phone"] = draw.mobile()
            if draw.random.random() < birthdays:
                person["Birthday"] = draw.birthday(
                    *((1950, 1980) if number_of_member < 2 else (1995, 2015))
                )
        if size > 2 and draw.random.random() < twins:
            members[-1]["Birthday"] = members[-2]["Birthday"] = draw.birthday(1995, 2015)
        rows += members
    return rows


def others(draw: Draw, people: int) -> list[Person]:
    """Unrelated people, each with an address, a mobile and a town."""
    towns = [draw.city() for _ in range(5)]
    rows = []
    for _ in range(people):
        person = draw.name()
        mail = f"{plain(person['First Name'])}@{plain(person['Last Name'])}{draw.digits(2)}.example"
        rows.append(
            person | {"Email": mail, "Mobile Phone": draw.mobile(), "City": draw.one(towns)}
        )
    return rows


Maker = Callable[[Draw, int], list[Person]]

KINDS: dict[str, Maker] = {
    "firm, mobiles of their own": firm,
    "firm, mails and switchboard": lambda draw, people: firm(draw, people, mobiles=False),
    "firm, extensions": lambda draw, people: firm(draw, people, phone="extensions", mobiles=False),
    "firm, no mail": lambda draw, people: firm(draw, people, mail="none", mobiles=False),
    "firm, one mailbox": lambda draw, people: firm(draw, people, mail="one", mobiles=False),
    "firm, names and titles": lambda draw, people: firm(
        draw, people, mail="none", phone="none", mobiles=False
    ),
    "club": club,
    "club, birthdays and no mail": lambda draw, people: club(
        draw, people, mobiles=False, birthdays=True, mails=False
    ),
    "alumni of two years": alumni,
    "alumni of two years, no mail": lambda draw, people: alumni(draw, people, mails=False),
    "families, mails of their own": lambda draw, people: families(
        draw, people, birthdays=0.5, mobiles=0.5
    ),
    "families, one domain": lambda draw, people: families(draw, people, mail="domain", twins=0.2),
    "families, one mailbox": lambda draw, people: families(draw, people, mail="one", twins=0.2),
    "families, twins": lambda draw, people: families(
        draw, people, mail="none", birthdays=0.8, twins=0.8
    ),
    "families, no mail": lambda draw, people: families(draw, people, mail="none"),
}


def made(
    kind: str, people: int, language: str, seed: int, among: int = 0, twice: float = 0.0
) -> pd.DataFrame:
    """One list: `people` of a kind and `among` others, shuffled; a share `twice` of them has a
    second row.

    The columns are COLUMNS and `person`, a number.
    """
    draw = Draw.of(language, seed)
    rows = KINDS[kind](draw, people) + others(draw, among)
    again = np.flatnonzero(draw.random.random(len(rows)) < twice)
    rows += [second(draw, rows[number]) for number in again]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).fillna("")
    table["person"] = np.r_[np.arange(len(rows) - len(again)), again]
    return table.iloc[draw.random.permutation(len(table))].reset_index(drop=True)


def second(draw: Draw, person: Person) -> Person:
    """Another row of a person, as another address book has it: one or two things differ."""
    changed = dict(person)
    for change in draw.random.choice(
        len(CHANGES), size=int(draw.random.integers(1, 3)), replace=False
    ):
        CHANGES[change](draw, changed)
    return changed


def _another_phone(draw: Draw, person: Person) -> None:
    if "Mobile Phone" in person:
        person["Mobile Phone"] = draw.mobile()
    elif "Business Phone" in person:
        person["Mobile Phone"] = draw.mobile()
        del person["Business Phone"]


def _slip(draw: Draw, person: Person) -> None:
    column = draw.one(("First Name", "Last Name"))
    name = person[column]
    place = int(draw.random.integers(1, max(len(name) - 1, 2)))
    kind = int(draw.random.integers(3))
    before, here, after = name[:place], name[place : place + 1], name[place + 1 :]
    person[column] = (
        before + after[:1] + here + after[1:],
        before + after,
        before + here + here + after,
    )[kind]


def _nickname(draw: Draw, person: Person) -> None:
    given = person["First Name"]
    person["First Name"] = SHORT[draw.language].get(
        given, f"{given[:1]}." if draw.random.random() < 0.3 else given
    )


def _new_employer(draw: Draw, person: Person) -> None:
    name = draw.one(draw.family)
    domain = plain(name) + "-media.example"
    person |= {"Company": f"{name} Media", "Job Title": draw.one(TITLES)}
    if "Email" in person and "Company" in person:
        person["Email"] = f"{plain(person['First Name'])}.{plain(person['Last Name'])}@{domain}"


CHANGES = (_another_phone, _slip, _nickname, _new_employer)
