"""Members in; the postal addresses of each contact out, with the city and country of the first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.joining import joined
from netmerge.columns.types import Flags
from netmerge.merging.choices import Fields, as_union, chosen_holding
from netmerge.merging.members import Members
from netmerge.merging.values import (
    Distinct,
    Holding,
    Values,
    distinct,
    distinct_codes,
    join,
    name_key,
)
from netmerge.schema import ADDRESS

_PARTS = tuple(field.name for field in ADDRESS)
_LINES = _PARTS[1:]
_BETWEEN = "\x1f"
_CLEANED = ("street", "city", "region", "postcode", "country")


def addresses(members: Members) -> Fields:
    """addresses, city and country: every distinct address, those with a street first, then the
    fresher ones.

    City and country are those of the first address that has a city, or else a country.
    """
    written = join(_own(members), members.list_values(members.raw("other_addresses"))).sorted()
    parts = [pc.fill_null(pc.struct_field(written.text, part), "") for part in _LINES]
    whole = Values(written.contact, written.row, pc.binary_join_element_wise(*parts, _BETWEEN))
    told_apart = distinct_codes(written, distinct(whole, _keys).group)
    told_apart = told_apart.ranked(~(_has(told_apart, "street") | _has(told_apart, "po_box")))
    located = told_apart.ranked(
        ~_has(told_apart, "city") * (2 - _has(told_apart, "country").astype(int))
    )
    first = located.firsts(members.contacts)
    fields = as_union("addresses", told_apart, members.contacts)
    for part in ("city", "country"):
        fields |= Fields({part: pc.struct_field(first, part)}, _part_holding(part, located))
    return fields


def _own(members: Members) -> Values:
    """The first address of each member that has one, as cleaned where cleaning touches it."""
    parts = {
        part: members.clean(part) if part in _CLEANED else members.raw(part) for part in _LINES
    }
    parts["type"] = members.raw("address_type")
    given = np.zeros(len(members.row), dtype=bool)
    for part in _LINES:
        given |= parts[part].is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(given)
    columns = [parts[part].take(pa.array(rows)) for part in _PARTS]
    return Values(
        members.contact[rows], rows, pa.StructArray.from_arrays(columns, fields=list(ADDRESS))
    )


def _keys(addresses: pa.Array) -> pa.Array:
    return unique_map(
        addresses, lambda text: _BETWEEN.join(name_key(part) for part in text.split(_BETWEEN))
    )


def as_lines(array: pa.Array) -> pa.Array:
    """Addresses as one line of text each."""
    return joined([pc.struct_field(array, part) for part in _LINES], ", ", len(array))


def _has(told_apart: Distinct, part: str) -> Flags:
    return np.asarray(
        pc.struct_field(told_apart.best.text, part).is_valid().to_numpy(zero_copy_only=False)
    )


def _part_holding(part: str, located: Distinct) -> list[Holding]:
    held = chosen_holding(part, located)[0]
    text = pc.struct_field(held.text, part)
    given = text.is_valid().to_numpy(zero_copy_only=False)
    return [replace(held, text=text).where(given[held.group])]
