"""Telegram's archive as JSON, or one chat of it → its contacts, its messages and
calls, and what it tells of the owner.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Channel,
    Imported,
    Inspection,
    Reject,
    Traits,
    owner_facts_of,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import (
    Entry,
    Gathering,
    Person,
    clean,
    inspection,
    moment,
    tidy,
)
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.tables.lists import Repeats
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "telegram"
TRAITS = Traits(channel=Channel("telegram", "on Telegram"))

_OF_CONTACTS = frozenset({"first_name", "last_name", "phone_number", "user_id"})
# A name in a text has a backslash before its quotation mark.
_CONTACTS = re.compile(r'(?<!\\)"contacts"\s{0,99}:\s{0,99}(?=\{)')
_OWNER = re.compile(r'(?<!\\)"personal_information"\s{0,99}:\s{0,99}(?=\{)')
_CHATS = re.compile(r'(?<!\\)"chats"\s{0,99}:\s{0,99}(?=\{)')
_CHAT = re.compile(
    r'\A\ufeff?\s{0,99}\{\s{0,99}"name"\s{0,99}:\s{0,99}(?:"(?:[^"\\]|\\.){0,500}"|null)\s{0,99},'
    r'\s{0,99}"type"\s{0,99}:\s{0,99}"(?:personal_chat|private_(?:super)?group)"'
)
"""How the file of one chat begins."""
_OF_PEOPLE = frozenset({"personal_chat", "private_group", "private_supergroup"})
"""Chats of people, unlike those of bots, channels and what is saved for oneself."""
_ONE = "personal_chat"
_LONGEST_CALL = 10**9
"""Seconds."""
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
    head = source.head(8192).decode("utf-8", "replace")
    return any(form.match(head) for form in (_SIGN, _CHAT))


def read(source: Source, settings: Settings) -> Imported:
    """Read contacts and messages. Raises ReadError if there are none, or the file is
    broken.
    """
    data, encoding = to_utf8(source.read_bytes())
    text = data.decode("utf-8", "replace")
    if _CHAT.match(text):
        chat = _value(source, text, 0)
        return _messages(source, [chat], {}).imported()
    contacts = _part(source, text, _CONTACTS)
    chats = _part(source, text, _CHATS)
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
    gathering = _messages(source, (chats or {}).get("list"), owner)
    has_messages = gathering.any
    if not rows and not rejects and not facts and not has_messages:
        raise ReadError(source.label, "holds no contact.", _AGAIN)
    records = to_pandas(Repeats().records(rows, source, NAME))
    told = gathering.imported()
    counts = source_row(
        source,
        NAME,
        "interactions" if has_messages else "contacts",
        read=len(rows) + gathering.read,
        empty=gathering.empty,
        rejected=len(rejects) + gathering.rejected,
        dates=told.interactions["date"],
        encoding=encoding,
        traits=TRAITS if has_messages else Traits(),
    )
    return replace(
        told,
        records=records,
        rejects=rejects_of(source, [*rejects, *gathering.rejects]),
        owner_facts=owner_facts_of(source, facts),
        sources=counts,
    )


def describe(source: Source, settings: Settings) -> Inspection:
    """How many contacts the archive holds, and the first three."""
    return inspection(source, read(source, settings))


def _part(source: Source, text: str, name: re.Pattern[str]) -> dict[str, Any] | None:
    """The object under a name; None if there is none. Raises ReadError."""
    found = name.search(text)
    return _value(source, text, found.end()) if found else None


def _value(source: Source, text: str, place: int) -> dict[str, Any] | None:
    """The object that begins at a place. Raises ReadError."""
    try:
        value, _ = _DECODER.raw_decode(text[place:].lstrip("\ufeff \r\n\t"))
    except (ValueError, RecursionError) as error:
        raise ReadError(source.label, f"is broken JSON ({error}).", _AGAIN) from error
    return value if isinstance(value, dict) else None


def _messages(source: Source, chats: object, owner: dict[str, Any]) -> Gathering:
    """The messages and calls of all chats of people, numbered through."""
    gathering = Gathering(source, NAME, TRAITS)
    position = 0
    for chat in chats if isinstance(chats, list) else ():
        listed = chat.get("messages") if isinstance(chat, dict) else None
        messages = [one for one in listed or () if isinstance(one, dict)]
        people = _people(chat, messages, owner) if messages else []
        for message in messages:
            position += 1
            entry = _entry(position, message, chat, people, owner)
            if isinstance(entry, Entry):
                gathering.add(entry)
            elif entry:
                raw = json.dumps(message, ensure_ascii=False)[:_RAW]
                gathering.reject(position, None, entry, raw)
            else:
                gathering.empty += 1
    return gathering


def _people(
    chat: dict[str, Any], messages: list[dict[str, Any]], owner: dict[str, Any]
) -> list[Person]:
    """Who is in a chat, the owner left out where he is known."""
    seen = dict.fromkeys(filter(None, _seen(messages, owner)))
    name = tidy(_text(chat.get("name")))
    if chat.get("type") == _ONE:
        return [Person(one) for one in seen | ({name: None} if name else {})]
    people = [Person(one) for one in seen]
    if len(seen) < 2:  # a group of which nobody is known is one all the same
        people += [Person(name), Person(handle=f"telegram:{chat.get('id')}")]
    return people


def _seen(messages: list[dict[str, Any]], owner: dict[str, Any]) -> Iterator[str | None]:
    for message in messages:
        if not _is_owner(message, owner):
            yield tidy(_text(message.get("from")))


def _is_owner(message: dict[str, Any], owner: dict[str, Any]) -> bool:
    number = owner.get("user_id")
    who = message.get("from_id", message.get("actor_id"))
    return bool(number) and who in (number, f"user{number}")


def _entry(
    position: int,
    message: dict[str, Any],
    chat: dict[str, Any],
    people: list[Person],
    owner: dict[str, Any],
) -> Entry | str | None:
    """A message or a call; the reason if it cannot be read, None if it is neither."""
    is_call = message.get("action") == "phone_call"
    is_one = message.get("type") == "message" or is_call
    if not is_one or chat.get("type") not in _OF_PEOPLE:
        return None
    seconds = str(message.get("date_unixtime", ""))
    date = moment(int(seconds)) if seconds.isdecimal() and len(seconds) < 12 else None
    sender = tidy(_text(message.get("from", message.get("actor"))))
    if not sender or not date:
        return "The message has no sender or no time."
    kind = "call" if is_call else "message"
    entry = Entry(position, kind, date=date, sender_name=sender)
    if owner.get("user_id"):
        entry.direction = "out" if _is_owner(message, owner) else "in"
    entry.to([person for person in people if person.name != sender])
    entry.conversation = str(chat.get("id", chat.get("name")))
    # what was forwarded, others wrote
    entry.text = None if message.get("forwarded_from") else _written(message.get("text"))
    lasted = message.get("duration_seconds")
    entry.duration = lasted if isinstance(lasted, int) and 0 <= lasted < _LONGEST_CALL else None
    return entry


def _written(text: object) -> str:
    """A text, which is a list of plain and marked pieces where some are marked."""
    pieces = text if isinstance(text, list) else [text]
    plain = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(piece for piece in plain if isinstance(piece, str))


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
