"""The messages of one mailbox → its interactions, and the addresses of its owner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

from netmerge.data import TomlFile
from netmerge.importers.conversations import Entry, Gathering, Person
from netmerge.importers.files.source import Source
from netmerge.importers.programs.mail.automatic import is_automatic
from netmerge.importers.programs.mail.body import body_text
from netmerge.importers.programs.mail.headers import (
    MAX_HEADER,
    Fields,
    parse_header,
    people,
    plain,
    sent_at,
    split_header,
)

_LONGEST_SUBJECT = 2000
_IDENTIFIER = re.compile(r"<[^<>\s]{1,300}>")
_NO_ONE = re.compile(r"mailto:(?:no|do-?not)[-_.]?reply")
_MASS = (
    "list-id",
    "list-unsubscribe",
    "x-mailman-version",
    "feedback-id",
    "x-campaign-id",
    "x-mailchimp-id",
)
"""Fields that only lists and newsletters have."""
_COUNTED = re.compile(r"[\s_-]{0,5}(?:\(\d{1,4}\)|[\s_-]\d{1,4})\Z")
"""What tells one of several files of a folder from the others."""
_STATUS = re.compile(r"[0-9a-fA-F]{1,8}")
_QUEUED = 0x0800
"""Thunderbird's mark of a letter that waits in the outbox."""
_PRECEDENCE = frozenset({"bulk", "list", "junk"})


@dataclass(frozen=True)
class Folders:
    """Names of folders and labels by what they hold."""

    sent: frozenset[str]
    draft: frozenset[str]
    junk: frozenset[str]


FOLDERS = TomlFile("importers/programs/mail/data/folders.toml", Folders)


@dataclass
class Mailbox:
    """A mailbox on its way through.

    `delivered` counts the messages that came to each address, `senders` are the
    addresses from which messages were sent, in the order of the file, `undated`
    counts messages, no drafts, without a date that can be read.
    """

    gathering: Gathering
    folder: str
    delivered: Counter[str] = field(default_factory=Counter)
    senders: dict[str, None] = field(default_factory=dict)
    undated: int = 0

    def take(self, position: int, message: bytes) -> str | None:
        """Add a message; the reason if it cannot be read."""
        parts = split_header(message)
        if parts is None:
            return f"The header is longer than {MAX_HEADER >> 10} KB."
        header, body = parts
        fields = parse_header(header)
        senders = people(fields.get("from", [])[:1] or fields.get("sender", [])[:1])
        recipients = people([*_all(fields, "to"), *_all(fields, "cc"), *_all(fields, "bcc")])
        if not senders and not recipients:
            return "The message names neither a sender nor a recipient."
        sender = senders[0] if senders else Person()
        date = sent_at(fields)
        is_draft = self._labelled(fields, "draft")
        self.undated += date is None and not is_draft
        is_sent = not is_draft and self._labelled(fields, "sent")
        is_auto = is_automatic(fields, body, sender.handle)
        is_mass = _is_mass(fields, sender) or self._labelled(fields, "junk")
        if not (is_mass or is_auto):
            self._learn(fields, sender, is_own=is_sent or is_draft)
        entry = Entry(
            position,
            date=date,
            direction="out" if is_sent or is_draft else None,
            sender_name=sender.name,
            sender_handle=sender.handle,
            subject=plain(_first(fields, "subject")[:_LONGEST_SUBJECT]),
            text=None if is_mass else body_text(fields, body),
            conversation=_conversation(fields),
            draft=is_draft,
            sponsored=is_mass and not is_auto,
            automatic=is_auto,
        )
        entry.to(recipients)
        self.gathering.add(entry)
        return None

    def _learn(self, fields: Fields, sender: Person, is_own: bool) -> None:
        """Note whose mailbox a message tells this to be."""
        if is_own and sender.handle:
            self.senders[_address(sender)] = None
        receivers = people(_all(fields, "delivered-to")[:1])
        if receivers:
            self.delivered[_address(receivers[0])] += 1

    def owners(self) -> list[str]:
        """Addresses of the owner: senders of what was sent, and where most was
        delivered.
        """
        found = list(self.senders)
        if self.delivered:
            address, count = min(self.delivered.items(), key=lambda item: (-item[1], item[0]))
            found += [address] if 2 * count > self.delivered.total() else []
        return list(dict.fromkeys(found))

    def _labelled(self, fields: Fields, kind: str) -> bool:
        """Whether a label, or else the folder, says that it is `sent`, a
        `draft` or `junk`; a draft tells it itself, too.
        """
        if kind == "draft" and _is_unsent(fields):
            return True
        labels = [
            _folder(label)
            for value in _all(fields, "x-gmail-labels")
            for label in plain(value).split(",")
        ]
        return not _names()[kind].isdisjoint(labels or [self.folder])


def folder_of(source: Source) -> str:
    """The name of the mail program's folder, without case.

    It is that of the file, or of the folder around Apple Mail's `mbox`.
    """
    parts = PurePosixPath(source.member or source.path.as_posix()).parts
    own = parts[-2] if parts[-1].lower() == "mbox" and len(parts) > 1 else parts[-1]
    return _folder(PurePosixPath(own).stem)


def _folder(name: str) -> str:
    """A folder's or label's own name: `INBOX.Sent`, `[Gmail]/Sent`, `Sent (2)`
    and `Sent-2019` are `sent`.
    """
    own = name.strip().casefold().rpartition("/")[2].removeprefix("inbox.")
    return _COUNTED.sub("", own).strip()


def _is_unsent(fields: Fields) -> bool:
    """Whether a mail program marked a message as a draft, or as waiting to be
    sent.
    """
    status = _first(fields, "x-mozilla-status").strip()
    is_queued = bool(_STATUS.fullmatch(status)) and int(status, 16) & _QUEUED != 0
    is_draft = "mail-draft" in _first(fields, "x-uniform-type-identifier").lower()
    return is_queued or is_draft or _first(fields, "x-unsent").strip() == "1"


@cache
def _names() -> dict[str, frozenset[str]]:
    """The names of folders by what they hold."""
    folders = vars(FOLDERS.content)
    return {kind: frozenset(map(str.casefold, names)) for kind, names in folders.items()}


def _all(fields: Fields, name: str) -> list[str]:
    return fields.get(name, [])


def _first(fields: Fields, name: str, default: str = "") -> str:
    return fields.get(name, [default])[0]


def _address(person: Person) -> str:
    return (person.handle or "").removeprefix("mailto:")


def _is_mass(fields: Fields, sender: Person) -> bool:
    """Whether a list or a newsletter sent the message and not a person."""
    precedence = _first(fields, "precedence").strip().lower()
    return (
        any(name in fields for name in _MASS)
        or precedence in _PRECEDENCE
        or bool(sender.handle and _NO_ONE.match(sender.handle))
    )


def _conversation(fields: Fields) -> str | None:
    """Gmail's number of the thread, else the first message that it goes back to."""
    if "x-gm-thrid" in fields:
        return _first(fields, "x-gm-thrid")[:100]
    for name in ("references", "in-reply-to", "message-id"):
        if found := _IDENTIFIER.search(_first(fields, name)[:8192]):
            return found[0]
    return None
