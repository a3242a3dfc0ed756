"""A kind of list (firm, club, alumni, families) → a table of made-up people of that kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.draw import Draw, Person, plain

COLUMNS = (
    *("First Name", "Last Name", "Email", "Business Phone", "Mobile Phone"),
    *("Company", "Job Title", "Street", "City", "Birthday"),
)
TITLES = (
    *("Engineer", "Clerk", "Sales Manager", "Consultant", "Driver", "Lawyer", "Assistant"),
    *("Nurse", "Teacher", "Project Manager", "Accountant", "Designer", "Head of Sales"),
    *("Technician", "Buyer"),
)
SHORT = {
    "en_GB": "Robert Bob William Bill Michael Mike Elizabeth Liz Katherine Kate",
    "de_DE": "Michael Michi Katharina Kathi Johannes Hannes Alexander Alex Franz Franzl",
    "es_ES": "Francisco Paco José Pepe Dolores Lola Ignacio Nacho Manuel Manolo",
    "pl_PL": "Małgorzata Gosia Katarzyna Kasia Aleksander Olek Jan Janek Anna Ania",
}
"""Names, each with the short form behind it."""


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
    initial_or_whole = f"{given[:1]}." if draw.random.random() < 0.3 else given
    names = SHORT[draw.language].split()
    short = dict(zip(names[::2], names[1::2], strict=True))
    person["First Name"] = short.get(given, initial_or_whole)


def _new_employer(draw: Draw, person: Person) -> None:
    name = draw.one(draw.family)
    domain = plain(name) + "-media.example"
    person |= {"Company": f"{name} Media", "Job Title": draw.one(TITLES)}
    if "Email" in person and "Company" in person:
        person["Email"] = f"{plain(person['First Name'])}.{plain(person['Last Name'])}@{domain}"


CHANGES = (_another_phone, _slip, _nickname, _new_employer)
