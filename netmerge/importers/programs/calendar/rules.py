"""The text of an RRULE → what it says, checked: never more than RFC 5545 allows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateutil.rrule import weekday

from netmerge.importers.programs.calendar.zones import local_time

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
"""As dateutil numbers them, from 0."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(
    r"""
    (?: ([+-]?) ([1-9]|[1-4]\d|5[0-3]) )?  # the which of its month or year, from either end
    (MO|TU|WE|TH|FR|SA|SU)
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(r"[0-9]{1,1000}")
_VALUE = re.compile(r"[+-]?[0-9]{1,3}")
_LONGEST_INTERVAL = 999_999
"""More than any program offers, whatever the unit."""


def _from_either_end(most: int) -> range:
    return range(-most, most + 1)


_ALLOWED = {
    "BYSETPOS": _from_either_end(366),
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": _from_either_end(31),
    "BYYEARDAY": _from_either_end(366),
    "BYWEEKNO": _from_either_end(53),
    "BYHOUR": range(24),
    "BYMINUTE": range(60),
    "BYSECOND": range(60),
}
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_ALLOWED})


class RuleError(Exception):
    """A rule that cannot be read."""


@dataclass(frozen=True)
class Until:
    """The end of a rule, which belongs to it: a time of the event's zone, or of
    UTC.
    """

    time: dt.datetime
    utc: bool


@dataclass(frozen=True)
class Rule:
    """What a rule says: `values` are its lists by their names in RFC 5545, BYDAY
    apart.
    """

    frequency: str
    interval: int
    count: int | None
    until: Until | None
    week_start: int
    weekdays: tuple[weekday, ...]
    values: Mapping[str, tuple[int, ...]]


def parse_rule(text: str) -> Rule:
    """Read an RRULE. Raises RuleError for one that is broken, or says what is not
    known.
    """
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise RuleError(f"FREQ={frequency}")
    interval = max(_whole(parts.get("INTERVAL", "1")), 1)
    if interval > _LONGEST_INTERVAL:
        raise RuleError(f"INTERVAL={parts['INTERVAL']}")
    return Rule(
        frequency=frequency,
        interval=interval,
        count=_whole(parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=_week_start(parts.get("WKST", "MO")),
        weekdays=_weekdays(parts["BYDAY"]) if "BYDAY" in parts else (),
        values={name: _values(name, parts[name]) for name in _ALLOWED if name in parts},
    )


def _parts(text: str) -> dict[str, str]:
    """The parts of a rule by their names, in capital letters."""
    parts = {}
    for part in filter(str.strip, text.upper().split(";")):
        name, _, value = part.partition("=")
        parts[_one_of(_KNOWN, name.strip())] = value.strip()
    return parts


def _one_of(known: tuple[str, ...] | frozenset[str], text: str) -> str:
    if text not in known:
        raise RuleError(text)
    return text


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise RuleError(text)
    return int(text)


def _week_start(text: str) -> int:
    """The day that a week begins with, Monday as 0."""
    return _WEEKDAYS.index(_one_of(_WEEKDAYS, text))


def _until(text: str) -> Until:
    """An end as written; a day is there to its last second."""
    found = local_time(text)
    if not found:
        raise RuleError(f"UNTIL={text}")
    time, utc = found
    if "T" not in text:
        time = time.replace(hour=23, minute=59, second=59)
    return Until(time, utc)


def _weekdays(text: str) -> tuple[weekday, ...]:
    """Days of the week, each with its number in the month or year where it has
    one.
    """
    days = set()
    for day in text.split(","):
        found = _WEEKDAY.fullmatch(day.strip())
        if not found:
            raise RuleError(f"BYDAY={day}")
        sign, number, name = found.groups()
        which = int(sign + number) if number else None
        days.add((_WEEKDAYS.index(name), which))
    return tuple(weekday(day, number) for day, number in days)


def _values(name: str, text: str) -> tuple[int, ...]:
    """The numbers of a list, each once."""
    allowed = _ALLOWED[name]
    counts_from_one = 0 in allowed and allowed.start < 0
    numbers = set()
    for item in text.split(","):
        if not _VALUE.fullmatch(item.strip()):
            raise RuleError(f"{name}={item}")
        number = int(item)
        if number not in allowed or (counts_from_one and number == 0):
            raise RuleError(f"{name}={item}")
        numbers.add(number)
    return tuple(sorted(numbers))
