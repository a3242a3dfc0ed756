"""How a book of any version becomes one of the next: what is once here is never
changed.
"""

from __future__ import annotations

from netmerge.book.tables import statements

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    ("CREATE TABLE migrations (version INTEGER PRIMARY KEY, at TEXT) STRICT", *statements()),
)
"""The statements by which each version is made of the one before, the first of
an empty file.
"""
