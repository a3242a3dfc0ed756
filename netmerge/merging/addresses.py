"""Members → the postal addresses of each contact, and its city and country."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.joining import joined
from netmerge.columns.types import Flags
from netmerge.merging.choices import (
    Fields,
    as_union,
    chosen_holding,
)
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
    """addresses, city and country.

    Every distinct address, those with a street first, then the
    fresher ones. City and country are those of the first address that has a city,
    or else a country.
    """
    further = members.list_values(members.raw("other_addresses"))
    written = join(_own(members), further).sorted()
    parts = [pc.fill_null(pc.struct_field(written.text, part), "") for part in _LINES]
    lines = pc.binary_join_element_wise(*parts, _BETWEEN)
    whole = Values(written.contact, written.row, lines)
    told_apart = distinct_codes(written, distinct(whole, _keys).group)
    deliverable = _has(told_apart, "street") | _has(told_apart, "po_box")
    told_apart = told_apart.ranked(~deliverable)
    city, country = _has(told_apart, "city"), _has(told_apart, "country")
    located = told_apart.ranked(~city, ~city & ~country)
    first = located.firsts(members.contacts)
    fields = as_union("addresses", told_apart, members.contacts)
    for part in ("city", "country"):
        fields |= Fields({part: pc.struct_field(first, part)}, _part_holding(part, located))
    return fields


def _own(members: Members) -> Values:
    """The first address of each member that has one, as cleaned
    where cleaning touches it.
    """
    parts = {
        part: members.clean(part) if part in _CLEANED else members.raw(part) for part in _LINES
    }
    parts["type"] = members.raw("address_type")
    given = np.zeros(len(members.row), dtype=bool)
    for part in _LINES:
        given |= flags(parts[part].is_valid())
    rows = np.flatnonzero(given)
    columns = [parts[part].take(rows) for part in _PARTS]
    whole = pa.StructArray.from_arrays(columns, fields=list(ADDRESS))
    return Values(members.contact[rows], rows, whole)


def _keys(addresses: pa.Array) -> pa.Array:
    def key(address: str) -> str:
        return _BETWEEN.join(map(name_key, address.split(_BETWEEN)))

    return unique_map(addresses, key)


def as_lines(array: pa.Array) -> pa.Array:
    """Addresses as one line of text each."""
    return joined([pc.struct_field(array, part) for part in _LINES], ", ", len(array))


def _has(told_apart: Distinct, part: str) -> Flags:
    said = pc.struct_field(told_apart.best.text, part)
    return flags(said.is_valid())


def _part_holding(part: str, located: Distinct) -> list[Holding]:
    held = chosen_holding(part, located)[0]
    text = pc.struct_field(held.text, part)
    given = flags(text.is_valid())
    return [replace(held, text=text).where(given[held.group])]
