"""Streets as written → keys for comparing, and the postcode in a cell."""

from __future__ import annotations

import re

from netmerge.text.folding import fold
from netmerge.words import STREETS

_POSTCODE = re.compile(
    r"""
    (?<! [\w-] )
    (?:
        [0-9]{4,6}
        | [A-Z]{1,2}[0-9][0-9A-Z]?\ [0-9][A-Z]{2}  # the United Kingdom
        | [A-Z][0-9][A-Z]\ [0-9][A-Z][0-9]          # Canada
    )
    (?! [\w-] )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GLUED = re.compile(r"(?<=[a-z]{3})str(?:asse)?$")


def street_key(text: str) -> str | None:
    """The street's line, written out: 1515 Adela Ln., Reno → 1515 adela lane."""
    table = STREETS.content.abbreviations
    words = fold(_line(text)).split()
    if all(word.isdigit() for word in words):  # a house number alone is no street
        return None
    written_out = words[:1] + [table.get(word, word) for word in words[1:]]
    parted = [_GLUED.sub(" strasse", word) for word in written_out if word]
    return " ".join(parted) or None


def postcode_in(text: str) -> str | None:
    """The postcode in a whole address: 123 Main St, Reno NV 89132 → 89132."""
    if "," not in text:
        return None
    beyond_street = text.replace(_line(text), "", 1)
    found = _POSTCODE.findall(beyond_street)
    return found[-1] if found else None


def house_number(key: str) -> str:
    """The number in a street's key, "" where it has none: 12 mill lane → 12."""
    return next((word for word in key.split() if word[0].isdigit()), "")


def _line(text: str) -> str:
    """The first line of an address that has a number, else the first."""
    lines = [line for line in text.split(",") if line.strip()] or [text]
    numbered = (line for line in lines if any(map(str.isdigit, line)))
    return next(numbered, lines[0])
