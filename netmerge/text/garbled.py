"""Names → which have something in them that nobody is called."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

_GARBLED = r"[?？\x{FFFD}□|$]|[ÃÂ][\x{0080}-\x{00BF}]|\p{L}\d|\d\p{L}"
"""What no reader could read, UTF-8 read as Latin-1, a digit beside a letter."""
_ORDINAL = r"(?i)\b\d{1,2}(?:st|nd|rd|th)\b"


def garbled(names: pa.Array) -> pa.Array:
    """Which names (text) are garbled: 愛?, 5usan, GÃ¼nter; null where the name is.

    An ordinal behind the name (3rd) is none.
    """
    plain = pc.replace_substring_regex(names, _ORDINAL, "")
    return pc.match_substring_regex(plain, _GARBLED)
