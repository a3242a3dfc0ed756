"""The name of a data file of netmerge in; its values, checked, out. A file is read once, when
first needed.

Files are named from the package's folder: `words/names.toml`. Values are shared: nobody may
change them.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeVar, get_args, get_origin

from netmerge.errors import DataError

T = TypeVar("T")


def toml_value(kind: type[T], file: str, *keys: str) -> T:
    """What stands in a TOML file under keys, one inside the other; the whole file without any.

    `kind` is its type, held down to the last item: `dict[str, list[str]]`. Raises DataError.
    """
    shape: Any = kind
    value: T = _checked(shape, file, keys)
    return value


@cache
def words(file: str, *keys: str) -> frozenset[str]:
    """The words of a text in a TOML file, separated by white space there. Raises DataError."""
    return frozenset(toml_value(str, file, *keys).split())


@cache
def csv_rows(file: str, *columns: str) -> list[tuple[str, ...]]:
    """The cells of some columns of a CSV file, row by row; lines that begin with # are comments.
    Raises DataError.
    """
    numbered = [
        (number, line)
        for number, line in enumerate(_text(file).splitlines(), 1)
        if line and line[0] != "#"
    ]
    header, *rows = csv.reader([line for _, line in numbered]) if numbered else [[]]
    absent = [column for column in columns if column not in header]
    if absent:
        raise DataError(file, f"there is no column {absent[0]}.", (absent[0],))
    for (number, _), row in zip(numbered[1:], rows, strict=False):
        if len(row) != len(header):
            raise DataError(file, f"line {number} has {len(row)} cells, the header {len(header)}.")
    places = [header.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows]


@cache
def _checked(kind: Any, file: str, keys: tuple[str, ...]) -> Any:
    value: Any = _parsed(file)
    for depth, key in enumerate(keys, 1):
        if not isinstance(value, dict) or key not in value:
            raise DataError(file, "nothing stands there.", keys[:depth])
        value = value[key]
    _check(value, kind, file, keys)
    return value


@cache
def _parsed(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(file))
    except ValueError as error:
        raise DataError(file, f"this is not TOML ({error}).") from error


def _text(file: str) -> str:
    try:
        return resources.files("netmerge").joinpath(file).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise DataError(file, f"the file cannot be read ({error}).") from error


def _check(value: Any, kind: Any, file: str, keys: tuple[str, ...]) -> None:
    """Raise DataError with the keys of the first value that is not of its kind."""
    if kind is Any:
        return
    outer, inner = get_origin(kind) or kind, get_args(kind)
    if not isinstance(value, outer):
        raise DataError(file, f"a {outer.__name__} is needed, not {str(value)[:60]!r}.", keys)
    if outer is list and inner:
        for place, item in enumerate(value):
            _check(item, inner[0], file, (*keys, str(place)))
    elif outer is dict and inner:
        for key, item in value.items():
            _check(item, inner[1], file, (*keys, key))
