"""The text of a table each of whose rows stands in one pair of quotation marks →
the table.

`"Ann,Lee,""a, b"" and c"`: so a spreadsheet saves a CSV that it has as a single
column. Lines stay where they are.
"""

from __future__ import annotations

import csv
import re

from netmerge.importers.tables.header import heads_people

_FEWEST = 2
_LOOKED_AT = 1 << 16
_PARTS = ",;\t|"
_WRAPPED = re.compile(rb'^"((?:[^"\r\n]|"")*)"[,;\t]*(?=\r?$)', re.MULTILINE)


def unwrapped(data: bytes) -> bytes:
    """The rows without the marks around them, if the first lines are such rows and
    the first of them names columns of people; else the text as it is (UTF-8).
    """
    head = data[:_LOOKED_AT]
    if not head.startswith(b'"'):
        return data
    lines = head.splitlines() if len(head) < _LOOKED_AT else head.splitlines()[:-1]
    filled = [line for line in lines if line.strip()]
    if len(filled) < _FEWEST or not all(map(_WRAPPED.match, filled)):
        return data
    if not _is_header(_bare(filled[0]).decode("utf-8", "replace")):
        return data
    return _bare(data)


def _bare(data: bytes) -> bytes:
    return _WRAPPED.sub(lambda found: found[1].replace(b'""', b'"'), data)


def _is_header(line: str) -> bool:
    """Whether the names of columns stand in it, under one of the usual delimiters."""
    return any(
        heads_people([cell.strip() for cell in next(csv.reader([line], delimiter=sign), [])])
        for sign in _PARTS
    )
