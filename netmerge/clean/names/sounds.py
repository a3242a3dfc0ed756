"""Folded names → one spelling for each sound, whatever language wrote it."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.words import SOUNDS

_DOUBLED = re.compile(r"([a-z])\1+")


def sounds(names: pa.Array) -> pa.Array:
    """Names without blanks by their sounds: sawczenko, savchenko → savcenko.

    A doubled letter is written once.
    """
    for pattern, letters in SOUNDS.content.replacements:
        names = pc.replace_substring_regex(names, pattern, letters)
    single = [_DOUBLED.sub(r"\1", name) for name in names.to_pylist()]
    return pa.array(single, pa.string())
