"""The UTF-8 bytes of an exported chat in; its messages, with day and time as written, out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from netmerge.importers.conversations import lines_of

_DATE = r"(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})\.?"
_TIME = r"(?:(上午|下午|오전|오후|午前|午後)\s?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([APap])\.?\s?[Mm]\.?)?"
_BRACKETED = re.compile(rf"\[{_DATE},?\s{{1,3}}(?:\w{{1,4}}\s)?{_TIME}\]\s")
_DASHED = re.compile(rf"{_DATE},?\s{{1,3}}(?:\w{{1,4}}\s)?{_TIME}\s-\s")
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
_MARK = "\u200e"
_SENDER = re.compile(r"([^:\n]{1,100}):(?: |\Z)")
_QUOTES = frozenset('“”"«»„')
_AFTERNOON = frozenset({"p", "下午", "오후", "午後"})
MAX_LINES = 1000
"""Lines of one message that are kept."""


@dataclass(slots=True)
class Line:
    """One entry of the chat: `first`, `second` and `third` are the numbers of its date, as written.

    `sender` is None for what the program itself says. `half` tells whether the clock has twelve
    hours, `marked` whether an iPhone marked the text as its own: a picture left out, a notice.
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
        """The moment of the line; the phone's clock is taken for UTC. None where there is no such
        day.
        """
        day = _day(self.first, self.second, self.third, day_first, self.year_first)
        return day + dt.timedelta(seconds=self.seconds) if day and self.seconds < 86_400 else None


@lru_cache(maxsize=4096)
def _day(
    first: int, second: int, third: int, day_first: bool, year_first: bool
) -> dt.datetime | None:
    if year_first:
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        day, month = (first, second) if day_first else (second, first)
    try:
        return dt.datetime(year, month, day, tzinfo=dt.UTC) if 2009 <= year < 2200 else None
    except ValueError:
        return None


def is_chat(head: str) -> bool:
    """Whether a text that begins so is an exported chat."""
    lines = head.translate(_INVISIBLE).strip().split("\n", 3)[:3]
    return any(_BRACKETED.match(line) or _DASHED.match(line) for line in lines[:1])


def entries(data: bytes) -> Iterator[Line]:
    """The entries of the chat; a line that begins with no date belongs to the one before."""
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
    hours = int(hour) % 12 + 12 * (half in _AFTERNOON) if half else int(hour)
    sender = _SENDER.match(rest)
    if sender and _QUOTES & set(sender[1]):  # Anna changed the subject to "Trip: the plan"
        sender = None
    return Line(
        number,
        int(first),
        int(second),
        int(third),
        hours * 3600 + int(minute) * 60 + int(second_of or 0),
        bool(half),
        sender[1].strip() if sender else None,
        rest[sender.end() :] if sender else rest,
        len(first),
        sender is not None and f": {_MARK}" in raw[: head.end() + 200],
    )
