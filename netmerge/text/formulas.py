"""What a spreadsheet would run as a formula → patterns for writers and readers."""

from __future__ import annotations

import re

SIGNS = "=+\\-@＝＋－＠"
"""Signs with which a formula begins (OWASP, CSV injection), for a pattern's
brackets.
"""

START = rf"[{SIGNS}\t\r\n]"
"""With what a cell begins that might run; an apostrophe before keeps it from it.
"""

BEGINS = r"[;\t\n] *"
"""Behind which a new cell begins, where a spreadsheet parts a file at semicolons
or tabs: it then takes no notice of quotation marks in the middle of a line.
"""

_SUM = r"[-+－＋]+(?:[^-+－＋ 0-9;\t\r\n]|[0-9][0-9.() ]*[^0-9.() ;\t\r\n])"
FORMULA = f"'*(?:[=@＝＠]|{_SUM})"
"""What would run there: no telephone number, no line of dashes, and no dash
before a word.
"""

_INSIDE = re.compile(f"({BEGINS})({FORMULA})")
_ESCAPED_INSIDE = re.compile(f"({BEGINS})'({FORMULA})")


def escaped_inside(text: str) -> str:
    """A text with an apostrophe before each formula inside of it that calls
    a function or another program.
    """
    return _before_calls(text, _INSIDE, r"\1'\2")


def unescaped_inside(text: str) -> str:
    """The text that `escaped_inside` made it of."""
    return _before_calls(text, _ESCAPED_INSIDE, r"\1\2")


def _before_calls(text: str, pattern: re.Pattern[str], replacement: str) -> str:
    """Replace a pattern as far as a sign of calling follows: without `(`, `!`
    or `|` nothing is called.
    """
    end = max(map(text.rfind, "(!|"))
    return pattern.sub(replacement, text[:end]) + text[end:] if end > 0 else text
