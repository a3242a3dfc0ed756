"""Handles as written → handles that are equal where they mean one person."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.phones import national_keys
from netmerge.columns.codes import encode


def without_tags(handles: pa.Array) -> pa.Array:
    """The same, addresses without what follows a plus in their mailbox:
    robin+lists@… is robin@….
    """
    return pc.replace_substring_regex(handles, r"^(mailto:[^+@]+)\+[^@]*@", r"\1@")


def comparable(handles: Any) -> pa.Array:
    """Handles for comparing.

    `handles` is a column of linkedin:SLUG, mailto:ADDRESS and
    tel:NUMBER. A telephone number is the same in national and
    international form, with extension or not.
    """
    codes, written = encode(handles)
    numbers = pc.replace_substring_regex(written, "^tel:", "")
    without_extension = pc.replace_substring_regex(numbers, ";.*$", "")
    keys = pc.coalesce(national_keys(numbers), without_extension)
    telephones = pc.binary_join_element_wise("tel:", keys, "")
    is_telephone = pc.starts_with(written, "tel:")
    return pc.if_else(is_telephone, telephones, written).take(codes)
