"""Names in capitals or in lower case only → names as people write them."""

from __future__ import annotations

import re
from functools import lru_cache

from netmerge.words import PARTICLES, SURNAMES

_PARTS = re.compile(r"([\s\-‐’'‘ʼ.])")
_TURKISH = frozenset("İıŞşĞğ")
_VOWELS = frozenset("aeiouyäöüáéíóúâêôàèìòùåæøı")
_WORD = re.compile(r"[^\W\d_]{2}")
_APOSTROPHES = frozenset("’'‘ʼ")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SHOUTED = re.compile(r"\b(Mc|Mac|De|Di|Du|La|Le|Van|Fitz)([A-ZÀ-ÖØ-Þ]{3,})\b")
_CELTIC = re.compile(r"mc[^\W\d_]{3,}")


def is_uncased(text: str) -> bool:
    """Whether the text is all capitals or all lower case.

    Initials alone are not.
    """
    return (text.isupper() or text.islower()) and _WORD.search(text) is not None


@lru_cache(maxsize=65536)
def human_case(text: str, initials: bool = False, turkish: bool = False) -> str:
    """The text with capitals where a name has them: McDonald, de la Cruz,
    Jean-Luc.

    `initials` keeps two consonants together as they are (JP, TJ). `turkish`
    lowers I to ı, which letters that only Turkish has call for as well.
    """
    turkish = turkish or not _TURKISH.isdisjoint(text)
    pieces = _PARTS.split(text)
    words = [place for place, piece in enumerate(pieces) if piece.isalpha()]
    last = max(words, default=0)
    cased = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else " "
        after = pieces[place + 1] if place + 1 < len(pieces) else " "
        lowered = _lower(piece, turkish)
        stands_alone = before.isspace() and after.isspace()
        if stands_alone and place < last and lowered in PARTICLES.content.lower_case:
            cased.append(lowered)
        elif initials and _are_initials(piece):
            cased.append(piece)
        else:
            cased.append(_word(lowered, before, turkish))
    return "".join(cased)


def unshouted(text: str) -> str:
    """The text with capitals behind a prefix as people write them: McDONAGH, LeBLANC."""
    return _SHOUTED.sub(lambda found: found[1] + found[2].capitalize(), text)


def _are_initials(piece: str) -> bool:
    """Whether these are two capitals that nobody could speak as one word."""
    return len(piece) == 2 and piece.isupper() and _VOWELS.isdisjoint(piece.lower())


def _word(lowered: str, before: str, turkish: bool) -> str:
    if lowered in SURNAMES.content.mac_names:
        return f"Mac{lowered[3:].capitalize()}"
    if _CELTIC.fullmatch(lowered):
        return f"Mc{lowered[2:].capitalize()}"
    if before in _APOSTROPHES and _CYRILLIC.match(lowered):
        return lowered  # В'ячеслав: the sign parts syllables there
    first = "İ" if turkish and lowered[:1] == "i" else lowered[:1].title()
    return first + lowered[1:]


def _lower(text: str, turkish: bool) -> str:
    if turkish:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()
