"""An owner who could only be guessed on some channel ⇄ what SOURCES say of it."""

from __future__ import annotations

import pandas as pd

from netmerge.columns.chunks import arrow
from netmerge.errors import OwnerUnknownError
from netmerge.interactions.owner import Owner
from netmerge.schema import SOURCES


def with_guesses(sources: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """The sources (SOURCES), those where the owner could only be guessed with
    who may be meant.
    """
    may_be = list(owner.unknown.candidates) if owner.unknown else []
    told = arrow(sources["channel"]).to_pylist()
    guessed = [may_be if channel in owner.guessed else None for channel in told]
    return SOURCES.frame({**sources, "owner_may_be": guessed})


def unknown_owner(sources: pd.DataFrame) -> OwnerUnknownError | None:
    """The error to raise where the sources say that the owner could only be
    guessed.
    """
    told = sources[sources["owner_may_be"].notna()]
    candidates: list[str] = [name for names in told["owner_may_be"] for name in names]
    where = " and ".join(dict.fromkeys(told["channel_phrase"]))
    return OwnerUnknownError(where, tuple(dict.fromkeys(candidates))) if candidates else None
