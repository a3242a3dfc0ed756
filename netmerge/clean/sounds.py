"""Folded names in; one spelling for each sound out, whatever language wrote it (data/sounds.toml)."""

from __future__ import annotations

import string

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.tables import toml_table


def sounds(names: pa.Array) -> pa.Array:
    """Names without blanks by their sounds: sawczenko, savchenko → savcenko; a doubled letter is written once."""
    for pattern, letters in toml_table("sounds.toml")["replacements"]:
        names = pc.replace_substring_regex(names, pattern, letters)
    for letter in string.ascii_lowercase:
        names = pc.replace_substring_regex(names, f"{letter}{{2,}}", letter)
    return names
