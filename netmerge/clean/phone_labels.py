"""Words beside a telephone number, and a source's types → the type of line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from netmerge.words import LINES

_SILENT = frozenset({"voice", "mute"})
"""Labels that tell no type."""


def line_type(label: str) -> str | None:
    """The type that a label stands for: cell, fax, home, work, pager; or None."""
    kind = labels().get(label.lower().strip(" .:"))
    return None if kind in _SILENT else kind


@cache
def labels() -> Mapping[str, str]:
    """Each word for a line, and the type that it stands for."""
    types = asdict(LINES.content)
    del types["extension"]
    return {label: kind for kind, labels in types.items() for label in labels}


def clean_types(types: str) -> str | None:
    """A source's types of one number as ours, joined by a comma; a label of one's
    own stays as written.

    None if they tell nothing about the line.
    """
    parts = [part.strip() for part in types.split(",")]
    telling = [part for part in parts if labels().get(part.lower()) not in _SILENT]
    kept = dict.fromkeys(line_type(part) or part for part in telling)
    return ",".join(filter(None, kept)) or None
