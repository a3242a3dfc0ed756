"""The components of a calendar, one after the other → its meetings, as
interactions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from netmerge.importers.contract import Imported
from netmerge.importers.conversations import Entry, Gathering, Person
from netmerge.importers.programs.calendar.components import Component
from netmerge.importers.programs.calendar.events import Event, EventError, parse_event
from netmerge.importers.programs.calendar.recurrence import Allowance, moments
from netmerge.importers.programs.calendar.zones import FLOATING, Zones, in_utc
from netmerge.settings import REMINDER


@dataclass
class Meetings:
    """A calendar on its way through; `position` counts its events.

    Events that recur wait in `recurring` for the end, since another event may
    replace one of their times: `replaced` are such times by the event's UID.
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
            self._take_event(component)

    def _take_event(self, component: Component) -> None:
        try:
            event = parse_event(component, self.zones)
        except EventError as error:
            raw = "\n".join(component.lines)
            self.gathering.reject(self.position, component.line, str(error), raw)
            return
        self.handles.update(person.handle for person in event.parties)
        if event.instead_of:
            self.replaced.setdefault(event.uid, set()).add(event.instead_of)
        if event.cancelled or not (event.parties or _may_be_where(event)):
            self.gathering.empty += 1
        elif event.rule and not event.instead_of:
            self.recurring.append((self.position, event))
        else:
            moment = in_utc(event.start, event.zone)
            self._add(self.position, event, [moment] if moment else [])

    def _add(self, position: int, event: Event, times: Sequence[dt.datetime]) -> None:
        self.gathering.empty += not times
        for moment in times:
            self.gathering.add(_entry(position, event, moment))

    def imported(self) -> Imported:
        """The meetings, and the owner's address if the calendar bears it for a
        name (Google).
        """
        allowance = Allowance(events=len(self.recurring))
        unread = 0
        # what is nobody's but the owner's comes last: it may cost no meeting
        in_turn = sorted(self.recurring, key=lambda one: not one[1].parties)
        for position, event in in_turn:
            replaced = self.replaced.get(event.uid, set())
            times, understood = moments(event, replaced, allowance)
            unread += not understood
            self._add(position, event, times)
        if unread:
            note = f"recurring meetings of which only the first time was read: {unread}"
            self.gathering.notes.append(note)
        if f"mailto:{self.name}" in self.handles:
            self.gathering.facts.append(("email", self.name))
        return self.gathering.imported()


def _may_be_where(event: Event) -> bool:
    """Whether an event with nobody in it may be where people met: it has a title, and
    is none of every year (birthdays, holidays) or of every day, and no reminder of ours.
    """
    rule = event.rule.upper()
    regular = "FREQ=WEEKLY" in rule or "FREQ=MONTHLY" in rule
    ours = (event.uid or "").startswith(REMINDER)
    return bool(event.summary) and not ours and (not rule or regular)


def _entry(position: int, event: Event, moment: dt.datetime) -> Entry:
    organiser = event.organiser or Person()
    entry = Entry(
        position,
        kind="meeting" if event.parties else "event",
        date=moment,
        day=moment.date() if event.zone is FLOATING else None,
        sender_name=organiser.name,
        sender_handle=organiser.handle,
        subject=event.summary,
        conversation=event.uid,
        duration=int(event.lasts.total_seconds()) or None,
    )
    entry.to(event.parties)
    return entry
