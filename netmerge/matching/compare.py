"""Features and pairs in, comparison levels out: for each field how far two records agree, and how rare the value is.

A comparison is a function of (features, left, right) that returns `Compared`: a level a pair, 0 where the field cannot
be compared, else the place in the comparison's list of levels counted from 1; and where the level says that a value is
shared, how likely an unrelated record shares it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netmerge.matching import compare_fields as fields
from netmerge.matching import compare_names as names
from netmerge.matching.features import Features
from netmerge.matching.levels import Compared
from netmerge.matching.values import Ints


@dataclass(frozen=True)
class Comparison:
    """One field's comparison: its name, its levels from the strongest agreement down, and its function."""

    name: str
    levels: tuple[str, ...]
    function: Callable[[Features, Ints, Ints], Compared]


COMPARISONS = (
    Comparison("given name", names.GIVEN_LEVELS, names.given),
    Comparison("family name", names.FAMILY_LEVELS, names.family),
    Comparison("name in e-mail", names.EMAIL_LEVELS, names.name_in_email),
    Comparison("e-mail", fields.EMAIL_LEVELS, fields.email),
    Comparison("phone", fields.PHONE_LEVELS, fields.phone),
    Comparison("company", fields.COMPANY_LEVELS, fields.company),
    Comparison("title", fields.TITLE_LEVELS, fields.title),
    Comparison("LinkedIn profile", fields.PROFILE_LEVELS, fields.profile),
    Comparison("birthday", fields.BIRTHDAY_LEVELS, fields.birthday),
    Comparison("street", fields.STREET_LEVELS, fields.street),
    Comparison("place", fields.PLACE_LEVELS, fields.place),
    Comparison("day of meeting", fields.MEETING_LEVELS, fields.meeting),
)


def compare(features: Features, left: Ints, right: Ints) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Levels (pairs by comparisons) and log2 of the shared values' frequencies (NaN where none), in that shape."""
    results = [comparison.function(features, left, right) for comparison in COMPARISONS]
    levels = np.stack([result.levels for result in results], axis=1)
    return levels, np.stack([np.log2(result.frequency) for result in results], axis=1).astype(np.float32)
