"""What the owner said of contacts, and the notes that they logged → contacts and
interactions that say so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.book import events
from netmerge.book.store import Store
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.errors import SettingsError, require_known
from netmerge.schema import CONTACTS, DATE, HAPPENED, INTEGER, TEXT, TEXTS
from netmerge.settings import BOOK_FILE, CIRCLES, as_days
from netmerge.text.dates import parse_partial

SNOOZED, NEVER = "snoozed_until", "never"
CADENCE = "cadence"
YOU_SAID_SO = "You said so."
"""The reason of a circle that the owner said."""

_USUAL: Mapping[str, int] = MappingProxyType({})
FIRST = {"email": "emails", "phone": "phones"}
"""What is said of one value of several: that it comes first."""

_FIXED = ("contact_id", "last_personal_note", "record_ids", "photo", "sources", "kind", "extra")
"""Columns that follow from what was imported."""

_COLUMNS = {CADENCE: "cadence_days"}
"""The column that is meant, where it goes by another name."""


def settable() -> tuple[str, ...]:
    """The columns of contacts that the owner may correct."""
    plain = (TEXT, TEXTS, DATE)
    columns = CONTACTS.columns.items()
    own = [name for name, column in columns if name not in _FIXED and column.type in plain]
    return (*own, *FIRST, CADENCE)


def as_value(field: str, text: str) -> str:
    """What stands in the book for a value as the owner typed it.

    Several values are separated by ` ; `. Raises SettingsError for a column
    that cannot be set, and for a value that it cannot hold.
    """
    require_known("column that can be set", field, settable())
    text = text.strip()
    if field == "circle":
        require_known("circle", text, CIRCLES)
    if field == CADENCE:
        return str(as_days(text)) if text else ""
    if field == "birthday" and text:
        return _birthday(text)
    kind = CONTACTS.columns[FIRST.get(field, field)].type
    if kind == DATE and text:
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise SettingsError(f"{text!r} is no day.", "Write it as in 2026-11-01.") from None
    if kind == TEXTS and field not in FIRST:
        values = [value.strip() for value in text.split(" ; ") if value.strip()]
        return json.dumps(values, ensure_ascii=False)
    return text


def _birthday(text: str) -> str:
    """A birthday as contacts have it, of whatever form importers read. Raises
    SettingsError.
    """
    read = parse_partial(pa.array([text]), birthdays=True).values  # noqa: PD011
    found: str | None = read[0].as_py()
    if found is None:
        raise SettingsError(f"{text!r} is no birthday.", "Write it as in 1980-05-02, or 2 May.")
    return found


def shown(store: Store, contacts: pd.DataFrame) -> pd.DataFrame:
    """CONTACTS with what the owner said of them in a book. Raises BookError."""
    words, own = said(store), cadences(store)
    with store.parsing("said"):
        return corrected(contacts, words, own)


def corrected(
    contacts: pd.DataFrame,
    said: Iterable[tuple[str, str, str]],
    cadence: Mapping[str, int] = _USUAL,
) -> pd.DataFrame:
    """CONTACTS with what the owner said: contact_id, field, value (see `as_value`).

    An empty value empties the cell; an empty cadence is that of the circle, for some
    of which `cadence` has the owner's days.
    """
    by_field: dict[str, dict[str, str]] = {}
    for contact, field, value in said:
        by_field.setdefault(field, {})[contact] = value
    ids = arrow(contacts["contact_id"]).to_pylist()
    for field in settable():
        if field in by_field:
            values = by_field[field]
            if field == "circle":
                changed = _with_circle(contacts, ids, values, cadence)
            else:
                changed = _with(contacts, ids, field, values)
            contacts = CONTACTS.frame({**contacts, **changed})
    return contacts


def _with(
    contacts: pd.DataFrame, ids: list[str], field: str, values: Mapping[str, str]
) -> dict[str, pa.Array]:
    """A column with some contacts' values replaced, and what runs parallel to it."""
    if field == CADENCE:
        values = {contact: days for contact, days in values.items() if days}
    if field in FIRST:
        return _with_first(contacts, ids, FIRST[field], values)
    column = _COLUMNS.get(field, field)
    kind = CONTACTS.columns[column].type
    before = arrow(contacts[column]).to_pylist()
    cells = [
        as_cell(values[contact], kind) if contact in values else cell
        for contact, cell in zip(ids, before, strict=True)
    ]
    of_types = f"{column.removesuffix('s')}_types"
    told = {column: pa.array(cells, kind)}
    if of_types in CONTACTS.columns:
        types = arrow(contacts[of_types]).to_pylist()
        rows = zip(cells, before, types, strict=True)
        told[of_types] = pa.array([_types(*row) for row in rows], TEXTS)
    return told


def _with_circle(
    contacts: pd.DataFrame, ids: list[str], values: Mapping[str, str], cadence: Mapping[str, int]
) -> dict[str, pa.Array]:
    """The circles with some contacts' replaced, and what follows from them: how that
    is known, and how long the tie may stay quiet, where nobody said that.
    """
    from netmerge.due import cadence_days
    from netmerge.due.circles.evidence import SAID

    before, days = one_chunk(contacts["circle"]), one_chunk(contacts["cadence_days"])
    told = pa.array([values.get(contact) or None for contact in ids], TEXT)
    after = pc.coalesce(told, before)
    usual = pa.array(cadence_days(before, cadence))
    follows = pc.and_(pc.is_valid(told), pc.fill_null(pc.equal(days, usual), True))
    now = pa.array(cadence_days(after, cadence))
    reasons = {"circle_basis": SAID, "circle_reason": YOU_SAID_SO}
    return {
        "circle": after,
        "cadence_days": pc.if_else(follows, now, days),
        **{
            name: pc.if_else(pc.is_valid(told), text, one_chunk(contacts[name]))
            for name, text in reasons.items()
        },
    }


def _types(
    values: list[str] | None, before: list[str] | None, types: list[str] | None
) -> list[str] | None:
    """What runs parallel to some values, by what ran parallel to those before."""
    if values == before:
        return types
    known = dict(zip(before or [], types or [], strict=False))
    return [known.get(value, "") for value in values or []]


def _with_first(
    contacts: pd.DataFrame, ids: list[str], column: str, values: Mapping[str, str]
) -> dict[str, pa.Array]:
    """A list column with a value of some contacts put first, its types with it."""
    of_types = f"{column.removesuffix('s')}_types"
    lists, types = (arrow(contacts[name]).to_pylist() for name in (column, of_types))
    for place, contact in enumerate(ids):
        if contact in values:
            wanted = values[contact]
            known = dict(zip_longest(lists[place] or [], types[place] or [], fillvalue=""))
            same = [value for value in known if value.casefold() == wanted.casefold()]
            first = {value: known.pop(value) for value in same} or {wanted: ""}
            lists[place], types[place] = [*first, *known], [*first.values(), *known.values()]
    return {column: pa.array(lists, TEXTS), of_types: pa.array(types, TEXTS)}


def as_cell(value: str, kind: pa.DataType) -> Any:
    """What a column holds for a value as it stands in the book."""
    if not value or value == "[]":
        return None
    if kind == TEXTS:
        return json.loads(value)
    if kind == INTEGER:
        return int(value)
    return dt.date.fromisoformat(value) if kind == DATE else value


def said(store: Store) -> list[tuple[str, str, str]]:
    """What the owner said, under the ids that contacts go by now: contact_id,
    field and value, the last word last.
    """
    now = present_ids(store)
    return [(now.get(row[0], row[0]), *row[1:]) for row in events.present(store, "said")]


def cadences(store: Store) -> dict[str, int]:
    """How many days the owner lets ties of some circles stay quiet."""
    told = [value for name, value in events.present(store, "settings") if name == CADENCE]
    with store.parsing("settings"):
        named = {who: as_days(time) for one in told for who, time in json.loads(one).items()}
    return {who: days for who, days in named.items() if who in CIRCLES}


def present_ids(store: Store) -> dict[str, str]:
    """The contact that an id stands for which is no longer a contact's own."""
    moved = dict(events.present(store, "ids"))
    return {old: _followed(new, moved) for old, new in moved.items()}


def _followed(name: str, moved: Mapping[str, str]) -> str:
    """Where an id leads, step by step; a circle, which no book of ours has, ends."""
    seen = {name}
    while (following := moved.get(name)) and following not in seen:
        seen.add(following)
        name = following
    return name


def logged(store: Store) -> pd.DataFrame:
    """The notes that the owner logged, as interactions (HAPPENED)."""
    now = present_ids(store)
    rows = events.present(store, "notes")
    with store.parsing("notes"):
        return _happened(rows, now)


def _happened(rows: list[tuple[Any, ...]], now: Mapping[str, str]) -> pd.DataFrame:
    return HAPPENED.frame(
        {
            "file": pa.array([BOOK_FILE for _ in rows], TEXT),
            "position": pa.array([row[0] for row in rows], pa.int64()),
            "kind": pa.array(["note" for _ in rows], TEXT),
            "date": pa.array([_midnight(row[2]) for row in rows], pa.timestamp("us", "UTC")),
            "day": pa.array([dt.date.fromisoformat(row[2]) for row in rows], DATE),
            "channel": pa.array([row[3] for row in rows], TEXT),
            "direction": pa.array(["out" for _ in rows], TEXT),
            "text": pa.array([row[4] for row in rows], TEXT),
            "subject": pa.array([row[5] for row in rows], TEXT),
            "recipients": pa.array([1 for _ in rows], pa.int64()),
            "group": pa.array([False for _ in rows], pa.bool_()),
            "grade": pa.array(["personal" for _ in rows], TEXT),
            "reason": pa.array(["logged by you" for _ in rows], TEXT),
            "says": pa.array(["words" for _ in rows], TEXT),
            "contact_id": pa.array([now.get(row[1], row[1]) for row in rows], TEXT),
        },
        rows=len(rows),
    )


def _midnight(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)


def out_of_the_list(store: Store, today: dt.date) -> frozenset[str]:
    """The contacts that the owner does not want to be reminded of, now or ever."""
    words = said(store)
    never = {contact for contact, field, value in words if field == NEVER and value}
    with store.parsing("said"):
        later = {
            contact
            for contact, field, value in words
            if field == SNOOZED and dt.date.fromisoformat(value) > today
        }
    return frozenset(never | later)
