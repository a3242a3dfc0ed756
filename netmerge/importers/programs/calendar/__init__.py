"""Calendars (.ics) → interactions of kind `meeting`, one for each time that
people met.

`components` cuts the file into events, `events` and `zones` say who met and
when, `rules` and `recurrence` when again, `meetings` makes interactions of
them.

A small reader of our own: what is needed of RFC 5545 is a few properties, and
its lines are those of vCards.
"""

from __future__ import annotations

import re

from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import Gathering, inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.marks import check_inside
from netmerge.importers.files.source import Source
from netmerge.importers.programs.calendar.components import Components
from netmerge.importers.programs.calendar.meetings import Meetings
from netmerge.settings import Settings

NAME = "calendar"
TRAITS = Traits(channel=Channel("calendar", "in the calendar", tells_of_writing=False))
SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})
_BEGIN = re.compile(r"^[\ufeff \t]{0,99}BEGIN:VCALENDAR", re.IGNORECASE | re.MULTILINE)


def claims(source: Source) -> bool:
    """Whether a calendar is the first thing in the file; in one that is named
    as a calendar it may begin at a later line.
    """
    head, _ = decode(source.head(4096))
    found = _BEGIN.search(head)
    if not found:
        return False
    return source.suffix in SUFFIXES or not head[: found.start()].strip("\ufeff \t\r\n")


def read(source: Source, settings: Settings) -> Imported:
    """Meetings with other people; an event without anybody else is counted as
    empty.

    A recurring meeting has an interaction for each time up to the day on which
    the file was written, at most `recurrence.MOST`. Raises ReadError if there
    is no event at all, or if most of the file stands outside of any calendar.
    """
    data, encoding = to_utf8(source.read_bytes().replace(b"\r\n", b"\n"))
    gathering = Gathering(source, NAME, TRAITS, encoding)
    meetings = Meetings(gathering)
    components = Components(data)
    for component in components:
        meetings.take(component)
    if not meetings.position:
        raise ReadError(source.label, "holds no event.", "Export the calendar again.")
    check_inside(source, "a calendar", components.outside, data)
    if components.outside:
        gathering.notes.append(f"lines outside of any calendar: {components.outside}")
    return meetings.imported()


def describe(source: Source, settings: Settings) -> Inspection:
    """How many events the file holds, and the first three meetings."""
    return inspection(source, read(source, settings))
