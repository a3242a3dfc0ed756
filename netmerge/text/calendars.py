"""Dates as people of many languages write them, in their calendars, scripts and
orders → the same as programs write them; and the numbers of months.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.flags import flags
from netmerge.text.folding import fold, with_ascii_digits
from netmerge.words import MONTHS

_LONGEST = 60
_ODD = (
    r"[^\x00-\x7f]|(?:^|[\s./-])[IVX]{1,4}[\s./-]|^\pL{2,13}\.?,?\s\d"
    r"|\d\.$|\d\.\s|\s(?:r|g|god|roku)\.?$|2[45]\d\d|^[MTSHR]\d"
)
"""What a date has that is looked at one by one; RE2."""

_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
    "M": 1867,
    "T": 1911,
    "S": 1925,
    "H": 1988,
    "R": 2018,
}
"""The year before the first of an era, in Japan and Taiwan."""
_FIRST_YEAR = "元"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_BEFORE_BUDDHA = 543
"""Years by which Thai dates are ahead: 2523 is 1980."""
_TAIL = re.compile(r"(?<=\d)\s?(?:г|р|года|року|год|roku|r|g|god|gada)\.?$")
"""The word for year, behind it, in Slavic languages and Latvian."""
_LEADING = re.compile(r"([^\W\d_]{2,13})\.?,?\s(?=\d{1,2}\D)")
"""A weekday or a preposition: Do, 3. April 1980; le 3 avril 1980."""


def plainly_written(texts: pa.Array) -> pa.Array:
    """Distinct dates with what is peculiar to a language, a script or a calendar put
    as ISO 8601 or day, month and year; others as they are.
    """
    odd = flags(pc.match_substring_regex(texts, _ODD))
    if not odd.any():
        return texts
    mask = pa.array(odd)
    plain = [_plain(text) for text in texts.filter(mask).to_pylist()]
    return pc.replace_with_mask(texts, mask, pa.array(plain, texts.type))


def month_number(name: str) -> int | None:
    """The number of a month by its name in any of many languages; None for another
    word.
    """
    return _months().get(fold(name))


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    text = with_ascii_digits(text)
    text = _BUDDHIST.sub(lambda year: str(int(year[0]) - _BEFORE_BUDDHA), text)
    text = _TAIL.sub("", text)
    leading = _LEADING.match(text)
    if leading and month_number(leading[1]) is None:
        text = text[leading.end() :]
    for pattern, rewritten in _FORMS:
        if found := pattern.fullmatch(text):
            return rewritten(*found.groups())
    return text


def _of_era(era: str, year: str, month: str, day: str) -> str:
    number = 1 if year == _FIRST_YEAR else int(year)
    return f"{_ERAS[era] + number:04}-{month}-{day}"


def _of_roman(day: str, roman: str, year: str) -> str:
    if roman not in _ROMANS:
        return f"{day} {roman} {year}"
    return f"{day}.{_ROMANS.index(roman) + 1}.{year}"


def _of_iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month}-{day}"


def _of_name(year: str, name: str, day: str) -> str:
    return f"{day} {name} {year}"


def _of_words(day: str, name: str, year: str) -> str:
    return f"{day} {name} {year}"


def _of_numbers(day: str, month: str, year: str) -> str:
    return f"{day}.{month}.{year}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    # 昭和55年4月3日, S55.4.3
    (
        re.compile(
            rf"({'|'.join(_ERAS)})\.?\s?(\d{{1,2}}|{_FIRST_YEAR})\s?[年./-]"
            r"\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?"
        ),
        _of_era,
    ),
    # 3.IV.1980
    (re.compile(r"(\d{1,2})[\s./-]{1,2}([IVX]{1,4})[\s./-]{1,2}(\d{4}|\d{2})"), _of_roman),
    # 1980. 04. 03.
    (re.compile(r"(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})\.?"), _of_iso),
    # 1980. április 3., 1980 m. balandžio 3 d.
    (re.compile(r"(\d{4})\.?\s(?:m\.\s)?([^\W\d_]{3,12})\.?\s(\d{1,2})\.?(?:\s?d\.?)?"), _of_name),
    # 3. 4. 1980.
    (re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\.?"), _of_numbers),
    # 3. travnja 1980.
    (re.compile(r"(\d{1,2})\.?\s([^\W\d_]{3,12})\s(\d{4})\."), _of_words),
    # ngày 3 tháng 4 năm 1980
    (
        re.compile(r"(?:ngày\s)?(\d{1,2})\stháng\s(\d{1,2}),?(?:\snăm)?\s(\d{4})", re.IGNORECASE),
        _of_numbers,
    ),
)
"""Each is linear, on texts of at most _LONGEST characters."""


@cache
def _months() -> Mapping[str, int]:
    return {
        fold(name): number
        for months in MONTHS.content.values()
        for number, names in enumerate(months, start=1)
        for name in names
    }
