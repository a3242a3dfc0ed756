"""Cells of a table → whether a spreadsheet would run them as formulas: patterns for both ways."""

from __future__ import annotations

SIGNS = "=+\\-@＝＋－＠"
"""With one of these a formula begins (OWASP, CSV injection), as within the brackets of a pattern."""

START = rf"[{SIGNS}\t\r\n]"
"""A pattern of what a cell begins with that might run; an apostrophe before it keeps it from it."""
