"""E-mail, as mbox (Gmail Takeout, Thunderbird, Apple Mail) or .eml files →
interactions.

`mbox` cuts the file into messages, `headers` reads who wrote to whom and when,
`body`, `html` and `replies` what was written, `mailbox` makes interactions of
it all.

Nobody becomes a contact by an e-mail alone: a mailbox is full of newsletters,
shops and lists.
"""

from __future__ import annotations

import re

from netmerge.errors import ReadError
from netmerge.importers.contract import ITS_DAYS, Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import Gathering, inspection
from netmerge.importers.files.source import Source
from netmerge.importers.programs.mail.mailbox import Mailbox, folder_of
from netmerge.importers.programs.mail.mbox import BLOCK, MAX_MESSAGE, is_mbox, messages
from netmerge.settings import Settings

NAME = "mail"
TRAITS = Traits(
    channel=Channel("email", "by e-mail", letters=True, reached_by="mailto", covers=ITS_DAYS)
)

_HEAD = re.compile(
    rb"""
    \A (?: \xef\xbb\xbf )?              # a byte order mark
    (?:
        [!-9;-~]{1,76} : [^\n]{0,2000}\n  # a field
        (?: [\ \t] [^\n]{0,2000}\n ){0,50}  # and the lines in which it goes on
    ){2,}
    """,
    re.VERBOSE,
)
"""A header of two fields or more."""
_TELLING = re.compile(
    rb"^(?:from|date|received|message-id|subject|mime-version|return-path|delivered-to|to):",
    re.IGNORECASE | re.MULTILINE,
)
_RAW = 4096
"""Bytes of a reject that are shown."""


def claims(source: Source) -> bool:
    """Whether the file begins as an mbox or as the header of an e-mail."""
    head = source.head()
    return is_mbox(head) or _is_message(head)


def read(source: Source, settings: Settings) -> Imported:
    """Interactions of kind `message`, one for each e-mail. Raises ReadError if
    there is none.

    The direction is given where a label or the folder says that the message was
    sent. The owner's addresses are those from which such messages came, and the
    one to which the mailbox's messages were delivered.
    """
    gathering = Gathering(source, NAME, TRAITS, None)
    mailbox = Mailbox(gathering, folder_of(source))
    head = source.head()
    if is_mbox(head):
        found = messages(source.blocks(BLOCK))
        for position, (line, separator, message) in enumerate(found, 1):
            reason = mailbox.take(position, message)
            if reason:
                raw = separator + b"\n" + message[:_RAW]
                gathering.reject(position, line, reason, raw)
    elif _is_message(head):
        reason = mailbox.take(1, source.head(MAX_MESSAGE))
        if reason:
            gathering.reject(1, 1, reason, head[:_RAW])
    else:
        problem = "holds no e-mail."
        again = "Export the mailbox again, as mbox or as .eml files."
        raise ReadError(source.label, problem, again)
    if mailbox.undated:
        are = "1 message has" if mailbox.undated == 1 else f"{mailbox.undated:,} messages have"
        gathering.notes.append(f"{are} no date that can be read")
    gathering.facts += [("email", address) for address in mailbox.owners()]
    return gathering.imported()


def describe(source: Source, settings: Settings) -> Inspection:
    """How many messages the file holds, and the first three."""
    return inspection(source, read(source, settings))


def _is_message(head: bytes) -> bool:
    return bool(_HEAD.match(head)) and len(_TELLING.findall(head[:8192])) >= 2
