"""A due list → those of one circle or band, or the first few."""

from __future__ import annotations

import pandas as pd

from netmerge.errors import SettingsError, require_known
from netmerge.settings import BANDS, CIRCLES


def choose(
    due: pd.DataFrame,
    *,
    circle: str | None = None,
    band: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """The rows of a due list (DUE) that are wanted, in its order.

    Raises SettingsError for a circle or band that there is not, and for
    a limit below 0.
    """
    if limit is not None and limit < 0:
        raise SettingsError(f"The limit is {limit}.", "Give how many contacts to list at most.")
    if circle is not None:
        require_known("circle", circle, CIRCLES)
        due = due[due["circle"] == circle]
    if band is not None:
        require_known("band", band, BANDS)
        due = due[due["band"] == band]
    return due.head(len(due) if limit is None else limit).reset_index(drop=True)
