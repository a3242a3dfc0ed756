"""A property's value as it stands → text, parts, bytes and dates."""

from __future__ import annotations

import binascii
import datetime as dt
import re
from functools import lru_cache
from urllib.parse import unquote

from netmerge.text.dates import parse_partial
from netmerge.text.folding import nfc
from netmerge.vcard.charsets import EAST_ASIAN, Charsets, known_charset
from netmerge.vcard.heads import Property

NOTE_BREAK = "\n\n* * *\n\n"
"""Between several notes in one NOTE, as our own writer joins them: phones show
one NOTE only.
"""

KDE_BREAK = "\ue000"
"""Between several values in one line, as KDE's address book joins them."""

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "N": "\n"} | {character: character for character in "\\,;:\"'"}
_SEMICOLON = re.compile(r"(\\.|;)", re.DOTALL)
_COMMA = re.compile(r"(\\.|,)", re.DOTALL)
_QUOTED_SEMICOLON = re.compile(r"(\\.|=5[Cc].|;)", re.DOTALL)
_DATA_URI = re.compile(r"data:[\w.+/-]{0,100}(?:;[\w.+=-]{0,100}){0,9}?;base64,", re.IGNORECASE)
_DATE = re.compile(
    r"(?:(\d{4})|--)-?(?:(\d\d)(?:-?(\d\d))?)?(?:[T ]([\d:.,]{1,20})(?:Z|[+-][\d:]{2,5})?)?"
)
_MONTH_DAY = re.compile(r"-{0,2}(\d{1,2})-(\d{1,2})")
"""A day without its year, as some programs write it: 02-10, --2-10."""
_WEEKDAY = re.compile(r"[^\W\d]{2,12}\.?, *(?=\d)")
_OF_JAVA = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) \d\d:\d\d:\d\d [A-Z+:\d-]{1,9} (\d{4})"
)
"""`Tue Dec 22 00:00:00 GMT 2009`."""
_DAY_ONLY = re.compile(r"\d{4}|\d{4}-?\d\d-?\d\d|\d{4}-\d\d|--\d\d-?\d\d")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NO_YEAR = {"0000", "1604"}
"""Apple writes 1604 for a birthday whose year is not known.

It is a leap year before its calendars begin.
"""


def text(property_: Property, charsets: Charsets) -> str:
    """The value as one text, "" if nothing is left.

    Decoded, unescaped, trimmed, in NFC, lines ending in LF.
    """
    return plain(_decoded(property_, charsets))


def raw_text(property_: Property, charsets: Charsets) -> str:
    """The value as one text, its backslashes left alone.

    How they are meant in an unknown property is unknown too.
    """
    return tidy(_decoded(property_, charsets))


def components(property_: Property, charsets: Charsets) -> list[str]:
    """The components of a structured value (N, ADR, ORG).

    They are decoded but still escaped: for `plain` or `items`. They are split
    before quoted-printable is decoded: in it, `=3B` is a semicolon of the text.
    `=5C` is a backslash, but half a character of Chinese or Japanese.
    """
    if property_.head.encoding != "Q":
        return split(_decoded(property_, charsets), _SEMICOLON, ";")
    wide = known_charset(property_.head.charset or "") in EAST_ASIAN
    pieces = split(property_.value, _SEMICOLON if wide else _QUOTED_SEMICOLON, ";")
    return [_from_quoted_printable(piece, property_, charsets) for piece in pieces]


def plain(component: str) -> str:
    """A component as one text; commas are part of it."""
    if (
        component.isascii() and component.isprintable() and "\\" not in component
    ):  # nearly all of them
        return component.strip()
    return tidy(unescape(component))


def items(component: str) -> list[str]:
    """The comma-separated texts of a component, without empty ones."""
    return [text for part in split(component, _COMMA, ",") if (text := plain(part))]


def listed(property_: Property, charsets: Charsets) -> list[str]:
    """A comma-separated value (CATEGORIES, NICKNAME) as its texts, without empty
    ones.
    """
    return items(_decoded(property_, charsets))


def split(value: str, pattern: re.Pattern[str], separator: str) -> list[str]:
    """Split at separators that are not escaped; the parts keep their escapes."""
    if "\\" not in value and pattern is not _QUOTED_SEMICOLON:
        return value.split(separator)
    found: list[list[str]] = [[]]
    for token in pattern.split(value):
        if token == separator:
            found.append([])
        else:
            found[-1].append(token)
    return ["".join(pieces) for pieces in found]


def unescape(value: str) -> str:
    r"""The text without the escapes of the standards, and without `\:` and `\"`.

    Google and Apple write these two; other backslashes stay.
    """
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[0]), value)


def tidy(value: str) -> str:
    """Trimmed, in NFC, lines ending in LF."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return nfc(value).replace("\0", "").strip()


def uri(value: str, scheme: str) -> str:
    """`tel:+44-20…` or `mailto:a@b` without scheme and percent-encoding.

    Any other text stays as it is.
    """
    if value[: len(scheme)].lower() != scheme:
        return value
    return unquote(value[len(scheme) :]).strip()


def binary(property_: Property) -> bytes | None:
    """The bytes of a picture, sound or key in base64; None if it has none.

    Also as a `data:` address, and badly padded. Whatever is not base64 is
    passed over; nothing is fetched.
    """
    value = property_.value
    if property_.head.encoding != "B":
        address = _DATA_URI.match(unescape(value[:1100]).lstrip())
        if address:
            value = value[value.index(",") + 1 :]
        elif len(value) < 64 or not re.fullmatch(r"[A-Za-z0-9+/\s]+={0,2}\s*", value[:400]):
            return None
    elif "://" in value[:40]:
        return None
    try:
        data = value.encode("ascii")
    except UnicodeEncodeError:
        return None
    try:
        return binascii.a2b_base64(data + b"==") or None
    except binascii.Error:  # one character more than a multiple of four
        return _without_last(data)


def _without_last(data: bytes) -> bytes | None:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4]) or None
    except binascii.Error:
        return None


@lru_cache(maxsize=65536)
def date(value: str) -> str | None:
    """A day as ISO 8601, None if it is no date.

    Possibly partial: 1989-03-24, 1989-03, 1989, --03-24. Forms of RFC 6350
    (19890324, --0324) and 2426, a time after it left out, and whatever
    clean.dates reads.
    """
    found = _DATE.fullmatch(value)
    if not found:
        return _month_and_day(value) or _in_words(value[:60])
    year, month, day = found.group(1, 2, 3)
    year = None if year in _NO_YEAR else year
    try:
        dt.date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not year:
        return f"--{month}-{day}" if day else None
    return "-".join(part for part in (year, month, day) if part)


def _month_and_day(value: str) -> str | None:
    """`02-10` as --02-10: the month first, as in ISO 8601, unless it cannot be
    one.
    """
    found = _MONTH_DAY.fullmatch(value)
    if not found:
        return None
    month, day = map(int, found.groups())
    if month > 12 and not value.startswith("-"):
        month, day = day, month
    try:
        return f"--{dt.date(2000, month, day):%m-%d}"
    except ValueError:
        return None


def _in_words(value: str) -> str | None:
    """A day as people write it, its weekday left out."""
    text = _OF_JAVA.sub(r"\1 \2", _WEEKDAY.sub("", value, count=1))
    parsed: str | None = parse_partial([text], birthdays=True).values[0].as_py()
    return parsed


def is_whole_date(value: str) -> bool:
    """Whether the text says no more than its date does: no time of day."""
    return bool(_DAY_ONLY.fullmatch(value)) or value.endswith(
        ("T00:00:00Z", "T00:00:00", "T000000Z", "T000000")
    )


def _decoded(property_: Property, charsets: Charsets) -> str:
    if property_.head.encoding == "Q":
        return _from_quoted_printable(property_.value, property_, charsets)
    if property_.head.encoding == "B":
        return _from_base64(property_)
    return property_.value


def _from_base64(property_: Property) -> str:
    """A text that a phone wrote in base64, as only pictures should be.

    The value as it stands if that is no text.
    """
    try:
        found = (binary(property_) or b"").decode(
            known_charset(property_.head.charset or "") or "utf-8"
        )
    except UnicodeDecodeError:
        return property_.value
    return found if found and not _UNPRINTABLE.search(found) else property_.value


def _from_quoted_printable(value: str, property_: Property, charsets: Charsets) -> str:
    if "=" not in value:
        return value
    return charsets.text(binascii.a2b_qp(value.encode("utf-8")), property_.head.charset)
