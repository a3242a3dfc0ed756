"""Bytes of one value → its text.

A vCard file may hold values in several encodings, so each is decoded alone. The
order of trust: UTF-8 where it is valid, the property's CHARSET, then what the
rest of the file is written in.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cached_property, lru_cache

EAST_ASIAN = {"cp932", "euc_jp", "iso2022_jp", "big5hkscs", "gb18030", "cp949"}
_WIDER = {
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
"""Declared encodings, and the supersets that programs mean by them.

Origin: https://encoding.spec.whatwg.org/#names-and-labels. No CHARSET may name
a codec that is not in here, a code page or a relation of ISO 8859: `idna` and
`zip` are codecs too.
"""
_PAGES = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|cp(?:125\d|437|8\d\d|9\d\d)|iso8859-\d{1,2}"
    r"|koi8-[rut]|mac-\w{1,12}|tis-620"
)
_HIGH = re.compile(rb"[\x80-\xff]{1,64}")
_DECLARED = re.compile(rb"[Cc][Hh][Aa][Rr][Ss][Ee][Tt]=\"?([\w.:-]{1,40})")
_SAMPLE = 1 << 14
_LETTERS = frozenset(range(0xC0, 0x100)) - {0xD7, 0xF7, 0xD0, 0xDE, 0xF0, 0xFE}
"""Bytes that are letters in Latin-1.

Those of Icelandic are left out: other code pages use them far more often.
"""


@lru_cache(maxsize=256)
def known_charset(declared: str) -> str | None:
    """The codec that a CHARSET parameter means.

    None for a name that is unknown or no character set.
    """
    name = declared.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_WIDER.get(name, name)).name
    except (LookupError, ValueError):
        return None
    found = _WIDER.get(found, found)
    return found if found in EAST_ASIAN or _PAGES.fullmatch(found) else None


class Charsets:
    """Decodes the values of one file.

    What the file is mostly written in is found out only if it must be. `guess`
    names the encoding of a sample that no declaration explains; without it that
    is taken for cp1252.
    """

    def __init__(self, data: bytes, guess: Callable[[bytes], str] | None = None) -> None:
        self._data = data
        self._guess = guess
        self.has_legacy = False
        """Whether any value was neither UTF-8 nor of the charset it declares."""

    def text(self, raw: bytes, declared: str | None) -> str:
        """The text of `raw`; bytes that fit no reading become U+FFFD, never an
        error.
        """
        charset = known_charset(declared) if declared else None
        if raw.isascii() and (charset != "iso2022_jp" or b"\x1b" not in raw):
            return raw.decode("ascii")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return self._legacy(raw, charset)
        # Two bytes of Japanese may pass for UTF-8, but then for Latin, Greek or
        # the
        # like, never
        # for Japanese.
        if charset in EAST_ASIAN and (max(text) < "\u0800"):
            return _strict(raw, charset) or text
        return text

    @cached_property
    def default(self) -> str:
        """Encoding of the values that are not UTF-8 and declare nothing."""
        sample = self._sample()
        declared = dict.fromkeys(name.decode("ascii") for name in _DECLARED.findall(self._data))
        for name in list(declared)[:20]:
            charset = known_charset(name)
            if charset not in {None, "utf-8"} and _strict(sample, charset):
                return str(charset)
        if self._guess is None or _is_isolated(sample):
            return "cp1252"
        return self._guess(sample)

    def _legacy(self, raw: bytes, charset: str | None) -> str:
        """Bytes that are not UTF-8.

        They are of the declared charset, damaged UTF-8, or of the file's own
        encoding.
        """
        if charset and charset != "utf-8" and (text := _strict(raw, charset)):
            return text
        damaged = raw.decode("utf-8", "replace")
        broken = damaged.count("\ufffd")
        if sum(character > "\x7f" for character in damaged) > 2 * broken:
            return damaged
        self.has_legacy = True
        return _strict(raw, self.default) or raw.decode("cp1252", "replace")

    def _sample(self) -> bytes:
        """Pieces of lines around bytes that are not UTF-8, enough for a guess."""
        pieces: list[bytes] = []
        size, end = 0, 0
        for high in _HIGH.finditer(self._data):
            if high.start() < end:
                continue
            line = self._data.rfind(b"\n", end, high.start()) + 1
            start = max(line, high.start() - 200, end)
            end = self._data.find(b"\n", high.end(), high.end() + 200)
            end = high.end() + 200 if end < 0 else end
            piece = self._data[start:end]
            if _strict(piece, "utf-8") is None:
                pieces.append(piece.partition(b":")[2] or piece)
                size += len(piece)
            if size > _SAMPLE:
                break
        return b"\n".join(pieces)


def _strict(raw: bytes, charset: str | None) -> str | None:
    try:
        return raw.decode(charset or "utf-8")
    except UnicodeDecodeError:
        return None


def _is_isolated(sample: bytes) -> bool:
    """Whether all high bytes are letters of Latin-1 that stand alone.

    So the accents of western names do.
    """
    runs = _HIGH.findall(sample)
    return all(len(run) == 1 and run[0] in _LETTERS for run in runs)
