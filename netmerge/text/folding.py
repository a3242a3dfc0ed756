"""Text as written → text without decoration, and folded text for comparing."""

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

UNSPACED = "\u2e80"
"""Here begin the scripts without blanks between words."""

LONGEST = 1000
"""Characters; what is longer is no name: it is trimmed, never taken apart."""

_PLAIN = re.compile(r"[ -~\u00c0-\u024f\u1e00-\u1eff]*")
_SYMBOLS_WITHOUT_LETTERS = "™℠"
_LETTERS_OF_TWO = "\u0e33\u0eb3\u0edc\u0edd"
"""Letters of Thai and Lao that compatibility forms take for two."""
_LAST_OF_LATIN_1 = 0xFF
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_SKIN_TONES = (range(0x1F3FB, 0x1F400),)
_SYMBOLS_AND_BLANKS = frozenset({"So", "Cs", "Co", "Cn", "Cc", "Zs", "Zl", "Zp"})
_MOST_MARKS = 30
_MANY_MARKS = r"\p{M}{31}"
_GRAPHEME_JOINER = "\u034f"
_JOINERS = "\u200c\u200d"
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹ`´ʻʾʿ‛＇"))
_LATIN_LETTERS = "A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ-ďĒ-ĥĨ-İĴ-ķĹ-ľŃ-ňŌ-őŔ-ťŨ-ž"
"""Those that are one of [A-Za-z] and accents."""
_LATIN_WORDS = f"^[{_LATIN_LETTERS}0-9]+(?: [{_LATIN_LETTERS}0-9]+)*$"
_LATIN_TEXT = f"^[{_LATIN_LETTERS} -~]*$"
_MARKS = "[\u0300-\u036f]+"
_ASCII_WORDS: dict[int, str | None] = {
    code: chr(code) if chr(code).isalnum() else " " for code in range(128)
}
_ASCII_WORDS |= dict.fromkeys(map(ord, "'`"))
"""What ASCII characters become in words; an apostrophe becomes nothing."""


def nfc(text: str) -> str:
    """Unicode normal form C, the form in which every value is kept."""
    return text if text.isascii() else unicodedata.normalize("NFC", stream_safe(text))


def with_ascii_digits(text: str) -> str:
    """The text with the decimal digits of any script in ASCII."""
    return "".join(map(_ascii_digit, text))


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def nfc_array(texts: pa.Array) -> pa.Array:
    """`nfc` over a text column."""
    return normalised_array(texts, "NFC")


def normalised_array(texts: pa.Array, form: str) -> pa.Array:
    """A text column in a normal form of Unicode, in time that grows with its
    length.
    """
    with_many = pc.fill_null(pc.match_substring_regex(texts, _MANY_MARKS), False)
    if pc.any(with_many).as_py():
        texts = unique_map(texts, stream_safe)
    return pc.utf8_normalize(texts, form)


def stream_safe(text: str) -> str:
    """The text with at most 30 combining marks in a row, a joiner that shows
    nothing between them: Unicode's stream-safe format (UAX 15).

    Normal forms sort the marks of a letter, in a time that grows with their
    square.
    """
    if not any(map(unicodedata.combining, text[_MOST_MARKS :: _MOST_MARKS + 1])):
        return text  # a longer row of marks would have been met by one of these steps
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            kept.append(_GRAPHEME_JOINER)
            marks = 1
        kept.append(character)
    return "".join(kept)


def squeeze(text: str) -> str:
    """Trimmed, with each run of white space as one blank."""
    return " ".join(text.split())


def strip_decoration(text: str) -> str:
    """The text in plain letters: no emoji, nothing invisible, 𝗯𝗼𝗹𝗱 made plain."""
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
    """What is left of a character: itself, what it stands for, a blank, nothing."""
    category = unicodedata.category(character)
    if _is_styled(character):
        return unicodedata.normalize("NFKC", character)
    if category == "Cf":  # invisible
        return character if character in _JOINERS else ""
    if category == "Me" or _is_within(character, _VARIATIONS):
        return ""
    if category in _SYMBOLS_AND_BLANKS or _is_within(character, _SKIN_TONES):
        return " "
    return character


def _is_styled(character: str) -> bool:
    """Whether this is a letter in bold, wide or the like, and no fraction."""
    tag = unicodedata.decomposition(character).partition(" ")[0]
    if not tag.startswith("<") or tag == "<fraction>" or character in _LETTERS_OF_TWO:
        return False
    is_sign = character in _SYMBOLS_WITHOUT_LETTERS
    return ord(character) > _LAST_OF_LATIN_1 and not is_sign


def _is_within(character: str, ranges: tuple[range, ...]) -> bool:
    return any(ord(character) in some for some in ranges)


def _without_loose_joiners(text: str) -> str:
    """The text with joiners inside words only, where Persian and Hindi need them."""
    kept = []
    padded = f" {text} "
    for before, character, after in zip(padded, text, padded[2:], strict=False):
        follows_letter = before.isalpha() or unicodedata.combining(before)
        if character not in _JOINERS or (follows_letter and after.isalpha()):
            kept.append(character)
    return "".join(kept)


def fold(text: str) -> str:
    """Words of [a-z0-9] for comparing; "" if nothing is left.

    Case, accents and decoration go. Other scripts are transliterated by
    AnyAscii (王伟 → wangwei), an apostrophe joins (O'Brien → obrien), any
    other punctuation parts words. Folding twice changes nothing.
    """
    if text.isascii():
        lowered = text.lower()
        if lowered.isalnum():  # one word, as most are
            return lowered
        plain = lowered.translate(_ASCII_WORDS)
    else:
        plain = strip_decoration(text).translate(_FOLDED)
    return squeeze(plain)


def fold_words(words: Iterable[str]) -> frozenset[str]:
    """Words of a list, folded."""
    return frozenset(map(fold, words))


class _Folded(dict[int, str]):
    """What each character becomes in folding, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code).casefold()
        plain = "" if code in _APOSTROPHES else anyascii(character)
        folded = plain.lower().translate(_ASCII_WORDS)
        self[code] = folded
        return folded


_FOLDED = _Folded()


def fold_latin(texts: pa.Array) -> pa.Array:
    """`fold` of words of Latin letters, accented or not; null for other texts."""
    latin = pc.match_substring_regex(texts, _LATIN_WORDS)
    accented = pc.and_not(latin, pc.string_is_ascii(texts))
    bare = _without_accents(texts.filter(accented))
    plain = pc.ascii_lower(pc.replace_with_mask(texts, accented, bare))
    return pc.if_else(latin, plain, NO_TEXT)


def fold_array(values: Any) -> pa.Array:
    """`fold` over a text column; null for what folds to nothing."""
    return unique_map(values, lambda text: fold(text) or None, quick=_folded_by_columns)


def _folded_by_columns(texts: pa.Array) -> pa.Array:
    """`fold` of texts of Latin letters and the signs of ASCII; null for others,
    and for what folds to nothing.
    """
    words = fold_latin(texts)
    signs = pc.and_(pc.is_null(words), pc.match_substring_regex(texts, _LATIN_TEXT))
    bare = _without_accents(texts.filter(signs))
    joined = pc.replace_substring_regex(bare, "['`]+", "")
    spaced = pc.replace_substring_regex(pc.ascii_lower(joined), "[^a-z0-9]+", " ")
    plain = pc.ascii_trim(spaced, " ")
    found = pc.if_else(pc.equal(plain, ""), NO_TEXT, plain)
    return pc.replace_with_mask(words, signs, found)


def _without_accents(texts: pa.Array) -> pa.Array:
    """Texts of Latin letters without their accents."""
    return pc.replace_substring_regex(pc.utf8_normalize(texts, "NFD"), _MARKS, "")


@dataclass(frozen=True)
class Plain:
    """Texts of which Arrow says at once what a function would make.

    They match `pattern` (RE2) whole. `result` makes of them what the
    function would make of each; without it they stay as they are.
    """

    pattern: str
    result: Callable[[pa.Array], pa.Array] = lambda texts: texts

    def __call__(self, texts: pa.Array) -> pa.Array:
        """The results of the plain texts, null for the others."""
        plain = pc.match_substring_regex(texts, f"^(?:{self.pattern})$")
        return pc.if_else(plain, self.result(texts), NO_TEXT)


TIDY = Plain(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9](?:(?: ?[!-~À-ɏ])* ?[A-Za-zÀ-ÖØ-öø-ɏ0-9])?")
"""Texts without decoration, and without blanks and punctuation to take off."""
