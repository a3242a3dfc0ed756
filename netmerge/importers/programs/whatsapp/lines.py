"""The UTF-8 bytes of an exported chat → its messages, with day and time as
written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from netmerge.importers.conversations import lines_of

_WHEN = r"""
    (\d{1,4}) [./-]\s? (\d{1,2}) [./-]\s? (\d{1,4}) \.?  # day, month and year in any order
    ,?\s{1,3}
    (?: \w{1,4}\s )?                                     # some phones have the weekday here
    (?: (上午|下午|오전|오후|午前|午後) \s? )?               # morning or afternoon
    (\d{1,2}) [:.] (\d{2}) (?: [:.] (\d{2}) )?           # hours, minutes, seconds
    (?: \s? ([APap])\.?\s?[Mm]\.? )?                     # a.m. or p.m.
"""
_BRACKETED = re.compile(rf"\[ {_WHEN} \]\s", re.VERBOSE)
"""How an iPhone begins a message."""
_DASHED = re.compile(rf"{_WHEN} \s-\s", re.VERBOSE)
"""How an Android phone begins a message."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
"""Marks of the direction of writing, which stand between anything."""
_MARK = "\u200e"
"""What an iPhone puts before a text that is its own."""
_SENDER = re.compile(r"([^:\n]{1,100}):(?: |\Z)")
_QUOTES = frozenset('“”"«»„')
_AFTERNOON = frozenset({"p", "下午", "오후", "午後"})
MAX_LINES = 1000
"""Lines of one message that are kept."""


@dataclass(slots=True)
class Line:
    """One entry of the chat, at line `number` of the file.

    `first`, `second` and `third` are the numbers of its date, as written;
    `digits` are those of the first. `sender` is None for what the program
    itself says. `half` tells whether the clock has twelve hours, `marked`
    whether an iPhone marked the text as its own: a picture left out, a notice.
    """

    number: int
    first: int
    second: int
    third: int
    seconds: int
    half: bool
    sender: str | None
    text: str
    digits: int
    marked: bool

    @property
    def year_first(self) -> bool:
        """Whether the date begins with its year."""
        return self.digits == 4

    def date(self, day_first: bool) -> dt.datetime | None:
        """The moment of the line, None where there is no such day.

        It is what the phone's clock showed, as if that were UTC.
        """
        day = _day(self.first, self.second, self.third, day_first, self.year_first)
        if not day or self.seconds >= 86_400:
            return None
        return day + dt.timedelta(seconds=self.seconds)


@lru_cache(maxsize=4096)
def _day(
    first: int, second: int, third: int, day_first: bool, year_first: bool
) -> dt.datetime | None:
    if year_first:
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        day, month = (first, second) if day_first else (second, first)
    if not 2009 <= year < 2200:  # WhatsApp is of 2009
        return None
    try:
        return dt.datetime(year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None


def is_chat(head: str) -> bool:
    """Whether a text that begins so is an exported chat."""
    first = head.translate(_INVISIBLE).strip().split("\n", 1)[0]
    return bool(_BRACKETED.match(first) or _DASHED.match(first))


def entries(data: bytes) -> Iterator[Line]:
    """The entries of the chat; a line that begins with no date belongs to the one
    before.
    """
    current: Line | None = None
    more: list[str] = []
    for number, raw in lines_of(data):
        line = raw if raw.isascii() else raw.translate(_INVISIBLE)
        head = _BRACKETED.match(line) or _DASHED.match(line)
        if not head:
            if len(more) < MAX_LINES:
                more.append(line)
            continue
        if current:
            current.text = "\n".join([current.text, *more])
            yield current
        current, more = _line(number, head, line[head.end() :], raw), []
    if current:
        current.text = "\n".join([current.text, *more])
        yield current


def _line(number: int, head: re.Match[str], rest: str, raw: str) -> Line:
    first, second, third, before, hour, minute, second_of, after = head.groups()
    half = (before or after or "").lower()
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half in _AFTERNOON)
    sender = _SENDER.match(rest)
    if sender and _QUOTES & set(sender[1]):  # Anna changed the subject to "Trip: the plan"
        sender = None
    return Line(
        number=number,
        first=int(first),
        second=int(second),
        third=int(third),
        seconds=hours * 3600 + int(minute) * 60 + int(second_of or 0),
        half=bool(half),
        sender=sender[1].strip() if sender else None,
        text=rest[sender.end() :] if sender else rest,
        digits=len(first),
        marked=sender is not None and f": {_MARK}" in raw[: head.end() + 200],
    )
