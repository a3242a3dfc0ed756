"""A text that should be a JSON object → the object that it stands for."""

from __future__ import annotations

import json
from typing import Any


def json_object(text: str | None, name: str) -> dict[str, Any]:
    """The object; of a text that is none, edited by hand, an object that holds it
    under `name`.
    """
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = text
    return found if isinstance(found, dict) else {name: found}
