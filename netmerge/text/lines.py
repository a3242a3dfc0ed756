"""Texts of several lines → how each begins, on one line."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT

_BREAKS = r"[\s\x{85}\x{2028}\x{2029}]+"
_BLANKS = 16
"""Times as many characters are looked at as are wanted: runs of blanks shrink."""


def on_one_line(texts: pa.Array, longest: int) -> pa.Array:
    """The first `longest` characters of each text, its line ends and runs of
    blanks as one blank; null where nothing is left.
    """
    head = pc.utf8_slice_codeunits(texts, 0, _BLANKS * longest)
    line = pc.utf8_trim_whitespace(pc.replace_substring_regex(head, _BREAKS, " "))
    cut = pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(line, 0, longest))
    return pc.if_else(pc.equal(cut, ""), NO_TEXT, cut)


def beginning(texts: pa.Array, longest: int) -> pa.Array:
    """The same, with an ellipsis where the text goes on."""
    line = on_one_line(texts, longest + 2)  # of two more, one is no blank
    goes_on = pc.greater(pc.utf8_length(line), longest)
    cut = pc.utf8_slice_codeunits(line, 0, longest)
    return pc.if_else(goes_on, pc.binary_join_element_wise(cut, "…", ""), line)
