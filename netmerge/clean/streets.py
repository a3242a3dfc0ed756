"""Streets as written in; keys for comparing, and the postcode that a whole address in one cell
holds, out.
"""

from __future__ import annotations

import re

from netmerge.text.folding import fold
from netmerge.words import STREETS

_POSTCODE = re.compile(
    r"(?<![\w-])(?:[0-9]{4,6}|[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|[A-Z][0-9][A-Z] [0-9][A-Z][0-9])(?![\w-])",
    re.IGNORECASE,
)
"""Four to six digits, or the postcodes of the United Kingdom and of Canada."""
_GLUED = re.compile(r"(?<=[a-z]{3})str(?:asse)?$")


def street_key(text: str) -> str | None:
    """The words of the street's line, abbreviations written out: 1515 Adela Ln., Las Vegas → 1515
    adela lane.
    """
    table = STREETS.content.abbreviations
    words = fold(_line(text)).split()
    if all(word.isdigit() for word in words):  # a house number alone is no street
        return None
    written_out = (table.get(word, word) if place else word for place, word in enumerate(words))
    return " ".join(_GLUED.sub(" strasse", word) for word in written_out if word) or None


def postcode_in(text: str) -> str | None:
    """The postcode behind the street's line of an address in one cell: 123 Main St, Reno NV 89132
    → 89132.
    """
    found = _POSTCODE.findall(text.replace(_line(text), "", 1)) if "," in text else []
    return found[-1] if found else None


def house_number(key: str) -> str:
    """The number in a street's key, "" where it has none: 12 mill lane → 12, hauptstrasse 7 a → 7."""
    return next((word for word in key.split() if word[0].isdigit()), "")


def _line(text: str) -> str:
    """The first line of an address in one cell with a number in it, else the first."""
    lines = [line for line in text.split(",") if line.strip()]
    return next(
        (line for line in lines if any(map(str.isdigit, line))), lines[0] if lines else text
    )
