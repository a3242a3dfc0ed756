"""Name columns of all records in; the cleaned name columns out, each distinct name being worked once.

Most names are a plain given and a plain family name: those are told by Arrow's regular expressions for the whole
column; only the others are taken apart one by one (names.clean_name, which says the same of both).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.lists import lists_of
from netmerge.clean.names import Name, Written, clean_name
from netmerge.clean.tables import words
from netmerge.clean.text import encode

_SEPARATOR = "\x1f"
_LISTS = ("credentials", "nicknames", "other_names")
_WORD = "[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ]{0,40}[a-zß-öø-ÿ]"
_PLAIN = (  # the columns of Written, joined: a whole name alone; given and family name, perhaps the whole beside them
    f"^(?:person)?\x1f(?P<given>{_WORD}) (?P<family>{_WORD})\x1f{{8}}$",
    f"^(?:person)?\x1f(?P<whole>(?:{_WORD} {_WORD})?)\x1f\x1f(?P<given>{_WORD})\x1f\x1f(?P<family>{_WORD})\x1f{{4}}$",
)


def clean_names(columns: Mapping[str, Any]) -> dict[str, pa.Array]:
    """The fields of names.Name as columns, from the columns of names.Written (pandas Series or Arrow arrays)."""
    texts = [_text(columns[name]) for name in Written._fields]
    codes, distinct = encode(pc.binary_join_element_wise(*texts, _SEPARATOR))
    plain, given, family = _plain(distinct)
    careful = [
        clean_name(Written._make(key.split(_SEPARATOR))) for key in distinct.filter(pa.array(~plain)).to_pylist()
    ]
    order = np.empty(len(plain), dtype=np.int64)
    order[plain] = np.arange(len(given))
    order[~plain] = len(given) + np.arange(len(careful))
    codes = pa.array(order).take(codes)
    quick = {
        "full_name": pc.binary_join_element_wise(given, family, " "),
        "given_name": given,
        "family_name": family,
    }
    parts: Sequence[Sequence[Any]] = list(zip(*careful, strict=True)) or [()] * len(Name._fields)
    return {
        name: _column(name, quick.get(name), values, len(given)).take(codes)
        for name, values in zip(Name._fields, parts, strict=True)
    }


def _column(name: str, quick: pa.Array | None, careful: Sequence[Any], count: int) -> pa.Array:
    values = lists_of(careful) if name in _LISTS else pa.array(careful, type=pa.string())
    return pa.concat_arrays([pa.nulls(count, values.type) if quick is None else quick, values])


def _plain(keys: pa.Array) -> tuple[npt.NDArray[np.bool_], pa.Array, pa.Array]:
    """Which names are plain, and the given and family names of those, in order."""
    flags = np.zeros(len(keys), dtype=bool)
    given, family = (np.full(len(keys), None, dtype=object) for _ in range(2))
    for pattern in _PLAIN:
        found = pc.extract_regex(keys, pattern)
        matched = np.asarray(pc.is_valid(found), dtype=bool)
        hits = found.filter(pa.array(matched))
        first, last = hits.field("given"), hits.field("family")
        good = ~np.asarray(
            pc.or_(*(pc.is_in(pc.utf8_lower(name), _words_around()) for name in (first, last))), dtype=bool
        )
        if "whole" in pattern:
            whole, joined = hits.field("whole"), pc.binary_join_element_wise(first, last, " ")
            good &= np.asarray(pc.or_(pc.equal(whole, ""), pc.equal(whole, joined)), dtype=bool)
        rows = np.flatnonzero(matched)[good]
        flags[rows] = True
        given[rows] = first.filter(pa.array(good)).to_numpy(zero_copy_only=False)
        family[rows] = last.filter(pa.array(good)).to_numpy(zero_copy_only=False)
    return flags, pa.array(given[flags], type=pa.string()), pa.array(family[flags], type=pa.string())


@cache
def _words_around() -> pa.Array:
    """Words that call for the careful way."""
    file = "honorifics.toml"
    keys = ("titles", "generations", "credentials", "former", "pronouns")
    return pa.array(sorted(frozenset[str]().union(*(words(file, key) for key in keys))))


def _text(column: Any) -> pa.Array:
    """A column with "" for null, free of the separator, as one chunk."""
    array = pc.fill_null(pc.replace_substring(pa.array(column, from_pandas=True), _SEPARATOR, " "), "")
    return pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
