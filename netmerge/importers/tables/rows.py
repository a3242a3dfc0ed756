"""The body of a delimited file → columns of raw cells, and what could not be
read.

Two readers agree: `flawless` hands a block to Arrow, `careful` reads any block
line by line and mends or rejects what is broken. Both know the physical line
on which each row begins. A body goes to the first of them in blocks, and to
the second only what it declines: a broken row costs its neighbourhood, not the
file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from netmerge.columns.chunks import release_unused
from netmerge.importers.tables.body import Body, Retries
from netmerge.importers.tables.careful import read_careful
from netmerge.importers.tables.flawless import read_clean

_LARGEST_BLOCK, _SMALLEST_BLOCK = 1 << 23, 1 << 16
"""Bytes of a block: the smaller it is, the less a broken row costs."""


def read_rows(
    data: bytes, offset: int, line: int, delimiter: str, header: Sequence[str]
) -> list[Body]:
    """Read the body that begins at `offset`, on physical line `line`, block by
    block; `stacked` makes them one.

    Raises BrokenQuotesError if quotation marks are broken so often that
    reading on is hopeless.
    """
    retries = Retries.of(len(data) - offset)
    parts: list[Body] = []
    size, rows = _LARGEST_BLOCK, 0
    while offset < len(data) or not parts:
        part = read_clean(data, offset, line, delimiter, header, offset + size)
        if part is None and size > _SMALLEST_BLOCK:
            size //= 4
            continue
        size = _SMALLEST_BLOCK if part is None else min(2 * size, _LARGEST_BLOCK)
        part = part or read_careful(data, offset, line, delimiter, header, offset + size, retries)
        rejects = [reject._replace(position=reject.position + rows) for reject in part.rejects]
        parts.append(replace(part, positions=part.positions + rows, rejects=rejects))
        rows += len(part.positions) + len(part.rejects)
        offset, line = part.end, part.end_line
        release_unused()
    return parts


def stacked(parts: list[Body], width: int) -> Body:
    """Blocks as one body; the columns of the blocks are given up one by one,
    and those without a value are one.
    """
    rows = sum(len(part.positions) for part in parts)
    nothing = pa.nulls(rows, pa.string())
    columns = []
    for _ in range(width):
        pieces = [part.columns.pop(0) for part in parts]
        empty = all(piece.null_count == len(piece) for piece in pieces)
        columns.append(nothing if empty else pa.concat_arrays(pieces))
    release_unused()
    return Body(
        columns=columns,
        positions=np.concatenate([part.positions for part in parts]),
        lines=np.concatenate([part.lines for part in parts]),
        rejects=[reject for part in parts for reject in part.rejects],
        end=parts[-1].end,
        end_line=parts[-1].end_line,
    )
