"""Members off scanned cards → the same with name and address put right by each
other, and what was read, for `extra`.

`rnarcus.hale@` of Marcus Hale is marcus.hale@; Albcrt beside albertwood@ is Albert;
`ida.holm©lake.example` of Ida Holm is her address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.clean.emails import repair
from netmerge.clean.names.nicknames import is_given_name
from netmerge.clean.ocr import ocr_key
from netmerge.columns.chunks import one_chunk
from netmerge.merging.choices import Fields
from netmerge.merging.members import Members
from netmerge.merging.values import Values, distinct
from netmerge.text.folding import fold

_SHORTEST = 4
"""Letters of a given name by which something is put right."""
_PARTS = re.compile(r"([._-])")
_AS_READ = {"emails": "email as scanned", "given_name": "given name as scanned"}
"""The key in `extra` of what was read, by the column that is shown otherwise."""
_COLUMNS = ("full_name", "given_name", "family_name", "emails", "email_types")


@dataclass(frozen=True)
class _Change:
    """A member (its place), what its scan read, and its columns as they are."""

    place: int
    read: Mapping[str, str]
    columns: Mapping[str, Any]


def put_right(members: Members) -> tuple[Members, Fields]:
    """The members so changed, and what their scans read."""
    changes = list(_changes(members, np.flatnonzero(members.scanned)))
    if not changes:
        return members, Fields()
    columns = {}
    for name in dict.fromkeys(name for change in changes for name in change.columns):
        of_name = [change for change in changes if name in change.columns]
        rows = members.row[[change.place for change in of_name]]
        column = one_chunk(members.cleaned[name])
        index = np.arange(len(column))
        index[rows] = len(column) + np.arange(len(rows))
        values = pa.array([change.columns[name] for change in of_name], column.type)
        changed = pa.concat_arrays([column, values]).take(pa.array(index))
        kind = pd.ArrowDtype(column.type)
        columns[name] = pd.Series(changed, members.cleaned.index, kind)
    leftovers = {
        key: _read(members, [change for change in changes if name in change.read], name)
        for name, key in _AS_READ.items()
    }
    cleaned = members.cleaned.assign(**columns)
    return replace(members, cleaned=cleaned), Fields(leftovers=leftovers)


def _read(members: Members, changes: list[_Change], name: str) -> Values:
    places = np.array([change.place for change in changes], np.int64)
    texts = pa.array([change.read[name] for change in changes], pa.string())
    return distinct(Values(members.contact[places], places, texts)).best


def _changes(members: Members, scans: Any) -> Iterator[_Change]:
    if not len(scans):
        return
    places = pa.array(scans)
    told = [members.clean(name).take(places).to_pylist() for name in _COLUMNS]
    written = members.raw("emails").take(places).to_pylist()
    every = zip(scans.tolist(), *told, written, strict=True)
    for place, full, given, family, addresses, _, raw in every:
        if given and " " not in given and (addresses or raw):
            if addresses:
                yield from _by_valid(place, full, given, addresses)
            else:
                yield from _by_broken(place, given, family, raw)


def _by_valid(place: int, full: str, given: str, addresses: list[str]) -> Iterator[_Change]:
    """The address by the given name, if that is one, else the name by the address."""
    name = fold(given)
    if len(name) < _SHORTEST or any(address.startswith(name) for address in addresses):
        return
    if is_given_name(name):
        right = [_address(address, name) for address in addresses]
        changed = [read for read, one in zip(addresses, right, strict=True) if read != one]
        if changed:
            yield _Change(place, {"emails": changed[0]}, {"emails": right})
        return
    found = next(filter(None, (_given(name, address) for address in addresses)), None)
    if found:
        shown = found.upper() if given.isupper() else found.capitalize()
        whole = full.replace(given, shown, 1) if full else full
        columns = {"given_name": shown, "full_name": whole}
        yield _Change(place, {"given_name": given}, columns)


def _by_broken(place: int, given: str, family: str | None, raw: list[str]) -> Iterator[_Change]:
    """The address that is no valid one, if both names stand before its @; as it was
    read it is kept elsewhere.
    """
    names = [fold(given), fold(family or "")]
    for text in raw:
        address = repair(text)
        local = address.partition("@")[0] if address else ""
        if all(len(name) > 1 and name in local for name in names):
            columns = {"emails": [address], "email_types": [None]}
            yield _Change(place, {}, columns)
            return


def _address(address: str, name: str) -> str:
    """The address with the given name in place of what looks like it."""
    local, at, domain = address.partition("@")
    parts = _PARTS.split(local)
    alike = [ocr_key(part) == ocr_key(name) and not is_given_name(part) for part in parts]
    if sum(alike) != 1:
        return address
    parts[alike.index(True)] = name
    return f"{''.join(parts)}{at}{domain}"


def _given(name: str, address: str) -> str | None:
    """The given name with which an address begins, if it looks like this one."""
    local = address.partition("@")[0]
    for size in range(len(name) - 1, len(name) + 2):
        start = local[:size]
        if len(start) == size and ocr_key(start) == ocr_key(name) and is_given_name(start):
            return start
    return None
