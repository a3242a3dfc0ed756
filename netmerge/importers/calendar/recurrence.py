"""A recurring event in; the moments at which it took place, up to the day on which its file was written, out.

Daily, weekly, monthly and yearly rules with an interval, an end, days of the week or a day of the month: what calendar
programs offer. Of any other rule only the first time is known.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice, takewhile

from netmerge.importers.calendar.events import Event
from netmerge.importers.calendar.zones import in_utc, local_time

MOST = 1_000
"""Times of one event: ten years of Mondays to Fridays hold more, and tell no more of who knows whom."""
MOST_IN_ALL = 200_000
"""Times of all events of a calendar; once so many are there, only the first of each further event is read."""
_STEPS = 20_000
_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"})


def moments(event: Event, replaced: set[dt.datetime]) -> tuple[list[dt.datetime], bool]:
    """The times of an event in UTC, at least its first unless it is left out, and whether its rule was understood."""
    parts = dict(part.upper().split("=", 1) for part in event.rule.split(";") if "=" in part)
    locals_ = [event.start]
    understood = not parts
    if parts and not event.instead_of and (times := _times(event.start, parts)) is not None:
        understood = True
        end = _end(parts, event)
        locals_ = list(takewhile(lambda time: time <= end, times)) or [event.start]
    held = [moment for time in locals_ if (moment := in_utc(time, event.zone))]
    return [
        moment for moment in held if moment not in event.left_out and (event.instead_of or moment not in replaced)
    ], understood


def _end(parts: dict[str, str], event: Event) -> dt.datetime:
    """No later than the rule's end, and than the file was written."""
    found = local_time(parts.get("UNTIL", ""))
    last = event.until or event.start
    return min(found[0] + dt.timedelta(days=1 if "T" not in parts["UNTIL"] else 0), last) if found else last


def _times(start: dt.datetime, parts: dict[str, str]) -> Iterator[dt.datetime] | None:
    """The times of a rule, the earliest first; None if the rule is not understood."""
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", str(MOST))
    days = [_BYDAY.fullmatch(day) for day in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    if not (set(parts) <= _KNOWN and interval.isdecimal() and count.isdecimal() and all(days)):
        return None
    step, most = min(max(int(interval[:6]), 1), 9999), min(int(count[:6]), MOST)
    wanted = [(int(day[1] or 0), _DAYS[day[2]]) for day in days if day]
    frequency = parts.get("FREQ")
    own_day = parts.get("BYMONTHDAY", str(start.day)) == str(start.day)
    other_month = "BYMONTH" in parts and (parts["BYMONTH"] != str(start.month) or frequency != "YEARLY")
    if not own_day or other_month:
        return None
    if frequency == "DAILY" and not wanted:
        return islice(_every(start, step), most)
    if frequency == "WEEKLY" and not any(number for number, _ in wanted):
        return islice(_weekly(start, step, sorted({day for _, day in wanted} or {start.weekday()})), most)
    if frequency == "MONTHLY" and len(wanted) <= 1:
        return islice(_monthly(start, step, wanted[0] if wanted else None), most)
    if frequency == "YEARLY" and not wanted:
        return islice(_monthly(start, 12 * step, None), most)
    return None


def _every(start: dt.datetime, days: int) -> Iterator[dt.datetime]:
    for number in range(_STEPS):
        try:
            yield start + dt.timedelta(days=number * days)
        except OverflowError:
            return


def _weekly(start: dt.datetime, step: int, weekdays: list[int]) -> Iterator[dt.datetime]:
    for monday in _every(start - dt.timedelta(days=start.weekday()) if start.year > 1 else start, 7 * step):
        for weekday in weekdays:
            if monday.year < 9999 and (time := monday + dt.timedelta(days=weekday)) >= start:
                yield time


def _monthly(start: dt.datetime, step: int, nth: tuple[int, int] | None) -> Iterator[dt.datetime]:
    for number in range(_STEPS):
        months = start.year * 12 + start.month - 1 + number * step
        year, month = divmod(months, 12)
        if year > 9998:
            return
        day = _nth_weekday(year, month + 1, *nth) if nth else start.day
        if (
            day <= calendar.monthrange(year, month + 1)[1]
            and (time := start.replace(year=year, month=month + 1, day=day)) >= start
        ):
            yield time


def _nth_weekday(year: int, month: int, number: int, weekday: int) -> int:
    """The day of the month that is its n-th such weekday, from the end for a negative n; 32 if there is none."""
    first, length = calendar.monthrange(year, month)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    place = number - 1 if number > 0 else number
    return days[place] if -len(days) <= place < len(days) and number else 32
