"""Facebook's and Messenger's archive as JSON, file by file → messages, friends,
owner facts.

Friends are contacts. Pages liked or followed, followers and people who were
never confirmed are not, and are not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Channel,
    Imported,
    Inspection,
    Reject,
    Traits,
    owner_facts_of,
    place,
    rejects_of,
    source_row,
)
from netmerge.importers.conversations import (
    Entry,
    Gathering,
    Person,
    inspection,
    meant,
    moment,
    tidy,
)
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.files.source import Source
from netmerge.schema import RECORDS, constant
from netmerge.settings import Settings

NAME = "facebook"
TRAITS = Traits(channel=Channel("facebook", "on Facebook"))

# A blank is \s{0,99} throughout: a head of nothing but blanks must not cost more
# than its length.
_CHAT = re.compile(r'\A\s{0,99}\{\s{0,99}"(?:participants|messages)"\s{0,99}:')
_MESSAGES = re.compile(r'"messages"\s{0,99}:\s{0,99}\[')
_FRIENDS = re.compile(r'\A\s{0,99}\{\s{0,99}"friends(?:_v2)?"\s{0,99}:')
_PROFILE = re.compile(r'\A\s{0,99}\{\s{0,99}"profile(?:_v2|_information_v2)?"\s{0,99}:\s{0,99}\{')
_MAX_WHOLE = 64 << 20
"""Bytes of a list of friends or a profile, which are read whole."""
_THREAD = re.compile(r'"(?:thread_path|threadName)"\s{0,99}:\s{0,99}"([^"\\]{1,300})"')
_GAP = re.compile(r"[\s,]{0,10000}")
_NEXT = re.compile(r'\{\s{0,99}"sender_?[nN]ame"')
_REACTION = re.compile(
    r"\A(?:Reacted .{1,20} to your message|.{1,100} sent an? [a-z ]{1,20}\.)\s*\Z"
)
"""What Facebook itself writes in place of a text."""
_DECODER = json.JSONDecoder()
_WINDOW = 4096
"""Characters of a message that are decoded at first; hardly one is longer."""
_RAW = 4096
"""Characters of a reject that are shown."""
_LONGEST_CALL = 10**9
"""Seconds."""
_AGAIN = "Ask for the archive again, as JSON."
_TAIL = 1 << 16
"""Characters at either end of a chat that hold what is said of it as a whole."""


def claims(source: Source) -> bool:
    """Whether this is a chat, the list of friends or the profile."""
    if source.suffix != ".json":
        return False
    head = source.head(4096).decode("utf-8", "replace").removeprefix("\ufeff")
    return any(form.match(head) for form in (_CHAT, _FRIENDS, _PROFILE))


def read(source: Source, settings: Settings) -> Imported:
    """Read one file of the archive. Raises ReadError if it is none, or broken."""
    data, _ = to_utf8(source.read_bytes())
    text = data.decode("latin-1")  # a character for each byte: see `meant`
    if _CHAT.match(text):
        return _read_chat(source, text)
    if _FRIENDS.match(text):
        return _read_friends(source, _whole(source, text))
    if _PROFILE.match(text):
        return _read_profile(source, _whole(source, text))
    problem = "is no chat, list of friends or profile of Facebook."
    raise ReadError(source.label, problem, "Ask for the archive as JSON.")


def describe(source: Source, settings: Settings) -> Inspection:
    """What the file is, and its first three entries."""
    return inspection(source, read(source, settings))


def _read_chat(source: Source, text: str) -> Imported:
    gathering = Gathering(source, NAME, TRAITS)
    start = _MESSAGES.search(text)
    if not start:
        raise ReadError(source.label, "has no list of messages.", _AGAIN)
    head, tail = text[: start.start()], text[-_TAIL:]
    people = _participants(head) or _participants(tail)
    thread = _THREAD.search(tail) or _THREAD.search(text[:_TAIL])
    conversation = thread[1] if thread else source.label
    last, line = 0, 1
    found = _objects(text, start.end())
    for position, (offset, stop, value) in enumerate(found, 1):
        entry = _entry(position, value, people, conversation)
        if isinstance(entry, Entry):
            gathering.add(entry)
            continue
        last, line = offset, line + text.count("\n", last, offset)
        raw = text[offset : min(stop, offset + _RAW)]
        gathering.reject(position, line, entry, raw)
    return gathering.imported()


def _participants(text: str) -> list[Person]:
    """Names in the list of participants: as objects with a name, or plain."""
    found = re.search(r'"participants"\s{0,99}:\s{0,99}(?=\[)', text)
    if not found:
        return []
    try:
        values, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError):
        return []
    names = (value.get("name") if isinstance(value, dict) else value for value in values)
    tidied = (tidy(meant(name)) for name in names)
    return [Person(name) for name in tidied if name]


def _objects(text: str, place: int) -> Iterator[tuple[int, int, dict[str, Any] | str]]:
    """Begin, end and value of each element of a list, one at a time; for a
    broken one the reason.

    A broken one ends where the next message seems to begin.
    """
    following = place
    while True:
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
        if place >= len(text) or text[place] == "]":
            return
        if following <= place:
            found = _NEXT.search(text, place + 1)
            following = found.start() if found else len(text)
        decoded = _decoded(text, place, following)
        if decoded is None:
            yield place, following, "The message is broken JSON."
            place = following
            continue
        value, end = decoded
        yield place, end, value if isinstance(value, dict) else "This is no message."
        place = end


def _decoded(text: str, place: int, following: int) -> tuple[Any, int] | None:
    """Value and end of the element that begins at `place`; None if it is broken.

    It is looked at in windows, each twice as long, up to where the next message
    seems to begin: where the decoder fails it counts all lines before.
    """
    size, stop = _WINDOW, max(following, place + _WINDOW)
    while True:
        window = text[place : min(place + size, stop)]
        is_last = place + size >= stop
        try:
            value, length = _DECODER.raw_decode(window)
            if is_last or length < len(window):  # else a number may go on
                return value, place + length
        except (ValueError, RecursionError):
            if is_last:
                return None
        size *= 2


def _entry(
    position: int, value: dict[str, Any] | str, people: list[Person], conversation: str
) -> Entry | str:
    """A message; the reason if it cannot be read."""
    if isinstance(value, str):
        return value
    sender = tidy(meant(value.get("sender_name", value.get("senderName"))))
    millis = value.get("timestamp_ms", value.get("timestamp"))
    date = moment(millis, 1000) if isinstance(millis, int | float) else None
    if not sender or not date:
        return "The message has no sender or no time."
    declared = str(value.get("type", ""))
    is_call = "call_duration" in value or declared.lower() == "call"
    kind = "call" if is_call else "message"
    entry = Entry(position, kind, date=date, sender_name=sender, conversation=conversation)
    entry.to([person for person in people if person.name != sender])
    text = meant(value.get("content", value.get("text"))) or ""
    is_unsent = value.get("is_unsent") or value.get("isUnsent")
    is_silent = is_call or is_unsent or _REACTION.match(text[:200])
    entry.text = None if is_silent else text
    lasted = value.get("call_duration")
    entry.duration = lasted if isinstance(lasted, int) and 0 <= lasted < _LONGEST_CALL else None
    return entry


def _whole(source: Source, text: str) -> Any:
    """The one value of a file's object."""
    if len(text) > _MAX_WHOLE:
        problem = f"is larger than {_MAX_WHOLE >> 20} MB."
        raise ReadError(source.label, problem, "No list of friends is so long.")
    try:
        values = json.loads(text.removeprefix("\ufeff")).values()
        return next(iter(values))
    except (ValueError, RecursionError, StopIteration) as error:
        raise ReadError(source.label, f"is broken JSON ({error}).", _AGAIN) from error


def _read_friends(source: Source, friends: Any) -> Imported:
    """Records of source `facebook`, connected on the day of becoming friends."""
    rows, rejects = [], []
    for position, friend in enumerate(_list(friends), 1):
        name = tidy(meant(friend.get("name"))) if isinstance(friend, dict) else None
        if not name:
            raw = json.dumps(friend)[:4096]
            rejects.append(Reject(position, None, "The friend has no name.", raw))
            continue
        since = friend.get("timestamp")
        date = moment(since) if isinstance(since, int | float) else None
        rows.append((position, name, date.date() if date else None))
    if not rows:
        again = "Ask for the archive again, with friends, as JSON."
        raise ReadError(source.label, "holds no friend.", again)
    count = len(rows)
    positions, names, days = zip(*rows, strict=True)
    columns = {
        **place(source, positions),
        "source": constant(NAME, count),
        "kind": constant("person", count),
        "status": constant("read", count),
        "full_name": list(names),
        "connected_on": list(days),
    }
    records = RECORDS.frame(columns)
    row = source_row(
        source,
        NAME,
        "contacts",
        read=count,
        rejected=len(rejects),
        dates=records["connected_on"],
        encoding="utf-8",
    )
    return Imported(records=records, rejects=rejects_of(source, rejects), sources=row)


def _read_profile(source: Source, profile: Any) -> Imported:
    """Facts about the owner: name, addresses, numbers, employers and schools."""
    told = ((fact, tidy(meant(value))) for fact, value in _facts(profile))
    facts = [(fact, value) for fact, value in told if value]
    row = source_row(source, NAME, "owner", read=len(facts), encoding="utf-8")
    return Imported(owner_facts=owner_facts_of(source, facts), sources=row)


def _facts(profile: Any) -> Iterator[tuple[str, object]]:
    """Facts of a profile and their values, of whatever type they are."""
    if not isinstance(profile, dict):
        return
    name = profile.get("name")
    yield "name", name.get("full_name") if isinstance(name, dict) else name
    emails = profile.get("emails")
    if isinstance(emails, dict):
        for address in _list(emails.get("emails")):
            yield "email", address
    for key, fact, inner in (
        ("phone_numbers", "phone", "phone_number"),
        ("work_experiences", "company", "employer"),
        ("education_experiences", "school", "name"),
    ):
        for value in _list(profile.get(key)):
            yield fact, value.get(inner) if isinstance(value, dict) else value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
