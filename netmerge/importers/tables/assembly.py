"""A table and the use of each of its columns → records in the making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.ragged import as_lists
from netmerge.columns.types import Ints
from netmerge.importers.tables.header import Use
from netmerge.importers.tables.table import Table
from netmerge.schema import RECORDS

MANY = r"[;|\n]|\s:::\s"
"""What stands between several values of a cell."""
GOOGLE_MANY = r"\s:::\s"
"""What Google puts between them."""
_GOOGLE_PARTS = r"(?:^|\s):::(?:\s|$)"
"""The same where one of them may be empty, which says something in an address."""
_MOST_PARTS = 50


def first_of_google(cells: pa.Array) -> pa.Array:
    """The first of the several values that Google joins in a cell."""
    if not pc.any(pc.match_substring(cells, ":::")).as_py():
        return cells
    return parts_of_google(cells)[0]


def commas_of_google(cells: pa.Array) -> pa.Array:
    """The several values that Google joins in a cell, parted by commas."""
    return pc.replace_substring_regex(cells, r"\s+:::\s+", ", ")


def parts_of_google(cells: pa.Array) -> list[pa.Array]:
    """The first, second … of the values that Google joins in a cell; null where
    there is none.
    """
    if not pc.any(pc.match_substring(cells, ":::")).as_py():
        return [cells]
    pieces = pc.split_pattern_regex(cells, _GOOGLE_PARTS)
    lengths = pc.fill_null(pc.list_value_length(pieces), 0)
    most = min(_MOST_PARTS, pc.max(lengths).as_py())
    parts = []
    for place in range(most):
        long_enough = pc.greater(lengths, place)
        whole = pc.if_else(long_enough, pieces, pa.scalar([""] * most, pieces.type))
        text = pc.utf8_trim_whitespace(pc.list_element(whole, place))
        parts.append(pc.if_else(pc.equal(text, ""), NO_TEXT, text))
    return parts


@dataclass
class Assembly:
    """Records in the making: `columns` of RECORDS so far, and `extra`, the
    columns whose values fit none.
    """

    table: Table
    uses: Mapping[str, Use | None]
    columns: dict[str, pa.Array] = field(default_factory=dict)
    extra: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    def held(self, *fields: str) -> dict[str, Use]:
        """The columns that hold any of these fields, in the order of the header."""
        return {name: use for name, use in self.uses.items() if use and use.field in fields}

    def text(self, column: str) -> pa.Array:
        """The cells of a column of the file."""
        return self.table.columns[column]

    def texts(self, *fields: str) -> list[pa.Array]:
        """The columns that hold any of these fields."""
        return [self.text(name) for name in self.held(*fields)]

    def get(self, name: str) -> pa.Array:
        """A column of the records so far; null where it was not given."""
        if name in self.columns:
            return self.columns[name]
        return pa.nulls(len(self), RECORDS.columns[name].type)

    def part(self, start: int, rows: int) -> Assembly:
        """Some of the rows, without copying."""
        columns = {name: column.slice(start, rows) for name, column in self.columns.items()}
        extra = {name: column.slice(start, rows) for name, column in self.extra.items()}
        return replace(self, table=self.table.part(start, rows), columns=columns, extra=extra)

    def set_lists(self, name: str, values: pa.Array, rows: Ints) -> None:
        """Make a list column of values and their rows."""
        self.columns[name] = as_lists(values, rows, len(self))

    def drop_empty(self) -> None:
        """Forget columns without a value: in a long table of few columns they
        are most of the memory.
        """
        held = self.columns.items()
        self.columns = {name: column for name, column in held if column.null_count < len(self)}
