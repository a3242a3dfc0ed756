"""Handles of people as sources write them in; handles that are equal where they mean the same
person, out.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.phones import national_keys
from netmerge.columns.codes import encode


def comparable(handles: Any) -> pa.Array:
    """Handles for comparing: a telephone number is the same in national and international form,
    with extension or not.

    `handles` is a column of linkedin:SLUG, mailto:ADDRESS and tel:NUMBER.
    """
    codes, written = encode(handles)
    numbers = pc.replace_substring_regex(written, "^tel:", "")
    keys = pc.coalesce(national_keys(numbers), pc.replace_substring_regex(numbers, ";.*$", ""))
    found = pc.if_else(
        pc.starts_with(written, "tel:"), pc.binary_join_element_wise("tel:", keys, ""), written
    )
    return found.take(codes)
