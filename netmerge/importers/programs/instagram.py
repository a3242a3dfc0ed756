"""Instagram's archive as JSON: the address book that was synchronised with it →
records.

Whom one follows, and by whom one is followed, are no contacts and are not
read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Imported,
    Inspection,
    Reject,
    Traits,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import clean, inspection, meant, tidy
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.tables.header import look_up
from netmerge.importers.tables.lists import Repeats
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "instagram"
TRAITS = Traits()

_SIGN = re.compile(r'\A\ufeff?\s{0,99}\{\s{0,99}"contacts_contact_info"\s{0,99}:\s{0,99}\[')
_MAX_WHOLE = 64 << 20
"""Bytes of a list of contacts, which is read whole."""
_RAW = 4096
_PARTS = frozenset({"given_name", "family_name", "full_name", "email", "phone"})
_AGAIN = "Ask for the archive again, as JSON."


def claims(source: Source) -> bool:
    """Whether this is the list of synchronised contacts."""
    if source.suffix != ".json":
        return False
    return _SIGN.match(source.head(4096).decode("utf-8", "replace")) is not None


def read(source: Source, settings: Settings) -> Imported:
    """Read the contacts. Raises ReadError if there are none, or the file is broken."""
    data, _ = to_utf8(source.read_bytes())
    if len(data) > _MAX_WHOLE:
        problem = f"is larger than {_MAX_WHOLE >> 20} MB."
        raise ReadError(source.label, problem, "No address book is so long.")
    try:
        whole = json.loads(data)
        listed = whole["contacts_contact_info"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise ReadError(source.label, f"is broken JSON ({error}).", _AGAIN) from error
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for position, one in enumerate(listed if isinstance(listed, list) else (), 1):
        row = _row(one)
        if row is None:
            raw = json.dumps(one, ensure_ascii=False)[:_RAW]
            reason = "The contact has neither a name nor a way to reach it."
            rejects.append(Reject(position, None, reason, clean(raw)))
        else:
            rows.append(row | {"position": position})
    if not rows and not rejects:
        raise ReadError(source.label, "holds no contact.", _AGAIN)
    records = to_pandas(Repeats().records(rows, source, NAME))
    counts = source_row(
        source, NAME, "contacts", read=len(rows), rejected=len(rejects), encoding="utf-8"
    )
    return Imported(records=records, rejects=rejects_of(source, rejects), sources=counts)


def describe(source: Source, settings: Settings) -> Inspection:
    """How many contacts the list holds, and the first three."""
    return inspection(source, read(source, settings))


def _row(one: object) -> dict[str, Any] | None:
    """The columns of a contact that have a value; None if it says nothing."""
    told = one.get("string_map_data") if isinstance(one, dict) else None
    if not isinstance(told, dict):
        return None
    row: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for label, cell in told.items():
        value = tidy(meant(cell.get("value"))) if isinstance(cell, dict) else None
        if not value:
            continue
        field = _field(meant(label) or "", value)
        if field in {"email", "phone"}:
            row |= {f"{field}s": [value], f"{field}_types": [None]}
        elif field in _PARTS and field not in row:
            row[field] = value
        else:
            extra[label] = value
    if not row:
        return None
    if extra:
        row["extra"] = json.dumps(extra, ensure_ascii=False, sort_keys=True)
    return row | {"kind": "person", "status": "read"}


def _field(label: str, value: str) -> str:
    """What a value is: an address or a number by its looks, else by its label,
    which is in the owner's language.
    """
    if "@" in value:
        return "email"
    digits = sum(unicodedata.category(character) == "Nd" for character in value)
    if digits > len(value) // 2:
        return "phone"
    use = look_up(label)
    field = use.field if use else ""
    return "full_name" if field == "name" else field
