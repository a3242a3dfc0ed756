"""Sources, each with its importer → which of them are read in one.

Tables are wide: to make those of a file takes as long as to read a hundred
cards, and phones write each card to a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from netmerge.importers.contract import Imported, Importer
from netmerge.importers.files.source import Source
from netmerge.importers.fruitless import Claimed
from netmerge.settings import Settings

_MOST_BYTES = 1 << 20
"""Of the sources that are read in one, but for a larger one by itself."""


def reads_together(importer: Importer) -> Callable[[Sequence[Source], Settings], Imported] | None:
    """How an importer reads several sources in one, None if it does not.

    It is a function `read_together(sources, settings)`, beside `read`, for sources
    without interactions whose traits are those of the importer. Its `sources`
    have a row for each, in their order, and its records and rejects stand in
    that order too.
    """
    declared: Callable[[Sequence[Source], Settings], Imported] | None
    declared = getattr(importer, "read_together", None)
    return declared


def runs_of(claimed: Claimed, places: Sequence[int]) -> Iterator[tuple[Importer, list[int]]]:
    """Which of the sources are read in one, in their order, and by whom: small ones
    of an importer that takes several, else each by itself.
    """
    for importer, group in groupby(places, key=lambda place: claimed[place][1]):
        if importer is None:
            continue
        if not reads_together(importer):
            yield from ((importer, [place]) for place in group)
            continue
        run: list[int] = []
        held = 0
        for place in group:
            size = claimed[place][0].size
            if run and held + size > _MOST_BYTES:
                yield importer, run
                run, held = [], 0
            run.append(place)
            held += size
        yield importer, run
