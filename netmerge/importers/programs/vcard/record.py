"""One card → the columns of its record that have a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from netmerge.importers.programs.vcard.fields import CardReader
from netmerge.importers.programs.vcard.tokens import Card, CardError
from netmerge.vcard.beyond import FIELD
from netmerge.vcard.charsets import Charsets
from netmerge.vcard.heads import Property
from netmerge.vcard.properties import PROPERTIES

_MAX_TEXT = 1 << 20
"""Characters of one value; whoever writes more has not written a contact."""
_LARGE = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "AGENT", "X-MS-CARDPICTURE"})

Handler = Callable[[CardReader, Property], None]


def record(card: Card, charsets: Charsets) -> dict[str, Any]:
    """The record of one card: columns of RECORDS; `photo` is bytes, `extra` JSON.

    Raises CardError if a value is longer than a contact's can be.
    """
    reader = CardReader(card, charsets)
    for property_ in card.properties:
        name = property_.head.name
        if len(property_.value) > _MAX_TEXT and name not in _LARGE:
            raise CardError(f"{name} is longer than {_MAX_TEXT:,} characters")
        handler = _HANDLERS.get(name, CardReader.keep)
        handler(reader, property_)
    return reader.finish()


_OF_TABLE: dict[str, Handler] = {
    "ADR": CardReader.address,
    "ANNIVERSARY": CardReader.anniversary,
    "BDAY": CardReader.birthday,
    "CATEGORIES": CardReader.categories,
    "EMAIL": CardReader.email,
    FIELD: CardReader.column_of_old,
    "FN": CardReader.full_name,
    "IMPP": CardReader.account,
    "N": CardReader.name,
    "NICKNAME": CardReader.nickname,
    "NOTE": CardReader.note,
    "ORG": CardReader.organisation,
    "PHOTO": CardReader.photo,
    "REV": CardReader.revision,
    "TEL": CardReader.phone,
    "TITLE": CardReader.title,
    "UID": CardReader.uid,
    "URL": CardReader.url,
    "X-ABDATE": CardReader.labelled_date,
    "X-ABSHOWAS": CardReader.shown_as,
    "X-ADDRESSBOOKSERVER-KIND": CardReader.kind,
    "X-MAIDENNAME": CardReader.maiden_name,
    "X-NETMERGE-KIND": CardReader.kind,
    "X-NETMERGE-NAMELESS": CardReader.nameless,
    "X-PHONETIC-FIRST-NAME": CardReader.phonetic_name,
    "X-PHONETIC-LAST-NAME": CardReader.phonetic_name,
    "X-PHONETIC-MIDDLE-NAME": CardReader.phonetic_name,
    "X-SOCIALPROFILE": CardReader.account,
}
"""How the properties of the table are read whose values are more than their
texts.
"""
_BESIDE: dict[str, Handler] = {
    "PRODID": CardReader.producer,
    "SOUND": CardReader.sound,
    "X-ABLABEL": CardReader.orphan_label,
    "X-ANDROID-CUSTOM": CardReader.android,
    "X-DEPARTMENT": CardReader.department,
}
"""Properties that fill a column only at times, or none."""


def _of_table() -> Iterator[tuple[str, Handler]]:
    for entry in PROPERTIES:
        handler = CardReader.own if entry.read else _OF_TABLE[entry.name]
        yield from ((name, handler) for name in (entry.name, *entry.aliases))


_HANDLERS: dict[str, Handler] = dict(_of_table()) | _BESIDE
