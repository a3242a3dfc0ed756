"""The list of importers, and those of other packages → modules, in the order of
asking.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from netmerge.importers.contract import Importer

IMPORTERS = (
    "netmerge.importers.programs.linkedin",
    "netmerge.importers.programs.mail",
    "netmerge.importers.programs.calendar",
    "netmerge.importers.programs.whatsapp",
    "netmerge.importers.programs.facebook",
    "netmerge.importers.programs.instagram",
    "netmerge.importers.programs.telegram",
    "netmerge.importers.programs.sms",
    "netmerge.importers.programs.log",
    "netmerge.importers.programs.vcard",
    "netmerge.importers.programs.ldif",
    "netmerge.importers.programs.labelled",
    "netmerge.importers.programs.address_list",
    "netmerge.importers.programs.google",
    "netmerge.importers.programs.outlook",
    "netmerge.importers.programs.cards",
    "netmerge.importers.programs.any_table",
    "netmerge.importers.programs.headless",
)
ENTRY_POINTS = "netmerge.importers"


@cache
def importers() -> tuple[Importer, ...]:
    """All importers in the order in which they are asked: those of other packages
    first.
    """
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    own = (cast("Importer", import_module(name)) for name in IMPORTERS)
    return (*(point.load() for point in added), *own)
