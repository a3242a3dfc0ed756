"""E-mail in, as mbox (Gmail Takeout, Thunderbird, Apple Mail) or as single .eml files;
interactions out.

Nobody becomes a contact by an e-mail alone: a mailbox is full of newsletters, shops and lists.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

from netmerge.data import toml_value
from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, ReadSettings, Traits
from netmerge.importers.conversations import Entry, Gathering, inspection
from netmerge.importers.files.source import Source
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
from netmerge.importers.programs.mail.mbox import BLOCK, MAX_MESSAGE, is_mbox, messages

NAME = "mail"
TRAITS = Traits(channel=Channel("email", "by e-mail", letters=True))

_HEAD = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[!-9;-~]{1,76}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,}"
)
_TELLING = re.compile(
    rb"^(?:from|date|received|message-id|subject|mime-version|return-path|delivered-to|to):",
    re.IGNORECASE | re.MULTILINE,
)
_IDENTIFIER = re.compile(r"<[^<>\s]{1,300}>")
_NO_ONE = re.compile(r"mailto:(?:no|do-?not)[-_.]?reply|mailto:mailer-daemon|mailto:postmaster@")
_MASS = (
    "list-id",
    "list-unsubscribe",
    "x-mailman-version",
    "feedback-id",
    "x-campaign-id",
    "x-mailchimp-id",
)
_PRECEDENCE = frozenset({"bulk", "list", "junk"})


def claims(source: Source) -> bool:
    """Whether the file begins as an mbox or as the header of an e-mail."""
    head = source.head()
    return is_mbox(head) or _is_message(head)


def read(source: Source, settings: ReadSettings) -> Imported:  # noqa: ARG001  # e-mail has no columns to map
    """Interactions of kind `message`, one for each e-mail. Raises ReadError if there is none.

    The direction is given where a label or the folder says that the message was sent. The owner's
    addresses are those from which such messages came, and the one to which the mailbox's messages
    were delivered.
    """
    return _Mailbox(source).imported()


def describe(source: Source, settings: ReadSettings) -> Inspection:
    """How many messages the file holds, and the first three."""
    return inspection(source, read(source, settings))


def _is_message(head: bytes) -> bool:
    return bool(_HEAD.match(head)) and len(_TELLING.findall(head[:8192])) >= 2


@dataclass
class _Mailbox:
    source: Source
    delivered: Counter[str] = field(default_factory=Counter)
    senders: dict[str, None] = field(default_factory=dict)
    folder: str = field(init=False)
    gathering: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.folder = _folder(self.source)
        self.gathering = Gathering(self.source, NAME, TRAITS, None)

    def imported(self) -> Imported:
        head = self.source.head()
        if is_mbox(head):
            for position, (line, separator, message) in enumerate(
                messages(self.source.blocks(BLOCK)), 1
            ):
                reason = self._take(position, separator, message)
                if reason:
                    self.gathering.reject(
                        position, line, reason, separator + b"\n" + message[:4096]
                    )
        elif _is_message(head):
            reason = self._take(1, b"", self.source.head(MAX_MESSAGE))
            if reason:
                self.gathering.reject(1, 1, reason, head[:4096])
        else:
            raise ReadError(
                self.source.label,
                "holds no e-mail.",
                "Export the mailbox again, as mbox or as .eml files.",
            )
        self.gathering.facts += [("email", address) for address in self._owners()]
        return self.gathering.imported()

    def _owners(self) -> list[str]:
        """Addresses of the mailbox's owner: senders of what was sent, and where most messages
        were delivered.
        """
        found = list(self.senders)
        if self.delivered:
            address, count = min(self.delivered.items(), key=lambda item: (-item[1], item[0]))
            found += [address] if 2 * count > self.delivered.total() else []
        return list(dict.fromkeys(found))

    def _take(self, position: int, separator: bytes, message: bytes) -> str | None:
        """Add a message; the reason if it cannot be read."""
        parts = split_header(message)
        if parts is None:
            return f"The header is longer than {MAX_HEADER >> 10} KB."
        fields = parse_header(parts[0])
        date = sent_at(fields, separator)
        senders = people(fields.get("from", [])[:1] or fields.get("sender", [])[:1])
        recipients = people(
            [value for name in ("to", "cc", "bcc") for value in fields.get(name, [])]
        )
        if not senders and not recipients:
            return "The message names neither a sender nor a recipient."
        draft = self._labelled(fields, "draft")
        if date is None and not draft:
            return f'"{fields.get("date", ["nothing"])[0][:80]}" is not a date.'
        name, handle = senders[0] if senders else (None, None)
        sent = not draft and self._labelled(fields, "sent")
        mass = _is_mass(fields, handle) or self._labelled(fields, "junk")
        if (sent or draft) and handle and not mass:
            self.senders[handle.removeprefix("mailto:")] = None
        if not mass and (address := people(fields.get("delivered-to", [])[:1])):
            self.delivered[(address[0][1] or "").removeprefix("mailto:")] += 1
        entry = Entry(
            position, date=date, sender_name=name, sender_handle=handle, draft=draft, sponsored=mass
        )
        entry.direction = "out" if sent or draft else None
        entry.to(recipients)
        entry.subject = plain(fields.get("subject", [""])[0][:2000])
        entry.conversation = _conversation(fields)
        entry.text = None if mass else body_text(fields, parts[1])
        self.gathering.add(entry)
        return None

    def _labelled(self, fields: Fields, kind: str) -> bool:
        """Whether a label, or else the folder's name, says that the message is sent, a draft or
        junk.
        """
        labels = [
            label.strip().casefold()
            for value in fields.get("x-gmail-labels", [])
            for label in plain(value).split(",")
        ]
        return not _names()[kind].isdisjoint(labels or [self.folder])


def _folder(source: Source) -> str:
    """The name of the mail program's folder: that of the file, or of the folder around Apple
    Mail's `mbox`.
    """
    parts = PurePosixPath(source.member or source.path.as_posix()).parts
    own = parts[-2] if parts[-1].lower() == "mbox" and len(parts) > 1 else parts[-1]
    return PurePosixPath(own).stem.casefold()


@cache
def _names() -> dict[str, frozenset[str]]:
    folders = toml_value(dict[str, list[str]], "importers/programs/mail/data/folders.toml")
    return {kind: frozenset(name.casefold() for name in names) for kind, names in folders.items()}


def _is_mass(fields: Fields, handle: str | None) -> bool:
    """Whether a list, a newsletter or a machine sent the message and not a person."""
    automatic = fields.get("auto-submitted", ["no"])[0].strip().lower()
    precedence = fields.get("precedence", [""])[0].strip().lower()
    return (
        any(name in fields for name in _MASS)
        or precedence in _PRECEDENCE
        or automatic != "no"
        or bool(handle and _NO_ONE.match(handle))
    )


def _conversation(fields: Fields) -> str | None:
    """Gmail's number of the thread, else the first message that it goes back to."""
    if "x-gm-thrid" in fields:
        return fields["x-gm-thrid"][0][:100]
    for name in ("references", "in-reply-to", "message-id"):
        if found := _IDENTIFIER.search(fields.get(name, [""])[0][:8192]):
            return found[0]
    return None
