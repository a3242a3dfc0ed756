"""A text → whether it only stands for something that is not written, such as a
picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from netmerge.data import TomlFile

_LONGEST = 120
"""Characters of a placeholder that is told by its end: the name of a file stands
before it.
"""

_IN_BRACKETS = re.compile(r"<[^<>\n]{3,120}>")
_EDITED = re.compile(r"\s?<[^<>\n]{5,80}>\s{0,5}\Z")
_HINT = re.compile(r"\s?[,.(–-].{0,60}\Z")
"""What stands behind a call: how long it was, `tap to call back`."""


@dataclass(frozen=True)
class Words:
    """What WhatsApp itself writes."""

    chats: tuple[str, ...]
    media: tuple[str, ...]
    calls: tuple[str, ...]
    media_end: tuple[str, ...]


WORDS = TomlFile("importers/programs/whatsapp/data/words.toml", Words)


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of what WhatsApp itself writes, without case."""
    return tuple(map(str.casefold, vars(WORDS.content)[name]))


def own_text(text: str) -> str | None:
    """What was written in a message; None where the text is WhatsApp's own.

    That stands for a picture left out, a call, or a message deleted. A mark
    between angle brackets at the end says that the message was edited.
    """
    if is_placeholder(text):
        return None
    return _EDITED.sub("", text).strip() or None


def is_placeholder(text: str) -> bool:
    """Whether the text is WhatsApp's own, for a picture left out, a call, or a
    message deleted.
    """
    if _IN_BRACKETS.fullmatch(text.strip()):  # in whatever language
        return True
    plain = text.strip().strip("<>").strip().casefold().rstrip(".")
    if not plain or plain.startswith(words("media")):
        return True
    if len(plain) >= _LONGEST:
        return False
    call = _HINT.sub("", plain)
    return call in words("calls") or plain.endswith(words("media_end"))
