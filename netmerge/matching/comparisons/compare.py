"""Features and pairs in, comparison levels out: for each field how far two records agree, and how
rare the value is.

A function of (features, left, right) returns `Compared` for each comparison that it makes: a
level a pair, 0 where the field cannot be compared, else the place in the comparison's list of
levels counted from 1; and where the level says that a value is shared, how likely an unrelated
record shares it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Ints, Levels, Singles
from netmerge.matching.attributes import Features
from netmerge.matching.comparisons import fields, names
from netmerge.matching.comparisons.levels import Compared


@dataclass(frozen=True)
class Comparison:
    """One field's comparison: its name, and its levels from the strongest agreement down."""

    name: str
    levels: tuple[str, ...]


Function = Callable[[Features, Ints, Ints], Compared | tuple[Compared, ...]]

FUNCTIONS: tuple[tuple[Function, tuple[Comparison, ...]], ...] = (
    (
        names.both_names,
        (
            Comparison("given name", names.GIVEN_LEVELS),
            Comparison("family name", names.FAMILY_LEVELS),
        ),
    ),
    (names.middle, (Comparison("middle name", names.MIDDLE_LEVELS),)),
    (names.name_in_email, (Comparison("name in e-mail", names.EMAIL_LEVELS),)),
    (fields.email, (Comparison("e-mail", fields.EMAIL_LEVELS),)),
    (fields.phone, (Comparison("phone", fields.PHONE_LEVELS),)),
    (
        fields.work,
        (
            Comparison("company", fields.COMPANY_LEVELS),
            Comparison("title", fields.TITLE_LEVELS),
            Comparison("title in one company", fields.TITLE_LEVELS),
        ),
    ),
    (fields.profile, (Comparison("LinkedIn profile", fields.PROFILE_LEVELS),)),
    (fields.identifier, (Comparison("official number", fields.IDENTIFIER_LEVELS),)),
    (fields.birthday, (Comparison("birthday", fields.BIRTHDAY_LEVELS),)),
    (fields.street, (Comparison("street", fields.STREET_LEVELS),)),
    (fields.place, (Comparison("place", fields.PLACE_LEVELS),)),
    (fields.meeting, (Comparison("day of meeting", fields.MEETING_LEVELS),)),
)
"""Each function with the comparisons that it makes: one, or several that look at the same things.
"""

COMPARISONS = tuple(comparison for _, made in FUNCTIONS for comparison in made)


def compare(features: Features, left: Ints, right: Ints) -> tuple[Levels, Singles]:
    """Levels (pairs by comparisons) and log2 of the shared values' frequencies (NaN where none),
    in that shape.
    """
    results: list[Compared] = []
    for function, _ in FUNCTIONS:
        found = function(features, left, right)
        results += found if isinstance(found, tuple) else (found,)
    levels = np.stack([result.levels for result in results], axis=1)
    return levels, np.stack([np.log2(result.frequency) for result in results], axis=1).astype(
        np.float32
    )
