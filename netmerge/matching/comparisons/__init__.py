"""Pairs of records → their levels in every comparison, and how rare is what they
share.

A comparison is one module here and a section of `model/weights.toml`. Other
packages add theirs by the entry point group `netmerge.comparisons`, a
caller by `nm.match(…, comparisons=[…])`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import entry_points

import numpy as np

from netmerge.columns.types import Ints, Levels, Singles
from netmerge.matching.comparisons.birthday import BIRTHDAY
from netmerge.matching.comparisons.company import COMPANY
from netmerge.matching.comparisons.comparison import Compared, Comparison, Found, Pairs
from netmerge.matching.comparisons.day_of_meeting import DAY_OF_MEETING
from netmerge.matching.comparisons.email import EMAIL
from netmerge.matching.comparisons.entry import ENTRY
from netmerge.matching.comparisons.family_name import FAMILY_NAME
from netmerge.matching.comparisons.given_name import GIVEN_NAME
from netmerge.matching.comparisons.linkedin_profile import LINKEDIN_PROFILE
from netmerge.matching.comparisons.middle_name import MIDDLE_NAME
from netmerge.matching.comparisons.name_in_email import NAME_IN_EMAIL
from netmerge.matching.comparisons.official_number import OFFICIAL_NUMBER
from netmerge.matching.comparisons.phone import PHONE
from netmerge.matching.comparisons.place import PLACE
from netmerge.matching.comparisons.place_of_two_companies import PLACE_OF_TWO_COMPANIES
from netmerge.matching.comparisons.street import STREET
from netmerge.matching.comparisons.title import TITLE
from netmerge.matching.comparisons.title_in_one_company import TITLE_IN_ONE_COMPANY
from netmerge.matching.comparisons.well_formed import require_found, require_well_formed
from netmerge.matching.features import Features

COMPARISONS: tuple[Comparison, ...] = (
    GIVEN_NAME,
    FAMILY_NAME,
    MIDDLE_NAME,
    NAME_IN_EMAIL,
    EMAIL,
    PHONE,
    COMPANY,
    TITLE,
    TITLE_IN_ONE_COMPANY,
    LINKEDIN_PROFILE,
    OFFICIAL_NUMBER,
    BIRTHDAY,
    STREET,
    PLACE,
    PLACE_OF_TWO_COMPANIES,
    DAY_OF_MEETING,
    ENTRY,
)
"""Ours, in the order in which explanations show them."""

ENTRY_POINTS = "netmerge.comparisons"


def with_added(given: Sequence[Comparison] = ()) -> tuple[Comparison, ...]:
    """All comparisons: ours, those of other packages, those given
    by the caller.

    Raises SettingsError, naming the comparison, for one that is
    not well-formed.
    """
    comparisons = (*COMPARISONS, *_of_other_packages(), *given)
    require_well_formed(comparisons)
    return comparisons


@cache
def _of_other_packages() -> tuple[Comparison, ...]:
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return tuple(point.load() for point in added)


def compare(
    comparisons: Sequence[Comparison],
    features: Features,
    left: Ints,
    right: Ints,
    of_list: Found | None = None,
) -> tuple[Levels, Singles]:
    """Compare pairs, given by row numbers of `features`.

    Levels (pairs by comparisons), and log2 of the shared values'
    frequencies in that shape, NaN where no value is shared. Who
    compares many batches of one list gives the same dictionary
    `of_list`, empty at first, with each.
    """
    pairs = Pairs(features, left, right, _of_list={} if of_list is None else of_list)
    found = [pairs.once(comparison.compare) for comparison in comparisons]
    for comparison, each in zip(comparisons, found, strict=True):
        require_found(comparison, each, len(pairs))
    levels = np.stack([each.levels for each in found], axis=1)
    frequencies = np.stack([np.log2(each.frequency) for each in found], axis=1)
    return levels, frequencies.astype(np.float32)


__all__ = ["COMPARISONS", "Compared", "Comparison", "Found", "Pairs", "compare", "with_added"]
