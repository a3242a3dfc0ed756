"""A kind of list, its size and damages a copy → people, copies of some, and somebody like some.

Of contacts and leads, or of people with birthdays and homes. A third stand there twice or three
times, each copy damaged so many times; one in seven has somebody beside them who looks alike: a
namesake, a relative, a colleague, whoever had the number before. Names are Faker's.
"""

from __future__ import annotations

import string
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.kinds import TITLES, Draw, Person, plain

COLUMNS = (
    *("First Name", "Last Name", "Suffix", "Email", "Business Phone", "Mobile Phone"),
    *("Company", "Job Title", "Street", "Postal Code", "City", "Birthday"),
)
ALIKE = 0.15
"""Share of the people with somebody beside them who looks alike."""
AGAIN = 0.35
"""Share of the people who stand there more than once."""
_WRITTEN = ("First Name", "Last Name", "Street", "City", "Company", "Email")


def damaged(kind: str, people: int, language: str, seed: int, damages: int) -> pd.DataFrame:
    """One list, shuffled; the columns are COLUMNS and `person`, a number."""
    draw = Draw.of(language, seed)
    make, like = DAMAGED[kind]
    rows: list[tuple[int, Person]] = []
    for number in range(0, 2 * people, 2):
        person = make(draw)
        if draw.random.random() < ALIKE:
            rows.append((number + 1, like(draw, person)))
        rows.append((number, person))
        if draw.random.random() < AGAIN:
            copies = 2 if draw.random.random() < 0.25 else 1
            rows += [(number, _copy(draw, person, damages)) for _ in range(copies)]
    table = pd.DataFrame([row for _, row in rows], columns=list(COLUMNS), dtype=object)
    table["person"] = np.unique([number for number, _ in rows], return_inverse=True)[1]
    return table.fillna("").iloc[draw.random.permutation(len(table))].reset_index(drop=True)


def _named(draw: Draw) -> Person:
    return {"First Name": draw.one(draw.given), "Last Name": draw.one(draw.family)}


def _company(draw: Draw) -> str:
    return f"{draw.one(draw.family)} {draw.one(('Ltd', 'GmbH', 'Group', 'Systems'))}"


def _domain(company: str) -> str:
    return plain(company.split(maxsplit=1)[0]) + ".example"


def _work_mail(person: Person) -> str:
    given, family = plain(person["First Name"]), plain(person["Last Name"])
    return f"{given}.{family}@{_domain(person['Company'])}"


def _contact(draw: Draw) -> Person:
    person = _named(draw) | {"Company": _company(draw), "City": draw.city()}
    at_work = draw.random.random() < 0.6
    person["Email"] = _work_mail(person) if at_work else draw.private_mail(person)
    for column, share, value in (
        ("Mobile Phone", 0.7, draw.mobile()),
        ("Business Phone", 0.4, draw.line()),
        ("Job Title", 0.7, draw.one(TITLES)),
    ):
        if draw.random.random() < share:
            person[column] = value
    return person


def _like_a_contact(draw: Draw, person: Person) -> Person:
    """A namesake who is reached otherwise or hardly, a colleague of one family name, one of one
    role mailbox, whoever had the mobile before, or a son of the same firm.
    """
    kind = int(draw.random.integers(6))
    names = {column: person[column] for column in ("First Name", "Last Name")}
    work = {column: person[column] for column in ("Company", "City")}
    if kind == 0:
        return _contact(draw) | names | {"Email": draw.private_mail(person)}
    if kind == 1:
        return names | {"Company": _company(draw), "Job Title": draw.one(TITLES)}
    if kind == 2:
        other = work | {"First Name": draw.one(draw.given), "Last Name": names["Last Name"]}
        return other | {"Email": _work_mail(other), "Job Title": draw.one(TITLES)}
    if kind == 3:
        person["Email"] = "info@" + _domain(person["Company"])
        return _named(draw) | work | {"Email": person["Email"]}
    if kind == 4:
        number = person.get("Mobile Phone") or draw.mobile()
        return _named(draw) | {"Company": _company(draw), "Mobile Phone": number}
    person["Suffix"] = "Sr."
    mail = f"{plain(names['First Name'])}jr@{_domain(person['Company'])}"
    return names | work | {"Suffix": "Jr.", "Email": mail}


def _resident(draw: Draw) -> Person:
    home = {"Street": draw.street(), "City": draw.city(), "Postal Code": draw.digits(5)}
    return _named(draw) | home | {"Birthday": draw.birthday(1935)}


def _like_a_resident(draw: Draw, person: Person) -> Person:
    """A twin, a namesake, a father of one name, or a relative of the same birthday and street."""
    kind = int(draw.random.integers(4))
    given = draw.one(draw.given)
    while given == person["First Name"]:
        given = draw.one(draw.given)
    if kind == 0:
        return person | {"First Name": given}
    if kind == 1:
        names = {column: person[column] for column in ("First Name", "Last Name")}
        return _resident(draw) | names
    if kind == 2:
        year = int(person["Birthday"][:4]) - int(draw.random.integers(20, 39))
        return person | {"Birthday": draw.birthday(year, year)}
    shared = {column: person[column] for column in ("Last Name", "Birthday", "Street")}
    return shared | {"First Name": given}


DAMAGED: dict[str, tuple[Callable[[Draw], Person], Callable[[Draw, Person], Person]]] = {
    "contacts and leads": (_contact, _like_a_contact),
    "people with birthdays and homes": (_resident, _like_a_resident),
}


def _copy(draw: Draw, person: Person, damages: int) -> Person:
    """The person as another list has them, damaged so many times."""
    copy = dict(person)
    for place in draw.random.integers(len(_DAMAGES), size=damages):
        _DAMAGES[place](draw, copy)
    return copy


def _typing_error(draw: Draw, copy: Person) -> None:
    column = draw.one([column for column in _WRITTEN if copy.get(column)])
    text, letter = copy[column], draw.one(tuple(string.ascii_lowercase))
    if len(text) < 3:
        return
    place = int(draw.random.integers(len(text)))
    before, here, after = text[:place], text[place], text[place + 1 :]
    copy[column] = draw.one(
        (
            before + letter + after,
            before + after,
            before + letter + here + after,
            before + after[:1] + here + after[1:],
        )
    )


def _left_out(draw: Draw, copy: Person) -> None:
    copy.pop(draw.one([column for column in copy if column != "Last Name"]), None)


def _initial(_: Draw, copy: Person) -> None:
    if copy.get("First Name"):
        copy["First Name"] = copy["First Name"][0] + "."


def _another_mobile(draw: Draw, copy: Person) -> None:
    if "Mobile Phone" in copy:
        copy["Mobile Phone"] = draw.mobile()


def _another_mail(draw: Draw, copy: Person) -> None:
    if copy.get("Email"):
        local = plain(copy.get("First Name", "x"))[:1] + plain(copy["Last Name"])
        copy["Email"] = f"{local}{draw.digits(2)}@{draw.one(('gmail.com', 'web.de'))}"


def _company_otherwise(draw: Draw, copy: Person) -> None:
    if company := copy.get("Company"):
        first = company.split(maxsplit=1)[0]
        copy["Company"] = draw.one((first, company.upper(), company + " Inc"))


def _turned(draw: Draw, copy: Person) -> None:
    if copy.get("First Name") and draw.random.random() < 0.3:
        copy |= {"First Name": copy["Last Name"], "Last Name": copy["First Name"]}


def _capitals(_: Draw, copy: Person) -> None:
    copy["Last Name"] = copy["Last Name"].upper()


def _birthday_slip(draw: Draw, copy: Person) -> None:
    if birthday := copy.get("Birthday"):
        year, month, day = birthday.split("-")
        crossed = f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-{month}-{int(day) - 1}"
        copy["Birthday"] = draw.one((crossed, f"{int(year) + 1}-{month}-{day}"))


_DAMAGES = (
    *(_typing_error, _typing_error, _left_out, _initial, _another_mobile, _another_mail),
    *(_company_otherwise, _turned, _capitals, _birthday_slip),
)
