"""Calendars (.ics) in; interactions of kind `meeting`, one for each time that people met, out.

A small reader of our own: what is needed of RFC 5545 is a few properties, and its lines are those of vCards.
"""

from __future__ import annotations

import datetime as dt

from netmerge.errors import ReadError
from netmerge.importers.calendar.events import Event, EventError, Party, components, parse_event
from netmerge.importers.calendar.recurrence import moments
from netmerge.importers.calendar.zones import Zones
from netmerge.importers.encoding import decode
from netmerge.importers.gathering import Entry, Gathering, inspection
from netmerge.importers.imported import Imported, Inspection, ReadSettings
from netmerge.importers.source import Source

NAME = "calendar"


def claims(source: Source) -> bool:
    """Whether the file begins as a calendar."""
    head = source.head(4096)
    return "BEGIN:VCALENDAR" in decode(head)[0].upper()


def read(source: Source, settings: ReadSettings) -> Imported:  # noqa: ARG001  # calendars have no columns to map
    """Meetings with other people; an event without anybody else is counted as empty.

    A recurring meeting has an interaction for each time up to the day on which the file was written, at most
    `recurrence.MOST`. Raises ReadError if there is no event at all.
    """
    text, encoding = decode(source.read_bytes())
    gathering = Gathering(source, NAME, "calendar", encoding)
    events, owner = _events(text, gathering)
    if not events and not gathering.rejected:
        raise ReadError(source.label, "holds no event.", "Export the calendar again.")
    replaced: dict[str | None, set[dt.datetime]] = {}
    for _, event in events:
        if event.instead_of:
            replaced.setdefault(event.uid, set()).add(event.instead_of)
    unread_rules = 0
    for position, event in events:
        times, understood = moments(event, replaced.get(event.uid, set()))
        if event.cancelled or not event.parties or not times:
            gathering.empty += 1
            continue
        unread_rules += not understood
        for moment in times:
            gathering.add(_entry(position, event, moment))
    if unread_rules:
        gathering.notes.append(f"recurring meetings of which only the first time was read: {unread_rules}")
    if any(party.handle == f"mailto:{owner}" for _, event in events for party in event.parties):
        gathering.facts.append(("email", owner))
    return gathering.imported()


def _events(text: str, gathering: Gathering) -> tuple[list[tuple[int, Event]], str]:
    """The events with their positions, and the calendar's name: with Google, its owner's address."""
    events: list[tuple[int, Event]] = []
    zones, position, name = Zones(), 0, ""
    for component in components(text):
        if component.name == "VTIMEZONE":
            zones.learn(component)
        elif component.name == "VCALENDAR":
            name = name or component.value("X-WR-CALNAME").strip().lower()
        elif component.name == "VEVENT":
            position += 1
            try:
                events.append((position, parse_event(component, zones)))
            except EventError as error:
                gathering.reject(position, component.line, str(error), "\n".join(component.lines))
    return events, name


def describe(source: Source, settings: ReadSettings) -> Inspection:
    """How many events the file holds, and the first three meetings."""
    return inspection(source, read(source, settings))


def _entry(position: int, event: Event, moment: dt.datetime) -> Entry:
    organiser = event.organiser or Party(None, None)
    entry = Entry(position, "meeting", moment, None, organiser.name, organiser.handle)
    entry.to([(party.name, party.handle) for party in event.parties])
    entry.subject, entry.conversation = event.summary, event.uid
    return entry
