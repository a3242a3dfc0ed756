"""Dates as any source writes them → days, moments or ISO texts, and what failed.

Neither the clock nor the locale is asked: the names of months come from
words/months.toml (through `calendars.py`), and whether 03/04 is March or April is decided for a
whole column, by those of its values that can be read in one way only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import encode
from netmerge.columns.types import Flags, Ints
from netmerge.text.calendars import month_number, plainly_written

_CENTURY_PIVOT = 69
"""Two-digit years from 69 on are 19xx, as in POSIX; in birthdays from 30 on."""
_BIRTHDAY_PIVOT = 30
_NO_YEAR = (0, 1604)
"""Years that stand for "not given": 0000, and 1604 in Apple's cards."""
_NOT_GIVEN = -1
_WRONG_TIME = -2
_NO_MONTH = 99

_BLANKS = "[\u00a0\u202f\u2009]"
_YEAR = r"(?P<year>\d{4})"
_ANY_YEAR = r"(?P<year>\d{4}|\d{2})"
_MONTH = r"(?P<month>\d{1,2})"
_NAME = r"(?P<name>\pL[\pL\pM]{2,11})\.?"
_DAY = r"(?P<day>\d{1,2})"
_NTH = r"(?:st|nd|rd|th)?"
_MARK = "[-/.]"
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_HALF = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_ZONE = r"\s?(?:UTC|GMT|Z|(?P<offset>[+-]\d{2}:?\d{2}))?"
_TIME = rf"(?:(?:,| um| at|T|\s|,\s)\s?{_CLOCK}{_HALF}{_ZONE})?"

_COMPACT_DAY = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
_COMPACT_TIME = r"(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})Z?)?"
"""20201106T102030Z, as calendars write it."""

_TWO_NUMBERS = r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second_number>\d{1,2})[-/.]\s?"
_NUMERIC = _TWO_NUMBERS + _ANY_YEAR + _TIME
"""03/04/2020: the day or the month first."""

_FORMATS = (
    # 2020-11-06 10:20
    _YEAR + _MARK + _MONTH + _MARK + _DAY + _TIME,
    # 06 Nov 2020, 6 de noviembre de 2020, 1er août 2019
    _DAY
    + r"(?:st|nd|rd|th|er|º|\.)?[-\s/.]?\s?(?:de |of )?"
    + _NAME
    + r",?[-\s/.]?\s?(?:de |del )?"
    + _ANY_YEAR
    + _TIME,
    # Monday, November 2, 2020
    rf"(?:\pL{{3,12}},?\s)?{_NAME}\s{_DAY}{_NTH},?\s{_YEAR}{_TIME}",
    _NUMERIC,
    _COMPACT_DAY + _COMPACT_TIME,
    # 2020年11月6日
    rf"{_YEAR}\s?[年년]\s?{_MONTH}\s?[月월]\s?(?:{_DAY}\s?[日일])?",
    # Nov. 2020; 2020-11; 11/2020; 2020
    rf"{_NAME},?\s(?:de )?{_YEAR}",
    _YEAR + _MARK + _MONTH,
    rf"{_MONTH}[/.]{_YEAR}",
    _YEAR,
    # --11-06, 6 de noviembre, November 6th: no year
    r"--(?P<month>\d{2})-?(?P<day>\d{2})",
    rf"{_DAY}(?:st|nd|rd|th|\.)?\s(?:de |of )?{_NAME}",
    rf"{_NAME}\s{_DAY}{_NTH}",
    # 05/06, a birthday as Mailchimp writes it
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_number>\d{1,2})\.?",
)
"""RE2, hence linear; each value takes the first that matches it whole."""


@dataclass(frozen=True)
class Parsed:
    """A parsed column: `values`, and `failed`: a text that is no date."""

    values: pa.Array
    failed: pa.Array


@dataclass(frozen=True)
class _Parts:
    """What the distinct values of a column say; -1 for a part that is not given.

    `seconds` is the time of day (-2: there is none such), `offset` the
    seconds that its zone is ahead of UTC; `valid` says that the value can
    be a date.
    """

    year: Ints
    month: Ints
    day: Ints
    seconds: Ints
    offset: Ints
    valid: Flags

    @classmethod
    def unread(cls, count: int) -> _Parts:
        """Parts of so many values, of which nothing is known yet."""
        year, month, day, seconds = np.full((4, count), _NOT_GIVEN, dtype=np.int64)
        offset = np.zeros(count, dtype=np.int64)
        return cls(year, month, day, seconds, offset, np.zeros(count, dtype=bool))

    @property
    def whole(self) -> Flags:
        """Which values name a day of a year."""
        return self.valid & (self.year >= 0) & (self.day >= 0)


def parse_dates(values: Any, day_first: bool | None = None) -> Parsed:
    """Days (date32) from a text column (Arrow array or pandas Series).

    A time of day is dropped, not converted to another zone. `day_first`
    says how 03/04/2020 is to be read; None lets the column's own
    unambiguous values decide (month first, LinkedIn's order, where there
    are none). A partial date is a failure.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first)
    since_1970 = _days(parts).astype("datetime64[D]")
    days = pa.array(since_1970, mask=~parts.whole, type=pa.date32())
    return _spread(days, parts.whole, codes, distinct)


def parse_moments(values: Any, day_first: bool | None = None) -> Parsed:
    """Moments (timestamp[us, UTC]) from a text column.

    A time without a zone is taken for UTC, a day for its midnight.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first)
    seconds = _days(parts) * 86_400 + np.maximum(parts.seconds, 0) - parts.offset
    micros = pa.array(seconds * 1_000_000, mask=~parts.whole, type=pa.int64())
    moments = micros.cast(pa.timestamp("us", tz="UTC"))
    return _spread(moments, parts.whole, codes, distinct)


def days_alone(values: Any, day_first: bool | None = None) -> pa.Array:
    """The days (date32) of the dates of a text column that have no time of day;
    null for the others.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first)
    alone = parts.whole & (parts.seconds < 0)
    days = pa.array(_days(parts).astype("datetime64[D]"), pa.date32(), mask=~alone)
    return days.take(codes)


def parse_partial(values: Any, day_first: bool | None = None, birthdays: bool = False) -> Parsed:
    """ISO 8601 text, as exact as the source: 1989-03-24, 1989-03, 1989, --03-24.

    `birthdays` reads two-digit years as 1930 to 2029, and what is a date but for
    the order of its parts (1944-24-01, 93/09/14) as that date.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first, birthdays)
    numbers = zip(parts.year.tolist(), parts.month.tolist(), parts.day.tolist(), strict=True)
    isos = (_iso(*number) for number in numbers)
    texts = [iso if valid else None for iso, valid in zip(isos, parts.valid, strict=True)]
    return _spread(pa.array(texts, type=pa.string()), parts.valid, codes, distinct)


def has_numeric(values: Any) -> bool:
    """Whether some date of a column can be read with the day or the month first."""
    _, distinct = encode(values)
    found = pc.extract_regex(pc.utf8_trim_whitespace(distinct), f"^{_NUMERIC}$")
    found = pc.drop_null(found)
    first, second = _number(found, "first"), _number(found, "second_number")
    dotted = np.asarray(pc.equal(found.field("mark"), "."))
    return bool(np.any((first <= 12) & (second <= 12) & (first != second) & ~dotted))


def is_day_first(values: Any) -> bool | None:
    """Whether numeric dates of a column put the day first; None for unknown.

    Those dates tell it that can be read in one way only.
    """
    _, distinct = encode(values)
    found = pc.extract_regex(pc.utf8_trim_whitespace(distinct), f"^{_NUMERIC}$")
    found = pc.drop_null(found)
    first, second = _number(found, "first"), _number(found, "second_number")
    day_first = int(np.sum((first > 12) & (second <= 12)))
    month_first = int(np.sum((second > 12) & (first <= 12)))
    return None if day_first == month_first else day_first > month_first


def _read(distinct: pa.Array, day_first: bool | None, birthdays: bool = False) -> _Parts:
    """The parts of each value, by the first format that matches it."""
    if day_first is None:
        day_first = bool(is_day_first(distinct))
    parts = _Parts.unread(len(distinct))
    blanks = pc.replace_substring_regex(distinct, _BLANKS, " ")
    texts = plainly_written(pc.utf8_trim_whitespace(blanks))
    left = np.arange(len(distinct))  # places of what no format matched so far
    for pattern in _FORMATS:
        if not len(left):
            break
        matched = pc.extract_regex(texts.take(pa.array(left)), f"^{pattern}$")
        hit = np.asarray(pc.is_valid(matched))
        if hit.any():
            _fill(parts, left[hit], matched.filter(pa.array(hit)), day_first, birthdays)
            left = left[~hit]
    parts.valid[:] &= _is_real(parts)
    return parts


def _fill(
    parts: _Parts, rows: Ints, found: pa.StructArray, day_first: bool, birthdays: bool
) -> None:
    """Write what one format found into the rows that it matched."""
    pivot = _BIRTHDAY_PIVOT if birthdays else _CENTURY_PIVOT
    names = {field.name for field in found.type}
    if "first" in names:
        parts.day[rows], parts.month[rows] = _day_and_month(found, day_first)
    if "month" in names:
        parts.month[rows] = _number(found, "month")
    if "name" in names:
        parts.month[rows] = _month_numbers(found.field("name"))
    if "day" in names:
        parts.day[rows] = _number(found, "day")
    if birthdays and {"year", "month", "day"} <= names:
        _uncross(parts, rows)
    if "year" in names:
        year = _years(found.field("year"), pivot)
        is_none = np.isin(year, _NO_YEAR) & (parts.day[rows] >= 0)
        parts.year[rows] = np.where(is_none, _NOT_GIVEN, year)
    if birthdays and {"first", "year"} <= names:
        _turn_year_first(parts, rows, found)
    if "hour" in names:
        parts.seconds[rows] = _seconds(found, names)
    if "offset" in names:
        parts.offset[rows] = _offsets(found.field("offset"))
    parts.valid[rows] = True


def _uncross(parts: _Parts, rows: Ints) -> None:
    """Change day and month over where only that makes a date: 1944-24-01."""
    month, day = parts.month[rows], parts.day[rows]
    crossed = (month > 12) & (day >= 1) & (day <= 12)
    parts.month[rows] = np.where(crossed, day, month)
    parts.day[rows] = np.where(crossed, month, day)


def _turn_year_first(parts: _Parts, rows: Ints, found: pa.StructArray) -> None:
    """Read 93/09/14 as of 1993: a number over 31 before two short ones is a year."""
    first, last = _number(found, "first"), _number(found, "year")
    is_year = (first > 31) & (last <= 31)
    of_century = _years(found.field("first"), _BIRTHDAY_PIVOT)
    parts.year[rows] = np.where(is_year, of_century, parts.year[rows])
    month = _number(found, "second_number")
    parts.month[rows] = np.where(is_year, month, parts.month[rows])
    parts.day[rows] = np.where(is_year, last, parts.day[rows])


def _day_and_month(found: pa.StructArray, day_first: bool) -> tuple[Ints, Ints]:
    """Days and months of numeric dates; a number over 12 is a day."""
    first, second = _number(found, "first"), _number(found, "second_number")
    # 01.02.2020 has the day first everywhere
    dotted = np.asarray(pc.equal(found.field("mark"), "."))
    only_day_first = (first > 12) & (second <= 12)
    only_month_first = (second > 12) & (first <= 12)
    is_day_first = only_day_first | ((day_first | dotted) & ~only_month_first)
    day = np.where(is_day_first, first, second)
    return day, np.where(is_day_first, second, first)


def _years(texts: pa.Array, pivot: int) -> Ints:
    """Years of four digits, and of two from the century that the pivot says."""
    year = _integers(texts)
    is_short = np.asarray(pc.less_equal(pc.utf8_length(texts), 2))
    century = np.where(year < pivot, 2000, 1900)
    return np.where(is_short, year + century, year)


def _seconds(found: pa.StructArray, names: set[str]) -> Ints:
    """Seconds since midnight, _WRONG_TIME for a time that no clock shows,
    _NOT_GIVEN where there is none.
    """
    given = _number(found, "hour") >= 0
    parts = (_number(found, name) for name in ("hour", "minute", "second"))
    hour, minute, second = (np.maximum(part, 0) for part in parts)
    wrong = (hour > 24) | (minute > 59) | (second > 60)
    if "half" in names:
        half = pc.utf8_lower(found.field("half"))
        is_of_twelve = np.asarray(pc.not_equal(half, ""))
        afternoon = np.where(np.asarray(pc.equal(half, "p")), 12, 0)
        wrong |= is_of_twelve & ((hour > 12) | (hour == 0))
        hour = np.where(is_of_twelve, hour % 12 + afternoon, hour)
    seconds = hour * 3600 + minute * 60 + second
    return np.where(wrong, _WRONG_TIME, np.where(given, seconds, _NOT_GIVEN))


def _offsets(texts: pa.Array) -> Ints:
    """Seconds that zones such as +02:00 are ahead of UTC, 0 for none."""
    digits = pc.replace_substring(texts, ":", "")
    hours = _integers(pc.utf8_slice_codeunits(digits, 1, 3))
    minutes = _integers(pc.utf8_slice_codeunits(digits, 3))
    sign = np.where(np.asarray(pc.starts_with(digits, "-")), -1, 1)
    seconds = sign * (hours * 60 + minutes) * 60
    return np.where(np.asarray(pc.not_equal(digits, "")), seconds, 0)


def _number(found: pa.StructArray, name: str) -> Ints:
    return _integers(found.field(name))


def _integers(texts: pa.Array) -> Ints:
    """Digits as numbers; _NOT_GIVEN for an empty text."""
    filled = pc.if_else(pc.equal(texts, ""), "-1", texts)
    return np.asarray(pc.cast(filled, pa.int64()), dtype=np.int64)


def _month_numbers(names: pa.Array) -> Ints:
    """Numbers of months by their names; _NO_MONTH for any other word."""
    codes, distinct = encode(names)
    found = [month_number(name) or _NO_MONTH for name in distinct.to_pylist()]
    numbers: Ints = np.array(found, dtype=np.int64)[np.asarray(codes)]
    return numbers


def _is_real(parts: _Parts) -> Flags:
    """Whether the parts name a day, month or year of the calendar."""
    month = np.clip(parts.month, 1, 12)
    # no year is as a leap year: 29 February is a birthday
    year = np.where(parts.year < 0, 2000, parts.year)
    next_year, next_month = year + (month == 12), month % 12 + 1
    length = _month_start(next_year, next_month) - _month_start(year, month)
    right_month = (parts.month < 0) | ((parts.month >= 1) & (parts.month <= 12))
    within = (parts.day >= 1) & (parts.day <= length) & (parts.month >= 1)
    right_day = (parts.day < 0) | within
    right_year = (parts.year < 0) | ((parts.year >= 1000) & (parts.year <= 9999))
    something = (parts.year >= 0) | (parts.day >= 0)
    right_time = parts.seconds != _WRONG_TIME
    real: Flags = right_month & right_day & right_year & something & right_time
    return real


def _days(parts: _Parts) -> Ints:
    """Days since 1970-01-01; meaningless where the date is not whole."""
    year = np.where(parts.valid & (parts.year >= 0), parts.year, 1970)
    month = np.where(parts.valid & (parts.month >= 0), parts.month, 1)
    day = np.where(parts.valid, np.maximum(parts.day, 1), 1)
    return _month_start(year, month) + day - 1


def _month_start(year: Ints, month: Ints) -> Ints:
    """Days from 1970-01-01 to the first of each month."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days: Ints = months.astype("datetime64[D]").astype(np.int64)
    return days


def _iso(year: int, month: int, day: int) -> str:
    """ISO 8601, as far as the parts are given; --03-24 without a year."""
    if year < 0:
        return f"--{month:02}-{day:02}"
    given = [f"{part:02}" for part in (month, day) if part >= 0]
    return "-".join([f"{year:04}", *given])


def _spread(values: pa.Array, valid: Flags, codes: pa.Array, distinct: pa.Array) -> Parsed:
    """The values of distinct texts at each of their places."""
    empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(distinct), ""))
    failed = pa.array(~valid & ~empty).take(codes).fill_null(False)
    return Parsed(values.take(codes), failed)
