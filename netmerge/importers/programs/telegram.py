"""Telegram's archive as JSON → its contacts, and what it tells of the owner.

Messages, which stand in the same file, are not read.
"""

from __future__ import annotations

import json
import re
from typing import Any

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Imported,
    Inspection,
    Reject,
    Traits,
    owner_facts_of,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import clean, inspection, tidy
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.tables.lists import Repeats
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "telegram"
TRAITS = Traits()

_OF_CONTACTS = frozenset({"first_name", "last_name", "phone_number", "user_id"})
# A name in a text has a backslash before its quotation mark.
_CONTACTS = re.compile(r'(?<!\\)"contacts"\s{0,99}:\s{0,99}(?=\{)')
_OWNER = re.compile(r'(?<!\\)"personal_information"\s{0,99}:\s{0,99}(?=\{)')
_SIGN = re.compile(
    r"\A\ufeff?\s{0,99}\{\s{0,99}"
    r'(?:"about"\s{0,99}:\s{0,99}"(?:[^"\\]|\\.){0,2000}"\s{0,99},\s{0,99})?'
    r'"(?:personal_information|profile_pictures|stories|contacts|frequent_contacts)"'
    r"\s{0,99}:\s{0,99}\{"
)
"""How the file begins: Telegram's own words about it, then its first part."""
_ABROAD = re.compile(r"\A00(?=[1-9])")
"""Telegram writes a number with two noughts for the plus of its country's code."""
_DECODER = json.JSONDecoder()
_RAW = 4096
_AGAIN = "Export the data from Telegram Desktop again, with contacts, as JSON."


def claims(source: Source) -> bool:
    """Whether the file begins as the archive of an account does."""
    if source.suffix != ".json":
        return False
    return _SIGN.match(source.head(8192).decode("utf-8", "replace")) is not None


def read(source: Source, settings: Settings) -> Imported:
    """Read the contacts. Raises ReadError if there are none, or the list is broken."""
    data, encoding = to_utf8(source.read_bytes())
    text = data.decode("utf-8", "replace")
    contacts = _part(source, text, _CONTACTS)
    owner = _part(source, text, _OWNER) or {}
    listed = contacts.get("list") if contacts else None
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for position, one in enumerate(listed if isinstance(listed, list) else (), 1):
        row = _row(one)
        if row is None:
            raw = json.dumps(one, ensure_ascii=False)[:_RAW]
            reason = "The contact has neither a name nor a number."
            rejects.append(Reject(position, None, reason, clean(raw)))
        else:
            rows.append(row | {"position": position})
    facts = [fact for fact in _facts(owner) if fact[1]]
    if not rows and not rejects and not facts:
        raise ReadError(source.label, "holds no contact.", _AGAIN)
    records = to_pandas(Repeats().records(rows, source, NAME))
    counts = source_row(
        source,
        NAME,
        "contacts",
        read=len(rows),
        rejected=len(rejects),
        encoding=encoding,
        note="its messages are not read" if '"chats"' in text else "",
    )
    return Imported(
        records=records,
        rejects=rejects_of(source, rejects),
        owner_facts=owner_facts_of(source, facts),
        sources=counts,
    )


def describe(source: Source, settings: Settings) -> Inspection:
    """How many contacts the archive holds, and the first three."""
    return inspection(source, read(source, settings))


def _part(source: Source, text: str, name: re.Pattern[str]) -> dict[str, Any] | None:
    """The object under a name; None if there is none. Raises ReadError."""
    found = name.search(text)
    if not found:
        return None
    try:
        value, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError) as error:
        raise ReadError(source.label, f"is broken JSON ({error}).", _AGAIN) from error
    return value if isinstance(value, dict) else None


def _row(one: object) -> dict[str, Any] | None:
    """The columns of a contact that have a value; None if it names nobody."""
    if not isinstance(one, dict):
        return None
    given, family = tidy(_text(one.get("first_name"))), tidy(_text(one.get("last_name")))
    number = tidy(_text(one.get("phone_number")))
    if not (given or family or number):
        return None
    name = " ".join(filter(None, (given, family))) or None
    row: dict[str, Any] = {"kind": "person", "status": "read", "full_name": name}
    row |= {"given_name": given, "family_name": family}
    if number:
        row |= {"phones": [_ABROAD.sub("+", number)], "phone_types": [None]}
    # 0 is the number of everybody who is not on Telegram.
    if one.get("user_id"):
        row["uid"] = str(one["user_id"])
    left = {key: value for key, value in one.items() if key not in _OF_CONTACTS and value}
    if left:
        written = json.dumps(left, ensure_ascii=False, sort_keys=True)
        row["extra"] = clean(written)
    return row


def _facts(owner: dict[str, Any]) -> list[tuple[str, str]]:
    """The owner's name and number."""
    parts = (tidy(_text(owner.get(key))) for key in ("first_name", "last_name"))
    name = " ".join(filter(None, parts))
    number = tidy(_text(owner.get("phone_number"))) or ""
    return [("name", name), ("phone", _ABROAD.sub("+", number))]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
