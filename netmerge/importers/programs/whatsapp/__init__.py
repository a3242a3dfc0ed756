"""An exported WhatsApp chat (`_chat.txt`, `WhatsApp Chat with NAME.txt`, or the zip around it)
in; interactions out.

The export has no numbers of people in the address book: they are known by the names that the
phone has for them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import PurePosixPath

from netmerge.data import toml_value
from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, ReadSettings, Traits
from netmerge.importers.conversations import Entry, Gathering, inspection
from netmerge.importers.files.encoding import decode, to_utf8
from netmerge.importers.files.source import Source
from netmerge.importers.programs.whatsapp.lines import Line, entries, is_chat
from netmerge.importers.programs.whatsapp.survey import surveyed

NAME = "whatsapp"
TRAITS = Traits(channel=Channel("whatsapp", "on WhatsApp"))

MOST_OTHERS = 50
"""Members of a group that a message is noted to have gone to: it counts as one to a group all the
same.
"""

_NUMBER = re.compile(r"\+?[\d\s().\u00a0\u2011-]{7,25}")
_COPY = re.compile(r" ?\(\d{1,3}\)\Z")


def claims(source: Source) -> bool:
    """Whether a text file begins as an exported chat."""
    return source.suffix == ".txt" and is_chat(decode(source.head(4096))[0])


def read(source: Source, settings: ReadSettings) -> Imported:  # noqa: ARG001  # a chat has no columns to map
    """Messages of one chat; what the program itself says is counted as empty. Raises ReadError if
    there is none.

    The chat's name, which the file or its archive bears, tells the other party and so the owner.
    """
    data, encoding = to_utf8(source.read_bytes())
    survey = surveyed(entries(data))
    if not survey.lines:
        raise ReadError(
            source.label, "is not an exported chat.", "Export the chat again, without media."
        )
    gathering = Gathering(source, NAME, TRAITS, encoding)
    day_first, sure = survey.order()
    if not sure:
        order = "day before the month" if day_first else "month before the day"
        gathering.notes.append(
            f"the dates can be read in two ways; they were read with the {order}"
        )
    chat, group = _chat(source), survey.group()
    conversation = chat or group or source.label
    senders = [sender for sender in survey.senders if sender != group]
    other = _other(chat, senders)
    for position, line in enumerate(entries(data), 1):
        if line.sender in (None, group):
            gathering.empty += 1
            continue
        date = line.date(day_first)
        if date is None:
            gathering.reject(
                position,
                line.number,
                "The line does not begin with a day of the calendar.",
                line.text,
            )
            continue
        gathering.add(_entry(position, line, date, conversation, senders, other))
    return gathering.imported()


def describe(source: Source, settings: ReadSettings) -> Inspection:
    """How many messages the chat holds, and the first three."""
    return inspection(source, read(source, settings))


def _entry(
    position: int,
    line: Line,
    date: dt.datetime,
    chat: str,
    senders: Sequence[str],
    other: str | None,
) -> Entry:
    sender = line.sender or ""
    name, handle = _person(sender)
    entry = Entry(position, date=date, sender_name=name, sender_handle=handle, conversation=chat)
    if other:
        entry.direction = "in" if sender == other else "out"
        entry.to([_person(other)] if sender != other else [])
    else:
        entry.to([_person(person) for person in senders if person != sender][:MOST_OTHERS])
    entry.text = None if line.marked or _is_placeholder(line.text) else line.text
    return entry


@lru_cache(maxsize=4096)
def _person(sender: str) -> tuple[str | None, str | None]:
    """Name and handle: who is not in the phone's address book stands with a number."""
    bare = sender.lstrip("~ \u00a0\u202f")
    if _NUMBER.fullmatch(bare):
        return None, "tel:" + "".join(
            character for character in bare if character.isdecimal() or character == "+"
        )
    return bare or None, None


def _is_placeholder(text: str) -> bool:
    """Whether the text stands for something that is not written: a picture left out, a deleted
    message.
    """
    plain = text.strip().strip("<>").strip().casefold().rstrip(".")
    return (
        not plain
        or plain.startswith(_words("media"))
        or (len(plain) < 120 and plain.endswith(_words("media_end")))
    )


def _chat(source: Source) -> str | None:
    """The chat's name, from the name of the file, of its archive or of its folder."""
    own = PurePosixPath(source.member or source.path.as_posix())
    around = own.parent.name or (source.root.stem if source.member else "")
    for name in (own.stem, around, source.root.stem):
        bare = _COPY.sub("", name).strip()
        for opening in _words("chats"):
            if bare.casefold().startswith(opening) and bare[len(opening) :].strip(" -_"):
                return bare[len(opening) :].strip(" -_")
    return None


def _other(chat: str | None, senders: Sequence[str]) -> str | None:
    """The other party of a chat of two; None for a group, or where the chat's name does not tell."""
    if not chat or len(senders) > 2:
        return None
    named = next((sender for sender in senders if sender.strip() == chat), None)
    if named or len(senders) == 2:
        return named
    return chat  # only the owner wrote


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(
        word.casefold()
        for word in toml_value(list[str], "importers/programs/whatsapp/data/words.toml", name)
    )
