"""The folded lines of a card → whole heads and whole values."""

from __future__ import annotations

import re
from itertools import accumulate

from netmerge.vcard.heads import MAX_HEAD, Head, end_of_head

_INNER_BYTE = re.compile(r" =(?:[89ABab][0-9A-Fa-f]|0A)")
"""A blank before a byte that begins no character: 80 to BF, or a line break."""
_BLANKS = (" ", "\t")


def whole_head(lines: list[str], place: int) -> tuple[str, int]:
    """A line with those below it that its head goes on in, and the place of the
    last of them.

    Empty if the head ends in its own line, or nowhere. No line is looked at
    again: what is joined ends with a head's greatest length.
    """
    line = lines[place]
    below = place + 1
    if below == len(lines) or not lines[below].startswith(_BLANKS) or end_of_head(line) >= 0:
        return "", place
    pieces, size = [line], len(line)
    while below < len(lines) and lines[below].startswith(_BLANKS) and size < MAX_HEAD:
        piece = lines[below][1:]
        pieces.append(piece)
        size += len(piece)
        below += 1
    colon = end_of_head("".join(pieces))
    if colon < 0:
        return "", place
    ends = accumulate(map(len, pieces))
    count = 1 + next(number for number, end in enumerate(ends) if end > colon)
    return "".join(pieces[:count]), place + count - 1


def without_indent(text: str) -> str:
    """A card without the blanks before each of its lines, as in a text that
    quotes it.
    """
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    if text.startswith(indent, text.find("\n") + 1):
        text = text.replace("\n" + indent, "\n")
    return text.lstrip(" \t")


def joined(head: Head, pieces: list[str]) -> str:
    """The pieces of a value as one.

    Some programs fold what they have broken softly: the blank after it is then
    no text. That shows where the next piece begins within a character of UTF-8
    or a line break, which no blank can part.
    """
    soft = pieces[1:]
    is_utf8 = (head.charset or "utf-8").lower() == "utf-8"
    if head.encoding == "Q" and is_utf8 and any(map(_INNER_BYTE.match, soft)):
        return pieces[0] + "".join(piece.removeprefix(" ") for piece in soft)
    return "".join(pieces)
