"""Tables → rows as templates take them, and events in the words of their owner."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmerge.book.book import DECIDED
from netmerge.columns.chunks import arrow
from netmerge.errors import MatchError
from netmerge.settings import SAME, MachineZone
from netmerge.web.desk import Desk

_OF_CONTACT = re.compile(r"(c[0-9a-f]{6,40}): ")
_OF_A_PAIR = re.compile(r"(same|different): (.+) and (.+)", re.DOTALL)
_NO_PICTURES = ("photo", "record_ids")

_WORDS = {
    "note": "Noted",
    "snooze": "On no list",
    "never": "On no list any more",
    "circle": "Circle",
    "set": "Corrected",
    "decide": "Decided",
    "same": "One person",
    "different": "Two people",
    "add": "Files added",
    "merge": "Files merged",
    "split": "Taken apart",
    "export": "Given to a program",
    "undo": "Undone",
}
"""What the commands of events are, as a page tells them."""


def dicts(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as a dict each, None where absent; no pictures."""
    names = [name for name in table.columns if name not in _NO_PICTURES]
    columns = [arrow(table[name]).to_pylist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Event:
    """An event of the book: what it was (`what`), of whom if of one contact, and what
    was said; whether it may be undone.
    """

    number: int
    at: str
    what: str
    contact_id: str
    full_name: str
    words: str
    is_undone: bool
    may_be_undone: bool


def events(log: pd.DataFrame, desk: Desk) -> list[Event]:
    """The events of a log, the latest first, contacts by their names."""
    return [_event(row, desk) for row in log.itertuples(index=False)]


def _event(row: Any, desk: Desk) -> Event:
    found = _OF_CONTACT.match(row.cause)
    contact = found[1] if found else ""
    rest = row.cause[found.end() :] if found else row.cause
    is_undone = not pd.isna(row.undone_by)
    return Event(
        number=int(row.event),
        at=_clock(str(row.at)),
        what=_WORDS.get(row.command, row.command),
        contact_id=contact,
        full_name=desk.name_of(contact) if contact else "",
        words=_decided(rest, desk) if row.command == DECIDED else rest,
        is_undone=is_undone,
        may_be_undone=not is_undone and row.command != "undo",
    )


def _clock(moment: str) -> str:
    """A moment of the book as the clocks of this machine showed it."""
    return f"{dt.datetime.fromisoformat(moment).astimezone(MachineZone()):%Y-%m-%d %H:%M}"


def _decided(words: str, desk: Desk) -> str:
    """A decision on two records, told by the names of their contacts."""
    found = _OF_A_PAIR.fullmatch(words)
    if found is None:
        return words
    names = [_called(key, desk) for key in (found[2], found[3])]
    if names[0] == names[1]:
        kinds = [key.partition(":")[0] for key in (found[2], found[3])]
        names = [f"{name} ({kind})" for name, kind in zip(names, kinds, strict=True)]
    return f"{names[0]} and {names[1]}: {'one person' if found[1] == SAME else 'two people'}"


def _called(record_key: str, desk: Desk) -> str:
    """The name of the contact that a record is in; its key where it is gone."""
    try:
        return desk.name_of(desk.book.contact_of(record_key))
    except MatchError:
        return record_key
