"""Folded names in; one spelling for each sound out, whatever language wrote it (words/sounds.toml)."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.words import SOUNDS

_DOUBLED = re.compile(r"([a-z])\1+")


def sounds(names: pa.Array) -> pa.Array:
    """Names without blanks by their sounds: sawczenko, savchenko → savcenko; a doubled letter is
    written once.
    """
    for pattern, letters in SOUNDS.content.replacements:
        names = pc.replace_substring_regex(names, pattern, letters)
    return pa.array([_DOUBLED.sub(r"\1", name) for name in names.to_pylist()], pa.string())
