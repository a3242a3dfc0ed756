"""The UTF-8 bytes of a calendar → its components, with the properties that matter
here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from netmerge.importers.conversations import lines_of
from netmerge.vcard.heads import Head, colon_of, parse_head

MAX_DEPTH = 8
MAX_PARTIES = 1_000
MAX_VALUE = 1 << 16
"""Characters of a line, unfolded."""
_LONGEST_RAW = 500
"""Characters of a line of a reject."""
_WANTED = frozenset(
    {
        *(
            "UID",
            "SUMMARY",
            "STATUS",
            "DTSTART",
            "DTEND",
            "DURATION",
            "DTSTAMP",
            "ORGANIZER",
            "ATTENDEE",
        ),
        *("RRULE", "EXDATE", "RECURRENCE-ID"),
        *("TZID", "TZOFFSETTO", "X-WR-CALNAME"),
    }
)
"""Properties that are kept."""
_WHOLE = frozenset({"VTIMEZONE", "VEVENT", "VCALENDAR"})
"""Components that are given; others belong to the one around them."""


@dataclass
class Component:
    """What stands between BEGIN and END, from `line` on.

    `properties` are those that matter here, `inner` the components inside,
    `lines` all as written.
    """

    name: str
    line: int
    properties: list[tuple[Head, str]] = field(default_factory=list)
    inner: list[Component] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The first value of a property; "" if it is not there."""
        return next((value for head, value in self.properties if head.name == name), "")


@dataclass
class Components:
    """VTIMEZONE, VEVENT and VCALENDAR of a calendar, each as it ends.

    What is never closed ends with the file, an event also where the next one
    begins. `outside` counts, once all are given, the lines that belong to none.
    """

    data: bytes = field(repr=False)
    outside: int = 0

    def __iter__(self) -> Iterator[Component]:
        """One component after the other."""
        stack: list[Component] = []
        for number, line in _lines(self.data):
            begins = line[:6].upper() == "BEGIN:"
            if begins or line[:4].upper() == "END:":
                name = line.partition(":")[2].strip().upper()
                is_open = any(component.name == name for component in stack)
                closing = is_open and (not begins or name == "VEVENT")
                while closing:
                    component = stack.pop()
                    yield from _closed(component, stack)
                    closing = component.name != name
                if begins and len(stack) < MAX_DEPTH:
                    stack.append(Component(name[:40], number))
            elif stack:
                _take(stack[-1], line[:MAX_VALUE])
            elif line.strip():
                self.outside += 1
        while stack:
            yield from _closed(stack.pop(), stack)


def _closed(component: Component, stack: list[Component]) -> Iterator[Component]:
    if component.name in _WHOLE:
        yield component
    elif stack and len(stack[-1].inner) < MAX_PARTIES:
        stack[-1].inner.append(component)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Unfolded lines, each with the number of its first."""
    pieces: list[str] = []
    first = 0
    length = 0
    for number, line in lines_of(data):
        if line[:1] in (" ", "\t") and pieces:
            length += len(line)
            if length < MAX_VALUE:
                pieces.append(line[1:])
            continue
        if pieces:
            yield first, "".join(pieces)
        pieces, first, length = [line.strip("\ufeff")], number, len(line)
    if pieces:
        yield first, "".join(pieces)


def _take(component: Component, line: str) -> None:
    if len(component.lines) < MAX_PARTIES:
        component.lines.append(line[:_LONGEST_RAW])
    name, _, _ = line.partition(":")[0].partition(";")
    if name.strip().upper() not in _WANTED:
        return
    colon = colon_of(line)
    head = _head(line[:colon]) if colon > 0 else None
    if head and len(component.properties) < 2 * MAX_PARTIES:
        component.properties.append((head, line[colon + 1 :]))


@lru_cache(maxsize=4096)
def _head(text: str) -> Head | None:
    return parse_head(text)
