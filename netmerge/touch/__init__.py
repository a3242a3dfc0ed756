"""Interactions and contacts in; the owner, personal notes, circles and whom to write to out."""

from netmerge.touch.circles import circles
from netmerge.touch.coverage import coverage
from netmerge.touch.due import due, last_personal_notes
from netmerge.touch.interactions import attribute, orient
from netmerge.touch.notes import grade
from netmerge.touch.owner import Owner, find_owner

__all__ = ["Owner", "attribute", "circles", "coverage", "due", "find_owner", "grade", "last_personal_notes", "orient"]
