"""A table → the same without the rows that speak of the list and of nobody, which
become rejects.

"Total: 5", "Seite 1 von 3", "Printed on 13/01/2026": they stand alone in a row, or
beside a number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.joining import joined
from netmerge.importers.contract import Placed, Reject, rejects_of
from netmerge.importers.tables.table import Table
from netmerge.schema import REJECTS
from netmerge.words import FOOTERS

_MOST_CELLS = 2
_MOST_ROWS = 10_000
"""Of a list with so few columns that all rows are looked at, the last ones."""
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
    filled = sum(np.asarray(column.is_valid()).astype(np.int32) for column in columns)
    sparse = np.flatnonzero((filled > 0) & (filled <= _MOST_CELLS))[-_MOST_ROWS:]
    if not len(sparse):
        return table
    places = pa.array(sparse)
    texts = joined([column.take(places) for column in columns], " ", len(sparse))
    # With a digit and no address; the pattern itself takes long to make.
    likely = pc.match_substring_regex(texts, r"^[^@]*[0-9][^@]*$")
    if not pc.any(likely).as_py():
        return table
    sparse, texts = sparse[np.asarray(likely)], texts.filter(likely)
    found = pc.match_substring_regex(pc.utf8_lower(texts), _pattern())
    of_list = first + sparse[np.asarray(found)]
    if not len(of_list):
        return table
    raws = texts.filter(found).to_pylist()
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
