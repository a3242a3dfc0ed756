"""Two records' job titles within one company → the same, similar, different."""

from __future__ import annotations

from netmerge.matching.comparisons import title
from netmerge.matching.comparisons.comparison import Comparison

TITLE_IN_ONE_COMPANY = Comparison(
    name="title in one company",
    levels=title.Title,
    compare=title.compare_in_one_company,
    needs=title.NEEDS,
    shows=("title",),
)
