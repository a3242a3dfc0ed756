"""Cells of a table → whether a spreadsheet would run them as formulas: patterns for both ways."""

from __future__ import annotations

SIGNS = "=+\\-@＝＋－＠"
"""Signs with which a formula begins (OWASP, CSV injection), for a pattern's brackets."""

START = rf"[{SIGNS}\t\r\n]"
"""With what a cell begins that might run; an apostrophe before keeps it from it."""
