"""Any text → text that a terminal shows and does not obey."""

from __future__ import annotations

import re
from typing import Any

_ESCAPES = (
    "\x7f-\x9f"  # delete and the C1 controls
    "\xad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"  # not to be seen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions
    "\u2028\u2029\ud800-\udfff"  # ends of lines and paragraphs; not encodable halves of pairs
)
"""What nobody sees, what makes a line read otherwise than it is, and what a
terminal obeys.
"""
_JOINED = "\u0600-\u109f\u1780-\u18af\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_JOINERS = f"(?<![{_JOINED}])[\u200c\u200d]"
"""The zero-width joiner and non-joiner, but for where they are part of the
writing: in Persian, in the scripts of India, in emoji.
"""

_CONTROLS = re.compile(f"[\x00-\x1f{_ESCAPES}]|{_JOINERS}")  # C0 too: ANSI sequences begin so
_CONTROLS_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f{_ESCAPES}]|{_JOINERS}")


def printable(text: str, lines: bool = False) -> str:
    r"""Replace control, invisible and direction-changing characters by `\uXXXX`.

    With `lines`, line feeds are kept. The escape is the one of JSON, so
    that JSON stays JSON.
    """
    pattern = _CONTROLS_IN_LINES if lines else _CONTROLS
    return pattern.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def as_json(value: Any) -> str:
    """A value as indented JSON that is safe to show; dates are ISO text."""
    import json

    return printable(json.dumps(value, indent=2, ensure_ascii=False, default=str), lines=True)
