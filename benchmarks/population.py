"""A made-up population in; a flat contact list with its truth out, of any size, the same for the
same seed.

People are drawn from name lists of several countries (Faker's, of the extra `bench`), some share
a name, a household's telephone or a switchboard; their rows come from several address books with
what those do to people: nicknames, initials, slips, capitals, other employers, other addresses,
missing fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

LOCALES = (
    "en_US",
    "en_GB",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "sv_SE",
    "pl_PL",
    "pt_BR",
    "en_IN",
)
PREFIXES = ("1", "44", "49", "33", "34", "39", "31", "46", "48", "55", "91")
MAIL = (
    "gmail.com",
    "outlook.com",
    "yahoo.com",
    "hotmail.com",
    "icloud.com",
    "web.de",
    "proton.me",
    "orange.fr",
)
TITLES = (
    "Software Engineer",
    "Senior Consultant",
    "Product Manager",
    "Account Executive",
    "Analyst",
    "Architect",
    "Recruiter",
    "Partner",
    "Attorney",
    "Physician",
    "Teacher",
    "Project Manager",
    "Data Scientist",
    "HR Business Partner",
    "VP Engineering",
    "Founder & CEO",
    "Sales Director",
    "Marketing Lead",
    "Research Scientist",
    "Nurse",
    "Designer",
    "Controller",
    "Office Manager",
    "Chief Technology Officer",
)
SHORT = {
    "Product Manager": "PM",
    "Chief Technology Officer": "CTO",
    "VP Engineering": "Vice President Engineering",
}
TRADES = (
    "Systems",
    "Foods",
    "Energy",
    "Media",
    "Capital",
    "Logistics",
    "Health",
    "Insurance",
    "Airlines",
    "Consulting",
    "Robotics",
    "Bank",
)
FORMS = (" Inc.", " Ltd", " GmbH", " S.A.", " LLC", "", "", "", "")
SLIPS = {"m": "rn", "l": "1", "o": "0", "e": "c", "i": "l", "s": "5"}
ROWS = (0.42, 0.30, 0.18, 0.08, 0.02)
"""Share of people with one, two … five rows."""


@dataclass(frozen=True)
class Population:
    """`rows` with the columns first_name, last_name, email, phone, company, title, city,
    linkedin; `person` of each.
    """

    rows: pd.DataFrame
    person: np.ndarray

    def write(self, path: Path) -> None:
        """Write the rows as CSV and the truth (position, person_id) beside them."""
        self.rows.to_csv(path, index=False)
        truth = pd.DataFrame(
            {"position": np.arange(1, len(self.rows) + 1), "person_id": self.person}
        )
        truth.to_csv(path.with_suffix(".truth.csv"), index=False)


def make(rows: int, seed: int) -> Population:
    """About so many rows of a made-up population."""
    random = np.random.Generator(np.random.PCG64(seed))
    count = int(rows / (np.arange(1, 6) * np.array(ROWS)).sum())
    people = _people(count, random)
    person = np.repeat(np.arange(count), random.choice(np.arange(1, 6), size=count, p=ROWS))
    random.shuffle(person)
    return Population(_rows(people.iloc[person].reset_index(drop=True), random), person)


def _people(count: int, random: np.random.Generator) -> pd.DataFrame:
    given, family, country = _names(count, random)
    companies = _companies(max(count // 12, 20), random)
    company = companies[_skewed(count, len(companies), random)]
    other = companies[_skewed(count, len(companies), random)]
    cities = _cities(max(count // 200, 40), random)
    number = random.integers(10**8, 10**9, size=count)
    household = random.random(count) < 0.04
    number[1:][household[1:]] = number[:-1][household[1:]]
    family[1:][household[1:]] = family[:-1][household[1:]]
    namesake = np.flatnonzero(random.random(count) < 0.012)
    given[namesake], family[namesake] = given[namesake - 1], family[namesake - 1]
    a, b = _plain(given), _plain(family)
    digits = random.integers(1, 1000, size=count).astype(str).astype(object)
    local = np.select(
        [(pattern := random.random(count)) < 0.35, pattern < 0.6, pattern < 0.8],
        [a + "." + b, _first(a) + b + digits, a + b + digits],
        b + "." + a + digits,
    )
    tail = np.where(random.random(count) < 0.6, _hexadecimal(count, random), digits)
    slug = a + "-" + b + "-" + tail
    prefix = "+" + np.array(PREFIXES, dtype=object)[country]
    desk = (10**8 + pd.factorize(company)[0] * 7919 % 10**8).astype(str).astype(object)
    return pd.DataFrame(
        {
            "given": given,
            "family": family,
            "email": local
            + "@"
            + np.array(MAIL, dtype=object)[random.integers(0, len(MAIL), count)],
            "work": a + "." + b + "@" + _plain(company) + ".com",
            "old": _first(a) + b + "@" + _plain(other) + ".com",
            "phone": prefix + number.astype(str).astype(object),
            "desk": prefix + desk,
            "company": company,
            "other": other,
            "title": np.array(TITLES, dtype=object)[random.integers(0, len(TITLES), count)],
            "other_title": np.array(TITLES, dtype=object)[random.integers(0, len(TITLES), count)],
            "city": cities[_skewed(count, len(cities), random)],
            "linkedin": "https://www.linkedin.com/in/" + slug,
        }
    )


def _rows(people: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    count = len(people)
    chance = lambda share: random.random(count) < share  # noqa: E731
    given, family = people["given"].to_numpy(object), people["family"].to_numpy(object)
    given = np.where(
        chance(0.05), _first(given) + ".", np.where(chance(0.05), _nicknames(given), given)
    )
    family = np.where(chance(0.02), _first(family) + ".", family)
    slipped = chance(0.05)
    family[slipped] = [_slip(name, random) for name in family[slipped]]
    nameless = chance(0.05)
    capitals = chance(0.06)
    moved = chance(0.2)
    company = np.where(moved, people["other"], people["company"]).astype(object)
    forms = np.array(FORMS, dtype=object)[random.integers(0, len(FORMS), count)]
    title = np.where(moved, people["other_title"], people["title"]).astype(object)
    title = np.where(chance(0.15), pd.Series(title).replace(SHORT).to_numpy(object), title)
    email = np.where(chance(0.55), people["email"], np.where(moved, people["old"], people["work"]))
    phone = np.where(chance(0.8), people["phone"], people["desk"]).astype(object)
    phone = np.where(
        chance(0.25),
        pd.Series(phone).str.replace(r"^\+\d\d", "0", regex=True).to_numpy(object),
        phone,
    )
    first = pd.Series(np.where(nameless, None, given), dtype=object)
    last = pd.Series(np.where(nameless, None, family), dtype=object)
    has_email = chance(0.55) | nameless
    return pd.DataFrame(
        {
            "first_name": first.where(~capitals, first.str.upper()),
            "last_name": last.where(~capitals, last.str.upper()),
            "email": np.where(has_email, email, None),
            "phone": np.where(chance(0.5), phone, None),
            "company": np.where(chance(0.65), company + forms, None),
            "title": np.where(chance(0.5), title, None),
            "city": np.where(chance(0.3), people["city"], None),
            "linkedin": np.where(chance(0.25), people["linkedin"], None),
        }
    )


def _names(count: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from importlib import import_module

    country = random.choice(len(LOCALES), size=count, p=_falling(len(LOCALES)))
    given, family = np.empty(count, dtype=object), np.empty(count, dtype=object)
    for place, locale in enumerate(LOCALES):
        person = import_module(f"faker.providers.person.{locale}").Provider
        here = np.flatnonzero(country == place)
        for names, column in ((person.first_names, given), (person.last_names, family)):
            texts = np.array(list(names), dtype=object)
            column[here] = texts[_skewed(len(here), len(texts), random)]
    return given, family, country


def _companies(count: int, random: np.random.Generator) -> np.ndarray:
    _, family, _ = _names(count, random)
    return family + " " + np.array(TRADES, dtype=object)[random.integers(0, len(TRADES), count)]


def _cities(count: int, random: np.random.Generator) -> np.ndarray:
    _, family, _ = _names(count, random)
    before = np.array(("North ", "New ", "Port ", "Bad ", "Saint ", ""), dtype=object)
    return before[random.integers(0, 6, count)] + family


def _falling(values: int) -> np.ndarray:
    share = 1 / np.arange(1, values + 1) ** 0.5
    return share / share.sum()


def _skewed(count: int, values: int, random: np.random.Generator) -> np.ndarray:
    return random.choice(values, size=count, p=_falling(values))


def _plain(texts: np.ndarray) -> np.ndarray:
    from netmerge.text.folding import fold

    codes, unique = pd.factorize(texts)
    return np.array([fold(text).replace(" ", "") for text in unique], dtype=object)[codes]


def _first(texts: np.ndarray) -> np.ndarray:
    return np.array([text[:1] for text in texts], dtype=object)


def _hexadecimal(count: int, random: np.random.Generator) -> np.ndarray:
    return np.array(
        [f"{number:08x}" for number in random.integers(0, 2**32, size=count)], dtype=object
    )


def _nicknames(given: np.ndarray) -> np.ndarray:
    short = {
        "Robert": "Bob",
        "William": "Bill",
        "Elizabeth": "Liz",
        "Michael": "Mike",
        "Katherine": "Kate",
    }
    codes, unique = pd.factorize(given)
    return np.array(
        [short.get(name, name.split()[0].split("-")[0]) for name in unique], dtype=object
    )[codes]


def _slip(name: str, random: np.random.Generator) -> str:
    place = int(random.integers(0, max(len(name) - 1, 1)))
    kind = int(random.integers(0, 3))
    if kind == 0:
        return (
            name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]
        )
    if kind == 1:
        return name[:place] + name[place + 1 :] if len(name) > 3 else name
    return (
        name[:place]
        + SLIPS.get(name[place : place + 1], name[place : place + 1])
        + name[place + 1 :]
    )
