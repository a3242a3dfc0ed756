"""Text read by a scanner → a key of its look; repaired mail domains."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from netmerge.words import DOMAINS, MISREADINGS

_SHORT_DOMAIN = 7


def ocr_key(text: str) -> str:
    """The text in lower case, look-alike characters made one: rn = m, 0 = o.

    Two words with the same key may be one word scanned twice. Never to be
    shown.
    """
    pattern, plain = _confusions()
    return pattern.sub(lambda found: plain[found[0]], text.lower())


def repair_domain(domain: str) -> str:
    """A scanned mail domain with its ending put right.

    A webmail provider is recognised by its look.
    """
    if domain in DOMAINS.content.free:
        return domain
    head, dot, ending = domain.rpartition(".")
    if not dot:
        head, ending = _undotted(domain)
    repaired = f"{head}.{_endings().get(ending, ending)}"
    return _looks().get(ocr_key(repaired), repaired)


def _undotted(domain: str) -> tuple[str, str]:
    """A domain whose last dot the scanner missed, parted before its ending."""
    for ending in ("com", "net", "org", *_endings()):
        if domain.endswith(ending) and len(domain) > len(ending) + 1:
            return domain.removesuffix(ending), ending
    return domain, ""


@cache
def _confusions() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of all that is misread, and what each stands for."""
    table = MISREADINGS.content.characters
    plain = _turned(table)
    longest_first = sorted(plain, key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(map(re.escape, longest_first))), plain


@cache
def _endings() -> Mapping[str, str]:
    """Last parts of domains as read, and as printed."""
    table = MISREADINGS.content.endings
    return _turned(table)


def _turned(table: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """As read → as printed."""
    return {read: printed for printed, variants in table.items() for read in variants}


@cache
def _looks() -> Mapping[str, str]:
    """OCR keys of webmail domains, the long ones; of two alike, the shorter wins."""

    def rank(domain: str) -> tuple[int, str]:
        return len(domain), domain

    known = DOMAINS.content.free
    long_enough = [domain for domain in known if len(domain) > _SHORT_DOMAIN]
    shortest_last = sorted(long_enough, key=rank, reverse=True)
    return {ocr_key(domain): domain for domain in shortest_last}
