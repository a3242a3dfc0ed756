"""Official numbers as written (kind:number) in; the same for comparing, in capital letters and
digits, out.
"""

from __future__ import annotations

import re

from netmerge.text.folding import strip_decoration

SHORTEST = 5
"""Letters and digits of the shortest official numbers that tell people apart; a shorter one is a
mistake or a code.
"""

FOR_LIFE = frozenset({"ssn", "national_id", "tax_id", "health"})
"""Kinds of number that a person keeps; passports and driving licences are renewed, and not always
under theirs.
"""

_SIGNS = re.compile(r"[^0-9A-Z]+")


def normalised(text: str) -> str | None:
    """A number for comparing, its kind before it: ssn:294-66-9999 → ssn:294669999; None for what
    is no number.

    None (n/a), too short a one, or one digit throughout (000-00-0000) is what people write who
    have none to write.
    """
    kind, colon, number = strip_decoration(text).partition(":")
    plain = _SIGNS.sub("", (number if colon else kind).upper())
    digits = {sign for sign in plain if sign.isdigit()}
    if len(plain) < SHORTEST or not digits or len(set(plain)) == 1:
        return None
    return f"{kind.strip().lower() if colon else 'other'}:{plain}"


def kind_of(identifier: str) -> str:
    """The kind of a normalised number: ssn of ssn:294669999."""
    return identifier.partition(":")[0]
