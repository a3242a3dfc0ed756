"""A contacts.csv that was edited and is given back → what its owner says of contacts.

Only cells that differ from what the book says of a contact count. A spreadsheet
changes some of itself: dates into its own form, numbers by their plus sign. Such a
cell says what it said before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from netmerge.book.earlier import NOTHING_EARLIER, Earlier, numbers_of
from netmerge.book.given import read_cells
from netmerge.book.said import as_cell, as_value, settable
from netmerge.columns.chunks import arrow
from netmerge.errors import SchemaError, SettingsError
from netmerge.export.cells import from_cells, to_cells
from netmerge.export.xlsx import as_in_sheet
from netmerge.schema import CONTACTS, DATE, TEXTS
from netmerge.text.dates import parse_dates

_FIELDS = {"cadence_days": "cadence"}
_COLUMNS = {field: column for column, field in _FIELDS.items()}
"""Columns that go by another name when they are said, and the other way round."""

_UNSEEN = ("contact_id", "last_personal_note", "record_ids", "photo")
"""Columns of which an edited cell is not looked at."""

_FOLLOWING = ("circle_basis", "circle_reason", "email_types", "phone_types")
"""Columns that follow from others."""

_NAMED = 3
"""Contacts that a notice names."""

_ROUNDED = re.compile(r"^\d[.,]\d+E\+\d+$", re.IGNORECASE)
"""A telephone number of which a spreadsheet has lost the last digits."""


@dataclass(frozen=True)
class Edited:
    """A table of contacts as text cells, and what to call it."""

    name: str
    cells: pd.DataFrame


@dataclass(frozen=True)
class _Cell:
    """A cell of an edited row, from 0: what the book says, and what the file."""

    row: int
    before: str
    after: str


@dataclass(frozen=True)
class Corrections:
    """What was corrected: contact_id, field and value as they stand in `said`; and
    in sentences what could not be taken.
    """

    said: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]


def read_edited(given: str | Path | pd.DataFrame) -> Edited:
    """The cells of an edited contacts.csv or contacts.xlsx, or of a table of contacts.

    Raises ReadError for a file that is not there or is no CSV, SchemaError for one
    without contact ids.
    """
    if isinstance(given, pd.DataFrame):
        name, cells = "The corrections", _as_text(given)
    else:
        name, cells = str(given), read_cells(given, "contacts")
    if "contact_id" not in cells.columns:
        listed = [str(column) for column in cells.columns]
        raise SchemaError(f"{name}: there is no column contact_id.", ["contact_id"], listed)
    return Edited(name, cells)


def corrections(
    edited: Edited,
    contacts: pd.DataFrame,
    ids: Mapping[str, str],
    earlier: Earlier = NOTHING_EARLIER,
) -> Corrections:
    """The cells that differ from those of `contacts` (CONTACTS), in which a contact
    may go by another id than its own (`ids`, old to new) by now.

    What was shown `earlier`, and is no longer, is not the owner's word but that of
    an old table: it is told, and the newer stands.

    Raises SettingsError, naming the row, for a value that a column cannot hold.
    """
    given = [ids.get(name or "", name) for name in arrow(edited.cells["contact_id"]).to_pylist()]
    place = {name: row for row, name in enumerate(arrow(contacts["contact_id"]).to_pylist())}
    known = [(row, place[name]) for row, name in enumerate(given) if name in place]
    said: list[tuple[str, str, str]] = []
    old: list[tuple[str, str]] = []
    notices = _strangers(edited, [name for name in given if name not in place])
    for column in edited.cells.columns:
        if column not in CONTACTS.columns or column in _UNSEEN:
            continue
        before = to_cells(arrow(contacts[column])).to_pylist()
        after = arrow(edited.cells[column]).to_pylist()
        cells = [_Cell(row, before[at] or "", (after[row] or "").strip()) for row, at in known]
        changed = [
            cell
            for cell in cells
            if cell.after not in (cell.before.strip(), as_in_sheet(cell.before).strip())
        ]
        field = _FIELDS.get(column, column)
        if field in settable() and column not in _FOLLOWING:
            found = [(str(given[row]), value) for row, value in _values(edited, column, changed)]
            is_old = _is_old(found, column, earlier)
            said += [(who, field, value) for who, value in found if (who, value) not in is_old]
            old += [(who, column) for who, value in found if (who, value) in is_old]
        elif changed and column not in _FOLLOWING:
            notices.append(f"{edited.name}: {column} cannot be corrected; it was passed over.")
    return Corrections(tuple(said), (*notices, *_out_of_date(edited, old, contacts, place)))


def conflicts(
    said: Iterable[tuple[str, str, str]], before: pd.DataFrame, after: pd.DataFrame
) -> tuple[str, ...]:
    """In sentences, where exports that came with corrections have other news of the
    same (CONTACTS `before` and `after` them, without what was said).
    """
    found = []
    for contact, field, _ in said:
        column = _COLUMNS.get(field, field)
        rows = [table[table["contact_id"] == contact] for table in (before, after)]
        if all(map(len, rows)):
            old, new = (to_cells(arrow(row[column]))[0].as_py() for row in rows)
            if old != new and new:
                name = rows[1]["full_name"].iloc[0]
                found.append(f"{name}: your word on {field} stands; the exports now say {new}.")
    return tuple(found)


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    columns = {str(name): to_cells(arrow(table[name])) for name in table.columns}
    return pd.DataFrame({name: pd.array(cells, "string") for name, cells in columns.items()})


def _strangers(edited: Edited, names: list[str | None]) -> list[str]:
    """A notice that counts and names the rows that speak of nobody."""
    if not names:
        return []
    named = ", ".join(name or "no id" for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    rows = "1 row speaks" if len(names) == 1 else f"{len(names):,} rows speak"
    return [f"{edited.name}: {rows} of no contact that there is ({named}{more})."]


def _is_old(
    found: list[tuple[str, str]], column: str, earlier: Earlier
) -> frozenset[tuple[str, str]]:
    """Which of some contacts' new values stood there earlier."""
    stood = earlier.get(column)
    if not stood or not found:
        return frozenset()
    kind = CONTACTS.columns[column].type
    cells = pa.array([as_cell(value, kind) for _, value in found], kind)
    numbers = numbers_of(CONTACTS.frame({column: cells}), column).tolist()
    each = zip(found, numbers, strict=True)
    return frozenset(pair for pair, number in each if (pair[0], number) in stood)


def _out_of_date(
    edited: Edited, old: list[tuple[str, str]], contacts: pd.DataFrame, place: Mapping[str, int]
) -> list[str]:
    """A notice that counts and names the cells that say what the book said before."""
    if not old:
        return []
    named = []
    for who, column in old[:_NAMED]:
        row = contacts.iloc[place[who]]
        now = to_cells(arrow(contacts[column]).slice(place[who], 1))[0].as_py() or "nothing"
        name = row["full_name"] if isinstance(row["full_name"], str) else who
        named.append(f"{name}: {column} is {now} now")
    more = f"; and {len(old) - _NAMED:,} more" if len(old) > _NAMED else ""
    cells = "1 cell says" if len(old) == 1 else f"{len(old):,} cells say"
    what = f"{edited.name}: {cells} what the book said before newer exports, which stand"
    return [f"{what} ({'; '.join(named)}{more}). netmerge set says otherwise."]


def _values(edited: Edited, column: str, changed: list[_Cell]) -> Iterator[tuple[int, str]]:
    """The row and the value of each cell that really says something else."""
    kind = CONTACTS.columns[column].type
    for cell in changed:
        text = cell.after
        if column == "phones" and (_ROUNDED.match(text) or _digits(text) == _digits(cell.before)):
            continue
        if kind == DATE and text:
            days = _days(text)
            if cell.before in days:
                continue
            text = days[0]
        try:
            yield cell.row, _value(column, kind, text)
        except (SettingsError, pa.ArrowInvalid) as error:
            hint = getattr(error, "hint", "")
            problem = getattr(error, "message", str(error))
            raise SettingsError(f"{edited.name} row {cell.row + 1}: {problem}", hint) from None


def _value(column: str, kind: pa.DataType, text: str) -> str:
    """What stands in the book for a cell."""
    if kind == TEXTS and text:
        values = from_cells(pa.array([text]), kind)[0].as_py()
        kept = [value.strip() for value in values if value and value.strip()]
        return json.dumps(kept, ensure_ascii=False)
    return as_value(_FIELDS.get(column, column), text)


def _days(text: str) -> list[str]:
    """The days, ISO 8601, that a date may mean; the text itself where it is none."""
    read = [parse_dates(pa.array([text]), first) for first in (None, True)]
    days = [parsed.values.to_pylist()[0] for parsed in read]  # noqa: PD011
    return [day.isoformat() for day in days if day] or [text]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
