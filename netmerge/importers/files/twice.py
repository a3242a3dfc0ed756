"""UTF-8 that a program took for cp1252 and wrote as UTF-8 again → the text that was
meant.

So Excel saves a CSV that it opened by a double click: Björn stands there as BjÃ¶rn.
"""

from __future__ import annotations

import re

TWICE = "utf-8 twice"

_BEYOND = re.compile(r"[^\x00-\x7f]+")
_TELLING = re.compile("[ÂÃÐÑ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]")
"""How most letters of Latin and Cyrillic look then; behind them stands what cp1252
has at 0x80 to 0xBF.
"""
_FORMS = tuple(sign.encode() for sign in "ÂÃÐÑ")


def is_twice(sample: bytes) -> bool:
    """Whether all that is not ASCII in UTF-8 bytes is UTF-8 taken for cp1252.

    All of it: à » with the blank that French has there would be a letter by itself.
    """
    if not any(form in sample for form in _FORMS):
        return False
    text = sample.decode("utf-8", "ignore").removeprefix("\ufeff")
    if not _TELLING.search(text):
        return False
    runs = _BEYOND.findall(text)
    is_cut = len(runs) > 1 and text.endswith(runs[-1])
    whole = runs[:-1] if is_cut else runs
    return all(_meant(run) is not None for run in set(whole))


def once(text: str) -> str:
    """The text that was meant; what cannot have been written twice stays."""
    return _BEYOND.sub(lambda run: _meant(run[0]) or run[0], text.removeprefix("\ufeff"))


def _meant(run: str) -> str | None:
    try:
        return b"".join(_byte(sign) for sign in run).decode("utf-8")
    except UnicodeError:
        return None


def _byte(sign: str) -> bytes:
    """The byte that a sign was made of: five have none in cp1252 and stay as they are."""
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252")
