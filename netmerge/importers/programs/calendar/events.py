"""The components of a calendar in; its events, with who took part, out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from netmerge.importers.programs.calendar.components import MAX_PARTIES, Component
from netmerge.importers.programs.calendar.zones import Zones, in_utc, local_time
from netmerge.vcard.heads import Head

_ESCAPED = re.compile(r"\\([\\,;nN])")
_ADDRESS = re.compile(r"(?:mailto:)?([^\s@<>,;:]{1,64}@[^\s@<>,;:]{1,255})", re.IGNORECASE)
_ROOMS = frozenset({"RESOURCE", "ROOM"})
_ROOM_ADDRESS = (
    "resource.calendar.google.com",
    "group.calendar.google.com",
    "import.calendar.google.com",
)


class EventError(Exception):
    """An event that cannot be read; the message is the reason."""


class Party(NamedTuple):
    """Somebody who takes part: name and handle (`mailto:ADDRESS`)."""

    name: str | None
    handle: str | None


@dataclass(frozen=True)
class Event:
    """A meeting: `parties` are all who take part, rooms left out, `start` the local time in `zone`.

    `until` is when the file was written, as far as the event tells; `left_out` are moments at
    which a recurring event does not take place, `instead_of` is the moment of one that this event
    replaces.
    """

    uid: str | None
    summary: str | None
    start: dt.datetime
    zone: dt.tzinfo
    organiser: Party | None
    parties: tuple[Party, ...]
    rule: str
    left_out: frozenset[dt.datetime]
    until: dt.datetime | None
    instead_of: dt.datetime | None
    cancelled: bool


def parse_event(component: Component, zones: Zones) -> Event:
    """An event of its component. Raises EventError if it does not say when it begins."""
    found = _time(component, "DTSTART", zones)
    if not found:
        raise EventError(
            f'The event does not say when it begins ("{component.value("DTSTART")[:80]}").'
        )
    start, zone = found
    organiser = next(iter(_parties(component, "ORGANIZER")), None)
    parties = {party.handle or party.name: party for party in _parties(component, "ATTENDEE")}
    if organiser:
        parties.setdefault(organiser.handle or organiser.name, organiser)
    stamp = local_time(component.value("DTSTAMP"))
    replaced = _time(component, "RECURRENCE-ID", zones)
    left_out = {
        moment
        for head, value in component.properties
        if head.name == "EXDATE"
        for text in value.split(",")[:MAX_PARTIES]
        if (time := _at(head, text, zones)) and (moment := in_utc(*time))
    }
    return Event(
        uid=component.value("UID")[:500] or None,
        summary=_plain(component.value("SUMMARY")) or None,
        start=start,
        zone=zone,
        organiser=organiser,
        parties=tuple(parties.values()),
        rule=component.value("RRULE")[:1000],
        left_out=frozenset(left_out),
        until=stamp[0] if stamp else None,
        instead_of=in_utc(*replaced) if replaced else None,
        cancelled=component.value("STATUS").strip().upper() == "CANCELLED",
    )


def _time(component: Component, name: str, zones: Zones) -> tuple[dt.datetime, dt.tzinfo] | None:
    return next(
        (_at(head, value, zones) for head, value in component.properties if head.name == name), None
    )


def _at(head: Head, text: str, zones: Zones) -> tuple[dt.datetime, dt.tzinfo] | None:
    found = local_time(text)
    return (found[0], dt.UTC if found[1] else zones.zone(head.param("TZID"))) if found else None


def _parties(component: Component, name: str) -> list[Party]:
    """The people of a property; whoever declined did not meet anybody."""
    found = []
    for head, value in component.properties:
        if (
            head.name != name
            or head.param("CUTYPE") in _ROOMS
            or head.param("PARTSTAT") == "DECLINED"
        ):
            continue
        address = _ADDRESS.match((head.param("EMAIL") or value).strip()) or _ADDRESS.match(
            value.strip()
        )
        handle = f"mailto:{address[1].lower()}" if address else None
        if handle and handle.endswith(_ROOM_ADDRESS):
            continue
        label = (head.param("CN") or "").strip()
        named = label if label and "@" not in label else None
        if named or handle:
            found.append(Party(named, handle))
    return found[:MAX_PARTIES]


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], text)
