"""The names of a chat's file and of its senders → whose chat it is, and who
they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from netmerge.importers.conversations import Person, phone_handle
from netmerge.importers.files.source import Source
from netmerge.importers.programs.whatsapp.words import words

_NUMBER = re.compile(r"\+?[\d\s().\u00a0\u2011-]{7,25}")
_COPY = re.compile(r" ?\(\d{1,3}\)\Z")
"""What is put at the end of a second copy's name."""


def chat_name(source: Source) -> str | None:
    """The chat's name, from the name of the file, of its archive or of its
    folder.
    """
    own = PurePosixPath(source.member or source.path.as_posix())
    around = own.parent.name or (source.root.stem if source.member else "")
    for name in (own.stem, around, source.root.stem):
        bare = _COPY.sub("", name).strip()
        for opening in words("chats"):
            rest = bare[len(opening) :].strip(" -_")
            if rest and bare.casefold().startswith(opening):
                return rest
    return None


def other_party(chat: str | None, senders: Sequence[str]) -> str | None:
    """The other party of a chat of two; None for a group, or where the chat's
    name tells nobody.
    """
    if not chat or len(senders) > 2:
        return None
    named = next((sender for sender in senders if sender.strip() == chat), None)
    if named or len(senders) == 2:
        return named
    return chat  # only the owner wrote


@lru_cache(maxsize=4096)
def person(sender: str) -> Person:
    """Who is not in the phone's address book stands with a number, anybody else
    with a name.
    """
    bare = sender.lstrip("~ \u00a0\u202f")
    number = phone_handle(bare) if _NUMBER.fullmatch(bare) else None
    return Person(None, number) if number else Person(bare or None)
