"""How much of a file a reader left outside → nothing, or an error: its mark was a
quotation.
"""

from __future__ import annotations

from netmerge.errors import ReadError
from netmerge.importers.files.source import Source


def check_inside(source: Source, what: str, outside: int, data: bytes) -> None:
    """Raise ReadError if more than half of the lines of a file stand outside.

    `outside` counts the lines that belong to no `what` ("a card"). A file of
    which most is left out is of another kind, and only quotes one of these.
    """
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if 2 * outside <= lines:
        return
    problem = f"is something else: {outside:,} of its {lines:,} lines are outside of {what}."
    hint = "Give it the ending of what it is (.csv for a table), or export it again."
    raise ReadError(source.label, problem, hint)
