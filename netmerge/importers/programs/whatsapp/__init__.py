"""An exported WhatsApp chat (`_chat.txt`, `WhatsApp Chat with NAME.txt`) →
interactions.

`lines` reads the chat entry by entry, `survey` looks at what only all of them
together tell, `parties` says whose chat it is, `words` what WhatsApp itself
wrote.

The export has no numbers of people in the address book: they are known by the
names that the phone has for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import Entry, Gathering, inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.programs.whatsapp.lines import Line, entries, is_chat
from netmerge.importers.programs.whatsapp.parties import chat_name, other_party, person
from netmerge.importers.programs.whatsapp.survey import Survey, surveyed
from netmerge.importers.programs.whatsapp.words import own_text
from netmerge.settings import Settings

NAME = "whatsapp"
TRAITS = Traits(channel=Channel("whatsapp", "on WhatsApp", reached_by="tel"))

MOST_OTHERS = 50
"""Members of a group that a message is noted to have gone to: it counts as one
to a group all the same.
"""
_NO_DAY = "The line does not begin with a day of the calendar."


def claims(source: Source) -> bool:
    """Whether a text file begins as an exported chat."""
    return source.suffix == ".txt" and is_chat(decode(source.head(4096))[0])


def read(source: Source, settings: Settings) -> Imported:
    """Messages of one chat; what the program itself says is counted as empty.

    The chat's name, which the file or its archive bears, tells the other party
    and so the owner. Raises ReadError if there is no entry.
    """
    data, encoding = to_utf8(source.read_bytes())
    survey = surveyed(entries(data))
    if not survey.lines:
        problem = "is not an exported chat."
        raise ReadError(source.label, problem, "Export the chat again, without media.")
    gathering = Gathering(source, NAME, TRAITS, encoding)
    day_first, sure = survey.order()
    if not sure:
        order = "day before the month" if day_first else "month before the day"
        gathering.notes.append(
            f"the dates can be read in two ways; they were read with the {order}"
        )
    chat = _chat_of(source, survey)
    for position, line in enumerate(entries(data), 1):
        if line.sender in (None, chat.group):
            gathering.empty += 1
        elif date := line.date(day_first):
            gathering.add(chat.entry(position, line, date))
        else:
            gathering.reject(position, line.number, _NO_DAY, line.text)
    return gathering.imported()


def describe(source: Source, settings: Settings) -> Inspection:
    """How many messages the chat holds, and the first three."""
    return inspection(source, read(source, settings))


@dataclass(frozen=True)
class _Chat:
    """Whose chat it is: `other` is the other party of a chat of two, None in a
    group.
    """

    conversation: str
    group: str | None
    senders: Sequence[str]
    other: str | None

    def entry(self, position: int, line: Line, date: dt.datetime) -> Entry:
        """A message of the chat."""
        sender = line.sender or ""
        name, handle = person(sender)
        entry = Entry(
            position,
            date=date,
            day=date.date(),
            sender_name=name,
            sender_handle=handle,
            conversation=self.conversation,
        )
        if self.other is None:
            others = (person(one) for one in self.senders if one != sender)
            entry.to(list(islice(others, MOST_OTHERS)))
        elif sender == self.other:
            entry.direction = "in"
        else:
            entry.direction = "out"
            entry.to([person(self.other)])
        entry.text = None if line.marked else own_text(line.text)
        return entry


def _chat_of(source: Source, survey: Survey) -> _Chat:
    name, group = chat_name(source), survey.group()
    senders = [sender for sender in survey.senders if sender != group]
    return _Chat(
        conversation=name or group or source.label,
        group=group,
        senders=senders,
        other=other_party(name, senders),
    )
