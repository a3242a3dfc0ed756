"""The components of a calendar → its events, with who took part."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from netmerge.importers.conversations import Person, mail_handle
from netmerge.importers.programs.calendar.components import MAX_PARTIES, Component
from netmerge.importers.programs.calendar.zones import Zones, in_utc, local_time
from netmerge.vcard.heads import Head

_ESCAPED = re.compile(r"\\([\\,;nN])")
_ADDRESS = re.compile(r"(?:mailto:)?([^\s@<>,;:]{1,64}@[^\s@<>,;:]{1,255})", re.IGNORECASE)
_LASTS = re.compile(
    r"""
    [+]? P (?: (\d{1,4}) W )? (?: (\d{1,4}) D )?                            # weeks, days
    (?: T (?: (\d{1,4}) H )? (?: (\d{1,4}) M )? (?: (\d{1,4}) S )? )?         # of the clock
    """,
    re.VERBOSE,
)
_A_DAY = dt.timedelta(days=1)
_LONGEST = dt.timedelta(days=3660)
_ROOMS = frozenset({"RESOURCE", "ROOM"})
_ROOM_ADDRESS = (
    "resource.calendar.google.com",
    "group.calendar.google.com",
    "import.calendar.google.com",
)


LocalTime = tuple[dt.datetime, dt.tzinfo]
"""A time without a zone, and the zone that it is of."""


class EventError(Exception):
    """An event that cannot be read; the message is the reason."""


@dataclass(frozen=True)
class Event:
    """A meeting: `parties` are all who take part, rooms left out, `start` the
    local time in `zone`, `lasts` how long, zero where that is not told.

    `rule` is its RRULE, `until` is when the file was written, as far as the
    event tells; `left_out` are moments at which a recurring event does not take
    place, `instead_of` is the moment of one that this event replaces.
    """

    uid: str | None
    summary: str | None
    start: dt.datetime
    zone: dt.tzinfo
    lasts: dt.timedelta
    organiser: Person | None
    parties: tuple[Person, ...]
    rule: str
    left_out: frozenset[dt.datetime]
    until: dt.datetime | None
    instead_of: dt.datetime | None
    cancelled: bool


def parse_event(component: Component, zones: Zones) -> Event:
    """An event of its component. Raises EventError if it does not say when it
    begins.
    """
    found = _time(component, "DTSTART", zones)
    if not found:
        told = component.value("DTSTART")[:80]
        raise EventError(f'The event does not say when it begins ("{told}").')
    start, zone = found
    organisers = _parties(component, "ORGANIZER")
    organiser = organisers[0] if organisers else None
    attendees = _parties(component, "ATTENDEE")
    parties = {person.handle or person.name: person for person in attendees}
    if organiser:
        parties.setdefault(organiser.handle or organiser.name, organiser)
    stamp = local_time(component.value("DTSTAMP"))
    replaced = _time(component, "RECURRENCE-ID", zones)
    return Event(
        uid=component.value("UID")[:500] or None,
        summary=_plain(component.value("SUMMARY")) or None,
        start=start,
        zone=zone,
        lasts=_lasts(component, start, zones),
        organiser=organiser,
        parties=tuple(parties.values()),
        rule=component.value("RRULE")[:1000],
        left_out=_left_out(component, zones),
        until=stamp[0] if stamp else None,
        instead_of=in_utc(*replaced) if replaced else None,
        cancelled=component.value("STATUS").strip().upper() == "CANCELLED",
    )


def _lasts(component: Component, start: dt.datetime, zones: Zones) -> dt.timedelta:
    """How long an event lasts by its end or its duration; a day alone is a whole one."""
    found = _LASTS.fullmatch(component.value("DURATION").strip().upper()[:40])
    end = _time(component, "DTEND", zones)
    if end:
        lasts = end[0] - start
    elif found:
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        lasts = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    else:
        whole_day = "T" not in component.value("DTSTART").strip().upper()
        lasts = _A_DAY if whole_day else dt.timedelta(0)
    return min(max(lasts, dt.timedelta(0)), _LONGEST)


def _left_out(component: Component, zones: Zones) -> frozenset[dt.datetime]:
    """The moments of EXDATE."""
    times = (
        _at(head, text, zones)
        for head, value in component.properties
        if head.name == "EXDATE"
        for text in value.split(",")[:MAX_PARTIES]
    )
    moments = (in_utc(*time) for time in times if time)
    return frozenset(moment for moment in moments if moment)


def _time(component: Component, name: str, zones: Zones) -> LocalTime | None:
    """A property's local time and its zone."""
    held = ((head, value) for head, value in component.properties if head.name == name)
    first = next(held, None)
    return _at(*first, zones) if first else None


def _at(head: Head, text: str, zones: Zones) -> LocalTime | None:
    found = local_time(text)
    if not found:
        return None
    time, is_utc = found
    return time, dt.UTC if is_utc else zones.zone(head.param("TZID"))


def _parties(component: Component, name: str) -> list[Person]:
    """The people of a property; whoever declined did not meet anybody."""
    found = []
    for head, value in component.properties:
        if head.name != name or head.param("PARTSTAT") == "DECLINED":
            continue
        person = _person(head, value)
        if person.handle and person.handle.endswith(_ROOM_ADDRESS):
            continue
        if head.param("CUTYPE") not in _ROOMS and any(person):
            found.append(person)
    return found[:MAX_PARTIES]


def _person(head: Head, value: str) -> Person:
    """Name and address; some programs write the address into a parameter."""
    texts = (head.param("EMAIL") or "", value)
    addresses = (_ADDRESS.match(text.strip()) for text in texts)
    address = next(filter(None, addresses), None)
    label = (head.param("CN") or "").strip()
    name = label if label and "@" not in label else None
    return Person(name, mail_handle(address[1]) if address else None)


def _plain(text: str) -> str:
    """A text without its escapes."""
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], text)
