"""Any text → text that a terminal shows and does not obey."""

from __future__ import annotations

import re
from typing import Any

_ESCAPES = "\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""Delete and the C1 controls, line and paragraph separators, bidirectional
embeddings, overrides and isolates (which make a line read otherwise than it is),
and halves of surrogate pairs (not encodable).
"""

_CONTROLS = re.compile(f"[\x00-\x1f{_ESCAPES}]")  # C0 as well: ANSI sequences begin with one
_CONTROLS_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f{_ESCAPES}]")


def printable(text: str, lines: bool = False) -> str:
    r"""Replace control and direction-changing characters by `\uXXXX`.

    With `lines`, line feeds are kept. The escape is the one of JSON, so
    that JSON stays JSON.
    """
    pattern = _CONTROLS_IN_LINES if lines else _CONTROLS
    return pattern.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def as_json(value: Any) -> str:
    """A value as indented JSON that is safe to show; dates are ISO text."""
    import json

    return printable(json.dumps(value, indent=2, ensure_ascii=False, default=str), lines=True)
