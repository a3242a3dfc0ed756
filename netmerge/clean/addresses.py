"""A postal address in one cell → its street, city and postcode, as far as they go.

What is found serves for comparing; the cell itself stays as it was written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from netmerge.text.folding import fold
from netmerge.words import STREETS

LONGEST = 300
"""Characters of an address; what is longer is a paragraph."""

_PARTED = re.compile(r"[,;\n|·]")
_POSTCODE = re.compile(
    r"""
    (?<! [\w/-] )
    (?: (?:D|A|CH|F|L|B|I|NL|PL|CZ|SK|DK|S|FIN|LV|LT) - (?=[0-9]) )?
    (?P<code>
        [A-Z]{1,2}[0-9][0-9A-Z]?\ ?[0-9][A-Z]{2}  # the United Kingdom
        | [A-Z][0-9][A-Z]\ ?[0-9][A-Z][0-9]       # Canada
        | [0-9]{4}\ ?[A-Z]{2} (?=\ [A-Z][a-z])    # the Netherlands, before the city
        | [0-9]{5}-[0-9]{3,4}                     # the United States, Brazil
        | [0-9]{4}-[0-9]{3}                       # Portugal
        | [0-9]{2}-[0-9]{3}                       # Poland
        | [0-9]{3}\ [0-9]{2} (?=\ |$)             # Czechia, Slovakia, Sweden, Greece
        | [0-9]{4,6}
    )
    (?! [\w/-] )
    """,
    re.VERBOSE,
)
_STATE = re.compile(r"(?:\b[A-Z]{2,3}|\([A-Z]{2}\))\.?$")
"""What stands between city and postcode in America and Australia, and behind
the city in Italy.
"""

_NUMBER = re.compile(r"(?<!\w)[0-9]{1,5}[A-Za-z]?(?!\w)")
_NUMBER_ALONE = re.compile(r"(?:[^\W\d_]{1,2}[.º°]{1,2}\s?)?[0-9]{1,4}(?:[/-][0-9]{1,4})?[A-Za-z]?")


class Address(NamedTuple):
    """A street with its house number, a city and a postcode, "" for none."""

    street: str
    city: str = ""
    postcode: str = ""


def taken_apart(text: str) -> Address:
    """The parts of an address in one cell; all of it is the street where no other
    part is told from it.

    123 Main Street, Las Vegas NV 89132; Hauptstr. 7a, 10115 Berlin; 12 rue de la
    Paix 75002 Paris.
    """
    lines = _lines(text[:LONGEST])
    if not lines:
        return Address(text)
    place = _street_among(lines)
    street = _of_one_line(lines[place])
    if street.postcode:  # 12 Mill Lane Oxford OX1 2JD, England
        return street
    behind, ahead = _of_place(lines[place + 1 :]), _of_place(lines[:place])
    if ahead.postcode and not behind.postcode:  # 1051 Budapest, Fő utca 5
        return ahead._replace(street=lines[place])
    return behind._replace(street=lines[place])


def _lines(text: str) -> list[str]:
    """What commas and line breaks part, a house number with its street: Mayor, 5."""
    lines: list[str] = []
    for written in _PARTED.split(text):
        line = written.strip()
        if lines and _NUMBER_ALONE.fullmatch(line) and not _NUMBER.search(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _street_among(lines: list[str]) -> int:
    """Which line is the street: one with a number and a word for a street, else
    one with a number that is no postcode, else the first.
    """
    numbered = [place for place, line in enumerate(lines) if _NUMBER.search(line)]
    with_type = [place for place in numbered if _type_word(lines[place].split(), 1) >= 0]
    others = [place for place in numbered if not _POSTCODE.search(lines[place])]
    return next(iter(with_type + others + numbered), 0)


def _of_place(lines: list[str]) -> Address:
    """City and postcode of the lines ahead of the street, or behind it."""
    bare = ""  # a line without a number: the city of a postcode that stands alone
    for line in lines:
        found = _last_postcode(line)
        if found:
            ahead, behind = line[: found.start()].strip(), line[found.end() :].strip()
            city = _without_state(behind or ahead) or bare
            return Address("", city, found.group("code"))
        if not any(map(str.isdigit, line)):
            bare = bare or line
    return Address("", _without_state(bare))


def _of_one_line(line: str) -> Address:
    """An address without a comma: its postcode parts it, or ends it."""
    found = _last_postcode(line)
    ahead = line[: found.start()].strip() if found else ""
    if not found or not _NUMBER.search(ahead):
        return Address(line)
    behind = line[found.end() :].strip()
    if behind:  # the street, 10115 Berlin
        return Address(ahead, _without_state(behind), found.group("code"))
    words = _without_state(ahead).split()
    end = _type_word(words, 2) + 1
    if not end:
        return Address(ahead, "", found.group("code"))
    street, city = words[:end], _without_unit(words[end:])
    return Address(" ".join(street), " ".join(city), found.group("code"))


def _last_postcode(line: str) -> re.Match[str] | None:
    """The last postcode of a line; a number before all else is a house's."""
    found = None
    for match in _POSTCODE.finditer(line):
        found = match
    return found


def _type_word(words: list[str], start: int) -> int:
    """The place of the word for a street, from a place on; -1 for none.

    Of several that follow each other (Park Place Drive) the last; but St may
    begin the name of a city.
    """
    known = STREETS.content
    kinds = [fold(word) for word in words]
    kinds = [known.abbreviations.get(kind, kind) for kind in kinds]
    places = (place for place in range(start, len(kinds)) if kinds[place] in known.types)
    last = next(places, -1)
    if last < 0:
        return -1
    while last + 1 < len(kinds) and _goes_on(kinds[last + 1], words[last + 1]):
        last += 1
    return last


def _goes_on(kind: str, word: str) -> bool:
    """Whether a word behind the word for a street belongs to the street too."""
    known = STREETS.content
    return kind in known.directions or (kind in known.types and fold(word) != "st")


def _without_unit(words: list[str]) -> list[str]:
    """The words without those for a flat at their beginning: Apt 4B Reno, #5 Reno."""
    if words and words[0].startswith("#"):
        return words[1:]
    known = STREETS.content
    kind = fold(words[0]) if words else ""
    return words[2:] if known.abbreviations.get(kind, kind) in known.units else words


def _without_state(city: str) -> str:
    return _STATE.sub("", city).strip()
