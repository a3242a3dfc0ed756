"""Text columns of dates in any source's format in; Arrow days, moments or partial ISO dates out,
and what failed.

Neither the clock nor the locale is asked: month names come from words/months.toml, and whether
03/04 is March or April is decided for the whole column by the values that can only be read one
way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import encode
from netmerge.columns.types import Flags, Ints
from netmerge.text.folding import fold
from netmerge.words import MONTHS

_CENTURY_PIVOT = 69
"""Two-digit years 69 to 99 are 19xx, as POSIX strptime has it; in birthdays 30 to 99 are."""
_BIRTHDAY_PIVOT = 30
_NO_YEAR = (0, 1604)
"""Years that stand for "not given": 0000, and 1604 in Apple's cards."""

_TIME = (
    r"(?:(?:,| um| at|T|\s|,\s)\s?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?\s?(?:UTC|GMT|Z|(?P<offset>[+-]\d{2}:?\d{2}))?)?"
)
_FORMATS = (  # RE2, hence linear; each value takes the first that matches it whole
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME,
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[-\s/.]?\s?(?:de |of )?(?P<name>\pL[\pL\pM]{2,11})\.?,?[-\s/.]?\s?"
    r"(?:de |del )?(?P<year>\d{4}|\d{2})" + _TIME,
    r"(?:\pL{3,12},?\s)?(?P<name>\pL[\pL\pM]{2,11})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})"
    + _TIME,
    r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second_number>\d{1,2})[-/.]\s?(?P<year>\d{4}|\d{2})"
    + _TIME,
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})Z?)?",
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?:(?P<day>\d{1,2})\s?[日일])?",
    r"(?P<name>\pL[\pL\pM]{2,11})\.?,?\s(?:de )?(?P<year>\d{4})",
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
    r"(?P<month>\d{1,2})[/.](?P<year>\d{4})",
    r"(?P<year>\d{4})",
    r"--(?P<month>\d{2})-?(?P<day>\d{2})",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:de |of )?(?P<name>\pL[\pL\pM]{2,11})\.?",
    r"(?P<name>\pL[\pL\pM]{2,11})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?",
)


@dataclass(frozen=True)
class Parsed:
    """A parsed column: `values` (null where empty or failed) and `failed` (True where text was no
    date).
    """

    values: pa.Array
    failed: pa.Array


@dataclass(frozen=True)
class _Parts:
    """What the distinct values of a column say: -1 where a part is not given; `valid` where it
    can be a date.
    """

    year: Ints
    month: Ints
    day: Ints
    seconds: Ints
    offset: Ints
    valid: Flags


def parse_dates(values: Any, day_first: bool | None = None) -> Parsed:
    """Days (date32) from a text column (Arrow array or pandas Series); a time of day is dropped,
    not converted.

    `day_first` says how 03/04/2020 is to be read; None lets the column's own unambiguous values
    decide (month first, LinkedIn's order, where there are none). A partial date is a failure.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first, _CENTURY_PIVOT)
    whole = parts.valid & (parts.year >= 0) & (parts.day >= 0)
    days = pa.array(_days(parts).astype("datetime64[D]"), mask=~whole, type=pa.date32())
    return _spread(days, whole, codes, distinct)


def parse_moments(values: Any, day_first: bool | None = None) -> Parsed:
    """Moments in UTC (timestamp[us, UTC]) from a text column; a time without a zone is UTC, a day
    its midnight.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first, _CENTURY_PIVOT)
    whole = parts.valid & (parts.year >= 0) & (parts.day >= 0)
    micros = (_days(parts) * 86_400 + np.maximum(parts.seconds, 0) - parts.offset) * 1_000_000
    moments = pa.array(micros, mask=~whole, type=pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    return _spread(moments, whole, codes, distinct)


def parse_partial(values: Any, day_first: bool | None = None, birthdays: bool = False) -> Parsed:
    """ISO 8601 text, as exact as the source is: 1989-03-24, 1989-03, 1989, --03-24 (no year).

    `birthdays` reads two-digit years as 1930 to 2029.
    """
    codes, distinct = encode(values)
    parts = _read(distinct, day_first, _BIRTHDAY_PIVOT if birthdays else _CENTURY_PIVOT)
    texts = [
        _iso(year, month, day) if valid else None
        for year, month, day, valid in zip(
            parts.year.tolist(),
            parts.month.tolist(),
            parts.day.tolist(),
            parts.valid.tolist(),
            strict=True,
        )
    ]
    return _spread(pa.array(texts, type=pa.string()), parts.valid, codes, distinct)


def is_day_first(values: Any) -> bool | None:
    """Whether numeric dates of this column put the day first, told by those readable one way
    only; else None.
    """
    _, distinct = encode(values)
    found = pc.drop_null(pc.extract_regex(pc.utf8_trim_whitespace(distinct), f"^{_FORMATS[3]}$"))
    first, second = _number(found, "first"), _number(found, "second_number")
    day_first, month_first = (
        int(((first > 12) & (second <= 12)).sum()),
        int(((second > 12) & (first <= 12)).sum()),
    )
    return None if day_first == month_first else day_first > month_first


def _read(distinct: pa.Array, day_first: bool | None, pivot: int) -> _Parts:
    count = len(distinct)
    if day_first is None:
        day_first = bool(is_day_first(distinct))
    year, month, day, seconds = np.full((4, count), -1, dtype=np.int64)
    parts = _Parts(
        year, month, day, seconds, np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
    )
    text = pc.utf8_trim_whitespace(
        pc.replace_substring_regex(distinct, "[\u00a0\u202f\u2009]", " ")
    )
    left = np.arange(count)
    for pattern in _FORMATS:
        if not len(left):
            break
        matched = pc.extract_regex(text.take(pa.array(left)), f"^{pattern}$")
        hit = np.asarray(pc.is_valid(matched))
        if hit.any():
            _fill(parts, left[hit], matched.filter(pa.array(hit)), day_first, pivot)
            left = left[~hit]
    parts.valid[:] &= _is_real(parts)
    return parts


def _fill(parts: _Parts, rows: Ints, found: pa.StructArray, day_first: bool, pivot: int) -> None:
    """Write what one format found into the rows that it matched."""
    names = {field.name for field in found.type}
    if "first" in names:
        first, second = _number(found, "first"), _number(found, "second_number")
        dotted = np.asarray(
            pc.equal(found.field("mark"), ".")
        )  # 01.02.2020 puts the day first everywhere
        swap = ((first > 12) & (second <= 12)) | (
            (day_first | dotted) & ~((second > 12) & (first <= 12))
        )
        parts.day[rows], parts.month[rows] = (
            np.where(swap, first, second),
            np.where(swap, second, first),
        )
    if "month" in names:
        parts.month[rows] = _number(found, "month")
    if "name" in names:
        parts.month[rows] = _month_numbers(found.field("name"))
    if "day" in names:
        parts.day[rows] = _number(found, "day")
    if "year" in names:
        year = _number(found, "year")
        short = np.asarray(pc.less_equal(pc.utf8_length(found.field("year")), 2))
        year = np.where(short, year + np.where(year < pivot, 2000, 1900), year)
        parts.year[rows] = np.where(np.isin(year, _NO_YEAR) & (parts.day[rows] >= 0), -1, year)
    if "hour" in names:
        _fill_time(parts, rows, found, names)
    parts.valid[rows] = True


def _fill_time(parts: _Parts, rows: Ints, found: pa.StructArray, names: set[str]) -> None:
    hour, minute, second = (
        np.maximum(_number(found, name), 0) for name in ("hour", "minute", "second")
    )
    wrong = (hour > 24) | (minute > 59) | (second > 60)
    if "half" in names:
        half = pc.utf8_lower(found.field("half"))
        given = np.asarray(pc.not_equal(half, ""))
        wrong |= given & ((hour > 12) | (hour == 0))
        hour = np.where(given, hour % 12 + np.where(np.asarray(pc.equal(half, "p")), 12, 0), hour)
        digits = pc.replace_substring(found.field("offset"), ":", "")
        minutes = _integers(pc.utf8_slice_codeunits(digits, 1, 3)) * 60 + _integers(
            pc.utf8_slice_codeunits(digits, 3)
        )
        sign = np.where(np.asarray(pc.starts_with(digits, "-")), -1, 1)
        parts.offset[rows] = np.where(np.asarray(pc.not_equal(digits, "")), sign * minutes * 60, 0)
    parts.seconds[rows] = np.where(wrong, -2, hour * 3600 + minute * 60 + second)


def _number(found: pa.StructArray, name: str) -> Ints:
    return _integers(found.field(name))


def _integers(texts: pa.Array) -> Ints:
    """Digits as numbers; -1 for an empty text (a part that was not there)."""
    filled = pc.if_else(pc.equal(texts, ""), "-1", texts)
    return np.asarray(pc.cast(filled, pa.int64()), dtype=np.int64)


def _month_numbers(names: pa.Array) -> Ints:
    codes, distinct = encode(names)
    months = _months()
    numbers = np.array(
        [months.get(fold(name), 99) for name in distinct.to_pylist()], dtype=np.int64
    )
    spread: Ints = numbers[np.asarray(codes)]
    return spread


@cache
def _months() -> Mapping[str, int]:
    return {
        name: number
        for months in MONTHS.content.values()
        for number, names in enumerate(months, start=1)
        for name in names
    }


def _is_real(parts: _Parts) -> Flags:
    """Whether the parts name a day, month or year of the calendar (29 February without a year
    does).
    """
    month = np.clip(parts.month, 1, 12)
    year = np.where(parts.year < 0, 2000, parts.year)
    first = _month_start(year, month)
    length = _month_start(year + (month == 12), month % 12 + 1) - first
    right_month = (parts.month < 0) | ((parts.month >= 1) & (parts.month <= 12))
    right_day = (parts.day < 0) | ((parts.day >= 1) & (parts.day <= length) & (parts.month >= 1))
    right_year = (parts.year < 0) | ((parts.year >= 1000) & (parts.year <= 9999))
    given = (parts.year >= 0) | (parts.day >= 0)
    real: Flags = right_month & right_day & right_year & given & (parts.seconds >= -1)
    return real


def _days(parts: _Parts) -> Ints:
    """Days since 1970-01-01; meaningless where the date is not whole."""
    year = np.where(parts.valid & (parts.year >= 0), parts.year, 1970)
    month = np.where(parts.valid & (parts.month >= 0), parts.month, 1)
    days: Ints = _month_start(year, month) + np.where(parts.valid, np.maximum(parts.day, 1), 1) - 1
    return days


def _month_start(year: Ints, month: Ints) -> Ints:
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days: Ints = months.astype("datetime64[D]").astype(np.int64)
    return days


def _iso(year: int, month: int, day: int) -> str:
    if year < 0:
        return f"--{month:02}-{day:02}"
    return (
        f"{year:04}" + (f"-{month:02}" if month >= 0 else "") + (f"-{day:02}" if day >= 0 else "")
    )


def _spread(values: pa.Array, valid: Flags, codes: pa.Array, distinct: pa.Array) -> Parsed:
    empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(distinct), ""))
    failed = pa.array(~valid & ~empty).take(codes).fill_null(False)
    return Parsed(values.take(codes), failed)
