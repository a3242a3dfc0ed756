"""A table → the same without the rows that speak of the list and of nobody, which
become rejects.

"Total: 5", "Seite 1 von 3", "Printed on 13/01/2026": they stand alone in a row, or
beside a number. So do the last ones of a list that name somebody by an office.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import joined
from netmerge.columns.types import Flags, Ints
from netmerge.importers.contract import Placed, Reject, rejects_of
from netmerge.importers.tables.table import Table
from netmerge.schema import REJECTS
from netmerge.words import FOOTERS

_MOST_CELLS = 2
_MOST_ROWS = 10_000
"""Of a list with so few columns that all rows are looked at, the last ones."""
_MOST_AT_END = 4
"""Rows below a list of which each may name somebody by an office."""
_OFFICE = r"^\pL[\pL .()/'’-]{3,40}:\s?\pL[\pL .,'’()-]{2,60}$"
_DAY = r"\d{1,4}[./-]\s?[\pL\d]{1,9}[./-]?\s?\d{2,4}"
_DAY_IN_WORDS = r"\d{1,2}\.?(?:\sde)?\s\pL{3,10}(?:\sde)?\s\d{4}"
_REASON = "The row tells of the list, and of nobody."


def without_footers(table: Table, source: Placed) -> Table:
    """The table without such rows; positions of all others stay."""
    if not len(table):
        return table
    columns = list(table.columns.values())
    first = max(0, len(table) - _MOST_ROWS) if len(columns) <= _MOST_CELLS else 0
    columns = [column.slice(first) for column in columns]
    filled: Ints = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        filled += np.asarray(column.is_valid())
    sparse = np.flatnonzero((filled > 0) & (filled <= _MOST_CELLS))[-_MOST_ROWS:]
    if not len(sparse):
        return table
    places = pa.array(sparse)
    texts = joined([column.take(places) for column in columns], " ", len(sparse))
    # With a digit and no address; the pattern itself takes long to make.
    likely = pc.match_substring_regex(texts, r"^[^@]*[0-9][^@]*$")
    found: Flags = np.zeros(len(sparse), bool)
    if pc.any(likely).as_py():
        lowered = pc.utf8_lower(pc.if_else(likely, texts, NO_TEXT))
        found |= np.asarray(pc.fill_null(pc.match_substring_regex(lowered, _pattern()), False))
    found |= _at_the_end(texts, found, sparse, filled)
    of_list = first + sparse[found]
    if not len(of_list):
        return table
    raws = texts.filter(pa.array(found)).to_pylist()
    rejects = [
        Reject(int(table.positions[row]), int(table.lines[row]), _REASON, raw)
        for row, raw in zip(of_list, raws, strict=True)
    ]
    kept = np.ones(len(table), bool)
    kept[of_list] = False
    every = REJECTS.concat([table.rejects, rejects_of(source, rejects)])
    return replace(
        table,
        columns={name: one.filter(pa.array(kept)) for name, one in table.columns.items()},
        positions=table.positions[kept],
        lines=table.lines[kept],
        rejects=every.sort_values("position", kind="stable", ignore_index=True),
    )


def _at_the_end(texts: pa.Array, found: Flags, sparse: Ints, filled: Ints) -> Flags:
    """Which of the rows of few cells are the last ones, below what was `found`, and name
    somebody by an office: Class teacher: Mrs Hill.
    """
    if filled.max() <= _MOST_CELLS:
        return np.zeros(len(sparse), bool)
    named: Flags = np.asarray(pc.match_substring_regex(texts, _OFFICE), dtype=bool)
    named &= filled[sparse] == 1
    below = np.flatnonzero(filled)[-_MOST_AT_END:]
    others = np.setdiff1d(below, sparse[named | found])
    last = others[-1] if len(others) else below[0] - 1
    named[sparse <= last] = False
    return named


@cache
def _pattern() -> str:
    """What such a row says, in lower case; RE2."""
    words = FOOTERS.content
    totals, pages, printed, rows = (
        "|".join(sorted(map(re.escape, some), key=len, reverse=True))
        for some in (words.totals, words.pages, words.printed, words.rows)
    )
    return (
        rf"^\W{{0,5}}(?:(?:{totals})(?:[\s:=]\D{{0,30}})?[\s:=]\d[\d.,\s]{{0,12}}\D{{0,25}}"
        rf"|(?:{pages})\.?\s?\d{{1,5}}(?:\s?(?:/|\pL{{1,5}})\s?\d{{1,5}})?"
        rf"|(?:\pL{{1,9}}\s)?(?:{printed})(?:\s|:)\D{{0,30}}(?:{_DAY}|{_DAY_IN_WORDS}).{{0,60}}"
        rf"|\d{{1,9}}\s(?:{rows})(?:\s\pL{{1,12}}){{0,2}})\W{{0,5}}$"
    )
