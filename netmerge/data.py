"""A packaged TOML or CSV file → its values, checked against a shape; a text as it
is. Read once, when needed.

Each file is declared once, beside what reads it, with the shape that it
must have: `STREETS = TomlFile("words/streets.toml", Streets)`,
`STREETS.content.abbreviations`. It is named from the package's folder. What
does not fit is a DataError that names the file and the key.

A shape is made of `str`, `int`, `float`, `bool`, and of

- a frozen dataclass: a table of its fields and no others; only one with a default
may be absent;
- `dict[str, X]`: a table of any keys;
- `tuple[X, ...]`, `tuple[X, Y]`: a list of any length, a list of two;
- `frozenset[str]`: words in one text, parted by white space, or a list of words
and
phrases;
- `Annotated[X, check]`: an X of which `check` says what is wrong with it, "" if
nothing is.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from netmerge.errors import DataError

T = TypeVar("T")

Check = Callable[[Any], str]
"""Says what is wrong with a value of the right type; "" where nothing is."""


@dataclass(frozen=True)
class TomlFile(Generic[T]):
    """A TOML file of the package, and its shape."""

    path: str
    shape: type[T]

    @cached_property
    def content(self) -> T:
        """What stands in the file, as its shape has it; nobody may change it.

        Raises DataError.
        """
        try:
            parsed = tomllib.loads(_text(self.path))
        except ValueError as error:
            raise DataError(self.path, f"this is not TOML ({error}).") from error
        content: T = _shaped(parsed, self.shape, _Place(self.path, ()))
        return content


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of the package, and its columns; # begins a line of comment."""

    path: str
    columns: tuple[str, ...]

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells, row by row. Raises DataError."""
        numbered = [
            (number, line)
            for number, line in enumerate(_text(self.path).splitlines(), 1)
            if line and not line.startswith("#")
        ]
        header, *rows = csv.reader([line for _, line in numbered]) if numbered else [[]]
        self._check_header(header)
        for (number, _), row in zip(numbered[1:], rows, strict=True):
            if len(row) != len(header):
                problem = f"line {number} has {len(row)} cells, the header {len(header)}."
                raise DataError(self.path, problem)
        return tuple(map(tuple, rows))

    def _check_header(self, header: list[str]) -> None:
        for column in self.columns:
            if column not in header:
                raise DataError(self.path, "there is no such column.", (column,))
        for column in header:
            if column not in self.columns:
                raise DataError(self.path, "this column is not known.", (column,))
        if header != list(self.columns):
            order = ", ".join(self.columns)
            raise DataError(self.path, f"the columns are not in order: {order}.")


@dataclass(frozen=True)
class TextFile:
    """A text of the package that is taken as it is: a template, a stylesheet, a
    script.
    """

    path: str

    @cached_property
    def content(self) -> str:
        """What stands in the file. Raises DataError."""
        return _text(self.path)


def one_of(*known: str) -> Check:
    """A check: the text is one of these."""

    def check(text: str) -> str:
        return "" if text in known else f"it is none of {', '.join(known)}."

    return check


def exactly(count: int) -> Check:
    """A check: there are so many."""

    def check(values: Any) -> str:
        found = len(values)
        return "" if found == count else f"{count} are needed, not {found}."

    return check


def _text(path: str) -> str:
    try:
        return resources.files("netmerge").joinpath(path).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise DataError(path, f"the file cannot be read ({error}).") from error


@dataclass(frozen=True)
class _Place:
    """Where a value stands: in a file, under keys."""

    path: str
    keys: tuple[str, ...]

    def below(self, key: str | int) -> _Place:
        return _Place(self.path, (*self.keys, str(key)))

    def wrong(self, problem: str) -> DataError:
        return DataError(self.path, problem, self.keys)

    def need(self, kind: type | tuple[type, ...], value: Any) -> None:
        """Raise DataError for a value that is of another kind."""
        kinds = kind if isinstance(kind, tuple) else (kind,)
        misled = isinstance(value, bool) and bool not in kinds  # to Python, True is an int
        if misled or not isinstance(value, kinds):
            names = " or ".join(one.__name__ for one in kinds)
            raise self.wrong(f"{names} is needed, not {str(value)[:60]!r}.")


def _shaped(value: Any, shape: Any, place: _Place) -> Any:
    """A value of a TOML file as its shape has it."""
    if shape is Any:
        return value
    outer, inner = _taken_apart(shape)
    if outer is Annotated:
        return _checked(value, inner[0], inner[1], place)
    if is_dataclass(shape):
        return _record(value, shape, place)
    if outer is dict:
        return _table(value, inner[0], inner[1], place)
    if outer is tuple:
        return _list(value, inner, place)
    if outer is frozenset:
        return _words(value, place)
    place.need((int, float) if shape is float else shape, value)
    return value


@cache
def _taken_apart(shape: Any) -> tuple[Any, tuple[Any, ...]]:
    """dict[str, int] as dict and (str, int)."""
    return get_origin(shape), get_args(shape)


@cache
def _hints(shape: Any) -> dict[str, Any]:
    """The shapes of a dataclass's fields."""
    return get_type_hints(shape, include_extras=True)


def _checked(value: Any, shape: Any, check: Check, place: _Place) -> Any:
    shaped = _shaped(value, shape, place)
    problem = check(shaped)
    if problem:
        raise place.wrong(problem)
    return shaped


def _record(value: Any, shape: Any, place: _Place) -> Any:
    """A table with the fields of a dataclass and no others."""
    place.need(dict, value)
    hints = _hints(shape)
    for key in value:
        if key not in hints:
            raise place.below(key).wrong("this key is not known.")
    for field in fields(shape):
        required = field.default is MISSING and field.default_factory is MISSING
        if required and field.name not in value:
            raise place.below(field.name).wrong("nothing stands there.")
    shaped = {}
    for key, item in value.items():
        shaped[key] = _shaped(item, hints[key], place.below(key))
    return shape(**shaped)


def _table(value: Any, key_shape: Any, item_shape: Any, place: _Place) -> dict[str, Any]:
    place.need(dict, value)
    table = {}
    for key, item in value.items():
        below = place.below(key)
        table[_shaped(key, key_shape, below)] = _shaped(item, item_shape, below)
    return table


def _list(value: Any, shapes: tuple[Any, ...], place: _Place) -> tuple[Any, ...]:
    place.need(list, value)
    if shapes[-1] is Ellipsis:
        if shapes[0] is str and all(type(item) is str for item in value):
            return tuple(value)  # most lists are long and of words
        shapes = shapes[:1] * len(value)
    if len(value) != len(shapes):
        raise place.wrong(f"{len(shapes)} are needed, not {len(value)}.")
    return tuple(
        _shaped(item, shape, place.below(number))
        for number, (item, shape) in enumerate(zip(value, shapes, strict=True))
    )


def _words(value: Any, place: _Place) -> frozenset[str]:
    place.need((str, list), value)
    if isinstance(value, str):
        return frozenset(value.split())
    for number, word in enumerate(value):
        if type(word) is not str:
            place.below(number).need(str, word)
    return frozenset(value)
