"""Cells in which a name and an address stand together → each in its own column.

A row without a name has the one beside its address, a row without an address
the one in its name: Ann Lee <ann@lee.example>.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import coalesce, keep_where
from netmerge.columns.ragged import as_lists
from netmerge.importers.tables.assembly import Assembly

_BEFORE = r"""^["']*(?P<name>[^"'<>@;]{2,80}?)["']*\s*<[^<>\s]{1,200}@"""
_QUOTED = r"""^["'](?P<name>[^"'<>@;]{2,80})["']\s+[^<>\s@]{1,64}@"""
_BEHIND = r"^<?[^<>\s@]{1,64}@[^<>\s()]{1,200}>?\s*\((?P<name>[^()<>@;]{2,80})\)$"
_IN_NAME = (
    r"""^(?:["']*(?P<name>[^"'<>@;]{2,80}?)["']*(?:\s+|\s*<))?"""
    r"<?(?P<address>[^<>\s@()]{1,64}@[^<>\s@()]{1,200}\.[^<>\s@().]{2,63})>?$"
)
_NO_NAME = r"^[\s\"'<]*$"
_NAME_PARTS = ("given_name", "middle_name", "family_name", "nickname")


def unnamed(making: Assembly) -> pa.Array:
    """Which rows have no name in any column."""
    without = making.get("full_name").is_null()
    for part in _NAME_PARTS:
        without = pc.and_(without, making.get(part).is_null())
    return without


def name_by_address(making: Assembly) -> None:
    """Give a row without a name the one beside its address."""
    without, emails = unnamed(making), making.get("emails")
    if not pc.any(without).as_py() or emails.null_count == len(making):
        return
    first = pc.list_element(emails, 0)
    found = [
        pc.struct_field(pc.extract_regex(first, pattern), "name")
        for pattern in (_BEFORE, _QUOTED, _BEHIND)
    ]
    name = keep_where(coalesce(found, len(making)), without)
    making.columns["full_name"] = pc.coalesce(making.get("full_name"), name)


def address_by_name(making: Assembly) -> None:
    """Give a row without an address the one that stands in its name, and take it
    out of there.
    """
    names, emails = making.get("full_name"), making.get("emails")
    open_ = pc.and_(pc.match_substring(names, "@"), emails.is_null())
    if not pc.any(open_).as_py():
        return
    parts = pc.extract_regex(keep_where(names, open_), _IN_NAME)
    address = pc.struct_field(parts, "address")
    rows = np.flatnonzero(np.asarray(address.is_valid()))
    if not len(rows):
        return
    before = pc.struct_field(parts, "name")
    before = pc.if_else(pc.match_substring_regex(before, _NO_NAME), NO_TEXT, before)
    making.columns["full_name"] = pc.if_else(address.is_valid(), before, names)
    own = as_lists(address.drop_null(), rows, len(making))
    nothing = as_lists(pa.nulls(len(rows), pa.string()), rows, len(making))
    types = making.get("email_types")
    making.columns["emails"] = pc.coalesce(emails, own)
    making.columns["email_types"] = pc.coalesce(types, nothing)
