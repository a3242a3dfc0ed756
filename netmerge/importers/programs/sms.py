"""A backup of SMS Backup & Restore (XML) → interactions, for its text messages
and calls.

Each element is cut out and parsed by itself: a broken one costs no other, a
backup of any size needs little memory, and no declaration of entities is ever
in force. The XML itself is left to defusedxml.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from netmerge.errors import ReadError
from netmerge.importers.contract import ITS_DAYS, Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import (
    Entry,
    Gathering,
    Person,
    inspection,
    mail_handle,
    moment,
    phone_handle,
)
from netmerge.importers.files.source import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
from netmerge.settings import Settings

NAME = "sms"
TRAITS = Traits(channel=Channel("sms", "by text message", reached_by="tel", covers=ITS_DAYS))
_CALLED = Traits(channel=Channel("phone", "on the phone", tells_of_writing=False))

MAX_ELEMENT = 64 << 20
"""Bytes; pictures stand in the messages as base64."""

_BLOCK = 1 << 22
"""Bytes that are read at a time."""

_ROOT = re.compile(rb"<(?:smses|calls)[\s>]")
_FIRST = re.compile(
    rb"""
    \A (?: \xef\xbb\xbf )? \s{0,999}
    (?> <\? [^>]{0,999} \?> \s{0,999}       # the declaration, a style sheet
      | <!-- .{0,4000}? --> \s{0,999}        # what the program says of itself
      | <![A-Z] [^>\[]{0,999} > \s{0,999}    # a document type
    ){0,9}
    <(?:smses|calls)[\s>]
    """,
    re.VERBOSE | re.DOTALL,
)
"""The root as the first element of the file; atomic, as comments could be cut in
many ways.
"""
_CALL_LOG = re.compile(rb"<calls[\s>]")
_BEGIN = re.compile(rb"<(sms|mms|call)[\s/>]")
_TAG = len(b"<call ")
"""Most bytes of what _BEGIN finds: a tag may be cut between two blocks."""
_CLOSING = re.compile(rb"</(?:smses|calls)\b[^<]{0,100}\Z")
_DATA = re.compile(rb'\sdata="[^"<]*"')
_PAIR = re.compile(
    rb"""
    &\#(?: x (d[89ab][0-9a-f]{2}) | (5[56]\d{3}) );  # the first half, in base 16 or 10
    &\#(?: x (d[c-f][0-9a-f]{2})  | (5[67]\d{3}) );  # the second half
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""An emoji as two references, to the halves of its surrogate pair."""
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
_MESSAGES = {"1": "in", "2": "out"}
"""Directions by `type` or `msg_box`: received, sent."""
_CALLS = {"1": "in", "2": "out", "3": "in", "5": "in", "6": "in"}
"""Directions by `type`: received, made, missed, rejected, blocked."""
_NOT_SENT = frozenset("3456")
"""Drafts, what waits in the outbox, what failed, what is queued."""
_NOBODY = frozenset({"", "null", "(unknown)", "-1", "-2", "insert-address-token"})
_LONGEST_LIST = 10_000
"""Characters of a list of numbers or names that are looked at."""
_MOST_DIGITS = 10
_MMS_FROM = "137"
"""The `type` of an address from which a message came."""


def claims(source: Source) -> bool:
    """Whether the file is such a backup: its root is the first element, or it is
    named as XML and has one.
    """
    head = source.head(8192)
    as_xml = source.suffix == ".xml" and _ROOT.search(head)
    return bool(as_xml or _FIRST.match(head))


def read(source: Source, settings: Settings) -> Imported:
    """Interactions of kind `message` and `call`, with their direction. Raises
    ReadError if there is no element.
    """
    calls = _CALL_LOG.search(source.head(8192))
    gathering = Gathering(source, NAME, _CALLED if calls else TRAITS)
    blocks = [source.read_bytes()] if source.encoding else source.blocks(_BLOCK)
    position = 0
    for position, (line, name, raw) in enumerate(_elements(blocks), 1):
        reason = _take(gathering, position, name, raw)
        if reason:
            gathering.reject(position, line, reason, raw[:4096])
    if not position:
        raise ReadError(
            source.label, "holds no text message and no call.", "Make the backup again."
        )
    return gathering.imported()


def describe(source: Source, settings: Settings) -> Inspection:
    """How many messages and calls the backup holds, and the first three."""
    return inspection(source, read(source, settings))


def _elements(blocks: Iterable[bytes]) -> Iterator[tuple[int, str, bytes]]:
    """Line, name and bytes of each message or call: from its tag to the next
    one's, or to the end of the backup.

    Of one that is too large no more is kept than shows that it is.
    """
    data, name, line, dropped = b"", "", 1, 0
    for block in blocks:
        searched = max(len(data) - _TAG, 1 if name else 0)
        data += block
        start = 0
        for tag in _BEGIN.finditer(data, searched):
            if name:
                yield line, name, data[start : tag.start()]
            line += data.count(b"\n", start, tag.start()) + dropped
            name, start, dropped = tag[1].decode(), tag.start(), 0
        data = data[start:]
        kept = MAX_ELEMENT + 1 if name else 0
        if len(data) > kept + _TAG:
            dropped += data.count(b"\n", kept, len(data) - _TAG)
            data = data[:kept] + data[-_TAG:]
    if name:
        yield line, name, _CLOSING.sub(b"", data)


def _take(gathering: Gathering, position: int, name: str, raw: bytes) -> str | None:
    """Add an element; the reason if it cannot be read."""
    if len(raw) > MAX_ELEMENT:
        return f"The message is larger than {MAX_ELEMENT >> 20} MB."
    element = _parse(raw)
    if element is None:
        return f"The {name} is broken XML."
    date = _moment(element.get("date", ""))
    if date is None:
        return f'"{element.get("date", "")[:40]}" is no date (milliseconds since 1970).'
    is_call = name == "call"
    entry = Entry(position, "call" if is_call else "message", date=date)
    people = _people(element)
    kind = element.get("msg_box" if name == "mms" else "type", "")
    entry.duration = _seconds(element.get("duration", "")) if is_call else None
    entry.draft = not is_call and kind in _NOT_SENT
    directions = _CALLS if is_call else _MESSAGES
    entry.direction = "out" if entry.draft else directions.get(kind)
    if entry.direction == "out":
        entry.to(people)
    elif people:
        sender = _sender(element, people)
        entry.sender_name, entry.sender_handle = sender
        if len(people) > 1:  # to a group
            entry.to([person for person in people if person != sender])
    entry.conversation = element.get("address", "")[:500] or None
    entry.text = _text(element, name)
    subject = element.get("subject") or element.get("sub")
    entry.subject = None if subject == "null" else subject
    gathering.add(entry)
    return None


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else None


def _parse(raw: bytes) -> Element | None:
    """The element; the halves of emoji, which the program writes apart, are put
    together.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(raw) > 10_000:
        raw = _DATA.sub(b"", raw)  # pictures
    if b"&#" in raw:
        raw = _REFERENCE.sub(_without_control, _PAIR.sub(_joined, raw))
    try:
        parsed: Element = fromstring(raw.strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return None
    return parsed


def _joined(pair: re.Match[bytes]) -> bytes:
    high = int(pair[1], 16) if pair[1] else int(pair[2])
    low = int(pair[3], 16) if pair[3] else int(pair[4])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00).encode()
    return b""


def _without_control(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_control = code < 32 and code not in (9, 10, 13)
    is_half = 0xD800 <= code < 0xE000  # of a surrogate pair
    return b"" if is_control or is_half or code > 0x10FFFF else reference[0]


def _moment(text: str) -> dt.datetime | None:
    is_whole = text.isascii() and text.isdecimal() and len(text) < 16
    return moment(int(text), 1000) if is_whole else None


def _people(element: Element) -> list[Person]:
    """The other parties: the numbers of one message are joined by `~`, their
    names by commas.
    """
    told = element.get("address", element.get("number", ""))
    numbers = told[:_LONGEST_LIST].split("~")
    names = [element.get("contact_name", "")[:_LONGEST_LIST]]
    if len(numbers) > 1:
        names = [name.strip() for name in names[0].split(",")]
    if len(names) != len(numbers):
        names = [""] * len(numbers)
    found = map(_person, numbers, names)
    return [person for person in found if person]


@lru_cache(maxsize=2048)
def _person(number: str, name: str) -> Person | None:
    """Somebody by number and name; a number that gives no handle stands for the
    name.
    """
    handle = _handle(number)
    shown = name
    if not _is_somebody(name):
        shown = "" if handle or not _is_somebody(number) else number
    return Person(shown or None, handle) if shown or handle else None


def _is_somebody(text: str) -> bool:
    return text.strip().lower() not in _NOBODY


def _handle(number: str) -> str | None:
    """`tel:` and the digits of a number; None for a service that sends under a
    word.
    """
    plain = number.strip()
    if any(map(str.isalpha, plain)):
        return mail_handle(plain) if "@" in plain else None
    return None if plain in _NOBODY else phone_handle(plain)


def _sender(element: Element, people: list[Person]) -> Person:
    """Who wrote a message that came in: of several parties the one that the
    message says.
    """
    for address in element.iter("addr"):
        if address.get("type") == _MMS_FROM:
            handle = _handle(address.get("address", ""))
            known = (person for person in people if person.handle == handle)
            return next(known, Person(None, handle))
    return people[0]


def _text(element: Element, name: str) -> str | None:
    if name == "call":
        return None
    body = [element.get("body", "")] if name == "sms" else []
    parts = (part for part in element.iter("part") if part.get("ct") == "text/plain")
    texts = [*body, *(part.get("text", "") for part in parts)]
    return "\n".join(text for text in texts if text and text != "null") or None
