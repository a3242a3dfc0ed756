"""A due list → those of one circle, band or section, or the first few, as sorted."""

from __future__ import annotations

import pandas as pd

from netmerge.errors import SettingsError, require_known
from netmerge.settings import BANDS, CIRCLES, ORDERS, SECTIONS


def choose(
    due: pd.DataFrame,
    *,
    circle: str | None = None,
    band: str | None = None,
    section: str | None = None,
    by: str = "section",
    limit: int | None = None,
) -> pd.DataFrame:
    """The rows of a due list (DUE) that are wanted, in its order.

    With `by="silence"` by the days since the last note alone, longest
    first, those without a note last. Raises SettingsError for a circle,
    band, section or order that there is not, and for a limit below 0.
    """
    if limit is not None and limit < 0:
        raise SettingsError(f"The limit is {limit}.", "Give how many contacts to list at most.")
    require_known("order", by, ORDERS)
    wanted = {
        "circle": (circle, CIRCLES),
        "band": (band, BANDS),
        "section": (section, SECTIONS),
    }
    for column, (value, known) in wanted.items():
        if value is not None:
            require_known(column, value, known)
            due = due[due[column] == value]
    if by == "silence":
        due = due.sort_values("silence_rank", kind="stable", na_position="last")
    return due.head(len(due) if limit is None else limit).reset_index(drop=True)
