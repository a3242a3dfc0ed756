"""Sources that nobody reads, and why → a row of SOURCES for each."""

from __future__ import annotations

from collections.abc import Sequence

from netmerge.importers.contract import Imported
from netmerge.importers.files.source import Source
from netmerge.schema import SOURCES, constant


def set_aside(
    sources: Sequence[Source], whys: Sequence[str], kinds: Sequence[str | None]
) -> Imported:
    """Sources that hold nothing for the network, each with the reason for the user
    and its kind.
    """
    rows = len(sources)
    columns = {
        "file": [source.file for source in sources],
        "member": [source.member for source in sources],
        "source": kinds,
        "holds": constant("nothing", rows),
        **{name: [0] * rows for name in ("rows", "read", "empty", "rejected")},
        "note": whys,
    }
    return Imported(sources=SOURCES.frame(columns))
