"""Telephone numbers as written → E.164 with extension, the type of line, and
keys.

A cell is taken apart first (`phone_cells.py`; label, digits, extension), then
the digits of a whole column are resolved at once.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import numbering
from netmerge.clean.phone_cells import (
    SHORTEST,
    WHOLE,
    WORD,
    count_digits,
    extension_of,
    is_dialled,
    numbers_in,
)
from netmerge.clean.phone_labels import labels, line_type
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.ragged import interleave
from netmerge.text.folding import with_ascii_digits

CLEANED_PHONE = pa.struct([("value", pa.string()), ("type", pa.string()), ("kind", pa.string())])
"""What a number becomes: E.164 with `;ext=`, else its digits; its type or null.
"""

_LONGEST = 200
_LONG_ENOUGH = 5
"""Digits before an extension."""
_ORDINARY = (
    r"^(?P<digits>\+?[0-9(][0-9 ().-]{5,25}?)"
    r"(?: ?(?:x|ext\.?) ?(?P<extension>[0-9]{1,7}))?$"
)
_NOT_ORDINARY = r"\(\s?0\s?\)|\s{4}|^[0-9]{5,15}\.0{1,2}$|^(?:[^0-9]*[0-9]){18}"
_BEHIND_PAUSE = re.compile(
    r"""
    ( [+(\d] [\d ().-]{5,30} )
    (?: \s? [,;]{1,3} \s? | \s? [pw] \s? )
    ( \d{1,7} )
    [\s;,\#]{0,5}
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A number, and what is dialled after a pause or wait, when somebody has
answered.
"""
_LONG_NUMBER, _SHORT_NUMBER = 10, 6
"""Digits of a number before a pause, and fewer than those of another number
behind it.
"""
_CODE = re.compile(r"[*\#][\d*\#]{1,20}")
"""What a network does and no telephone: *21#."""
_OF_SPREADSHEET = re.compile(r"([1-9]\d{0,14})\.(\d{1,14})(?:E\+?(\d{1,2}))?", re.IGNORECASE)
"""A number that a spreadsheet holds for a quantity: 16502530041.0, 3.108207129E9.
"""
_MOST_UNKNOWN = 1
"""Digits that may be missing of an exponent: they were noughts."""
_SPEAKS = 2
"""Words of a cell that says something; of one alone (n/a, none) that it is empty."""
_REMARK = re.compile(r"\([^()]{0,60}\)")
_NOT_DIGIT = re.compile(r"\D")
_BRACKETED_ZERO = re.compile(r"\(\s?0\s?\)")
_MISREAD = re.compile(
    r"""
    (?<! [^\W\d_] ) [OoIlSB]{1,4} (?= \d )
    | (?<= \d ) [OoIlSB]{1,4} (?! [^\W\d_] )
    """,
    re.VERBOSE,
)
"""Letters beside a digit that a scanner took digits for."""
_AS_DIGITS = str.maketrans("OoIlSB", "001158")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ABROAD = ("+", "00", "011")
_KEEPS_ZERO = ("+39", "0039", "+378", "00378")
"""Italy and San Marino, where the zero in brackets is part of the number."""


class Written(NamedTuple):
    """One number taken apart: digits (a leading + kept), and what stood beside."""

    digits: str
    extension: str | None
    type: str | None


_WRITTEN = pa.struct([(name, pa.string()) for name in Written._fields])


def take_apart(text: str) -> list[Written]:
    """The numbers in a cell, not yet resolved."""
    if len(text) > _LONGEST:
        return []
    plain = _whole_number(_narrow(text).strip())
    if _CODE.fullmatch(plain):
        return [Written(plain, None, None)]
    if behind := _behind_pause(plain):
        return [behind]
    taken = map(_take_one, numbers_in(plain))
    return [one for one in taken if count_digits(one.digits) >= SHORTEST]


def _whole_number(text: str) -> str:
    """The digits of a number of which a spreadsheet has made a decimal or an
    exponent; nothing of an exponent that has cost digits.
    """
    found = _OF_SPREADSHEET.fullmatch(text)
    if not found:
        return text
    whole, fraction, exponent = found.groups()
    if exponent is None:
        is_whole = not fraction.strip("0") and len(whole) >= _LONG_ENOUGH
        return whole if is_whole else text
    missing = int(exponent) - len(fraction)
    return f"{whole}{fraction}{'0' * missing}" if 0 <= missing <= _MOST_UNKNOWN else ""


def _behind_pause(text: str) -> Written | None:
    """A number with what is dialled behind it as its extension; None for any
    other text.
    """
    found = _BEHIND_PAUSE.fullmatch(text)
    if not found:
        return None
    number, dialled = found.groups()
    is_long = number.startswith("+") or count_digits(number) >= _LONG_NUMBER
    if not is_long and len(dialled) >= _SHORT_NUMBER:
        return None
    return _take_one(number)._replace(extension=dialled)


def _without_remark(found: re.Match[str]) -> str:
    """What stands in brackets, unless it is a remark with digits: (after 5pm)."""
    words = WORD.findall(found[0])
    is_remark = words and not any(word.lower() in labels() for word in words)
    return " " if is_remark and count_digits(found[0]) else found[0]


def _take_one(text: str) -> Written:
    """One number, with the extension behind it and the type that a word says."""
    number, extension = extension_of(text)
    if count_digits(number) >= _LONG_ENOUGH:
        text = number
    else:
        extension = None
    bare = _REMARK.sub(_without_remark, text)
    text = bare if count_digits(bare) >= _LONG_ENOUGH else text
    if count_digits(text) >= _LONG_ENOUGH:
        text = _MISREAD.sub(lambda misread: misread[0].translate(_AS_DIGITS), text)
    kind = None
    for word in WORD.findall(text):
        known = line_type(word)
        kind = kind or known
        if known is None and is_dialled(word) and any(map(str.isdigit, text)):
            text = text.replace(word, word.translate(_KEYPAD))
    return Written(_digits(text), extension, kind)


def _digits(text: str) -> str:
    """The digits of a number, with the + before them."""
    start = text.lstrip(" (")
    if not start.startswith("+"):
        start = start[start.find("+") :] if "+" in start else start
    if start.startswith(_ABROAD) and not start.startswith(_KEEPS_ZERO):
        start = _BRACKETED_ZERO.sub("", start)
    digits = _NOT_DIGIT.sub("", start)
    return f"+{digits}" if start.startswith("+") else digits


def _narrow(text: str) -> str:
    """The text in characters of usual width, its digits in ASCII."""
    return with_ascii_digits(unicodedata.normalize("NFKC", text))


def parse_array(distinct: pa.Array, region: str | None) -> pa.ListArray:
    """For each distinct cell, the list of its numbers as CLEANED_PHONE structs.

    Those without country code are read as dialled in `region`.
    """
    ordinary = is_ordinary(distinct)
    others = distinct.filter(pc.invert(ordinary)).to_pylist()
    taken = [list(map(Written._asdict, take_apart(cell))) for cell in others]
    apart = pa.array(taken, type=pa.list_(_WRITTEN))
    plain = _plainly_written(pc.extract_regex(distinct.filter(ordinary), _ORDINARY))
    lists = interleave(np.asarray(ordinary, dtype=bool), plain, apart)
    return pa.ListArray.from_arrays(lists.offsets, _resolved(lists.values, region))


def is_ordinary(distinct: pa.Array) -> pa.Array:
    """Which cells are one number and nothing else, for certain."""
    matches = pc.match_substring_regex(distinct, _ORDINARY)
    odd = pc.match_substring_regex(distinct, _NOT_ORDINARY)
    return pc.and_not(matches, odd)


def left_over(text: str) -> str | None:
    """A cell as written if not all of its digits are in the numbers that it gives:
    what stands in a remark, a number that is too short; or if it holds an address
    (sip:ida@lake.example), or says something without a digit (ask her mother); None
    for any other.
    """
    narrow = _narrow(text)
    told = "".join(f"{one.digits}{one.extension or ''}" for one in take_apart(text))
    rest = iter(told)
    # Noughts come and go with the codes of countries and areas.
    digits = _NOT_DIGIT.sub("", narrow)
    is_told = all(digit in rest for digit in digits if digit != "0")
    words = [word for word in WORD.findall(narrow) if len(word) > 1]
    says = not digits and len(words) >= _SPEAKS
    return None if is_told and "@" not in narrow and not says else text.strip()


def _plainly_written(found: pa.StructArray) -> pa.StructArray:
    """What _ORDINARY found, as Written."""
    digits = pc.replace_substring_regex(found.field("digits"), "[ ().-]", "")
    extension = found.field("extension")
    extension = pc.if_else(pc.equal(extension, ""), NO_TEXT, extension)
    no_types = pa.nulls(len(digits), pa.string())
    columns = [digits, extension, no_types]
    return pa.StructArray.from_arrays(columns, fields=list(_WRITTEN))


def _resolved(written: pa.StructArray, region: str | None) -> pa.StructArray:
    """Written numbers as CLEANED_PHONE; equal digits are resolved once."""
    digits, extension, type_ = written.flatten()
    coded = digits.dictionary_encode()
    resolved = numbering.resolve(coded.dictionary, region)
    e164 = resolved.e164.take(coded.indices)
    is_cell = resolved.cell.take(coded.indices)
    values = pc.coalesce(e164, digits)
    with_extension = pc.binary_join_element_wise(values, extension, ";ext=")
    extended = pc.coalesce(with_extension, values)
    types = pc.coalesce(type_, pc.if_else(is_cell, "cell", NO_TEXT))
    columns = [extended, types, _kinds(coded.dictionary, resolved).take(coded.indices)]
    return pa.StructArray.from_arrays(columns, fields=list(CLEANED_PHONE))


def _kinds(digits: pa.Array, resolved: numbering.Numbers) -> pa.Array:
    """What numbers are by their digits: cell, line, or null.

    Without its country's code a number is but a line *here*: another country's
    mobile may be dialled so.
    """
    is_international = pc.starts_with(digits, "+")
    sure = pc.if_else(resolved.line, "line", pc.if_else(resolved.cell, "cell", NO_TEXT))
    as_dialled = pc.if_else(resolved.line, "line here", NO_TEXT)
    return pc.if_else(is_international, sure, as_dialled)


def normalise(text: str | None, region: str | None = None) -> str | None:
    """The first number in a cell as E.164 with `;ext=`, else as its digits."""
    numbers = parse_array(pa.array([text or ""]), region)[0].as_py()
    return numbers[0]["value"] if numbers else None


def national_keys(values: pa.Array) -> pa.Array:
    """The last nine digits of numbers, equal with and without country code.

    Null for numbers of fewer than six digits, which many people share.
    """
    digits = pc.replace_substring_regex(values, ";.*$", "")
    code_length = _code_lengths(digits)
    national = digits
    for size in (1, 2, 3):
        behind_code = pc.utf8_slice_codeunits(digits, 1 + size)
        national = pc.if_else(pc.equal(code_length, size), behind_code, national)
    bare = pc.utf8_ltrim(pc.utf8_ltrim(national, "+"), "0")
    is_short = pc.less(pc.utf8_length(bare), WHOLE)
    return pc.if_else(is_short, NO_TEXT, pc.utf8_slice_codeunits(bare, -9))


def _code_lengths(numbers: pa.Array) -> pa.Array:
    """Digits of the country code of each international number, 0 for others."""
    is_international = pc.starts_with(numbers, "+")
    behind_plus = pc.utf8_slice_codeunits(numbers, 1, 4)
    starts = pc.if_else(is_international, behind_plus, "")
    coded = starts.dictionary_encode()
    codes = map(numbering.country_code, coded.dictionary.to_pylist())
    lengths = [len(str(code)) if code else 0 for code in codes]
    return pa.array(lengths, pa.int8()).take(coded.indices)
