"""The cells that hold days → birthday, anniversary, met_on, connected_on and
as_of.

In which order day and month stand, only all dates of a column tell, the
language of the header, or the other columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.joining import coalesce, keep_where
from netmerge.importers.tables.assembly import Assembly, first_of_google
from netmerge.importers.tables.header import Use, language_of
from netmerge.importers.tables.table import Table
from netmerge.text.dates import Parsed, has_numeric, is_day_first, parse_dates, parse_partial
from netmerge.text.persian import persian_day

_Reader = Callable[[pa.Array, bool | None], Parsed]
_YEAR_FIRST = frozenset({"ja", "zh", "ko", "hu"})
"""Languages whose dates begin with the year: of 03/04 they say nothing."""
_PERSIAN = "fa"
_NO_DATE = r"^[\s./:-]*0[0\s./:-]*$"
"""Outlook writes 0/0/00 where there is no birthday."""


def add_days(making: Assembly) -> None:
    """Read each column of days whole; what cannot be read is kept in extra."""
    usual = _usually_day_first(making.table, making.uses)
    for name, read in _READERS.items():
        parsed = [_read(making, column, read, usual) for column in making.held(name)]
        if parsed:
            making.columns[name] = parsed[0] if len(parsed) == 1 else pc.coalesce(*parsed)
    if "met_on" in making.columns:
        making.columns["as_of"] = pc.coalesce(making.get("as_of"), making.columns["met_on"])
    _add_birthday_of_parts(making)


def ambiguous_days(table: Table, uses: Mapping[str, Use | None]) -> list[str]:
    """The columns with days such as 03/04/2020 of which nothing tells whether
    the day or the month stands first: neither they, nor the header's language,
    nor any other column.
    """
    if _usually_day_first(table, uses) is not None:
        return []
    return [name for name in _columns_of_days(uses) if has_numeric(table.columns[name])]


def _usually_day_first(table: Table, uses: Mapping[str, Use | None]) -> bool | None:
    """Whether the days of a file put the day first: by the language of its
    header, else by all of its days that can be read in one way only; None for
    unknown.
    """
    language = language_of(table.header)
    if language:
        return None if language in _YEAR_FIRST else True
    columns = [table.columns[name] for name in _columns_of_days(uses)]
    return is_day_first(pa.concat_arrays(columns)) if columns else None


def _columns_of_days(uses: Mapping[str, Use | None]) -> list[str]:
    return [name for name, use in uses.items() if use and use.field in _READERS]


def _read(making: Assembly, column: str, read: _Reader, usual: bool | None) -> pa.Array:
    text = first_of_google(making.text(column))
    if language_of(making.table.header) == _PERSIAN:
        text = unique_map(text, persian_day)
    own = is_day_first(text)
    parsed = read(text, usual if own is None else own)
    if pc.any(parsed.failed).as_py():
        blank = pc.match_substring_regex(text, _NO_DATE)
        unread = pc.and_not(parsed.failed, blank)
        making.extra[column] = keep_where(text, unread)
    given = first_of_google(making.text(column))
    several = pc.fill_null(pc.not_equal(making.text(column), given), False)
    if pc.any(several).as_py():
        making.extra[column] = keep_where(making.text(column), several)
    return parsed.values


def _add_birthday_of_parts(making: Assembly) -> None:
    """A birthday whose year, month and day have a column each."""
    fields = ("birth_year", "birth_month", "birth_day")
    parts = [coalesce(making.texts(name), len(making)) for name in fields]
    month = parts[1]
    if month.null_count == len(making):
        return
    filled = [pc.fill_null(part, "") for part in parts]
    made = unique_map(pc.binary_join_element_wise(*filled, "-"), _birthday)
    birthday = _birthdays(made, None).values
    making.columns["birthday"] = pc.coalesce(making.get("birthday"), birthday)


def _birthday(text: str) -> str | None:
    """`1980-3-7` as ISO 8601, without a year or without more than a year where
    there is none.
    """
    year, month, day = text.split("-", 2)
    if not (month.isdecimal() and day.isdecimal()):
        return year if year.isdecimal() else None
    return f"{year}-{month:0>2}-{day:0>2}" if year.isdecimal() else f"--{month:0>2}-{day:0>2}"


def _birthdays(column: pa.Array, day_first: bool | None) -> Parsed:
    return parse_partial(column, day_first, birthdays=True)


_READERS: Mapping[str, _Reader] = {
    "birthday": _birthdays,
    "anniversary": parse_partial,
    "met_on": parse_dates,
    "connected_on": parse_dates,
    "as_of": parse_dates,
}
