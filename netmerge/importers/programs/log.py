"""The owner's own log, a CSV with date, who, channel, text and gave → interactions."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa
from pandas.arrays import ArrowExtensionArray

from netmerge.errors import ReadError
from netmerge.importers.contract import Channel, Imported, Inspection, Traits
from netmerge.importers.conversations import (
    Entry,
    Gathering,
    Person,
    inspection,
    mail_handle,
    phone_handle,
)
from netmerge.importers.files.encoding import to_utf8
from netmerge.importers.files.source import Source
from netmerge.schema import TEXT
from netmerge.settings import Settings
from netmerge.text.dates import parse_dates

NAME = "log"
TRAITS = Traits(channel=Channel("log", "as you logged", tells_of_writing=False))

_COLUMNS = ("date", "who", "channel", "text", "gave")
_NEEDED = frozenset({"date", "who", "text"})
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_NUMBER = re.compile(r"\+?[\d\s()./-]{5,40}")
_DELIMITERS = ",;\t"
_CURE = "Give a CSV with the columns date, who, channel, text and gave."


def claims(source: Source) -> bool:
    """Whether the columns are those of the log, and no others."""
    if source.suffix not in {".csv", ".tsv"}:
        return False
    header = {*_header(source.head(512).decode("utf-8-sig", "replace"))[0]}
    return header >= _NEEDED and header <= {*_COLUMNS}


def read(source: Source, settings: Settings) -> Imported:
    """Interactions of kind `note` by the owner; what was `gave` is their subject.

    Raises ReadError for a log without a row that can be read.
    """
    data, encoding = to_utf8(source.read_bytes())
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    header, delimiter = _header(text)
    gathering = Gathering(source, NAME, TRAITS, encoding=encoding)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        rows = list(_rows(reader, header, delimiter))
    except csv.Error as error:
        raise ReadError(source.label, f"is no CSV ({error}).", _CURE) from error
    parsed = parse_dates(pa.array([row.cells["date"] for row in rows], TEXT))
    days = parsed.values.to_pylist()  # noqa: PD011 a field, of no pandas
    channels: dict[int, str | None] = {}
    for position, (row, day) in enumerate(zip(rows, days, strict=True), 1):
        cells = row.cells
        if not any(cells.values()):
            gathering.empty += 1
        elif day is None or not cells["who"]:
            lacks = "date" if day is None else "name, address or number"
            gathering.reject(position, row.line, f"The row has no {lacks}.", row.raw)
        else:
            gathering.add(_entry(position, day, cells))
            channels[position] = cells["channel"].casefold() or None
    imported = gathering.imported()
    if not gathering.read:
        raise ReadError(source.label, "holds no row with a date and a name.", _CURE)
    return _on_channels(imported, channels)


def describe(source: Source, settings: Settings) -> Inspection:
    """How many notes the log holds, and the first three."""
    return inspection(source, read(source, settings))


def _header(text: str) -> tuple[list[str], str]:
    """The columns of the first line in small letters, and what parts them."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return [cell.strip().strip('"').casefold() for cell in first.split(delimiter)], delimiter


class _Row(NamedTuple):
    """A row: the line on which it begins, its cells by column, and its text."""

    line: int
    cells: dict[str, str]
    raw: str


def _rows(reader: Any, header: Sequence[str], delimiter: str) -> Iterator[_Row]:
    """The rows below the header."""
    next(reader, None)
    line = reader.line_num + 1
    for row in reader:
        told = dict(zip(header, row, strict=False))
        cells = {name: told.get(name, "").strip() for name in _COLUMNS}
        yield _Row(line, cells, delimiter.join(row))
        line = reader.line_num + 1


def _entry(position: int, day: dt.date, cells: dict[str, str]) -> Entry:
    """A note; its time is not told."""
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    entry = Entry(position, kind="note", date=midnight, day=day, direction="out")
    entry.text, entry.subject = cells["text"], cells["gave"]
    entry.to([_person(cells["who"])])
    return entry


def _person(who: str) -> Person:
    """By an address or a number, or else by name."""
    if _ADDRESS.fullmatch(who):
        return Person(handle=mail_handle(who))
    if _NUMBER.fullmatch(who):
        return Person(handle=phone_handle(who))
    return Person(name=who)


def _on_channels(imported: Imported, channels: dict[int, str | None]) -> Imported:
    """The same, each note on the channel that its row tells."""
    told = imported.interactions
    named = [channels[position] or NAME for position in told["position"].to_list()]
    column = ArrowExtensionArray(pa.array(named, TEXT))
    return replace(imported, interactions=told.assign(channel=column))
