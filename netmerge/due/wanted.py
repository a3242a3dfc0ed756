"""A due list → which exports would tell more, in sentences."""

from __future__ import annotations

import pandas as pd

from netmerge.columns.flags import equals
from netmerge.columns.types import Flags

_BY = {
    "phone": ("a telephone number", "export your text messages or WhatsApp chats"),
    "email": ("an e-mail address", "export your sent mail"),
    "linkedin_url": ("a LinkedIn profile", "ask LinkedIn for your archive, with messages"),
}
"""How somebody can be reached, and which export tells what was written there."""


def exports_wanted(due: pd.DataFrame) -> list[str]:
    """For each way in which people can be reached and no other, whose notes no
    file could show (DUE), how many they are and what to export, most first.
    """
    unseen = equals(due["coverage"], "not covered")
    has = {name: due[name].notna().to_numpy(dtype=bool) for name in _BY}
    found = []
    for name, (what, cure) in _BY.items():
        only: Flags = unseen & has[name]
        for other in _BY:
            if other != name:
                only &= ~has[other]
        if count := int(only.sum()):
            who = "1 person has" if count == 1 else f"{count:,} people have"
            found.append((count, f"{who} only {what}: {cure}."))
    found.sort(key=lambda one: -one[0])
    return [sentence for _, sentence in found]
