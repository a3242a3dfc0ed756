"""What happened → whose network it is, whom it concerns, what is a personal note."""

from netmerge.interactions.attribute import are_profiles, attribute, counterparts, known_by
from netmerge.interactions.coverage import coverage
from netmerge.interactions.grading.notes import grade
from netmerge.interactions.guesses import unknown_owner, with_guesses
from netmerge.interactions.orient import orient
from netmerge.interactions.own_grades import GradeLine, overrule, overruled, read_grades
from netmerge.interactions.owner import Owner, find_owner

__all__ = [
    "GradeLine",
    "Owner",
    "are_profiles",
    "attribute",
    "counterparts",
    "coverage",
    "find_owner",
    "grade",
    "known_by",
    "orient",
    "overrule",
    "overruled",
    "read_grades",
    "unknown_owner",
    "with_guesses",
]
