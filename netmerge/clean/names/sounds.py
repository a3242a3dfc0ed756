"""Folded names → one spelling for each sound, whatever language wrote it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.words import SOUNDS


def sounds(names: pa.Array) -> pa.Array:
    """Names without blanks by their sounds: sawczenko, savchenko → savcenko.

    A doubled letter is written once.
    """
    return _replaced(names, SOUNDS.content.replacements)


def consonants(names: pa.Array) -> pa.Array:
    """Names without blanks by kinds of their consonants: mohamed, mhmd → mhmt."""
    return _replaced(names, SOUNDS.content.consonants)


def _replaced(names: pa.Array, replacements: Sequence[tuple[str, str]]) -> pa.Array:
    some = "|".join(pattern for pattern, _ in replacements)
    touched = pc.match_substring_regex(names, some)  # by the others nothing is replaced
    changed = names.filter(touched)
    for pattern, letters in replacements:
        changed = pc.replace_substring_regex(changed, pattern, letters)
    return _single(pc.replace_with_mask(names, touched, changed))


def _single(names: pa.Array) -> pa.Array:
    """Names, none of them null, with each doubled letter of [a-z] written once."""
    if not len(names):
        return names
    _, ends, letters = names.buffers()
    first, after = names.offset, names.offset + len(names) + 1
    places = np.frombuffer(ends, dtype=np.int32)[first:after]
    text = np.frombuffer(letters or b"", dtype=np.uint8)[: places[-1]]
    is_letter = (text >= ord("a")) & (text <= ord("z"))
    is_again = np.zeros(len(text), dtype=bool)
    is_again[1:] = is_letter[1:] & (text[1:] == text[:-1])
    begins = places[:-1][places[:-1] < places[1:]]
    is_again[begins] = False  # it is another name's
    left_out = np.concatenate([[0], np.cumsum(is_again)])
    new_places = (places - left_out[places]).astype(np.int32)
    kept = text[~is_again]
    return pa.StringArray.from_buffers(len(names), pa.py_buffer(new_places), pa.py_buffer(kept))
