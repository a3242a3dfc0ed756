"""A table ⇄ JSON Lines, one object for each row.

UTF-8, LF. A column without a value is left out of the object; a list is a list,
an address an object, a day or moment its ISO 8601 text, bytes are base64, and
`extra`, which is JSON already, an object.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.errors import ReadError, SchemaError
from netmerge.export.files import replacing
from netmerge.export.writer import Writer
from netmerge.schema import Table

_OBJECT = "extra"
_ROWS_AT_ONCE = 20_000


def to_jsonl(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as JSON Lines, whole or not at all. Raises WriteError."""
    with replacing([path]) as (temporary,), temporary.open("wb") as file:
        file.writelines(_lines(frame))


JSONL = Writer("jsonl", ".jsonl", to_jsonl)


def read_jsonl(path: str | Path, table: Table) -> pd.DataFrame:
    """Read a file of `to_jsonl` as the table that it was. Raises ReadError and
    SchemaError.
    """
    columns: dict[str, list[Any]] = {name: [] for name in table.columns}
    try:
        with Path(path).open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = _row(line, str(path), number)
                for name, values in columns.items():
                    values.append(row.get(name))
    except OSError as error:
        raise ReadError(str(path), f"cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ReadError(str(path), "is not UTF-8 text.", "Write it again with to_jsonl.") from error
    return table.frame(
        {name: _column(values, table.columns[name].type, name) for name, values in columns.items()}
    )


def _lines(frame: pd.DataFrame) -> Iterator[bytes]:
    names = [str(name) for name in frame.columns]
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        part = frame.iloc[start : start + _ROWS_AT_ONCE]
        columns = [arrow(part[name]).to_pylist() for name in frame.columns]
        for values in zip(*columns, strict=True):
            row = {
                name: _plain(value, name)
                for name, value in zip(names, values, strict=True)
                if value is not None
            }
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any, name: str) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return _as_object(value) if name == _OBJECT else value


def _as_object(text: str) -> Any:
    """JSON text as the object that it stands for, if the same text can be made of
    that again.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return found if isinstance(found, dict) and _as_text(found) == text else text


def _as_text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _row(line: str, path: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            path, f"is not JSON ({error}).", "Write it again with to_jsonl.", number
        ) from error
    if not isinstance(row, dict):
        raise ReadError(path, "is not a JSON object.", "Write it again with to_jsonl.", number)
    return row


def _column(values: list[Any], kind: pa.DataType, name: str) -> Any:
    """The values as the table has them."""
    if pa.types.is_large_binary(kind):
        return [None if value is None else _bytes(value, name) for value in values]
    if pa.types.is_temporal(kind):
        if not all(isinstance(value, str | None) for value in values):
            raise SchemaError(f"{name} should hold days or moments as text.")
        return pa.array(values, pa.string())
    if pa.types.is_list(kind) and not all(isinstance(value, list | None) for value in values):
        raise SchemaError(f"{name} should hold lists.")
    if name == _OBJECT:
        return [_as_text(value) if isinstance(value, dict) else value for value in values]
    return values


def _bytes(text: Any, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise SchemaError(f"{name} should hold base64: {error}.") from error
