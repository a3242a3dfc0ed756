"""Calendars (.ics) → interactions of kind `meeting`, one for each time that people
met.

`components` cuts the file into events, `events` and `zones` say who met and
when, `rules` and `recurrence` when again, `meetings` makes interactions of
them.

A small reader of our own: what is needed of RFC 5545 is a few properties, and
its lines are those of vCards.
"""

from __future__ import annotations

from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import Gathering, inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.programs.calendar.components import components
from netmerge.importers.programs.calendar.meetings import Meetings
from netmerge.settings import Settings

NAME = "calendar"
TRAITS = Traits(channel=Channel("calendar", "in the calendar", tells_of_writing=False))


def claims(source: Source) -> bool:
    """Whether the file begins as a calendar."""
    head, _ = decode(source.head(4096))
    return "BEGIN:VCALENDAR" in head.upper()


def read(source: Source, settings: Settings) -> Imported:
    """Meetings with other people; an event without anybody else is counted as empty.

    A recurring meeting has an interaction for each time up to the day on which
    the file was written, at most `recurrence.MOST`. Raises ReadError if there
    is no event at all.
    """
    data, encoding = to_utf8(source.read_bytes().replace(b"\r\n", b"\n"))
    meetings = Meetings(Gathering(source, NAME, TRAITS, encoding))
    for component in components(data):
        meetings.take(component)
    if not meetings.position:
        raise ReadError(source.label, "holds no event.", "Export the calendar again.")
    return meetings.imported()


def describe(source: Source, settings: Settings) -> Inspection:
    """How many events the file holds, and the first three meetings."""
    return inspection(source, read(source, settings))
