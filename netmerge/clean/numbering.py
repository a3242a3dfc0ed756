"""Digits → valid telephone numbers as E.164, and which are a mobile's.

The rules are libphonenumber's metadata (the package phonenumbers), put to
whole columns by Arrow's linear regular expressions: its own parser costs 30
to 100 microseconds a number, and a large address book has half a million.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberFormat

from netmerge.columns.types import Flags, Ints, Texts
from netmerge.errors import SettingsError

_KINDS = (
    *("fixed_line", "mobile", "pager", "toll_free", "premium_rate"),
    *("shared_cost", "voip", "uan", "personal_number", "voicemail"),
)


@dataclass(frozen=True)
class Numbers:
    """Resolved digits: `e164` (null for no number), and whose it surely is by its
    digits: `cell` a mobile's, `line` a fixed line's.
    """

    e164: pa.Array
    cell: pa.Array
    line: pa.Array


def resolve(digits: pa.Array, region: str | None) -> Numbers:
    """E.164 for each of the digit strings, a leading + allowed.

    National ones are read as dialled in `region`. Tried in turn until one
    is valid: with +; inside the region, with and without its trunk prefix;
    the region's own code without +; the international prefixes 00 and 011.
    """
    e164 = np.full(len(digits), None, dtype=object)
    cell, line = np.zeros((2, len(digits)), dtype=bool)
    left = np.arange(len(digits))
    for prefix, replacement in _readings(region):
        candidates = digits.take(pa.array(left))
        hit = np.asarray(pc.starts_with(candidates, prefix), dtype=bool)
        beginning = candidates.filter(pa.array(hit))
        rest = pc.utf8_slice_codeunits(beginning, len(prefix))
        found = _international(pc.binary_join_element_wise(replacement, rest, ""))
        valid = np.asarray(pc.is_valid(found.e164), dtype=bool)
        rows = left[hit][valid]
        e164[rows] = found.e164.filter(pa.array(valid)).to_numpy(zero_copy_only=False)
        cell[rows] = np.asarray(found.cell)[valid]
        line[rows] = np.asarray(found.line)[valid]
        left = np.setdiff1d(left, rows, assume_unique=True)
    if region and _has_odd_prefixes(region):
        texts = digits.take(pa.array(left)).to_pylist()
        for row, text in zip(left.tolist(), texts, strict=True):
            e164[row] = _parsed(text, region)
    return Numbers(pa.array(e164, type=pa.string()), pa.array(cell), pa.array(line))


def country_code(digits: str) -> int | None:
    """The calling code that digits begin with; None if they do with none."""
    for length in (1, 2, 3):
        if len(digits) >= length and int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE:
            return int(digits[:length])
    return None


def region_of(digits: str) -> str | None:
    """The main region of a number's calling code: GB for 44, US for 1."""
    code = country_code(digits)
    return COUNTRY_CODE_TO_REGION_CODE[code][0] if code else None


def is_region(region: str) -> bool:
    """Whether this code (ISO 3166) is of a region with telephone numbers."""
    return bool(phonenumbers.country_code_for_region(region))


def _readings(region: str | None) -> list[tuple[str, str]]:
    """What digits may begin with, and what that is in international form."""
    readings = [("+", "")]
    if region:
        code = str(phonenumbers.country_code_for_region(region))
        trunk = _metadata(region).national_prefix
        readings += [(trunk, code)] if trunk else []
        readings += [("", code), (code, code)]
    return [*readings, ("00", ""), ("011", "")]


def _international(digits: pa.Array) -> Numbers:
    """The same for digits that begin with a country's calling code."""
    code_of = _country_codes(digits)
    e164 = np.full(len(digits), None, dtype=object)
    kinds = np.zeros((2, len(digits)), dtype=bool)
    for code in np.unique(code_of[code_of > 0]).tolist():
        rows = np.flatnonzero(code_of == code)
        of_code = digits.take(pa.array(rows))
        national = pc.utf8_slice_codeunits(of_code, len(str(code)))
        _fill(code, national, rows, e164, kinds)
        main_region = COUNTRY_CODE_TO_REGION_CODE[code][0]
        trunk = _metadata(main_region, code).national_prefix
        if trunk:  # +44 (0)20 … written without the brackets
            unresolved = pd.isna(e164[rows])
            again = unresolved & np.asarray(pc.starts_with(national, trunk))
            with_trunk = national.filter(pa.array(again))
            shorter = pc.utf8_slice_codeunits(with_trunk, len(trunk))
            _fill(code, shorter, rows[again], e164, kinds)
    return Numbers(pa.array(e164, type=pa.string()), *map(pa.array, kinds))


def _country_codes(digits: pa.Array) -> Ints:
    """The calling code of each number, 0 for none."""
    starts = pc.utf8_slice_codeunits(digits, 0, 3).dictionary_encode()
    known = [country_code(start) or 0 for start in starts.dictionary.to_pylist()]
    codes: Ints = np.array([*known, 0], dtype=np.int64)[np.asarray(starts.indices)]
    return codes


def _fill(
    code: int, national: pa.Array, rows: npt.NDArray[np.intp], e164: Texts, kinds: Flags
) -> None:
    """Write the numbers valid in a region of the calling code into their rows.

    `kinds` (2, numbers) are the flags of mobiles and of fixed lines.
    """
    for region in COUNTRY_CODE_TO_REGION_CODE[code]:
        if not len(rows):
            return
        patterns = _patterns(region, code)
        matches = pc.match_substring_regex(national, patterns.valid)
        valid = np.asarray(matches, dtype=bool)
        if not valid.any():
            continue
        good = national.filter(pa.array(valid))
        mobile = pc.match_substring_regex(good, patterns.mobile)
        fixed = pc.match_substring_regex(good, patterns.fixed)
        numbers = pc.binary_join_element_wise(f"+{code}", good, "")
        e164[rows[valid]] = numbers.to_numpy(zero_copy_only=False)
        kinds[0, rows[valid]] = np.asarray(pc.and_not(mobile, fixed), dtype=bool)
        kinds[1, rows[valid]] = np.asarray(pc.and_not(fixed, mobile), dtype=bool)
        rows, national = rows[~valid], national.filter(pa.array(~valid))


@dataclass(frozen=True)
class _Patterns:
    """Regular expressions over national numbers."""

    valid: str
    mobile: str
    fixed: str


@cache
def _patterns(region: str, code: int) -> _Patterns:
    metadata = _metadata(region, code)
    given = {
        kind: description.national_number_pattern
        for kind in _KINDS
        if (description := getattr(metadata, kind)) and description.national_number_pattern
    }
    nothing = "x"  # which no digits match
    either = "|".join(given.values()) or nothing
    mobile, fixed = (given.get(kind, nothing) for kind in ("mobile", "fixed_line"))
    return _Patterns(*(f"^(?:{inner})$" for inner in (either, mobile, fixed)))


@cache
def _metadata(region: str, code: int = 0) -> PhoneMetadata:
    """The rules of a region; 001 is that of calling codes without one (800)."""
    if region == "001":
        metadata = PhoneMetadata.metadata_for_nongeo_region(code, None)
    else:
        metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None:
        problem = f"{region} is no region with telephone numbers."
        raise SettingsError(problem, "Give an ISO 3166 code such as GB.")
    return metadata


def _has_odd_prefixes(region: str) -> bool:
    """Whether no trunk prefix explains how people dial there: Argentina."""
    metadata = _metadata(region)
    return metadata.national_prefix_for_parsing != metadata.national_prefix


def _parsed(text: str, region: str) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def grouped(number: str) -> str:
    """A number in E.164 with its digits in the groups of its country: +44 20 7946
    0011; one that is none, as it is.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    text = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[^0-9+]+", " ", text).strip()
