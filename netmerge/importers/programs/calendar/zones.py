"""Dates and times of a calendar, with the name of their time zone → moments in
UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from netmerge.data import TomlFile
from netmerge.importers.programs.calendar.components import Component

ZONES = TomlFile("importers/programs/calendar/data/zones.toml", dict[str, str])
"""Names that Windows has for time zones, and those of the world."""

FLOATING = dt.timezone(dt.timedelta(0), "floating")
"""The zone of a day alone, and of a time that is the same everywhere: the clock on
the wall.
"""

_TIME = re.compile(
    r"""
    (\d{4}) -? (\d\d) -? (\d\d)                                    # the day
    (?: [T\ ] (\d\d) :? (\d\d) :? (\d\d)? (?: \.\d{1,9} )? (Z)? )?  # the time; Z is UTC
    """,
    re.VERBOSE,
)
_DAY = dt.timedelta(days=1)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)")
_PREFIXED = re.compile(
    r"""
    / (?: [^/]{1,60}/ ){1,3}?                                              # the program and a date
    ( (?: [A-Za-z_]{1,20}/ )? [A-Za-z_]{1,20} / [A-Za-z_+-]{1,20} ) \Z     # the name of the world
    """,
    re.VERBOSE,
)
"""Mozilla's and Evolution's names: /mozilla.org/20050126_1/Europe/Berlin."""


@dataclass
class Zones:
    """The time zones of a calendar: the world's by name, others as the file
    describes them.
    """

    own: dict[str, dt.tzinfo] = field(default_factory=dict)

    def learn(self, component: Component) -> None:
        """Take a VTIMEZONE: its standard time.

        The summer time of a zone that has no known name is not kept.
        """
        name, offset = component.value("TZID"), ""
        for inner in component.inner:
            if inner.name == "STANDARD" or not offset:
                offset = inner.value("TZOFFSETTO") or offset
        found = _OFFSET.match(offset)
        if name and found:
            sign, hours, minutes = found.groups()
            east = dt.timedelta(hours=int(hours), minutes=int(minutes))
            if east < _DAY:  # the zone of one that is not stays unknown
                self.own[name] = dt.timezone(-east if sign == "-" else east)

    def zone(self, name: str | None) -> dt.tzinfo:
        """A zone by name; one that nobody knows is UTC, none at all floats."""
        if not name:
            return FLOATING
        prefixed = _PREFIXED.match(name[:100])
        bare = (prefixed[1] if prefixed else name).strip('"')
        known = ZONES.content.get(bare, bare)
        return ZoneInfo(known) if known in _known() else self.own.get(name, dt.UTC)


def local_time(text: str) -> tuple[dt.datetime, bool] | None:
    """Day and time as written, and whether it is UTC; None for what is none.

    A day alone is its midnight, a time past the day's end the last one.
    """
    found = _TIME.match(text.strip()[:40])
    if not found:
        return None
    *digits, zulu = found.groups(default="0")
    year, month, day, hour, minute, second = map(int, digits)
    try:
        time = dt.datetime(year, month, day, min(hour, 23), min(minute, 59), min(second, 59))
    except ValueError:
        return None
    return time, zulu == "Z"


def in_utc(local: dt.datetime, zone: dt.tzinfo) -> dt.datetime | None:
    """A local time as a moment; None at the edges of the calendar."""
    try:
        return local.replace(tzinfo=zone).astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())
