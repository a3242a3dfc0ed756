"""Contacts and graded interactions in; circles, and whom to write to, out."""

from netmerge.due.circles import circles
from netmerge.due.due import due
from netmerge.due.notes import last_personal_notes

__all__ = ["circles", "due", "last_personal_notes"]
