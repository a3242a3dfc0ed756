"""What matching found out about a table of records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmerge.columns.types import Ints
from netmerge.matching.comparisons import Comparison
from netmerge.matching.described import features_of
from netmerge.matching.features import Features
from netmerge.matching.model.model import Model


@dataclass(frozen=True, repr=False)
class Links:
    """What matching found out about a table of records.

    `pairs` has one row a pair worth mentioning: record_a, record_b (record_id),
    match_weight (bits), match_probability, lane (safe, review or apart), merged
    and reason, strongest first. `clusters` gives each row of the records the
    number of its cluster, -1 for empty records. `questions` has one row for all that
    may be asked about them, the most worth first: as `pairs`, with the chance that
    the answer changes something, expected_gain (that times how much changes) and
    whether it stands in review. `sides` is as `clusters`, but that a contact that
    could be two is in its two halves. `model` is the fitted model,
    `threshold` the log2 odds from which it merges a pair. `warnings` says what
    was found implausible and taken apart again. `bounds` counts what was left
    out for its size: pairs by blocking rule, and values by field. `records` and
    `cleaned` are what they speak of; `rows` are the rows that were matched, in
    the order of `features`, and `comparisons` what they were compared by; `kept` are
    the features of a list that is not long. Of many rows of the same content two
    are matched and the others follow them; `compared_as` has for each row the one
    that stood for it, mostly itself.
    `held` counts clusters that stay as they were when they were last looked at,
    though matched anew they would be others.
    """

    pairs: pd.DataFrame
    clusters: Ints  # (rows of the table,)
    questions: pd.DataFrame
    sides: Ints  # (rows of the table,)
    model: Model
    threshold: float
    warnings: tuple[str, ...]
    bounds: dict[str, int]
    records: pd.DataFrame
    cleaned: pd.DataFrame
    kept: Features | None
    comparisons: tuple[Comparison, ...]
    rows: Ints  # (records that were matched,)
    compared_as: Ints  # (rows of the table,), -1 for a row that was not matched
    held: int = 0

    @cached_property
    def features(self) -> Features:
        """All that was looked at of the records that were matched."""
        if self.kept is not None:
            return self.kept
        return features_of(self.records, self.cleaned, self.rows, self.comparisons)

    def __repr__(self) -> str:
        clustered = self.clusters[self.clusters >= 0]
        clusters = len(np.unique(clustered))
        of_records = f"{clusters:,} clusters of {len(clustered):,} records"
        return f"<Links: {len(self.pairs):,} pairs, {of_records}>"

    def _repr_html_(self) -> str:
        return self.pairs.head(20)._repr_html_()  # type: ignore[operator,no-any-return]
