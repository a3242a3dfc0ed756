"""Numbers of the records and of the owner → the region in which those without
country code are dialled.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import numbering
from netmerge.clean.phones import is_ordinary, parse_array
from netmerge.columns.ragged import flatten

_NO_COUNTRY = "No international number tells the country"


def guess_region(records: pd.DataFrame, owner_facts: pd.DataFrame) -> tuple[str | None, str]:
    """The region whose numbers are written without country code, and why this.

    The owner's own international numbers decide; else the commonest country
    among those of the records; else None.
    """
    owner_phones = owner_facts.loc[owner_facts["fact"] == "phone", "value"]
    own = _regions(pa.array(owner_phones, from_pandas=True))
    if own:
        region, _ = own[0]
        return region, f"{region}: the country of the owner's own number."
    regions = _regions(flatten(records["phones"]).items)
    if not regions:
        return None, f"{_NO_COUNTRY}; national numbers are kept as their digits."
    region, count = regions[0]
    total = sum(number for _, number in regions)
    of_all = f"{count:,} of the {total:,} different international numbers"
    return region, f"{region}: {of_all} are from there."


def _may_tell_country(ordinary: pa.Array) -> pa.Array:
    """Which numbers have a plus, or a nought at their beginning: no other has a
    country's code for certain.
    """
    return pc.match_substring_regex(ordinary, r"^(?:\+|[^0-9]*0)")


def _regions(values: Any) -> list[tuple[str, int]]:
    """Regions of the distinct valid international numbers, commonest first."""
    given = pc.drop_null(values.cast(pa.string()))
    distinct = pc.unique(given)
    may_be = pc.or_(_may_tell_country(distinct), pc.invert(is_ordinary(distinct)))
    parsed = parse_array(distinct.filter(may_be), None).flatten()
    numbers = pc.unique(pc.drop_null(parsed.field("value")))
    international = numbers.filter(pc.starts_with(numbers, "+"))
    starts = pc.value_counts(pc.utf8_slice_codeunits(international, 1, 4))
    counts: Counter[str] = Counter()
    for start in starts.to_pylist():
        if region := numbering.region_of(start["values"]):
            counts[region] += start["counts"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
