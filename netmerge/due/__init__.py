"""Contacts and graded interactions → circles, and whom to write to."""

from netmerge.due.choose import choose
from netmerge.due.circles import circles
from netmerge.due.due import due
from netmerge.due.notes import last_personal_notes

__all__ = ["choose", "circles", "due", "last_personal_notes"]
