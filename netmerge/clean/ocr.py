"""Text read by a scanner in; a key in which look-alike characters are one out, and repaired
e-mail domains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from netmerge.words import DOMAINS, MISREADINGS


def ocr_key(text: str) -> str:
    """The text with all characters that scanners confuse made one (rn = m, 0 = o, 1 = l = i …),
    in lower case.

    Two words with the same key may be one word scanned twice; for card scans only, never for
    showing.
    """
    pattern, plain = _confusions()
    return pattern.sub(lambda found: plain[found[0]], text.lower())


def repair_domain(domain: str) -> str:
    """A scanned mail domain with its ending put right, and a known webmail provider recognised by
    its look.
    """
    if domain in DOMAINS.content.free:
        return domain
    head, dot, ending = domain.rpartition(".")
    if not dot:
        head, ending = _undotted(domain)
    repaired = f"{head}.{_endings().get(ending, ending)}"
    return _looks().get(ocr_key(repaired), repaired)


def _undotted(domain: str) -> tuple[str, str]:
    for ending in ("com", "net", "org", *_endings()):
        if domain.endswith(ending) and len(domain) > len(ending) + 1:
            return domain.removesuffix(ending), ending
    return domain, ""


@cache
def _confusions() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = MISREADINGS.content.characters
    plain = {pattern: letter for letter, patterns in table.items() for pattern in patterns}
    longest_first = sorted(plain, key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(map(re.escape, longest_first))), plain


@cache
def _endings() -> Mapping[str, str]:
    table = MISREADINGS.content.endings
    return {scanned: printed for printed, variants in table.items() for scanned in variants}


@cache
def _looks() -> Mapping[str, str]:
    """OCR keys of the webmail domains that at least six characters tell apart, the shortest name
    winning.
    """
    ranked = sorted(DOMAINS.content.free, key=lambda domain: (len(domain), domain), reverse=True)
    return {ocr_key(domain): domain for domain in ranked if len(domain) > 7}
