"""Heads, labels and values as a writer has them → content lines of a vCard 3.0.

What is written is already in the form in which it is read: NFC, trimmed,
without controls. So a value that was read from a card of our own is written as
the same bytes again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from netmerge.vcard.heads import NAMES, Head, parse_head, quote
from netmerge.vcard.labels import as_label, label_text
from netmerge.vcard.values import tidy

_LINE = 75
"""Octets of a line without its CRLF (RFC 2425, 5.8.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
"""With U+FEFF, which a reader takes for the mark of a file that was appended."""
_PARAM = re.compile(r"[A-Z0-9-]{1,100}")
_LABEL = "X-ABLABEL"
_NOT_IN_HEAD = frozenset({_LABEL, "VALUE"})
"""The label is the group's; VALUE says how another program wrote."""


class Line(NamedTuple):
    """A property to write: its head, its value (escaped), and what else stands in
    its group.

    `label` becomes an `X-ABLabel`. Lines of one `group` stand in one group,
    whatever its number.
    """

    head: str
    value: str
    label: str = ""
    group: str = ""


def clean(text: str) -> str:
    """A text in the form in which it is read back."""
    if text.isascii() and text.isprintable():
        return text.strip()
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    return tidy(_CONTROLS.sub("", one_line_end))


def escape(text: str) -> str:
    """A text as a property's value: backslash, comma, semicolon and newline
    escaped.
    """
    return clean(text).translate(_ESCAPES)


def fold(line: str) -> bytes:
    """A content line in UTF-8 with CRLF, in pieces of at most 75 octets and of
    whole characters.
    """
    data = line.encode("utf-8", "replace")
    if len(data) <= _LINE:
        return data + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # a byte within a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def label_line(group: str, label: str) -> str:
    """The line that labels a group, in Apple's way."""
    text = label_text(label).translate(_ESCAPES)
    return f"{group}.X-ABLabel:{text}"


def head_line(head: Head, value: str, group: str = "") -> Line:
    """A line with the head's types and parameters; its label is the group's."""
    pieces = [head.name]
    if head.types:
        pieces.append("TYPE=" + ",".join(map(quote, head.types)))
    pieces += [f"{name}={quote(text)}" for name, text in _told_in_head(head)]
    if head.encoding == "B":
        pieces.append("ENCODING=b")
    label = as_label(head.param(_LABEL) or "")
    return Line(";".join(pieces), value, label, group)


def _told_in_head(head: Head) -> list[tuple[str, str]]:
    """The parameters that stand in the head itself."""
    return [param for param in head.params if param[0] not in _NOT_IN_HEAD]


def writable(key: str) -> Head | None:
    """The head that a key of `extra` is; None if it is none that is read back as
    the same.
    """
    head = parse_head(clean(key)) if _is_clean(key) else None
    if head is None or head.name not in key:
        return None
    if not _PARAM.fullmatch(head.name):  # others are read, but no other program takes them
        return None
    if head.name not in NAMES and not head.name.startswith("X-"):
        return None
    if not all(_PARAM.fullmatch(name) for name, _ in head.params):
        return None
    wanted = head.name, head.types, tuple(_told_in_head(head))
    again = parse_head(head_line(head, "").head)
    same = again and (again.name, again.types, again.params) == wanted
    return head if same else None


def _is_clean(key: str) -> bool:
    return len(key) < 250 and "\n" not in key and clean(key) == key
