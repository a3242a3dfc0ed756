"""weights.toml in, the probabilities of a comparison's levels out: among records of one person,
and of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from netmerge.columns.types import Flags, Floats


@dataclass(frozen=True)
class Weights:
    """One comparison's probabilities: arrays with one entry a level, entry 0 being "cannot be
    compared" (always 1).

    `by_value` marks the levels whose u is the frequency of the shared value; `household`,
    `colleague` and `namesake` are None where such pairs agree as strangers do, NaN at the levels
    at which they do, and infinite at those at which they agree as one person's records do. At
    levels of `by_colleagues` two records are as likely of colleagues as anybody shares their
    value. `alike` stands for u between strangers whose names are alike, where the field is made
    of the name. `fixed` says that m is known and not to be fitted, `strength` the pseudo-count of
    its prior where that is not the same as for most.
    """

    name: str
    levels: tuple[str, ...]
    m: Floats
    u: Floats
    by_value: Flags
    household: Floats | None = None
    colleague: Floats | None = None
    by_colleagues: Flags | None = None
    namesake: Floats | None = None
    alike: Floats | None = None
    fixed: bool = False
    strength: float | None = None

    @property
    def tables(self) -> tuple[Floats | None, ...]:
        """The probabilities of the classes other than a match, None where they are u."""
        return (
            None,
            *(self._filled(table) for table in (self.household, self.colleague, self.namesake)),
        )

    def _filled(self, table: Floats | None) -> Floats | None:
        if table is None:
            return None
        return np.select([np.isnan(table), np.isinf(table)], [self.u, self.m], table)


def prior_weights(table: dict[str, Any], name: str, levels: tuple[str, ...]) -> Weights:
    """One comparison's weights from its section of weights.toml."""
    section = table[name]
    numbers = {"u": np.nan, "m": np.inf, "value": 1.0}

    def marked(key: str) -> Flags:
        return np.array([False, *(entry == "value" for entry in section.get(key, section["m"]))])

    def column(key: str) -> Floats | None:
        if key not in section:
            return None
        return np.array([1.0, *(numbers.get(entry, entry) for entry in section[key])], dtype=float)

    return Weights(
        name,
        levels,
        m=np.array([1.0, *(float(x) for x in section["m"])]),
        u=np.array([1.0, *(1e-6 if entry == "value" else float(entry) for entry in section["u"])]),
        by_value=marked("u"),
        by_colleagues=marked("colleague"),
        household=column("household"),
        colleague=column("colleague"),
        alike=column("alike"),
        namesake=column("namesake"),
        fixed=bool(section.get("fixed", False)),
        strength=section.get("strength"),
    )
