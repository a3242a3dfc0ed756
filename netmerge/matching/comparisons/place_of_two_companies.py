"""Two records' postcodes and cities, where the companies differ → as in `place.py`."""

from __future__ import annotations

from netmerge.matching.comparisons import place
from netmerge.matching.comparisons.comparison import Comparison

PLACE_OF_TWO_COMPANIES = Comparison(
    name="place of two companies",
    levels=place.Place,
    compare=place.compare_of_two_companies,
    needs=place.NEEDS,
    shows=("postcode", "city"),
    roles=place.ROLES,
)
