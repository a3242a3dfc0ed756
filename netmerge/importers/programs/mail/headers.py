"""The bytes of an e-mail's header → its fields as text, its people, and when it
was sent.

The standard library's own parser of headers raises what it likes on broken ones
and is slow on hostile ones: all here takes time linear in the header, whose
length is bounded.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from email.utils import mktime_tz, parsedate_tz
from functools import lru_cache

import pyarrow as pa

from netmerge.importers.conversations import Person, mail_handle, moment
from netmerge.importers.files.encoding import decode
from netmerge.text.dates import parse_moments

MAX_HEADER = 1 << 18
"""Bytes of a message's header: hundreds of recipients fit."""
MAX_FIELD = 1 << 16
MAX_PEOPLE = 1_000
LONGEST_ADDRESS = 320

_END = re.compile(rb"\r?\n(?:\r?\n|\Z)|\A\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]{1,1000}")
_FIELD = re.compile(r"([!-9;-~]{1,76})[ \t]{0,9}:[ \t]{0,1000}(.*)")
_WORD = re.compile(
    r"""
    =\? ([\w.:+-]{1,40}) (?: \*[\w-]{1,20} )?  # charset, and at times a language
    \? ([BbQq]) \?                             # base64 or quoted-printable
    ([^?\r\n]{0,2000}) \?=
    """,
    re.VERBOSE,
)
"""An encoded word of RFC 2047: `=?utf-8?Q?J=C3=BCrgen?=`."""
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]{1,100}(?==\?[\w.:+*-]{1,60}\?[BbQq]\?)")
_PIECE = re.compile(
    r"""
      "(?: [^"\\] | \\. ){0,500}"  # a quoted name
    | \( [^()]{0,500} \)           # a comment
    | <[^<>]{0,500}>               # an address
    | [,;]                         # the end of an entry
    | [^",;(<]{1,1000}
    | .                            # a mark that is never closed
    """,
    re.DOTALL | re.VERBOSE,
)
"""A piece of a list of addresses."""
_GROUP = re.compile(r"\A[^@<\":]{0,200}:")
_WEEKDAY = re.compile(r"\A[^\W\d_]{1,15}(?:[.,]{1,2}\s{0,9}|\s{1,9}(?=\d{1,4}[^\d\s]?\s?\D))")
_ZONE_NAME = re.compile(r"\s?\([^()]{0,40}\)$|(?<=\d)\s(?!UTC|GMT|[AaPp][Mm])[A-Z]{2,5}$")
_NO_COLON = re.compile(r"(?<=\d{4}\s)([01]\d|2[0-3])([0-5]\d)(?=\s?[-+Z]|\Z)")
_FROM_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]{1,255}")

Fields = dict[str, list[str]]
"""The values of each field, by its name in lower case."""


def split_header(message: bytes) -> tuple[bytes, bytes] | None:
    """The header and the body of a message; None if the header is longer than any
    should be.
    """
    end = _END.search(message, 0, MAX_HEADER)
    if end:
        return message[: end.start()], message[end.end() :]
    return (message, b"") if len(message) < MAX_HEADER else None


def parse_header(header: bytes) -> Fields:
    """The fields by their names in lower case, unfolded; encoded words are as
    they stand.
    """
    try:
        text = header.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(header)[0]
    fields: Fields = {}
    for line in _FOLD.sub(" ", text).splitlines():
        if found := _FIELD.match(line[:MAX_FIELD]):
            fields.setdefault(found[1].lower(), []).append(found[2].strip())
    return fields


def plain(value: str) -> str:
    """A field's value with its encoded words (RFC 2047) decoded."""
    if "=?" not in value:
        return value
    text, place, pending, charset = "", 0, b"", ""
    value = _BETWEEN_WORDS.sub(r"\1", value)
    for word in _WORD.finditer(value):
        named = word[1].lower()
        # A character may be parted between two words: words of one charset are
        # decoded together.
        if word.start() > place or named != charset:
            text += _text(pending, charset) + value[place : word.start()]
            pending = b""
        pending += _bytes_of(word[2].upper(), word[3])
        charset, place = named, word.end()
    return text + _text(pending, charset) + value[place:]


def _text(content: bytes, charset: str) -> str:
    return decode(content, charset)[0] if content else ""


def _bytes_of(encoding: str, text: str) -> bytes:
    raw = text.encode("ascii", "replace")
    return unbase64(raw) if encoding == "B" else binascii.a2b_qp(raw, header=True)


def unbase64(raw: bytes) -> bytes:
    """Base64 decoded as far as it goes, whatever stands between or is cut off at
    the end.
    """
    packed = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    return base64.b64decode(packed + b"=" * (-len(packed) % 4))


def people(values: list[str]) -> list[Person]:
    """Names and handles of the people in address fields, each address once."""
    found: dict[str, Person] = {}
    for value in values:
        for name, address in _split(value):
            person = _person(name, address)
            if person:
                found.setdefault(person.handle or person.name or "", person)
            if len(found) == MAX_PEOPLE:
                return list(found.values())
    return list(found.values())


def _split(value: str) -> list[tuple[str, str]]:
    """What stands outside and inside of the angle brackets, for each entry of a
    list.
    """
    entries: list[tuple[str, str]] = []
    name, address = "", ""
    without_group = _GROUP.sub("", value[:MAX_FIELD])
    for piece in _PIECE.findall(without_group):
        if piece in ",;":
            entries.append((name, address))
            name, address = "", ""
        elif piece[0] == "<" and len(piece) > 1:
            address = piece[1:-1]
        elif piece[0] == '"' and len(piece) > 1:
            name += re.sub(r"\\(.)", r"\1", piece[1:-1])
        elif piece[0] == "(" and "@" in name and not address:
            name, address = piece[1:-1], name
        elif piece[0] != "(" or len(piece) == 1:
            name += piece
    return [*entries, (name, address)]


def _person(name: str, address: str) -> Person | None:
    quoted = plain(name).strip()
    name = quoted.strip("'\"").strip()
    found = _ADDRESS.search((address or name)[:1000])
    if not found:
        is_nobody = not name or "undisclosed" in name.lower()
        return None if is_nobody else Person(name)
    if found[0] in name and len(name) <= len(found[0]) + 4:
        name = ""  # the address again
    return Person(name or None, mail_handle(found[0]))


def sent_at(fields: Fields) -> dt.datetime | None:
    """When the message was sent: its Date, else when it was received.

    What the mailbox says in its own line is when it was put there, years later
    where a mailbox was moved.
    """
    dates = map(plain, fields.get("date", [])[:1])
    received = (value.rpartition(";")[2] for value in fields.get("received", [])[:1])
    moments = (_moment(text) or _odd_moment(text) for text in (*dates, *received))
    return next(filter(None, moments), None)


def _moment(text: str) -> dt.datetime | None:
    """The moment of an e-mail's date; without a zone it is taken for UTC."""
    found = _FROM_WEEKDAY.search(text[:200])
    for candidate in (text[:100], found[0][:100] if found else ""):
        try:
            parts = parsedate_tz(candidate)
            if parts and dt.datetime(*parts[:5]):  # an error for the 32nd, for 25:00
                return moment(mktime_tz((*parts[:9], parts[9] or 0)))
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
    return None


@lru_cache(maxsize=1024)
def _odd_moment(text: str) -> dt.datetime | None:
    """The moment of a date that no e-mail should have: with the months of another
    language, in another order; None for one of two readings.
    """
    whole = _NO_COLON.sub(r"\1:\2", _ZONE_NAME.sub("", " ".join(text[:100].split())))
    written = pa.array([_WEEKDAY.sub("", whole), whole])
    readings = {
        reading
        for day_first in (True, False)
        for reading in parse_moments(written, day_first).values.to_pylist()
        if reading
    }
    return moment(readings.pop().timestamp()) if len(readings) == 1 else None
