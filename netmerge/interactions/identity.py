"""What the user says of themselves (--me) → addresses, profiles, numbers and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from netmerge.text.urls import linkedin_slug

_NUMBER = re.compile(r"\+?[\d\s().-]{6,30}")
_SCHEMES = ("mailto:", "tel:")


class Said(NamedTuple):
    """Who the owner is in their own words, each in its form; `words` as given."""

    words: tuple[str, ...]
    addresses: tuple[str, ...]
    profiles: tuple[str, ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]


def said(me: str | Sequence[str] | None) -> Said:
    """Sort what was given by what it is (checked in settings)."""
    words = (me,) if isinstance(me, str) else tuple(me or ())
    addresses, profiles, numbers, names = [], [], [], []
    for word in words:
        plain = word.strip()
        for scheme in _SCHEMES:
            plain = plain.removeprefix(scheme)
        slug = linkedin_slug(plain) or _slug_of_a_handle(plain)
        if slug:
            profiles.append(slug)
        elif "@" in plain:
            addresses.append(plain.lower())
        elif _NUMBER.fullmatch(plain):
            numbers.append(plain)
        else:
            names.append(plain)
    return Said(words, tuple(addresses), tuple(profiles), tuple(numbers), tuple(names))


def _slug_of_a_handle(text: str) -> str | None:
    """The slug of a profile given as netmerge itself writes it: linkedin:SLUG."""
    scheme, _, slug = text.partition(":")
    return slug.lower() or None if scheme == "linkedin" else None
