"""The entries of a chat → what only all of them tell: who wrote, and whether the
day is first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from netmerge.importers.programs.whatsapp.lines import Line


@dataclass
class Survey:
    """What is known of a chat as a whole.

    `senders` are all under whose names lines stand, in the order of the chat,
    `written` those of them whose lines are not marked as the program's own.
    `alike`, `years_first` and `halves` count lines whose day and month are the
    same number, whose year is first, and whose clock has twelve hours;
    `first_over` and `second_over` say that such a number passed 12. `backwards`
    counts the lines that are earlier than the one before, if the day is first
    and if it is not.
    """

    lines: int = 0
    senders: dict[str, None] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    years_first: int = 0
    halves: int = 0
    alike: int = 0
    first_over: bool = False
    second_over: bool = False
    backwards: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})

    def group(self) -> str | None:
        """The group under whose name an iPhone begins the chat with notices, but
        which never writes.
        """
        first = next(iter(self.senders), None)
        return first if first not in self.written and len(self.written) > 1 else None

    def order(self) -> tuple[bool, bool]:
        """Whether the day stands before the month, and whether that is sure.

        A number over 12 tells; else the order in which days do not go back;
        else a twelve-hour clock is American, and all the world puts the day
        first.
        """
        if self.years_first == self.lines:
            return False, True
        if self.first_over != self.second_over:
            return self.first_over, True
        if self.backwards[True] != self.backwards[False]:
            return self.backwards[True] < self.backwards[False], True
        return not self.halves, self.alike == self.lines


def surveyed(lines: Iterable[Line]) -> Survey:
    """Look at all entries once."""
    found = Survey()
    last: dict[bool, dt.datetime | None] = {True: None, False: None}
    for line in lines:
        found.lines += 1
        if line.sender:
            found.senders[line.sender] = None
            if not line.marked:
                found.written.add(line.sender)
        found.years_first += line.year_first
        found.halves += line.half
        found.alike += line.first == line.second
        found.first_over |= line.first > 12
        found.second_over |= line.second > 12
        for way in (True, False):
            date, before = line.date(way), last[way]
            if date:
                found.backwards[way] += before is not None and date < before
                last[way] = date
    return found
