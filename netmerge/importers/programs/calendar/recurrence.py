"""A recurring event → the times at which it took place, up to the day its file
was written.

What a rule means is dateutil's to say. What it may cost is said here, as a
stranger wrote it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dateutil.rrule import rrule, weekday

from netmerge.importers.programs.calendar.events import Event
from netmerge.importers.programs.calendar.rules import FREQUENCIES, Rule, RuleError, parse_rule
from netmerge.importers.programs.calendar.zones import in_utc

MOST = 1_000
"""Times of one event, its latest: ten years of Mondays to Fridays hold more, and
tell no more of ties.
"""
MOST_IN_ALL = 60_000
"""Times of all events of a calendar, shared among them: sixty that recur have as
many as one may have.
"""
_COST_OF_RULE = 200_000
"""What a rule may cost, in comparisons of a day with a value: fifty years of any
that is in use.
"""
_COST_IN_ALL = 5_000_000
"""What the rules of a calendar may cost: MOST_IN_ALL weekly meetings cost a third
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


_STEPS = {
    "WEEKLY": dt.timedelta(weeks=1),
    "DAILY": dt.timedelta(days=1),
    "HOURLY": dt.timedelta(hours=1),
    "MINUTELY": dt.timedelta(minutes=1),
    "SECONDLY": dt.timedelta(seconds=1),
}
"""The time from one to the next, where a rule says nothing but how often."""


@dataclass
class Allowance:
    """What the rules of a calendar may still give, and cost, and how many of its
    events are still to come.
    """

    times: int = MOST_IN_ALL
    cost: int = _COST_IN_ALL
    events: int = 1

    def share(self) -> int:
        """Times that the next event may have."""
        self.events = max(1, self.events)
        return min(MOST, self.times // self.events)


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
    """The latest times of an event in UTC; was its rule read?

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
    most = allowance.share()
    allowance.events -= 1
    if not most:
        return [], False
    try:
        rule = parse_rule(event.rule)
    except RuleError:
        return [], False
    plain = _at_steps(event, rule, most)
    times, read = _times(event, rule, allowance, most) if plain is None else (plain, True)
    allowance.times -= len(times)
    return times, read


def _at_steps(event: Event, rule: Rule, most: int) -> list[dt.datetime] | None:
    """The latest times of a rule that says nothing but how often; None for another."""
    is_own_day = rule.weekdays == (weekday(event.start.weekday()),)
    is_plain = not rule.weekdays or (is_own_day and rule.frequency == "WEEKLY")
    if rule.frequency not in _STEPS or rule.values or not is_plain:
        return None
    start = event.start.replace(microsecond=0)
    step = _STEPS[rule.frequency]
    steps = (_end(event, rule) - start) // step // rule.interval
    count = steps + 1 if rule.count is None else min(rule.count, steps + 1)
    first = max(0, count - most)
    return [start + step * (rule.interval * number) for number in range(first, count)]


def _times(
    event: Event, rule: Rule, allowance: Allowance, most: int
) -> tuple[list[dt.datetime], bool]:
    """The latest times of a rule, as far as it may cost; whether it came to an end, or
    to any time.
    """
    interval = _Interval(rule.interval)
    interval.price = _price(rule)
    granted = interval.left = min(_COST_OF_RULE, allowance.cost)
    times: deque[dt.datetime] = deque(maxlen=most)
    ended = True
    try:
        interval.pay()
        # One by one, so that what was found before the money ran out is kept.
        count = None if rule.count is None else min(rule.count, _COST_OF_RULE)
        for time in islice(_rrule(event, rule, interval), count):
            times.append(time)
    except (_SpentError, ValueError, OverflowError, IndexError):
        # All but the first are dateutil's, at the edges of the calendar or
        # where no
        # time can be.
        ended = False
    allowance.cost -= granted - max(interval.left, 0)
    return list(times), ended or bool(times)


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
