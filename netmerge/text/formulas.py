"""What a spreadsheet would run as a formula → patterns for writers and readers."""

from __future__ import annotations

SIGNS = "=+\\-@＝＋－＠"
"""Signs with which a formula begins (OWASP, CSV injection), for a pattern's
brackets.
"""

START = rf"[{SIGNS}\t\r\n]"
"""With what a cell begins that might run; an apostrophe before keeps it from it.
"""
