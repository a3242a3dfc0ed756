"""Streets as written → keys for comparing, and the place in a whole address."""

from __future__ import annotations

import re

from netmerge.clean.addresses import taken_apart
from netmerge.text.folding import fold
from netmerge.words import STREETS

_GLUED = re.compile(r"(?<=[a-z]{3})str(?:asse)?$")


def street_key(text: str) -> str | None:
    """The street's line, written out: 1515 Adela Ln., Reno → 1515 adela lane."""
    table = STREETS.content.abbreviations
    words = fold(taken_apart(text).street).split()
    if all(word.isdigit() for word in words):  # a house number alone is no street
        return None
    written_out = words[:1] + [table.get(word, word) for word in words[1:]]
    parted = [_GLUED.sub(" strasse", word) for word in written_out if word]
    return " ".join(parted) or None


def postcode_in(text: str) -> str | None:
    """The postcode in a whole address: 123 Main St, Reno NV 89132 → 89132."""
    return taken_apart(text).postcode or None


def city_in(text: str) -> str | None:
    """The city in a whole address: 123 Main St, Reno NV 89132 → Reno."""
    return taken_apart(text).city or None


def house_number(key: str) -> str:
    """The number in a street's key, "" where it has none: 12 mill lane → 12."""
    return next((word for word in key.split() if word[0].isdigit()), "")
