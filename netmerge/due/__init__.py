"""Contacts and graded interactions → circles, and whom to write to."""

from netmerge.due.choose import choose
from netmerge.due.circles import circles
from netmerge.due.due import due
from netmerge.due.notes import last_personal_notes
from netmerge.due.wanted import exports_wanted

__all__ = ["choose", "circles", "due", "exports_wanted", "last_personal_notes"]
