"""What a format of contacts must say of itself → one value that the registry
lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

Write = Callable[[pd.DataFrame, str | Path], None]
"""Writes contacts (schema.CONTACTS) to a path, whole or not at all. Raises
WriteError.
"""


@dataclass(frozen=True)
class Writer:
    """A form in which contacts can be written.

    `name` is what the user calls it (`--format google`), `suffix` how its files
    end, `write` writes the contacts, `not_held` gives each column of CONTACTS
    that the format cannot hold, and why. Every other column changes what is
    written. `by_uid` tells that what it writes goes by its UID, the first of `uids`.
    """

    name: str
    suffix: str
    write: Write
    not_held: Mapping[str, str] = field(default_factory=dict)
    by_uid: bool = False
