"""Official numbers as written (kind:number) → the same for comparing."""

from __future__ import annotations

import re

from netmerge.text.folding import strip_decoration

SHORTEST = 5
"""Letters and digits of an official number, at the least."""

FOR_LIFE = frozenset({"ssn", "national_id", "tax_id", "health"})
"""Kinds of number that a person keeps; a passport's changes."""

_SIGNS = re.compile(r"[^0-9A-Z]+")


def normalised(text: str) -> str | None:
    """A number for comparing: ssn:294-66-9999 → ssn:294669999.

    None for what people write who have no number: n/a, too short a one, or
    one digit throughout (000-00-0000).
    """
    before, colon, behind = strip_decoration(text).partition(":")
    kind, number = (before.strip().lower(), behind) if colon else ("other", before)
    plain = _SIGNS.sub("", number.upper())
    has_digit = any(map(str.isdigit, plain))
    if len(plain) < SHORTEST or not has_digit or len(set(plain)) == 1:
        return None
    return f"{kind}:{plain}"


def kind_of(identifier: str) -> str:
    """The kind of a normalised number: ssn of ssn:294669999."""
    return identifier.partition(":")[0]
