"""The bytes of an mbox in; its messages out, one after the other, never all at once."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from itertools import chain, pairwise

_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]{0,30}?\d\d?:\d\d[^\r\n]{0,60}\r?\n"
    rb"(?=[!-9;-~]{1,76}[ \t]{0,9}:|>From )"
)
"""A line `From somebody Thu Jan  1 00:00:00 2026` over something that begins like a header. A sentence of a message
that begins with From does not look so, though many programs leave it without the `>` that would tell it."""
_LINE = 2048
_STEP = 1 << 24

MAX_MESSAGE = 32 << 20
"""Bytes of a message that are looked at: what follows are attachments."""

Content = bytes | mmap.mmap


def is_mbox(head: bytes) -> bool:
    """Whether a file that begins so is an mbox."""
    return _SEPARATOR.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_LINE]) is not None


def messages(data: Content) -> Iterator[tuple[int, bytes, bytes]]:
    """Offset, separating line and bytes of each message; what stands before the first one is left out."""
    for start, stop in pairwise(chain(_starts(data), [len(data)])):
        line, _, message = data[start : min(stop, start + MAX_MESSAGE)].partition(b"\n")
        yield start, line, message


def lines_between(data: Content, start: int, stop: int) -> int:
    """How many lines end between two offsets."""
    return sum(data[place : min(place + _STEP, stop)].count(b"\n") for place in range(start, stop, _STEP))


def _starts(data: Content) -> Iterator[int]:
    head = data[:_LINE]
    place = len(head) - len(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    while place >= 0:
        if _SEPARATOR.match(data[place : place + _LINE]):
            yield place
        place = data.find(b"\nFrom ", place)
        place += place >= 0
