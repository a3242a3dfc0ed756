"""Contacts and graded interactions → circles, and whom to write to."""

from netmerge.due.balance import balance
from netmerge.due.brief import Brief, brief
from netmerge.due.cadence import cadence_days
from netmerge.due.choose import choose
from netmerge.due.circles import circles
from netmerge.due.due import due, due_of, people_of
from netmerge.due.meanings import with_meanings
from netmerge.due.missing import connections, missing
from netmerge.due.new import NewTies, new_ties
from netmerge.due.notes import last_personal_notes
from netmerge.due.occasions import occasions
from netmerge.due.own_word import Line, OwnWord, read_own_word, word_on
from netmerge.due.suggestions import suggestions
from netmerge.due.wanted import exports_wanted
from netmerge.due.week import AIM, Week, week
from netmerge.due.why import Why, why

__all__ = [
    "AIM",
    "Brief",
    "Line",
    "NewTies",
    "OwnWord",
    "Week",
    "Why",
    "balance",
    "brief",
    "cadence_days",
    "choose",
    "circles",
    "connections",
    "due",
    "due_of",
    "exports_wanted",
    "last_personal_notes",
    "missing",
    "new_ties",
    "occasions",
    "people_of",
    "read_own_word",
    "suggestions",
    "week",
    "why",
    "with_meanings",
    "word_on",
]
