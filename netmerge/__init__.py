"""netmerge: one contact table out of scattered address books, and whom you owe a
note.

    import netmerge as nm
net = nm.reconcile("Basic_LinkedInDataExport_11-01-2026.zip", "iphone.vcf",
    "cards.csv")
    net.contacts, net.review, net.due()

The names below are loaded when they are first used, so that importing
netmerge costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netmerge.book import Book
    from netmerge.errors import (
        BookError,
        DataError,
        MatchError,
        MissingExtraError,
        NetmergeError,
        OwnerUnknownError,
        ReadError,
        SchemaError,
        SettingsError,
        WriteError,
    )
    from netmerge.importers import Imported
    from netmerge.interactions import Owner
    from netmerge.matching import Evaluation, Explanation, Links, Model, evaluate
    from netmerge.network import Network
    from netmerge.notebook import review_widget
    from netmerge.pipeline import match, merge, read, reconcile
    from netmerge.run import Run, open_run

_HOMES = {
    "book": ("Book",),
    "errors": (
        "BookError",
        "DataError",
        "MatchError",
        "MissingExtraError",
        "NetmergeError",
        "OwnerUnknownError",
        "ReadError",
        "SchemaError",
        "SettingsError",
        "WriteError",
    ),
    "importers": ("Imported",),
    "matching": ("Evaluation", "Explanation", "Links", "Model", "evaluate"),
    "network": ("Network",),
    "notebook": ("review_widget",),
    "pipeline": ("match", "merge", "read", "reconcile"),
    "review": ("Question", "Session"),
    "run": ("Run", "open_run"),
    "interactions": ("Owner",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Book",
    "BookError",
    "DataError",
    "Evaluation",
    "Explanation",
    "Imported",
    "Links",
    "MatchError",
    "MissingExtraError",
    "Model",
    "NetmergeError",
    "Network",
    "Owner",
    "OwnerUnknownError",
    "Question",
    "ReadError",
    "Run",
    "SchemaError",
    "Session",
    "SettingsError",
    "WriteError",
    "__version__",
    "evaluate",
    "match",
    "merge",
    "open_run",
    "read",
    "reconcile",
    "review_widget",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("netmerge")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'netmerge' has no attribute {name!r}")
    return getattr(import_module(f"netmerge.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
