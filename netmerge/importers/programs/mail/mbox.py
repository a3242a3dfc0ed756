"""The bytes of an mbox, block by block → its messages, never all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

_SEPARATOR = re.compile(
    rb"""
    From\  [^\r\n]{0,300}?                                          # the sender
    (?: Mon|Tue|Wed|Thu|Fri|Sat|Sun )\b [^\r\n]{0,30}?             # the day
    \d\d?:\d\d [^\r\n]{0,60} \r?\n                                # the time
    (?= [!-9;-~]{1,76} [\ \t]{0,9} : | >From\  )                     # a field below
    """,
    re.VERBOSE,
)
"""A line `From somebody Thu Jan  1 00:00:00 2026` over something that begins
like a header. A sentence of a message that begins with From does not look so,
though many programs leave it without the `>` that would tell it.
"""
_QUOTED_FROM = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)
_LINE = 2048
_BOM = b"\xef\xbb\xbf"

BLOCK = 1 << 24
"""Bytes that are best read at a time."""
MAX_MESSAGE = 32 << 20
"""Bytes of a message that are looked at: what follows are attachments."""


def is_mbox(head: bytes) -> bool:
    """Whether a file that begins so is an mbox."""
    return _SEPARATOR.match(head.removeprefix(_BOM).lstrip()[:_LINE]) is not None


def messages(blocks: Iterable[bytes]) -> Iterator[tuple[int, bytes, bytes]]:
    """Line, separating line and bytes of each message; what stands before the
    first is left out.
    """
    line, following, size = 0, 0, 0
    found: list[bytes] = []
    for begins, piece in _pieces(blocks):
        if begins:
            if found:
                yield line, *_parted(found)
            line, found, size = following, [], 0
        if begins or found:
            found.append(piece[: max(MAX_MESSAGE - size, 0)])
            size += len(piece)
        following += piece.count(b"\n")
    if found:
        yield line, *_parted(found)


def _parted(pieces: list[bytes]) -> tuple[bytes, bytes]:
    """The separating line, and the message without the `>` that its program put
    before lines which begin with From.
    """
    line, _, message = b"".join(pieces).partition(b"\n")
    return line, _QUOTED_FROM.sub(rb"\1", message)


def _pieces(blocks: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The bytes in pieces, with whether a message begins with each.

    They are given a line end in front. What a block ends in is kept for the
    next one: a separator is told only with the line below it in view.
    """
    rest = b"\n"
    for block in chain(_without_mark(blocks), [b""]):
        data = rest + block
        start, begins, end = 0, False, max(len(data) - _LINE, 0) if block else len(data)
        for place in _starts(data, end):
            yield begins, data[start:place]
            start, begins = place, True
        end = max(start, end)
        yield begins, data[start:end]
        rest = data[end:]


def _starts(data: bytes, end: int) -> Iterator[int]:
    """Where messages begin whose line end before them stands before `end`."""
    place = data.find(b"\nFrom ", 0, end + 5)
    while place >= 0:
        if _SEPARATOR.match(data[place + 1 : place + 1 + _LINE]):
            yield place + 1
        place = data.find(b"\nFrom ", place + 1, end + 5)


def _without_mark(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for number, block in enumerate(blocks):
        yield block if number else block.removeprefix(_BOM)
