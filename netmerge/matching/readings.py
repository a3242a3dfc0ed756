"""Names in Chinese characters or in hangul → how they are read, beside what their
transcription says: 佐藤 → sato, 陳 → chan, 박 → park.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from netmerge.columns.coded import Listed, coded, each
from netmerge.words import READINGS


def readings(names: pd.Series[Any]) -> Listed:
    """The readings of each record's name; most have none."""
    known = _known()
    return coded(names, each(known.get)).listed().split(str.split)


@cache
def _known() -> dict[str, str]:
    """Folded readings, by the name as it is written."""
    found: dict[str, str] = {}
    for names in READINGS.content.values():
        for name, read in names.items():
            found[name] = f"{found[name]} {read}" if name in found else read
    return found
