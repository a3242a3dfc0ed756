"""The suggestions of a week → a calendar with a reminder for each; `icalendar` is the
extra `ics`.

Telephones and Google take up events of an .ics and leave its tasks out. So each is
an event of a whole day that blocks no time, with an alarm in the morning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from netmerge.columns.chunks import arrow
from netmerge.errors import MissingExtraError
from netmerge.export.files import write_bytes
from netmerge.settings import REMINDER
from netmerge.vcard.beyond import PRODID
from netmerge.vcard.lines import clean

_MORNING = dt.timedelta(hours=9)
"""Of the alarm, from the midnight with which the day begins."""

_REACHED_BY = ("email", "phone", "linkedin_url")


def to_reminders(suggestions: pd.DataFrame, path: str | Path, today: dt.date) -> None:
    """Write the suggestions (DUE with `occasion` and `on`) as a calendar, whole or not
    at all.

    The same suggestions of one week have the same identifiers, so that a second
    import changes what the first one brought. Raises WriteError, and
    MissingExtraError without the extra `ics`.
    """
    write_bytes(path, reminders(suggestions, today))


def reminders(suggestions: pd.DataFrame, today: dt.date) -> bytes:
    """The calendar itself. Raises MissingExtraError."""
    ical = _icalendar()
    calendar = ical.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    columns = [arrow(suggestions[name]).to_pylist() for name in suggestions.columns]
    for row in zip(*columns, strict=True):
        person = dict(zip(suggestions.columns, row, strict=True))
        calendar.add_component(_event(ical, person, today))
    made: bytes = calendar.to_ical()
    return made


def _event(ical: Any, person: Mapping[str, Any], today: dt.date) -> Any:
    """One suggestion as an event with an alarm."""
    year, week, _ = today.isocalendar()
    title = f"Write to {clean(person['full_name'] or person['contact_id'])}"
    event = ical.Event()
    event.add("uid", f"{REMINDER}{person['contact_id']}-{year}-W{week:02}")
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("dtstart", person["on"])
    event.add("dtend", person["on"] + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("description", _described(person))
    event.add("transp", "TRANSPARENT")
    alarm = ical.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _MORNING)
    event.add_component(alarm)
    return event


def _described(person: Mapping[str, Any]) -> str:
    """The occasion, the reason and how to reach somebody, a line each."""
    occasion = person["occasion"]
    told = [f"{occasion[0].upper()}{occasion[1:]}." if occasion else None, person["reason"]]
    reached = [person[name] for name in _REACHED_BY]
    return "\n".join(clean(line) for line in [*told, *reached] if line)


def _icalendar() -> Any:
    try:
        import icalendar
    except ImportError:
        raise MissingExtraError("A calendar of reminders", "ics") from None
    return icalendar
