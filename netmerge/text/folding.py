"""Text as written in; decoration-free text, and folded text for comparing, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map

LONGEST = 1000
"""Characters; a longer value is no name, address or title, and is only trimmed, never taken apart.
"""

_PLAIN = re.compile(r"[ -~\u00c0-\u024f\u1e00-\u1eff]*")
_SYMBOLS_WITHOUT_LETTERS = "™℠"
_JOINERS = "\u200c\u200d"
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹ`´ʻʾʿ‛＇"))
_LATIN_LETTERS = "A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ-ďĒ-ĥĨ-İĴ-ķĹ-ľŃ-ňŌ-őŔ-ťŨ-ž"  # that are one of [A-Za-z] and accents
_LATIN_WORDS = f"^[{_LATIN_LETTERS}0-9]+(?: [{_LATIN_LETTERS}0-9]+)*$"
_MARKS = "[\u0300-\u036f]+"
_ASCII_WORDS = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)} | {
    39: None,
    96: None,
}


def nfc(text: str) -> str:
    """Unicode normal form C, the form in which every value is kept."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Trimmed, with each run of white space as one blank."""
    return " ".join(text.split())


def strip_decoration(text: str) -> str:
    """The text in plain letters: emoji, symbols and invisible characters gone, 𝗯𝗼𝗹𝗱 and ｗｉｄｅ
    letters made plain.
    """
    if _PLAIN.fullmatch(text):
        return squeeze(text)
    if len(text) > LONGEST:
        return squeeze(nfc(text))
    plain = "".join(map(_plain_character, text))
    if any(joiner in plain for joiner in _JOINERS):
        plain = _without_loose_joiners(plain)
    return squeeze(unicodedata.normalize("NFC", plain))


@lru_cache(maxsize=65536)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    tag = unicodedata.decomposition(character).partition(" ")[0]
    if (
        tag.startswith("<")
        and tag != "<fraction>"
        and ord(character) > 0xFF
        and character not in _SYMBOLS_WITHOUT_LETTERS
    ):
        return unicodedata.normalize("NFKC", character)
    if category == "Cf":
        return character if character in _JOINERS else ""
    if (
        0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0100 <= ord(character) <= 0xE01EF
        or category == "Me"
    ):
        return ""
    if (
        category in {"So", "Cs", "Co", "Cn", "Cc", "Zs", "Zl", "Zp"}
        or 0x1F3FB <= ord(character) <= 0x1F3FF
    ):
        return " "
    return character


def _without_loose_joiners(text: str) -> str:
    """Zero-width joiners matter inside Persian and Indic words and nowhere else."""
    padded = f" {text} "
    return "".join(
        character
        for before, character, after in zip(padded, text, padded[2:], strict=False)
        if character not in _JOINERS
        or ((before.isalpha() or unicodedata.combining(before)) and after.isalpha())
    )


def fold(text: str) -> str:
    """Words of [a-z0-9] for comparing: case, accents, script, decoration and punctuation gone; ""
    if nothing is left.

    Other scripts are transliterated by AnyAscii (王伟 → wangwei, Юрий → yuriy), an apostrophe joins
    (O'Brien → obrien), any other punctuation parts words. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_WORDS).split())
    return " ".join(strip_decoration(text).translate(_FOLDED).split())


def fold_words(words: Iterable[str]) -> frozenset[str]:
    """Words of a list, folded."""
    return frozenset(map(fold, words))


class _Folded(dict[int, str]):
    """What each character becomes in folding, worked out when first met."""

    def __missing__(self, code: int) -> str:
        plain = "" if code in _APOSTROPHES else anyascii(chr(code).casefold())
        self[code] = folded = plain.lower().translate(_ASCII_WORDS)
        return folded


_FOLDED = _Folded()


def fold_latin(texts: pa.Array) -> pa.Array:
    """`fold` of words of plain or accented Latin letters; null for all other texts."""
    latin = pc.match_substring_regex(texts, _LATIN_WORDS)
    accented = pc.and_not(latin, pc.string_is_ascii(texts))
    bare = pc.replace_substring_regex(pc.utf8_normalize(texts.filter(accented), "NFD"), _MARKS, "")
    return pc.if_else(latin, pc.ascii_lower(pc.replace_with_mask(texts, accented, bare)), NO_TEXT)


def fold_array(values: Any) -> pa.Array:
    """`fold` over a text column; what folds to nothing is null: it cannot be compared."""
    return unique_map(values, lambda text: fold(text) or None, quick=fold_latin)


@dataclass(frozen=True)
class Plain:
    """Texts for which Arrow says at once what a function would: those that `pattern` (RE2)
    matches whole.

    `result` makes of them what the function would make of each; they stay as they are unless it
    is given.
    """

    pattern: str
    result: Callable[[pa.Array], pa.Array] = lambda texts: texts

    def __call__(self, texts: pa.Array) -> pa.Array:
        """The results of the plain texts, null for the others."""
        plain = pc.match_substring_regex(texts, f"^(?:{self.pattern})$")
        return pc.if_else(plain, self.result(texts), NO_TEXT)


TIDY = Plain(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9](?:(?: ?[!-~À-ɏ])* ?[A-Za-zÀ-ÖØ-öø-ɏ0-9])?")
"""Texts without decoration or superfluous blanks, and without punctuation at their edges."""
