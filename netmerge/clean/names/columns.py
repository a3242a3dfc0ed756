"""Name columns of all records → the cleaned name columns.

Most names are a plain given and a plain family name: Arrow tells those for
the distinct values of each column. Only the others are taken apart one by
one (parts.clean_name, which says the same of both).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.names.honorifics import words_around
from netmerge.clean.names.parts import Name, Written, clean_name
from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.codes import encode
from netmerge.columns.ragged import lists_of
from netmerge.words import PARTICLES

_SEPARATOR = "\x1f"
_LISTS = ("credentials", "nicknames", "other_names")
_LONGEST = 100
_CAPITALS = "A-ZÀ-ÖØ-ÞЀ-ЯҐ"
_SMALL = "a-zß-öø-ÿа-џґ"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿĀ-ĝğ-įı-ŝş-ſЀ-џҐґ"
"""Latin and Cyrillic ones without İ, Ğ and Ş, which say how the I of a whole name is
lowered.
"""
_CAPITALISED = f"[{_CAPITALS}](?:[{_LETTERS}]*[{_SMALL}][0-9]*|[0-9]+)"
_WORD = f"(?:[A-Z]')?{_CAPITALISED}(?:-{_CAPITALISED})?"
_UNCASED = f"[{_CAPITALS}]{{3,}}|[a-zà-öø-þа-џґ]{{3,}}"
_INITIAL = r"[A-Z]\.?"
_GIVEN = f"{_WORD}(?: {_WORD})?|{_UNCASED}|{_INITIAL}"
_FAMILY = f"(?:[A-Za-z][a-z]{{0,4}} ){{0,2}}{_WORD}|{_UNCASED}|{_INITIAL}"
_PLAIN = ("full_name", "given_name", "family_name", "kind")
"""The columns that a plain name may have."""
_WHOLE = r"^(?P<given>[^\s]+) (?P<family>[^\s]+)$"
_SHOUTED_FIRST = f"^[{_CAPITALS}]{{3,}} [{_CAPITALS}]*[^{_CAPITALS}]"
"""HOLM Ida and HOLM ida, where the family name may stand first."""


def clean_names(columns: Mapping[str, Any]) -> dict[str, pa.Array]:
    """The fields of Name as columns, from the columns of Written."""
    texts = {name: _text(columns[name]) for name in Written._fields}
    given, family = _plain(texts)
    plain = pc.is_valid(given)
    others = pc.invert(plain)
    careful = _careful([text.filter(others) for text in texts.values()])
    # (records,) the place of each among the others, null for the plain ones
    place = pa.array(np.cumsum(others) - 1, mask=np.asarray(plain, dtype=bool))
    spread = {name: column.take(place) for name, column in careful.items()}
    quick = {
        "full_name": pc.binary_join_element_wise(given, family, " "),
        "given_name": given,
        "family_name": family,
    }
    return spread | {name: pc.coalesce(column, spread[name]) for name, column in quick.items()}


def _careful(texts: Sequence[pa.Array]) -> dict[str, pa.Array]:
    """Names of any kind, each distinct one by itself, from the columns of
    Written.
    """
    joined = pc.binary_join_element_wise(*texts, _SEPARATOR)
    codes, distinct = encode(joined)
    written = (Written._make(key.split(_SEPARATOR)) for key in distinct.to_pylist())
    names = [clean_name(one) for one in written]
    nothing: Sequence[Sequence[Any]] = [()] * len(Name._fields)
    fields = list(zip(*names, strict=True)) or nothing
    columns = {}
    for name, values in zip(Name._fields, fields, strict=True):
        column = lists_of(values) if name in _LISTS else pa.array(values, pa.string())
        columns[name] = column.take(codes)
    return columns


def _plain(texts: Mapping[str, pa.Array]) -> tuple[pa.Array, pa.Array]:
    """The given and family names, in human case, of the plain names; null for the
    others.

    A plain name has both in columns of their own, perhaps the whole beside
    them, or only the whole, of two words; and nothing else.
    """
    given, family = _parted(texts["full_name"], texts["given_name"], texts["family_name"])
    joined = pc.binary_join_element_wise(given, family, " ")
    whole = texts["full_name"]
    is_person = pc.is_in(texts["kind"], pa.array(["", "person"]))
    is_joined = pc.or_(pc.equal(whole, ""), pc.equal(whole, joined))
    fits = pc.and_(is_person, is_joined)
    for name in Written._fields:
        if name not in _PLAIN:
            fits = pc.and_(fits, pc.equal(texts[name], ""))
    given = _in_human_case(given, _GIVEN)
    family = _in_human_case(family, _FAMILY)
    has_both = pc.and_(pc.is_valid(given), pc.is_valid(family))
    fits = pc.and_(fits, has_both)
    return pc.if_else(fits, given, NO_TEXT), pc.if_else(fits, family, NO_TEXT)


def _parted(whole: pa.Array, given: pa.Array, family: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Given and family names; of whole names alone, what the blank parts."""
    alone = pc.and_(pc.equal(given, ""), pc.equal(family, ""))
    codes, distinct = encode(pc.if_else(alone, whole, NO_TEXT))
    is_odd = pc.match_substring_regex(distinct, _SHOUTED_FIRST)
    found = pc.extract_regex(pc.if_else(is_odd, NO_TEXT, distinct), _WHOLE)
    given_of_whole = found.field("given").take(codes)
    family_of_whole = found.field("family").take(codes)
    return pc.coalesce(given_of_whole, given), pc.coalesce(family_of_whole, family)


def _in_human_case(names: pa.Array, pattern: str) -> pa.Array:
    """The names in human case where they are plain; null where they are not."""
    codes, distinct = encode(names)
    lowered = pc.utf8_lower(distinct)
    uncased = pc.match_substring_regex(distinct, f"^(?:{_UNCASED})$")
    fits = pc.match_substring_regex(distinct, f"^(?:{pattern})$")
    is_short = pc.less(pc.utf8_length(distinct), _LONGEST)
    is_celtic = pc.and_(uncased, pc.match_substring_regex(lowered, "^ma?c"))  # McDonald
    is_particle = pc.and_(uncased, pc.is_in(lowered, _particles()))  # Anna | der
    is_odd = pc.or_(pc.or_(is_celtic, is_particle), _has_words_around(lowered))
    is_plain = pc.and_not(pc.and_(fits, is_short), is_odd)
    cased = pc.if_else(uncased, pc.utf8_capitalize(distinct), distinct)
    return pc.if_else(is_plain, cased, NO_TEXT).take(codes)


def _has_words_around(lowered: pa.Array) -> pa.Array:
    """Whether one of the words is such as stand around names."""
    bare = pc.replace_substring_regex(lowered, "[.']", "")
    parts = pc.split_pattern(bare, " ")
    around = pc.is_in(pc.list_flatten(parts), _words_around())
    rows = pc.list_parent_indices(parts).filter(around)
    return pa.array(np.bincount(np.asarray(rows), minlength=len(lowered)) > 0)


@cache
def _particles() -> pa.Array:
    return pa.array(sorted(PARTICLES.content.tied))


@cache
def _words_around() -> pa.Array:
    return pa.array(sorted(words_around()))


def _text(column: Any) -> pa.Array:
    """A column with "" for null, free of the separator, as one chunk."""
    array = one_chunk(column)
    if array.null_count == len(array):
        return pa.repeat("", len(array))
    return pc.fill_null(pc.replace_substring(array, _SEPARATOR, " "), "")
