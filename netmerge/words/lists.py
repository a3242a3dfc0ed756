"""Words that lists of people say of themselves: their shapes."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True)
class Footers:
    """What lists say of themselves below their rows."""

    totals: Words
    pages: Words
    printed: Words
    rows: Words
