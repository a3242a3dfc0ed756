"""Days of the Persian calendar → the same as ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

from netmerge.text.folding import with_ascii_digits

_DAY = re.compile(r"\s?(1[2-4]\d\d)\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})\s?")
_LONGEST = 40
_INTO_CYCLE = 11
"""Years from the first of a cycle of 33, of which eight are leap years, to year 0."""
_BEFORE_FIRST = 226_891
"""The ordinal to which days, and leap days from that cycle on, are added."""
_LONG_MONTHS = 6
"""The first months of a year, of 31 days each; of the others each has 30."""


def persian_day(text: str) -> str:
    """A day such as ۱۳۶۳/۰۵/۱۲ as 1984-08-03; any other text as it is."""
    found = _DAY.fullmatch(with_ascii_digits(text)) if len(text) <= _LONGEST else None
    if not found:
        return text
    year, month, day = map(int, found.groups())
    longest = 31 if month <= _LONG_MONTHS else 30
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return text
    cycles, rest = divmod(year + _INTO_CYCLE, 33)
    leap_days = 8 * cycles + (rest + 3) // 4
    of_months = 31 * (month - 1) - max(0, month - 1 - _LONG_MONTHS)
    return str(dt.date.fromordinal(_BEFORE_FIRST + 365 * (year - 1) + leap_days + of_months + day))
