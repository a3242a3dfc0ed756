"""What the pages share while the server runs."""

from __future__ import annotations

from dataclasses import dataclass

from netmerge.web.deciding import Deciding
from netmerge.web.desk import Desk
from netmerge.web.drops import Drops
from netmerge.web.errands import Errands


@dataclass(frozen=True)
class Site:
    """The book at its desk, work under way, the questions that are walked through, and
    files that were dropped.
    """

    desk: Desk
    errands: Errands
    deciding: Deciding
    drops: Drops
