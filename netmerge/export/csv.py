"""Tables in; CSV files that a spreadsheet can open safely and that read back to the same values out.

UTF-8 without a byte order mark: with one, most programs that are not spreadsheets take it for a part of the first
column's name. Lines end in LF, as the tools of every system accept; line ends inside a cell are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from netmerge.errors import ReadError, SchemaError
from netmerge.export.cells import from_cells, to_cells
from netmerge.export.files import replacing
from netmerge.schema import Table, arrow, to_pandas

_ROWS_AT_ONCE = 20_000
_LONGEST_ROW = 1 << 27
"""Bytes."""
_RUNS = r"^'*[=+\-@\t\r\n＝＋－＠]"
"""What a spreadsheet would run as a formula (OWASP, CSV injection), and what already looks escaped."""
_NUMBER = r"\+[0-9][0-9 ]*(;ext=[0-9]+)?"
_PHONES = rf"^{_NUMBER}( ; \+?[0-9][0-9 ]*(;ext=[0-9]+)?)*$"
_QUOTED = r'[",\r\n]'


def to_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV, whole or not at all. Columns of bytes (pictures) are left out. Raises WriteError.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; telephone numbers stay as they are.
    """
    with replacing([path]) as (temporary,), temporary.open("wb") as file:
        write_csv(frame, file)


def write_csv(frame: pd.DataFrame, file: BinaryIO) -> None:
    """As `to_csv`, to an open file."""
    columns = {str(name): _column(frame[name]) for name in frame.columns}
    columns = {name: column for name, column in columns.items() if not _is_bytes(column.type)}
    header = _lines([_quoted(pa.array([name])) for name in columns])
    file.write(header)
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        cells = [_cells(column.slice(start, _ROWS_AT_ONCE)) for column in columns.values()]
        file.write(_lines([_quoted(cell) for cell in cells]))


def read_csv(path: str | Path, table: Table | None = None) -> pd.DataFrame:
    """Read a CSV written by `to_csv`: the same values, in the types that `table` declares for its columns.

    Columns that the table does not have, or all without a table, are text. Raises ReadError and SchemaError.
    """
    source = Path(path)
    if not source.is_file():
        raise ReadError(str(source), "there is no such file.")
    try:
        read = _read_text(source)
    except pa.ArrowInvalid as error:
        raise ReadError(str(source), f"is not a CSV file of netmerge: {error}.") from error
    types = {name: column.type for name, column in table.columns.items()} if table else {}
    columns = []
    for name in read.column_names:
        try:
            columns.append(_value(read[name], types.get(name, pa.string())))
        except pa.ArrowInvalid as error:
            raise SchemaError(f"{source} has a value in {name} that is none: {error}.") from error
    return to_pandas(pa.table(columns, names=read.column_names))


def _read_text(source: Path) -> pa.Table:
    with source.open("rb") as file:
        names = arrow_csv.read_csv(
            pa.BufferReader(file.readline()), parse_options=arrow_csv.ParseOptions(newlines_in_values=True)
        ).column_names
    return arrow_csv.read_csv(
        source,
        read_options=arrow_csv.ReadOptions(block_size=_LONGEST_ROW),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )


def _column(series: pd.Series[Any]) -> pa.Array:
    column = arrow(series)
    if isinstance(column, pa.ChunkedArray):
        return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    return column


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _is_text(kind: pa.DataType) -> bool:
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind)
    return bool(text or pa.types.is_nested(kind))


def _cells(column: pa.Array) -> pa.Array:
    cells = to_cells(column)
    if not _is_text(column.type):
        return cells
    runs = pc.match_substring_regex(cells, _RUNS)
    runs = pc.and_not(runs, pc.match_substring_regex(cells, _PHONES))
    return _changed(cells, runs, lambda risky: pc.binary_join_element_wise("'", risky, ""))


def _value(cells: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    whole = pa.concat_arrays(cells.chunks) if cells.num_chunks else pa.array([], pa.string())
    if _is_text(kind):
        escaped = pc.match_substring_regex(whole, rf"^'{_RUNS[1:]}")
        whole = _changed(whole, escaped, lambda cell: pc.utf8_slice_codeunits(cell, start=1))
    return from_cells(whole, kind)


def _quoted(cells: pa.Array) -> pa.Array:
    """Cells as CSV has them: empty for null, in quotation marks where they hold a comma, a quote or a line end."""
    special = pc.match_substring_regex(cells, _QUOTED)

    def quote(cell: pa.Array) -> pa.Array:
        return pc.binary_join_element_wise('"', pc.replace_substring(cell, '"', '""'), '"', "")

    return pc.fill_null(_changed(cells, special, quote), "")


def _lines(cells: list[pa.Array]) -> bytes:
    lines = pc.binary_join_element_wise(*cells, ",") if cells else pa.array([], pa.string())
    return b"".join(text.encode() + b"\n" for text in lines.to_pylist())


def _changed(cells: pa.Array, which: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """The cells with those for which `which` holds changed; the others are not touched."""
    found = np.flatnonzero(pc.fill_null(which, False).to_numpy(zero_copy_only=False))
    if not len(found):
        return cells
    index = np.arange(len(cells))
    index[found] = len(cells) + np.arange(len(found))
    return pa.concat_arrays([cells, change(cells.take(pa.array(found)))]).take(pa.array(index))
