"""A recurring event → the times at which it took place, up to the day its file
was written.

What a rule means is dateutil's to say. What it may cost is said here, as a
stranger wrote it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dateutil.rrule import rrule, weekday

from netmerge.importers.programs.calendar.events import Event
from netmerge.importers.programs.calendar.rules import FREQUENCIES, Rule, RuleError, parse_rule
from netmerge.importers.programs.calendar.zones import in_utc

MOST = 1_000
"""Times of one event: ten years of Mondays to Fridays hold more, and tell no more
of ties.
"""
MOST_IN_ALL = 200_000
"""Times of all events of a calendar; from there on only the first of each event
is read.
"""
_COST_OF_RULE = 200_000
"""What a rule may cost, in comparisons of a day with a value: fifty years of any
that is in use.
"""
_COST_IN_ALL = 10_000_000
"""What the rules of a calendar may cost: MOST_IN_ALL weekly meetings cost half
of it.
"""
_PERIOD = 10
"""What a period costs besides its days."""
_PASSED = 10
"""Days that are passed over at the cost of one comparison."""

_DAYS_OF_PERIOD = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7}
_DAYS_AHEAD = {
    "WEEKLY": 7.0,
    "DAILY": 1.0,
    "HOURLY": 1 / 24,
    "MINUTELY": 1 / 1_440,
    "SECONDLY": 1 / 86_400,
}


@dataclass
class Allowance:
    """What the rules of a calendar may still give, and cost."""

    times: int = MOST_IN_ALL
    cost: int = _COST_IN_ALL


class _SpentError(Exception):
    """A rule has cost what it may."""


class _Interval(int):
    """A rule's interval, which pays for each use: dateutil adds it once for each
    period.

    By itself dateutil ends at a time past the end only, and a rule need not
    have one till 9999.
    """

    price: int
    left: int

    def __radd__(self, other: int) -> int:
        self.pay()
        return other + int(self)

    def __mul__(self, other: int) -> int:
        self.pay()
        return int(self) * other

    def pay(self) -> None:
        """Pay for a period."""
        self.left -= self.price
        if self.left < 0:
            raise _SpentError


def moments(
    event: Event,
    replaced: set[dt.datetime],
    allowance: Allowance,
) -> tuple[list[dt.datetime], bool]:
    """The times of an event in UTC, its first among them unless left out; was its
    rule read?

    `replaced` are those of its times in whose place another event stands. What
    the rule gives and costs is taken from the allowance.
    """
    times, read = _allowed(event, allowance)
    held = (in_utc(time, event.zone) for time in times or [event.start])
    # Where clocks are put forward two local times are one moment.
    distinct = dict.fromkeys(moment for moment in held if moment)
    missed = event.left_out | replaced
    return [moment for moment in distinct if moment not in missed], read


def _allowed(event: Event, allowance: Allowance) -> tuple[list[dt.datetime], bool]:
    """The times of an event in its zone, and whether its rule was read; none
    where it was not.
    """
    if not allowance.times:
        return [], False
    try:
        times, read = _times(event, parse_rule(event.rule), allowance)
    except RuleError:
        return [], False
    if len(times) > allowance.times:
        allowance.times = 0
        return [], False
    allowance.times -= len(times)
    return times, read


def _times(event: Event, rule: Rule, allowance: Allowance) -> tuple[list[dt.datetime], bool]:
    """The times of a rule, as far as it may cost; whether it came to an end, or
    to any time.
    """
    interval = _Interval(rule.interval)
    interval.price = _price(rule)
    granted = interval.left = min(_COST_OF_RULE, allowance.cost)
    most = MOST if rule.count is None else min(rule.count, MOST)
    times: list[dt.datetime] = []
    ended = True
    try:
        interval.pay()
        # One by one, so that what was found before the money ran out is kept.
        for time in islice(_rrule(event, rule, interval), most):
            times.append(time)  # noqa: PERF402
    except (_SpentError, ValueError, OverflowError, IndexError):
        # All but the first are dateutil's, at the edges of the calendar or
        # where no
        # time can be.
        ended = False
    allowance.cost -= granted - max(interval.left, 0)
    return times, ended or bool(times)


def _rrule(event: Event, rule: Rule, interval: int) -> Iterator[dt.datetime]:
    """The rule as dateutil's. Raises ValueError where it sees that no time fits."""
    days = rule.weekdays
    names = rule.values.keys()
    if "BYWEEKNO" in names and not days and names.isdisjoint({"BYMONTHDAY", "BYYEARDAY"}):
        # Left alone dateutil takes all seven days of the week; RFC 5545 takes the
        # event's own.
        days = (weekday(event.start.weekday()),)
    times: Iterator[dt.datetime] = iter(
        rrule(
            FREQUENCIES.index(rule.frequency),
            dtstart=event.start,
            interval=interval,
            wkst=rule.week_start,
            until=_end(event, rule),
            byweekday=days or None,
            **{name.lower(): values for name, values in rule.values.items()},
        )
    )
    return times


def _price(rule: Rule) -> int:
    """What a period of the rule costs at most: each of its days is compared with
    each value.
    """
    days = _DAYS_OF_PERIOD.get(rule.frequency, 1)
    values = 1 + len(rule.weekdays) + sum(map(len, rule.values.values()))
    clock = (rule.values.get(name, (0,)) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    times_of_day = math.prod(map(len, clock))
    passed = int(rule.interval * _DAYS_AHEAD.get(rule.frequency, 0)) // _PASSED
    return _PERIOD + days * values + times_of_day + passed


def _end(event: Event, rule: Rule) -> dt.datetime:
    """No later than the rule's end, and than the file was written, in the event's
    zone.
    """
    last = _local(event.until, event.zone) if event.until else event.start
    if not rule.until:
        return last
    until = rule.until.time
    if rule.until.utc:
        until = _local(until, event.zone)
    return min(until, last)


def _local(time: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """A time of UTC in a zone; as it is at the edges of the calendar."""
    try:
        local = time.replace(tzinfo=dt.UTC).astimezone(zone)
        return local.replace(tzinfo=None)
    except OverflowError:
        return time
