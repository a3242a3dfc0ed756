"""Contacts, their records, the owner and what was written → the circle of each
contact, and why.
"""

from __future__ import annotations

from netmerge.due.circles.flow import circles

__all__ = ["circles"]
