"""Links → how many records say too little to be matched even to themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.columns.types import Floats
from netmerge.drawing import Drawing
from netmerge.matching import charts
from netmerge.matching.links import Links
from netmerge.matching.score import weigh

THRESHOLDS = np.arange(-5.0, 21.0)
"""log2 odds at which the share is given."""


@dataclass(frozen=True, repr=False)
class Unlinkable:
    """How many records could not be linked to a perfect copy of
    themselves: the best that any matching can do.

    `table` has a row for each threshold: threshold (log2 odds, in
    bits), match_probability (the same as a probability), records
    (whose evidence stays below it) and share (of all records, 0
    to 1). `share` is the one at `threshold`, from which pairs are
    merged.
    """

    table: pd.DataFrame
    share: float
    threshold: float

    def chart(self) -> Drawing:
        """The share by threshold, as a picture of a chart of Altair. Raises
        MissingExtraError without the extra `charts`.
        """
        return charts.unlinkable_chart(self.table, self.threshold)

    def __repr__(self) -> str:
        return f"<Unlinkable: {self.share:.1%} of the records stay below {self.threshold:.1f} bits>"

    def _repr_html_(self) -> str:
        total = (
            f"<p>{self.share:.1%} of the records could not be linked to a copy of themselves</p>"
        )
        return self.table.to_html(index=False, border=0) + total


def unlinkable(links: Links) -> Unlinkable:
    """Compare each record with itself, as Splink's "unlinkables"
    does, and count whose evidence would not do.
    """
    log_odds = np.sort(_against_itself(links))
    below = np.searchsorted(log_odds, THRESHOLDS, side="left")
    records = max(len(log_odds), 1)
    table = pd.DataFrame(
        {
            "threshold": THRESHOLDS,
            "match_probability": 1 / (1 + np.exp2(-THRESHOLDS)),
            "records": below,
            "share": below / records,
        }
    )
    share = float((log_odds < links.threshold).sum() / records)
    return Unlinkable(table, share, links.threshold)


def _against_itself(links: Links) -> Floats:
    """log2 odds that each record and a copy of it are one person."""
    rows = np.arange(links.features.records)
    _, weight = weigh(links.model, links.comparisons, links.features, rows, rows)
    of_rows = np.empty(len(links.records))
    of_rows[links.rows] = weight + links.model.prior_weight
    compared_as = links.compared_as[links.compared_as >= 0]
    return np.asarray(of_rows[compared_as])
