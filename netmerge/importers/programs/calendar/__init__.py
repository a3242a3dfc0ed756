"""Calendars (.ics) in; interactions of kind `meeting`, one for each time that people met, out.

A small reader of our own: what is needed of RFC 5545 is a few properties, and its lines are those
of vCards.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, ReadSettings, Traits
from netmerge.importers.conversations import Entry, Gathering, inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.programs.calendar.components import Component, components
from netmerge.importers.programs.calendar.events import Event, EventError, Party, parse_event
from netmerge.importers.programs.calendar.recurrence import Allowance, moments
from netmerge.importers.programs.calendar.zones import Zones, in_utc

NAME = "calendar"
TRAITS = Traits(channel=Channel("calendar", "in the calendar", tells_of_writing=False))


def claims(source: Source) -> bool:
    """Whether the file begins as a calendar."""
    head = source.head(4096)
    return "BEGIN:VCALENDAR" in decode(head)[0].upper()


def read(source: Source, settings: ReadSettings) -> Imported:  # noqa: ARG001  # calendars have no columns to map
    """Meetings with other people; an event without anybody else is counted as empty.

    A recurring meeting has an interaction for each time up to the day on which the file was
    written, at most `recurrence.MOST`. Raises ReadError if there is no event at all.
    """
    data, encoding = to_utf8(source.read_bytes().replace(b"\r\n", b"\n"))
    calendar = _Calendar(Gathering(source, NAME, TRAITS, encoding))
    for component in components(data):
        calendar.take(component)
    if not calendar.position:
        raise ReadError(source.label, "holds no event.", "Export the calendar again.")
    return calendar.imported()


def describe(source: Source, settings: ReadSettings) -> Inspection:
    """How many events the file holds, and the first three meetings."""
    return inspection(source, read(source, settings))


@dataclass
class _Calendar:
    """A calendar on its way through; `recurring` events wait for the end, as another may replace
    one of their times.
    """

    gathering: Gathering
    position: int = 0
    name: str = ""
    zones: Zones = field(default_factory=Zones)
    recurring: list[tuple[int, Event]] = field(default_factory=list)
    replaced: dict[str | None, set[dt.datetime]] = field(default_factory=dict)
    handles: set[str | None] = field(default_factory=set)

    def take(self, component: Component) -> None:
        """Take what the calendar holds next."""
        if component.name == "VTIMEZONE":
            self.zones.learn(component)
        elif component.name == "VCALENDAR":
            self.name = self.name or component.value("X-WR-CALNAME").strip().lower()
        elif component.name == "VEVENT":
            self.position += 1
            try:
                event = parse_event(component, self.zones)
            except EventError as error:
                self.gathering.reject(
                    self.position, component.line, str(error), "\n".join(component.lines)
                )
                return
            self._take_event(event)

    def _take_event(self, event: Event) -> None:
        self.handles.update(party.handle for party in event.parties)
        if event.instead_of:
            self.replaced.setdefault(event.uid, set()).add(event.instead_of)
        if event.cancelled or not event.parties:
            self.gathering.empty += 1
        elif event.rule and not event.instead_of:
            self.recurring.append((self.position, event))
        else:
            self._add(
                self.position,
                event,
                [moment] if (moment := in_utc(event.start, event.zone)) else [],
            )

    def _add(self, position: int, event: Event, times: list[dt.datetime]) -> None:
        self.gathering.empty += not times
        for moment in times:
            self.gathering.add(_entry(position, event, moment))

    def imported(self) -> Imported:
        """The meetings, and the owner's address where the calendar is named after it, as Google
        does.
        """
        allowance = Allowance()
        unread = 0
        for position, event in self.recurring:
            replaced = self.replaced.get(event.uid, set())
            times, understood = moments(event, replaced, allowance)
            unread += not understood
            self._add(position, event, times)
        if unread:
            self.gathering.notes.append(
                f"recurring meetings of which only the first time was read: {unread}"
            )
        if f"mailto:{self.name}" in self.handles:
            self.gathering.facts.append(("email", self.name))
        return self.gathering.imported()


def _entry(position: int, event: Event, moment: dt.datetime) -> Entry:
    organiser = event.organiser or Party(None, None)
    entry = Entry(position, "meeting", moment, None, organiser.name, organiser.handle)
    entry.to([(party.name, party.handle) for party in event.parties])
    entry.subject, entry.conversation = event.summary, event.uid
    return entry
