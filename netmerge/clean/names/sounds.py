"""Folded names → one spelling for each sound, whatever language wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.words import SOUNDS

_DOUBLED = re.compile(r"([a-z])\1+")


def sounds(names: pa.Array) -> pa.Array:
    """Names without blanks by their sounds: sawczenko, savchenko → savcenko.

    A doubled letter is written once.
    """
    return _replaced(names, SOUNDS.content.replacements)


def consonants(names: pa.Array) -> pa.Array:
    """Names without blanks by kinds of their consonants: mohamed, mhmd → mhmt."""
    return _replaced(names, SOUNDS.content.consonants)


def _replaced(names: pa.Array, replacements: Iterable[tuple[str, str]]) -> pa.Array:
    for pattern, letters in replacements:
        names = pc.replace_substring_regex(names, pattern, letters)
    single = [_DOUBLED.sub(r"\1", name) for name in names.to_pylist()]
    return pa.array(single, pa.string())
