"""The address columns of a table → the first address of each row, and the list of
others.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.columns.joining import coalesce, joined, keep_where
from netmerge.columns.ragged import as_lists, gather, scatter
from netmerge.importers.tables.assembly import parts_of_google
from netmerge.importers.tables.header import Use, label_type
from netmerge.schema import ADDRESS, ADDRESS_PARTS

Columns = Mapping[str, pa.Array]
Group = tuple[str, int]
"""A postal address of a row: its type (home, work …) and its number."""


def addresses(
    columns: Columns, uses: Mapping[str, Use], length: int
) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    """The address columns of RECORDS from all columns that hold some part of
    an address, and the values left over.

    An address in one cell stands in `street`, unless its parts stand in
    columns of their own: then it says the same once more and is left over.
    """
    groups: dict[Group, dict[str, str]] = {}
    for name, use in uses.items():
        groups.setdefault((use.type, use.number), {})[name] = use.field
    found: list[pa.StructArray] = []
    left: dict[str, pa.Array] = {}
    for (type_, _), fields in groups.items():
        for place, cells in enumerate(_of_google(columns, fields)):
            parts, over = _address(cells, fields, length)
            for name, cell in over.items():
                # Of several addresses in a cell the whole cell is left over.
                before = left.get(name, cell)
                told = pc.or_(cell.is_valid(), before.is_valid())
                left[name] = keep_where(columns[name], told) if place else cell
            found.append(_structs(parts, _types(cells, fields, type_, length)))
    found = [structs for structs in found if structs.null_count < length]
    if len(found) < 2:
        return (_columns(found[0]) if found else {}), left
    structs, rows, _ = gather(found)
    first = runs.begins(rows)
    main = scatter(structs.filter(pa.array(first)), rows[first], length)
    others = structs.filter(pa.array(~first))
    return _columns(main) | {"other_addresses": as_lists(others, rows[~first], length)}, left


def _of_google(columns: Columns, fields: Mapping[str, str]) -> list[Columns]:
    """The cells of a group's columns: of several addresses that Google joins in
    one cell for each part, those of the first, of the second …
    """
    parts = {name: parts_of_google(columns[name]) for name in fields}
    most = max(map(len, parts.values()))
    nothing = pa.nulls(len(next(iter(parts.values()))[0]), pa.string())
    found: list[Columns] = []
    for place in range(most):
        cells = {
            name: texts[place] if place < len(texts) else nothing for name, texts in parts.items()
        }
        for name, field in fields.items():
            if field == "address_label":  # one label speaks for all of them
                cells[name] = pc.coalesce(cells[name], parts[name][0])
        found.append(cells)
    return found


def _columns(structs: pa.StructArray) -> dict[str, pa.Array]:
    """The address columns of RECORDS from one address for each row."""
    names = {"type": "address_type"} | {part: part for part in ADDRESS_PARTS}
    return {column: pc.struct_field(structs, part) for part, column in names.items()}


def _address(
    columns: Columns, fields: Mapping[str, str], length: int
) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    """The parts of one group's addresses, and what is left over."""
    # Without a street, address_1 and address_2 beside suburb and postcode are its
    # lines.
    if "street" not in fields.values():
        as_lines = {"address": "street"}
        fields = {name: as_lines.get(field, field) for name, field in fields.items()}

    def held(*wanted: str) -> list[str]:
        return [name for name, field in fields.items() if field in wanted]

    beside = [part for part in ADDRESS_PARTS if part != "street"]
    parts = {part: coalesce([columns[name] for name in held(part)], length) for part in beside}
    left = {}
    for part, chosen in parts.items():
        for name in held(part)[1:]:
            same = pc.fill_null(pc.equal(columns[name], chosen), True)
            left[name] = pc.if_else(same, NO_TEXT, columns[name])
    parts["street"] = _street(columns, fields, length)
    whole = held("address")
    lines = joined([columns[name] for name in whole], ", ", length)
    own_street = held("street", "house_number")
    bare = np.ones(length, bool)  # (rows,), nothing but the address in one cell
    for part in ("street", "city", "po_box") if own_street else ("street",):
        bare &= np.asarray(parts[part].is_null())
    parts["street"] = pc.if_else(pa.array(bare), lines, parts["street"])
    for name in whole:
        left[name] = pc.if_else(pa.array(bare), NO_TEXT, columns[name])
    return parts, left


def _street(columns: Columns, fields: Mapping[str, str], length: int) -> pa.Array:
    """Street and its further lines, with the house number on the side where the
    file has it.
    """
    names = [name for name, field in fields.items() if field in ("street", "house_number")]
    lines: list[pa.Array] = []
    number: pa.Array | None = None
    for name in names:
        column = columns[name]
        if fields[name] == "house_number" and lines:
            lines[-1] = joined([lines[-1], column], " ", length)
        elif fields[name] == "house_number":
            number = column
        else:
            lines.append(column if number is None else joined([number, column], " ", length))
            number = None
    return joined(lines if number is None else [*lines, number], ", ", length)


def _types(columns: Columns, fields: Mapping[str, str], type_: str, length: int) -> pa.Array:
    label = next((name for name, field in fields.items() if field == "address_label"), None)
    if label is not None and not type_:
        return unique_map(columns[label], label_type)
    return pa.repeat(pa.scalar(type_ or None, pa.string()), length)


def _structs(parts: Mapping[str, pa.Array], types: pa.Array) -> pa.Array:
    """One struct of schema.ADDRESS for each row; null where no part is given."""
    empty = np.ones(len(types), bool)
    for column in parts.values():
        empty &= np.asarray(column.is_null())
    given = {**parts, "type": types}
    values = [given[field.name] for field in ADDRESS]
    return pa.StructArray.from_arrays(values, fields=list(ADDRESS), mask=pa.array(empty))
