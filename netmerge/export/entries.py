"""Contacts → each as plain Python values, as the formats of address books want
them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

import pandas as pd

from netmerge.columns.chunks import arrow
from netmerge.schema import CONTACTS
from netmerge.text.objects import json_object
from netmerge.vcard.values import NOTE_BREAK

Entry = dict[str, Any]
"""A row of CONTACTS as plain values, without its picture."""

NOT_HELD = {
    "contact_id": "minted when records are merged",
    "circle": "found anew in every run",
    "circle_basis": "found anew in every run",
    "circle_reason": "found anew in every run",
    "cadence_days": "found anew in every run",
    "last_personal_note": "found anew in every run",
    "kind": "an organisation is told by its name, and a group is no row",
    "city": "that of an address, which is written",
    "country": "that of an address, which is written",
    "uids": "the program gives its own",
    "sources": "which inputs this contact came from",
    "photo": "a cell holds text, and a picture is none",
    "record_ids": "rows of this run's records",
}
"""Columns of contacts that no address book's CSV can hold, each with the reason.
"""

WHOLE_DAY = 10
"""Characters of a day with its year."""
_NAMES = tuple(name for name in CONTACTS.columns if name != "photo")
_ROWS_AT_ONCE = 20_000
_LINES = ("street", "extended", "po_box", "postcode", "city", "region", "country")


class Detail(NamedTuple):
    """Something known of a contact for which a format has no place of its own,
    with what it is.
    """

    label: str
    value: str


class Typed(NamedTuple):
    """An e-mail address or telephone number, and the words that say of which type
    it is.
    """

    value: str
    types: tuple[str, ...]


def entries(contacts: pd.DataFrame) -> Iterator[Entry]:
    """Each contact (schema.CONTACTS), in the order of the table.

    Groups are left out: their members carry their name.
    """
    for start in range(0, len(contacts), _ROWS_AT_ONCE):
        part = contacts.iloc[start : start + _ROWS_AT_ONCE]
        columns = [arrow(part[name]).to_pylist() for name in _NAMES]
        for values in zip(*columns, strict=True):
            entry = dict(zip(_NAMES, values, strict=True))
            if entry["kind"] != "group":
                yield entry


def texts(entry: Entry, column: str) -> list[str]:
    """The values of a list column."""
    return [text for text in entry[column] or () if text]


def typed(entry: Entry, column: str) -> list[Typed]:
    """The values of `emails` or `phones` with their types.

    An extension is written `x12`, as people do.
    """
    values = entry[column] or []
    types = (entry[f"{column.removesuffix('s')}_types"] or [])[: len(values)]
    pairs = zip_longest(values, types)
    return [
        Typed(value.replace(";ext=", " x"), tuple((words or "").split(",")))
        for value, words in pairs
        if value
    ]


def name_parts(entry: Entry) -> dict[str, str]:
    """The parts of the name, and what stands before and after them.

    A name without parts is the given one.
    """
    parts = {
        name: entry[name] or "" for name in ("given_name", "middle_name", "family_name", "prefix")
    }
    if not any((parts["given_name"], parts["middle_name"], parts["family_name"])):
        parts["given_name"] = entry["full_name"] or ""
    suffix = ", ".join(filter(None, (entry["suffix"], *texts(entry, "credentials"))))
    return parts | {"suffix": suffix, "nickname": ", ".join(texts(entry, "nicknames"))}


def pages(entry: Entry) -> list[str]:
    """The LinkedIn profile and the other web addresses."""
    return [*filter(None, [entry["linkedin_url"]]), *texts(entry, "urls")]


def notes(entry: Entry) -> str:
    """All notes in one text, from which they are told apart again."""
    return NOTE_BREAK.join(texts(entry, "notes"))


def addresses(entry: Entry) -> list[dict[str, Any]]:
    """The postal addresses, each with its parts."""
    return [address for address in entry["addresses"] or () if address]


def address_text(address: dict[str, str | None]) -> str:
    """An address on one line."""
    return ", ".join(filter(None, (address[part] for part in _LINES)))


def extra(entry: Entry) -> dict[str, Any]:
    """What the sources said beyond the columns."""
    return json_object(entry["extra"], "extra")


def further(entry: Entry, beyond: dict[str, Any]) -> Iterator[Detail]:
    """What no address book's CSV has columns for.

    That is accounts, other names, history, days of meeting, and `beyond`.
    `beyond` is what the sources said beyond the columns, as far as the format
    has no place for that either. Left out is what netmerge itself found:
    circle, last personal note, identifiers.
    """
    for account in texts(entry, "handles"):
        service, _, name = account.partition(":")
        yield Detail(service, name)
    for identifier in texts(entry, "identifiers"):
        kind, _, number = identifier.rpartition(":")
        yield Detail(kind.replace("_", " ").strip() or "number", number)
    for label, column in (("Other name", "other_names"), ("Earlier", "history")):
        yield from (Detail(label, text) for text in texts(entry, column))
    for label, column in (("Connected on", "connected_on"), ("Met on", "met_on")):
        if entry[column]:
            yield Detail(label, entry[column].isoformat())
    for label, found in beyond.items():
        for value in found if isinstance(found, list) else [found]:
            yield Detail(
                label, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
