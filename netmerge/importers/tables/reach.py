"""The cells that hold addresses, numbers, links and accounts → lists with their
types.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.codes import unique_map
from netmerge.columns.joining import keep_where
from netmerge.columns.ragged import gather, scatter, split
from netmerge.columns.types import Flags, Ints
from netmerge.importers.tables.assembly import MANY, Assembly, parts_of_google
from netmerge.importers.tables.header import Use, label_type

_MANY_URLS = r"[|\n]|;\s|;$|,\s|\s:::\s|\s"
_NEXT_URL = (
    r"(?i);(https?://|www\.|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}(?:[/;\s]|$))"
)
"""A semicolon is part of an address, unless what follows is another one."""
_PARALLEL_TYPES = r"\s;\s"
_NO_TYPE = "-"
_EXTENSION, _EXTENSION_KEPT = ";ext=", "\ue000ext="
"""An extension, and what stands for it while cells are split at semicolons."""
_PROFILE = r"linkedin\.com/(?:in|pub)/"
_WITH_SERVICE = r"^(?:https?://|[a-z]{2,12}:)"
_SEVERAL_NAMED = r"\pL[\"']?\s*<[^<>]{1,300}@[^<>]{1,300}>.*\pL[\"']?\s*<[^<>]{1,300}@"
_WITH_KIND = r"^[a-z_]{2,20}:"


def add_emails(making: Assembly) -> None:
    """E-mail addresses with their types; several with names beside them (Ann <ann@…>,
    Bo <bo@…>) are extra as well, which keeps the names.
    """
    for name in making.held("email"):
        cells = making.text(name)
        if not pc.any(pc.match_substring(cells, "<")).as_py():
            continue
        named = pc.match_substring_regex(cells, _SEVERAL_NAMED)
        if pc.any(named).as_py():
            making.extra[name] = keep_where(cells, named)
    _add_typed(making, "email", _several_addresses)


def add_phones(making: Assembly) -> None:
    """Telephone numbers with their types."""
    _add_typed(making, "phone", _keep_extensions)


def _add_typed(making: Assembly, name: str, prepare: Callable[[pa.Array], pa.Array]) -> None:
    held = making.held(name)
    cells, rows, numbers = gather([making.text(column) for column in held])
    if not len(cells):
        return
    types = _types(making, list(held.values()), f"{name}_label", rows, numbers)
    values, cell = split(prepare(cells), MANY)
    values = pc.replace_substring(values, _EXTENSION_KEPT, _EXTENSION)
    making.set_lists(f"{name}s", values, rows[cell])
    making.set_lists(f"{name}_types", _of_each(types, cell), rows[cell])


def _of_each(types: pa.Array, cell: Ints) -> pa.Array:
    """The type of each value, given those of the cells and each value's cell;
    a cell may list as many types.
    """
    written = pc.fill_null(types, _NO_TYPE)
    listed, parts = split(written, _PARALLEL_TYPES)
    parallel = np.array_equal(parts, cell)
    each = listed if parallel else written.take(pa.array(cell))
    return unique_map(each, lambda label: None if label == _NO_TYPE else label_type(label))


def _types(making: Assembly, held: list[Use], label: str, rows: Ints, numbers: Ints) -> pa.Array:
    """The type of each gathered cell: its column's, else what the label column
    of the same number says there.
    """
    labels = {use.number: making.text(name) for name, use in making.held(label).items()}
    own = pa.array([use.type or None for use in held], pa.string())
    types = own.take(pa.array(numbers))
    if not labels:
        return types
    nothing = pa.nulls(len(making), pa.string())
    beside = [nothing if use.type else labels.get(use.number, nothing) for use in held]
    place = numbers * len(making) + rows
    said = pa.concat_arrays(beside).take(pa.array(place))
    return pc.coalesce(types, said)


def _several_addresses(cells: pa.Array) -> pa.Array:
    """A comma or a blank parts e-mail addresses only where there are two: in
    one, it is a misread full stop.
    """
    several = pc.greater(pc.count_substring(cells, "@"), 1)
    if not pc.any(several).as_py():
        return cells
    parted = pc.replace_substring_regex(cells, r"[\s,]*(?::::)?[\s,]+|,", ";")
    return pc.if_else(several, parted, cells)


def _keep_extensions(cells: pa.Array) -> pa.Array:
    return pc.replace_substring(cells, _EXTENSION, _EXTENSION_KEPT)


def add_web(making: Assembly) -> None:
    """Web addresses, the first profile on LinkedIn apart, and accounts."""
    cells, rows, _ = gather(making.texts("url"))
    # Each of several takes the semicolon behind it with it: hence twice.
    for _ in range(2):
        cells = pc.replace_substring_regex(cells, _NEXT_URL, "\n\\1")
    urls, cell = split(cells, _MANY_URLS)
    rows = rows[cell]
    own = _first_profile(making, urls, rows)
    if own.any():
        place = pa.array(own)
        profile = scatter(urls.filter(place), rows[own], len(making))
        making.columns["linkedin_url"] = pc.coalesce(making.get("linkedin_url"), profile)
        urls, rows = urls.filter(pc.invert(place)), rows[~own]
    making.set_lists("urls", urls, rows)
    held = making.held("handle").items()
    accounts = [column for name, use in held for column in _handles(making, name, use)]
    handles, rows, _ = gather(accounts)
    making.set_lists("handles", handles, rows)


def _first_profile(making: Assembly, urls: pa.Array, rows: Ints) -> Flags:
    """Which addresses are the first profile of a row that has none in a column of
    its own.
    """
    profile = np.asarray(pc.match_substring_regex(urls, _PROFILE, ignore_case=True))
    given = np.asarray(making.get("linkedin_url").is_valid())
    places = np.flatnonzero(profile & ~given[rows])
    first = np.zeros(len(urls), bool)
    first[places[runs.begins(rows[places])]] = True
    return first


def _handles(making: Assembly, name: str, use: Use) -> list[pa.Array]:
    """Accounts as service:name, the service from the column's name or from the
    column beside that tells it; a column for each of those that Google joins.
    """
    labels = making.held("handle_label").items()
    beside = [making.text(label) for label, of in labels if of.number == use.number]
    columns = parts_of_google(making.text(name))
    services = parts_of_google(beside[0]) if beside and use.type == "im" else []
    return [
        _handle(column, use.type, services[place] if place < len(services) else None)
        for place, column in enumerate(columns)
    ]


def _handle(column: pa.Array, type_: str, services: pa.Array | None) -> pa.Array:
    service = type_ or "im"
    if services is not None:
        service = pc.fill_null(pc.utf8_lower(services), "im")
    whole = pc.match_substring_regex(column, _WITH_SERVICE)
    return pc.if_else(whole, column, pc.binary_join_element_wise(service, column, ":"))


def add_identifiers(making: Assembly) -> None:
    """Official numbers as kind:number, the kind from the column's name."""
    held = making.held("identifier")
    cells, rows, numbers = gather([making.text(name) for name in held])
    values, cell = split(cells, MANY)
    kinds = pa.array([f"{use.type}:" if use.type else "" for use in held.values()], pa.string())
    kind = kinds.take(pa.array(numbers[cell]))
    whole = pc.match_substring_regex(values, _WITH_KIND)
    values = pc.if_else(whole, values, pc.binary_join_element_wise(kind, values, ""))
    making.set_lists("identifiers", values, rows[cell])
