"""Records and cleaned → the features of some of their rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netmerge.columns.threads import in_threads
from netmerge.columns.types import Ints
from netmerge.matching.attributes import OF_CLEANED, OF_RECORDS, describe
from netmerge.matching.comparisons import Comparison
from netmerge.matching.features import Features, join
from netmerge.matching.frequencies import count
from netmerge.matching.usage import affiliations, usage


def features_of(
    records: pd.DataFrame,
    cleaned: pd.DataFrame,
    rows: Ints,
    comparisons: Sequence[Comparison],
    population: int | None = None,
) -> Features:
    """The features of some rows.

    `population` is the number of records of which these are a random sample,
    where they are one.
    """
    asked = dict.fromkeys(name for each in comparisons for name in each.columns)
    more = {name: (cleaned if name in cleaned.columns else records)[name] for name in asked}
    said = _taken(cleaned, OF_CLEANED, rows)
    written = affiliations(said)
    attributes = describe(
        _taken(records, OF_RECORDS, rows),
        said,
        written,
        usage(written),
        _taken(pd.DataFrame(more), tuple(more), rows),
    )
    return join(attributes, count(attributes, population))


def _taken(table: pd.DataFrame, columns: tuple[str, ...], rows: Ints) -> pd.DataFrame:
    """Some rows of some columns."""
    taken = in_threads(lambda name: table[name].array.take(rows), columns)
    return pd.DataFrame(dict(zip(columns, taken, strict=True)))
