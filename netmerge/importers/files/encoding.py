"""Bytes of unknown encoding → text, or the same text in UTF-8, and the encoding's
name.

The order of trust: a byte order mark, what the file declares of itself, valid
UTF-8 (once or twice), the NUL pattern of UTF-16, and only then a guess among the legacy
encodings in which address books are exported.
"""

from __future__ import annotations

import codecs
import io
import re

from netmerge.importers.files.legacy import likeliest
from netmerge.importers.files.twice import TWICE, is_twice, once

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii")
_WIDER = {
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(_LATIN, "cp1252"),
}
"""Declared names whose supersets programs mean by them (as browsers do:
https://encoding.spec.whatwg.org).
"""

_JAPANESE = "iso2022_jp_ext"
_ESCAPES = re.compile(rb"\x1b\$[@B]")
"""With these, ASCII bytes go over to Japanese, as in old mail."""

_STEP = 1 << 20
_SAMPLE = 1 << 16
_START = 64


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and the encoding it was in; bytes that fit no reading
    become U+FFFD, never an error.
    """
    encoding = guess(data, declared)
    if encoding == TWICE:
        return once(data.decode("utf-8", "replace")), encoding
    codec, errors, skipped = _reading(data, encoding)
    return data[skipped:].decode(codec, errors), encoding


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """The same text as UTF-8 bytes without byte order mark, and the encoding
    it was in; no copy if it is UTF-8.
    """
    encoding = guess(data)
    if encoding == "utf-8":
        return data, encoding
    if encoding == "utf-8-sig" and first_invalid(data) is None:
        return data[len(codecs.BOM_UTF8) :], encoding
    return recoded(data, encoding), encoding


def recoded(data: bytes, encoding: str) -> bytes:
    """The text of `data`, in an encoding that `guess` gave, as UTF-8 bytes
    without byte order mark.

    Piece by piece: a single emoji makes a text as a whole four times as large
    as its bytes.
    """
    if encoding == TWICE:
        return once(data.decode("utf-8", "replace")).encode("utf-8", "replace")
    codec, errors, skipped = _reading(data, encoding)
    decoder = codecs.getincrementaldecoder(codec)(errors)
    found = io.BytesIO()
    for start in range(skipped, len(data), _STEP):
        piece = decoder.decode(data[start : start + _STEP], start + _STEP >= len(data))
        found.write(piece.encode("utf-8", "replace"))
    return found.getvalue()


def _reading(data: bytes, encoding: str) -> tuple[str, str, int]:
    """How bytes of an encoding are read: Python's codec, its way with errors,
    the length of the mark in front.
    """
    if encoding == MIXED:
        return "utf-8", "netmerge-cp1252", 0
    marks = (mark for mark, name in _BOMS if name == encoding and data.startswith(mark))
    skipped = len(next(marks, b""))
    return "utf-8" if encoding == "utf-8-sig" else encoding, "replace", skipped


MIXED = "utf-8 with cp1252"
"""UTF-8 with stray single bytes, as left by programs that paste bytes together.
"""


def guess(data: bytes, declared: str | None = None) -> str:
    """Name of the encoding of `data`. A head cut within a character is judged
    by what stands before the cut.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return TWICE if mark == codecs.BOM_UTF8 and is_twice(data[:_SAMPLE]) else name
    if declared and (known := _declared(data, declared)):
        return known
    # Chinese text hardly has a NUL, what heads it has.
    wide = _utf16(data[:_SAMPLE]) or _utf16(data[:_START])
    if wide:
        return wide
    invalid = first_invalid(data)
    if invalid is None:
        if is_twice(data[:_SAMPLE]):
            return TWICE
        return _JAPANESE if _ESCAPES.search(data[:_SAMPLE]) else "utf-8"
    sample = _around(data, invalid)
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(character > "\x7f" for character in text) - broken
    return MIXED if multibyte > 2 * broken else likeliest(sample)


def is_guess(encoding: str) -> bool:
    """Whether an encoding that `guess` gave may be another one; a workbook's is
    none.
    """
    is_told = encoding.startswith(("utf-16", "utf-32", "xlsx"))
    return not is_told and encoding not in {"utf-8", "utf-8-sig"}


def is_unicode(data: bytes) -> bool:
    """Whether bytes can hardly be anything else than Unicode: by their mark, or as
    UTF-8 beyond ASCII.
    """
    has_mark = any(data.startswith(mark) for mark, _ in _BOMS)
    return has_mark or (not data.isascii() and first_invalid(data) is None)


def first_invalid(data: bytes) -> int | None:
    """Offset of the first byte that is not UTF-8; None if all is.

    A character cut off at the end is forgiven where the bytes are long enough
    to be the head of a file.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _STEP):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _STEP])
        except UnicodeDecodeError as error:
            return start - pending + error.start
    pending = len(decoder.getstate()[0])
    return len(data) - pending if pending and len(data) < _SAMPLE else None


def _declared(data: bytes, declared: str) -> str | None:
    name = declared.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_WIDER.get(name, name))
        if not codec._is_text_encoding:  # rot13, zlib and their like are codecs too
            return None
        data[:_SAMPLE].decode(codec.name, "strict" if len(data) <= _SAMPLE else "ignore")
        b"a".decode(codec.name, "replace")  # which idna cannot
    except (LookupError, ValueError):
        return None
    return codec.name


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: of Latin text nearly every other byte
    is NUL.
    """
    nulls = sample.count(0)
    if nulls * 5 < len(sample) or len(sample) < 4:
        return None
    odd = sample[1::2].count(0)
    if odd * 20 >= nulls * 19:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 <= nulls else None


def _around(data: bytes, place: int) -> bytes:
    """Whole lines around `place`, enough for a guess."""
    start = max(0, place - _SAMPLE // 2)
    start = (data.find(b"\n", start, place) + 1 or start) if start else 0
    end = start + _SAMPLE
    if end >= len(data):
        return data[start:]
    whole = data.rfind(b"\n", place, end) + 1 or end
    return data[start:whole]


def _repair(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("netmerge-cp1252", _repair)
