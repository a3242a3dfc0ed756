"""Cells of a table as plain values."""

import numpy as np
import pandas as pd


def plain(value):
    """A cell without the difference between nothing and an empty list."""
    if isinstance(value, np.ndarray | list):
        return [plain(one) for one in value] or None
    return None if value is None or value is pd.NaT or value is pd.NA or value != value else value
