"""Telephone numbers as written in; E.164 with extension and the type of line out, and keys for
comparing them.

A cell is taken apart first (label, digits, extension), then the digits of a whole column are
resolved at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import numbering
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.ragged import flatten, interleave
from netmerge.words import LINES

CLEANED_PHONE = pa.struct([("value", pa.string()), ("type", pa.string())])
"""What one number becomes: E.164 with `;ext=`, else its digits; and its type (cell, fax, …) or
null.
"""

_LONGEST = 200
_ORDINARY = (
    r"^(?P<digits>\+?[0-9(][0-9 ().-]{5,25}?)(?: ?(?:x|ext\.?) ?(?P<extension>[0-9]{1,7}))?$"
)
_NOT_ORDINARY = r"\(\s?0\s?\)|\s{4}"
_EXTENSION = re.compile(
    r"(?:;\s?ext=|(?:\bext(?:ension|n)?|\bposte|\bdurchwahl|\bramal|\binterno|\bx|(?<=\d)x|доб|内線|内线|#)[.:]?\s?)"
    r"(\d{1,7})\)?\s?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,\n|]|\s/\s|\sor\s|\s{4}")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_DIGIT = re.compile(r"\D")
_BRACKETED_ZERO = re.compile(r"\(\s?0\s?\)")
_MISREAD = re.compile(r"(?<![^\W\d_])[OoIlSB]{1,4}(?=\d)|(?<=\d)[OoIlSB]{1,4}(?![^\W\d_])")
_AS_DIGITS = str.maketrans("OoIlSB", "001158")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ABROAD = ("+", "00", "011")
_KEEPS_ZERO = ("+39", "0039", "+378", "00378")
"""Italy and San Marino: the zero that others write in brackets is part of the number there."""


class Written(NamedTuple):
    """One number taken apart: its digits (a leading + kept), extension and type, where the cell
    tells them.
    """

    digits: str
    extension: str | None
    type: str | None


_WRITTEN = pa.struct([(name, pa.string()) for name in Written._fields])


def take_apart(text: str) -> list[Written]:
    """The numbers in a cell, not yet resolved; [] if there is none of three digits or more."""
    if len(text) > _LONGEST:
        return []
    plain = "".join(map(_ascii_digit, unicodedata.normalize("NFKC", text))).strip()
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip()]
    if len(pieces) < 2 or not all(len(_NOT_DIGIT.sub("", piece)) >= 6 for piece in pieces):
        pieces = [plain]
    taken = (_take_one(piece) for piece in pieces)
    return [written for written in taken if len(written.digits.lstrip("+")) >= 3]


def _take_one(text: str) -> Written:
    extension = _EXTENSION.search(text)
    if extension and len(_NOT_DIGIT.sub("", text[: extension.start()])) >= 5:
        text = text[: extension.start()]
    else:
        extension = None
    if len(_NOT_DIGIT.sub("", text)) >= 5:
        text = _MISREAD.sub(lambda found: found[0].translate(_AS_DIGITS), text)
    kind = None
    for word in _WORD.findall(text):
        known = line_type(word)
        kind = kind or known
        if (
            known is None
            and word not in _labels()
            and len(word) >= 3
            and word.isupper()
            and word.isascii()
        ):
            text = text.replace(word, word.translate(_KEYPAD))
    return Written(_digits(text), extension[1] if extension else None, kind)


def _digits(text: str) -> str:
    start = text.lstrip(" (")
    if not start.startswith("+"):
        start = start[start.find("+") :] if "+" in start else start
    if start.startswith(_ABROAD) and not start.startswith(_KEEPS_ZERO):
        start = _BRACKETED_ZERO.sub("", start)
    digits = _NOT_DIGIT.sub("", start)
    return f"+{digits}" if start.startswith("+") else digits


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def line_type(label: str) -> str | None:
    """The type that a label stands for: cell, fax, home, work or pager; None if it tells nothing."""
    kind = _labels().get(label.lower().strip(" .:"))
    return None if kind in {"voice", "mute"} else kind


@cache
def _labels() -> Mapping[str, str]:
    types = asdict(LINES.content)
    return {label: kind for kind, labels in types.items() for label in labels}


def clean_types(types: str) -> str | None:
    """A source's types of one number as ours, joined by a comma; None if they tell nothing about
    the line.
    """
    parts = [part.strip().lower() for part in types.split(",")]
    kept = dict.fromkeys(
        line_type(part) or part for part in parts if _labels().get(part) not in {"voice", "mute"}
    )
    return ",".join(kind for kind in kept if kind) or None


def parse_array(distinct: pa.Array, region: str | None) -> pa.ListArray:
    """For each distinct cell, the list of its numbers as CLEANED_PHONE structs; see
    `numbering.resolve`.
    """
    found = pc.extract_regex(distinct, _ORDINARY)
    ordinary = np.asarray(pc.is_valid(found), dtype=bool)
    ordinary &= ~np.asarray(pc.match_substring_regex(distinct, _NOT_ORDINARY), dtype=bool)
    others = [take_apart(text) for text in distinct.filter(pa.array(~ordinary)).to_pylist()]
    written = pa.array(
        [[one._asdict() for one in cell] for cell in others], type=pa.list_(_WRITTEN)
    )
    found = found.filter(pa.array(ordinary))
    digits = pc.replace_substring_regex(found.field("digits"), "[ ().-]", "")
    nothing = NO_TEXT
    extensions = pc.if_else(
        pc.equal(found.field("extension"), ""), nothing, found.field("extension")
    )
    no_types = pa.nulls(len(digits), pa.string())
    plain_written = pa.StructArray.from_arrays(
        [digits, extensions, no_types], fields=list(_WRITTEN)
    )
    lists = interleave(ordinary, plain_written, written)
    return pa.ListArray.from_arrays(lists.offsets, _resolved(lists.values, region))


def _resolved(written: pa.StructArray, region: str | None) -> pa.StructArray:
    """Written numbers as CLEANED_PHONE, each distinct run of digits being resolved once."""
    coded = written.field("digits").dictionary_encode()
    resolved = numbering.resolve(coded.dictionary, region)
    values = pc.coalesce(resolved.e164.take(coded.indices), written.field("digits"))
    extension = written.field("extension")
    extended = pc.coalesce(pc.binary_join_element_wise(values, extension, ";ext="), values)
    told = pc.if_else(resolved.cell.take(coded.indices), "cell", NO_TEXT)
    return pa.StructArray.from_arrays(
        [extended, pc.coalesce(written.field("type"), told)], fields=list(CLEANED_PHONE)
    )


def normalise(text: str | None, region: str | None = None) -> str | None:
    """The first number in a cell as E.164 with `;ext=`, else as its digits; None if there is none."""
    numbers = parse_array(pa.array([text or ""]), region)[0].as_py()
    return numbers[0]["value"] if numbers else None


def national_keys(values: pa.Array) -> pa.Array:
    """The last nine digits of national numbers: equal with and without country code and trunk zero.

    Null for numbers of fewer than six digits, which many people share.
    """
    digits = pc.replace_substring_regex(values, ";.*$", "")
    length = _code_lengths(digits)
    keys = digits
    for size in range(1, 4):
        keys = pc.if_else(pc.equal(length, size), pc.utf8_slice_codeunits(digits, 1 + size), keys)
    keys = pc.utf8_slice_codeunits(pc.utf8_ltrim(pc.utf8_ltrim(keys, "+"), "0"), -9)
    return pc.if_else(pc.less(pc.utf8_length(keys), 6), NO_TEXT, keys)


def _code_lengths(numbers: pa.Array) -> pa.Array:
    """Digits of the country code of each international number, 0 for others."""
    starts = pc.if_else(pc.starts_with(numbers, "+"), pc.utf8_slice_codeunits(numbers, 1, 4), "")
    coded = starts.dictionary_encode()
    lengths = [
        len(str(numbering.country_code(start) or "")) for start in coded.dictionary.to_pylist()
    ]
    return pa.array(lengths, pa.int8()).take(coded.indices)


def guess_region(records: pd.DataFrame, owner_facts: pd.DataFrame) -> tuple[str | None, str]:
    """The region whose numbers are likely written without country code, and a sentence saying why.

    The owner's own international numbers decide; else the commonest country among those of the
    records; else None.
    """
    own = _regions(
        pa.array(owner_facts.loc[owner_facts["fact"] == "phone", "value"], from_pandas=True)
    )
    if own:
        return own[0][0], f"{own[0][0]}: the country of the owner's own number."
    regions = _regions(flatten(records["phones"]).items)
    if not regions:
        return (
            None,
            "No international number tells the country; national numbers are kept as their digits.",
        )
    region, count = regions[0]
    total = sum(number for _, number in regions)
    return (
        region,
        f"{region}: {count:,} of the {total:,} different international numbers are from there.",
    )


def _regions(values: Any) -> list[tuple[str, int]]:
    """Regions of the distinct valid international numbers, commonest first."""
    distinct = pc.unique(pc.drop_null(values.cast(pa.string())))
    numbers = pc.unique(pc.drop_null(parse_array(distinct, None).flatten().field("value")))
    international = numbers.filter(pc.starts_with(numbers, "+"))
    counts: dict[str, int] = {}
    for start in pc.value_counts(pc.utf8_slice_codeunits(international, 1, 4)).to_pylist():
        region = numbering.region_of(start["values"])
        if region:
            counts[region] = counts.get(region, 0) + start["counts"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
