"""A table ⇄ a CSV file that is safe in a spreadsheet and reads back to the same
values.

UTF-8 without a byte order mark: with one, most programs that are not
spreadsheets take it for a part of the first column's name; Excel alone wants it,
and gets it on request. Lines end in LF, as
the tools of every system accept; line ends inside a cell are kept as they are.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from netmerge.columns.chunks import one_chunk
from netmerge.columns.threads import in_threads
from netmerge.errors import ReadError, SchemaError
from netmerge.export.cells import changed, from_cells, to_cells
from netmerge.export.excel import MARK, PHONES, with_spaces, without_spaces
from netmerge.export.files import replacing
from netmerge.export.writer import Writer
from netmerge.importers.files.encoding import guess, to_utf8
from netmerge.schema import TEXT, Table, to_pandas
from netmerge.text.formulas import BEGINS, FORMULA, START

_DELIMITERS = ",;\t"
"""Ours, and those with which a spreadsheet saves what it has opened."""
_LONGEST_HEADER = 1 << 16
"""Bytes."""
_ROWS_AT_ONCE = 20_000
_PARTS_AT_ONCE = 8
_LONGEST_ROW = 1 << 27
"""Bytes."""
_AGAIN = "Undo what was changed in it, or run netmerge merge again."
_RUNS = f"^'*{START}"
"""What a spreadsheet would run as a formula, and what already looks escaped."""
_NUMBER = r"\+[0-9][0-9 ]*(;ext=[0-9]+)?"
_PHONES = rf"^{_NUMBER}( ; \+?[0-9][0-9 ]*(;ext=[0-9]+)?)*$"
_QUOTED = r'[",\r\n]'
_TOUCHED = f"{_QUOTED}|{_RUNS}|{BEGINS}{FORMULA}"


def to_csv(frame: pd.DataFrame, path: str | Path, *, excel: bool = False) -> None:
    """Write a table as CSV, whole or not at all.

    Columns of bytes (pictures) are left out. Raises WriteError. A text that a
    spreadsheet would run as a formula gets an apostrophe before it; telephone
    numbers stay as they are. With `excel` the file is one that Excel opens by a
    double click: it says that it is UTF-8, and its telephone numbers have spaces,
    so that they are not taken for sums.
    """
    with replacing([path]) as (temporary,), temporary.open("wb") as file:
        write_csv(frame, file, excel=excel)


def write_csv(frame: pd.DataFrame, file: BinaryIO, *, excel: bool = False) -> None:
    """As `to_csv`, to an open file."""
    every = {str(name): one_chunk(frame[name]) for name in frame.columns}
    columns = {name: column for name, column in every.items() if not _is_bytes(column.type)}
    if not columns:
        return
    if excel:
        file.write(MARK)
        columns |= {name: with_spaces(columns[name]) for name in PHONES if name in columns}

    def lines_from(start: int) -> pa.Buffer:
        parts = [column.slice(start, _ROWS_AT_ONCE) for column in columns.values()]
        return _lines([_cells(part) for part in parts])

    header = [_quoted(pa.array([name])) for name in columns]
    _write([_lines(header)], file)
    starts = range(0, len(frame), _ROWS_AT_ONCE)
    for place in range(0, len(starts), _PARTS_AT_ONCE):
        some = starts[place : place + _PARTS_AT_ONCE]
        _write(in_threads(lines_from, some), file)


CSV = Writer("csv", ".csv", to_csv, {"photo": "a cell holds text, and a picture is none"})


def read_csv(path: str | Path, table: Table | None = None) -> pd.DataFrame:
    """Read a CSV of `to_csv` in the types that `table` declares.

    Columns that the table does not have, or all without a table, are text.
    Raises ReadError and SchemaError.
    """
    source = Path(path)
    if not source.is_file():
        raise ReadError(str(source), "there is no such file.", _AGAIN)
    try:
        read = _read_text(source)
    except (pa.ArrowInvalid, OSError) as error:
        raise ReadError(str(source), f"is not a CSV file of netmerge: {error}.", _AGAIN) from error
    declared = table.columns if table else {}
    columns = {}
    spaced = PHONES if _is_for_excel(source) else ()
    for name in read.column_names:
        kind = declared[name].type if name in declared else TEXT
        try:
            columns[name] = _value(read[name], kind, spaced=name in spaced)
        except pa.ArrowInvalid as error:
            problem = f"{source} has a value in {name} that is none: {error}."
            raise SchemaError(f"{problem} {_AGAIN}") from error
    return to_pandas(pa.table(columns))


def _read_text(source: Path) -> pa.Table:
    """All cells as text, for which Arrow wants the names of the columns first."""
    content = _content(source)
    header = content.read(_LONGEST_HEADER).partition(b"\n")[0]
    content.seek(0)
    lines = arrow_csv.ParseOptions(
        delimiter=max(_DELIMITERS, key=lambda sign: header.count(sign.encode())),
        newlines_in_values=True,
        ignore_empty_lines=False,
    )
    names = arrow_csv.read_csv(pa.BufferReader(header + b"\n"), parse_options=lines).column_names
    cells = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, TEXT),
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
    )
    blocks = arrow_csv.ReadOptions(block_size=_LONGEST_ROW)
    return arrow_csv.read_csv(
        content, read_options=blocks, parse_options=lines, convert_options=cells
    )


def _content(source: Path) -> pa.NativeFile:
    """The file in UTF-8: a spreadsheet saves it as UTF-16 too. Its name may be no
    text, which Arrow wants.
    """
    file = pa.OSFile(os.fsencode(source))
    head = file.read(_LONGEST_HEADER)
    file.seek(0)
    if guess(head) == "utf-8":
        return file
    content, _ = to_utf8(file.read())
    return pa.BufferReader(content)


def _is_for_excel(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(MARK)) == MARK


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _is_text(kind: pa.DataType) -> bool:
    """Whether a cell may hold what somebody typed."""
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return bool(text or pa.types.is_dictionary(kind) or pa.types.is_nested(kind))


def _cells(column: pa.Array) -> pa.Array:
    """A column as CSV has it."""
    cells = to_cells(column)
    if not _is_text(column.type) or cells.null_count == len(cells):
        return cells
    touched = pc.match_substring_regex(cells, _TOUCHED)
    return changed(cells, touched, lambda some: _quoted(_escaped(some)))


def _escaped(cells: pa.Array) -> pa.Array:
    """With an apostrophe before what a spreadsheet would run."""
    phones = pc.match_substring_regex(cells, _PHONES)
    runs = pc.and_not(pc.match_substring_regex(cells, _RUNS), phones)
    cells = changed(cells, runs, lambda risky: pc.binary_join_element_wise("'", risky, ""))
    return pc.replace_substring_regex(cells, f"({BEGINS})({FORMULA})", r"\1'\2")


def _value(cells: pa.ChunkedArray, kind: pa.DataType, *, spaced: bool) -> pa.Array:
    """The column that these cells were made of; `spaced` are telephone numbers for
    Excel.
    """
    whole = one_chunk(cells)
    if _is_text(kind):
        escaped = pc.match_substring_regex(whole, rf"^'{_RUNS[1:]}")
        whole = changed(whole, escaped, lambda cell: pc.utf8_slice_codeunits(cell, start=1))
        whole = pc.replace_substring_regex(whole, f"({BEGINS})'({FORMULA})", r"\1\2")
    return from_cells(without_spaces(whole) if spaced else whole, kind)


def _quoted(cells: pa.Array) -> pa.Array:
    """Cells in quotation marks where they hold a comma, a quote or a line end."""

    def quote(some: pa.Array) -> pa.Array:
        doubled = pc.replace_substring(some, '"', '""')
        return pc.binary_join_element_wise('"', doubled, '"', "")

    return changed(cells, pc.match_substring_regex(cells, _QUOTED), quote)


def _lines(cells: list[pa.Array]) -> pa.Buffer:
    """Columns of cells as lines, null as nothing; the last line without its end."""
    lines = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
    together = pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines)
    return pc.binary_join(together, "\n")[0].as_buffer()


def _write(parts: list[pa.Buffer], file: BinaryIO) -> None:
    for part in parts:
        file.write(part)
        file.write(b"\n")
