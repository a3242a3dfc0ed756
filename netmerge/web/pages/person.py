"""Somebody: what is known of them and from where, what happened, and what one may say of
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from netmerge import due as dues
from netmerge.book.said import settable
from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals
from netmerge.due.brief import row_of
from netmerge.errors import MatchError
from netmerge.settings import CIRCLES
from netmerge.text.folding import fold
from netmerge.text.lines import beginning
from netmerge.web.page import Asked, GoneError, Moved, Page, View
from netmerge.web.pages.rows import dicts, events
from netmerge.web.site import Site

MOST_EXCHANGED = 30
"""Messages, calls and meetings that are shown, the latest first."""

MOST_FACTS, MOST_ENTRIES = 200, 20
"""Values, and entries of sources, that are shown."""

FIRST_WORDS = 160
"""Characters of each."""

ENDING = 8
"""Digits by which two ways to write a number are one."""

SNOOZE = 30
"""Days, unless others are asked for."""

WROTE = "wrote to them"
"""What a note says where nothing was typed."""

_ABOUT_THE_CARD = (
    *("contact_id", "full_name", "circle", "circle_basis", "circle_reason", "cadence_days"),
    *("last_personal_note", "kind", "sources", "extra", "email_types", "phone_types"),
)
"""Columns that are told elsewhere on the page, or of which nobody asks."""

_OF_ENTRY = (
    *("record_key", "file", "member", "position", "as_of", "kind", "status", "source"),
    *("record_id", "line", "reason", "photo"),
)


_WHAT = attrgetter("what")


@dataclass(frozen=True)
class Fact:
    """A value that is known, with its column and the files that hold it; `said` where
    the owner said it.
    """

    what: str
    value: str
    files: tuple[str, ...]
    said: bool


def show(site: Site, asked: Asked) -> View:
    """All of somebody. Raises GoneError where there is nobody of this id."""
    desk = site.desk
    try:
        found = desk.book.show(asked.who)
    except MatchError as error:
        raise GoneError(error.message, error.hint) from error
    contact = found["contact"]
    name = contact["contact_id"]
    contacts, happened = desk.book.told(desk.today)
    sources = desk.run.sources
    facts = _facts(contact, found["entries"], {field for field, _ in found["said"]})
    values = {
        "one": row_of(contacts, name),
        "due": row_of(desk.run.due_list, name),
        "hidden": name in desk.book.hidden(desk.today),
        "brief": desk.brief(name),
        "why": dues.why(name, contacts, happened, sources, desk.today),
        "facts": [(what, list(some)) for what, some in groupby(facts[:MOST_FACTS], _WHAT)],
        "more_facts": len(facts) - MOST_FACTS,
        "entries": [_entry(entry) for entry in found["entries"][:MOST_ENTRIES]],
        "more_entries": len(found["entries"]) - MOST_ENTRIES,
        "exchange": _exchange(happened, name),
        "log": events(found["log"], desk),
        "circles": CIRCLES,
        "settable": settable(),
        "today": _day(site),
        "extra": contact.get("extra", ""),
    }
    return View("person.html", contact.get("full_name") or name, values)


def note(site: Site, asked: Asked) -> Moved:
    """Log a note that was written to them."""
    text = asked.text("text") or WROTE
    on, more = asked.text("on") or _day(site), ("channel", "gave")
    given = {name: asked.text(name) or None for name in more}
    return _done(site, asked, lambda: site.desk.book.note(asked.who, text, on=on, **given))


def snooze(site: Site, asked: Asked) -> Moved:
    """Leave them out of the lists until a day, or for thirty days."""
    until = asked.text("until") or site.desk.today + dt.timedelta(SNOOZE)
    return _done(site, asked, lambda: site.desk.book.snooze(asked.who, until))


def never(site: Site, asked: Asked) -> Moved:
    """Leave them out of the lists for good."""
    return _done(site, asked, lambda: site.desk.book.never(asked.who))


def circle(site: Site, asked: Asked) -> Moved:
    """Say of which circle they are."""
    return _done(site, asked, lambda: site.desk.book.circle(asked.who, asked.text("circle")))


def correct(site: Site, asked: Asked) -> Moved:
    """Say what is right."""
    field = asked.needed("field", "field")
    return _done(site, asked, lambda: site.desk.book.set(asked.who, field, asked.text("value")))


def _done(site: Site, asked: Asked, say: Callable[[], object]) -> Moved:
    """Say something of somebody, and lead back with the event that it was."""
    book = site.desk.book
    say()
    event = int(book.log(limit=1)["event"].iloc[0])
    return Moved(asked.back(f"/people/{asked.who}"), event)


def _day(site: Site) -> dt.date:
    """The day of a note that is logged now: none is yet to come."""
    return min(site.desk.today, dt.date.today())


def _facts(
    contact: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], said: set[str]
) -> list[Fact]:
    """Each value of a contact, and which files hold it."""
    held = [(_file(entry), _texts(entry)) for entry in entries]
    facts = []
    for what, value in contact.items():
        if what in _ABOUT_THE_CARD:
            continue
        for one in _list(value):
            text = _in_words(one)
            marks = {fold(text) or text, _ending(text)} - {""}
            files = dict.fromkeys(file for file, texts in held if marks & texts)
            facts.append(Fact(what, text, tuple(files), what in said))
    return facts


def _texts(entry: Mapping[str, Any]) -> set[str]:
    """All that an entry says, as values are compared."""
    parts = [entry.get("given_name"), entry.get("family_name")]
    texts = [" ".join(filter(None, parts))]
    for name, value in entry.items():
        if name not in _OF_ENTRY:
            texts += map(_in_words, _list(value))
    found = {fold(text) or text for text in texts} | {_ending(text) for text in texts}
    return found - {""}


def _ending(text: str) -> str:
    """The last digits of what looks like a number."""
    digits = "".join(filter(str.isdigit, text))
    is_number = len(digits) >= ENDING and not any(map(str.isalpha, text))
    return digits[-ENDING:] if is_number else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_words(value: Any) -> str:
    """A value as one reads it; a postal address in one line."""
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in value.values() if part)
    return "" if value is None else str(value)


def _file(entry: Mapping[str, Any]) -> str:
    return str(entry.get("member") or entry.get("file") or "")


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a source says: where it stands, of which day, and its values."""
    told = [(name, _list(entry[name])) for name in entry if name not in _OF_ENTRY]
    shown = [(name, list(filter(None, map(_in_words, values)))) for name, values in told]
    return {
        "file": _file(entry),
        "position": entry.get("position"),
        "as_of": entry.get("as_of"),
        "key": entry.get("record_key"),
        "lines": [(name, texts) for name, texts in shown if texts],
    }


def _exchange(happened: pd.DataFrame, contact_id: str) -> list[dict[str, Any]]:
    """What was exchanged with somebody last, each with its first words."""
    theirs = happened[equals(happened["contact_id"], contact_id)]
    latest = theirs.sort_values("date", ascending=False, kind="stable").head(MOST_EXCHANGED)
    names = ["day", "direction", "kind", "channel", "grade", "reason", "text"]
    words = beginning(one_chunk(latest["text"]), FIRST_WORDS).to_pylist()
    rows = zip(dicts(latest[names]), words, strict=True)
    return [row | {"text": text or ""} for row, text in rows]


PAGE = Page(
    "/people/{who}",
    "",
    show,
    {"note": note, "snooze": snooze, "never": never, "circle": circle, "set": correct},
)
