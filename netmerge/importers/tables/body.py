"""What reading the body of a delimited file gives: cells by column, and what
could not be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from netmerge.columns.types import Ints
from netmerge.importers.contract import Reject

MAX_FIELD = 131_072
"""Longest cell, in characters: the csv module's own bound, which is also ours
for a whole row read by Arrow.
"""


_RETRIES = 1 << 24
"""Bytes that may be read again, besides four times the body."""


@dataclass(frozen=True)
class Body:
    """The cells of all rows, a column at a time, with each row's position and
    physical line.

    `end` is the offset of the first row that was not read, `end_line` its
    line.
    """

    columns: list[pa.Array]  # each (rows,) text
    positions: Ints  # (rows,), from 1, rejected rows counted
    lines: Ints  # (rows,), from 1
    rejects: list[Reject]
    end: int
    end_line: int


@dataclass
class Retries:
    """How many bytes may still be read again after broken quotation marks."""

    left: int

    @classmethod
    def of(cls, size: int) -> Retries:
        """Those of a body of so many bytes: a multiple of it, which keeps the
        work linear.
        """
        return cls(4 * size + _RETRIES)


class BrokenQuotesError(Exception):
    """So many quotation marks without a partner that no row can be told from
    the next; `line` is where it shows.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line
