"""A text → whether it only stands for something that is not written, such as a
picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from netmerge.data import TomlFile

_LONGEST = 120
"""Characters of a placeholder that is told by its end: the name of a file stands
before it.
"""


@dataclass(frozen=True)
class Words:
    """What WhatsApp itself writes."""

    chats: tuple[str, ...]
    media: tuple[str, ...]
    media_end: tuple[str, ...]


WORDS = TomlFile("importers/programs/whatsapp/data/words.toml", Words)


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of what WhatsApp itself writes, without case."""
    return tuple(map(str.casefold, vars(WORDS.content)[name]))


def is_placeholder(text: str) -> bool:
    """Whether the text is WhatsApp's own, for a picture left out or a message
    deleted.
    """
    bare = text.strip().strip("<>").strip()
    plain = bare.casefold().rstrip(".")
    if not plain or plain.startswith(words("media")):
        return True
    return len(plain) < _LONGEST and plain.endswith(words("media_end"))
