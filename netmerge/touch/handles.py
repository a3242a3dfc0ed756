"""Handles of people as sources write them in; handles that are equal where they mean the same person, out."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from netmerge.clean.phones import national_key
from netmerge.clean.text import unique_map


def comparable(handles: Any) -> pa.Array:
    """Handles for comparing: a telephone number is the same in national and international form, with extension or not.

    `handles` is a column of linkedin:SLUG, mailto:ADDRESS and tel:NUMBER.
    """
    return unique_map(handles, _comparable)


def _comparable(handle: str) -> str:
    scheme, _, value = handle.partition(":")
    if scheme != "tel":
        return handle
    return f"tel:{national_key(value) or value.partition(';')[0]}"
