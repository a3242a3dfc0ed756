"""Bytes of an encoding before Unicode → which one, by what its letters look
like as words.

A word is of one script, its letters are those of one language of the encoding,
its capitals stand first or everywhere. What a reading says of its bytes is
added up, word by word; the reading that says most is the likeliest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, pairwise, zip_longest

from netmerge.words import ALPHABETS, SURNAMES

_WIDE = ("gb18030", "big5", "cp932", "euc_jp", "euc_kr")
"""Encodings of two bytes a character."""
_MOST_WORDS = 400
_WORD = re.compile(r"[A-Za-z\x80-\U0010ffff]{1,60}")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_WIDE_SIGNS = re.compile("[\u3000-\u303f\uff01-\uff60]")
_MANY_CONSONANTS = re.compile("[^\\W\\d_aeiouyøæœı]{6}")
_APOSTROPHE = "’"
"""Which stands inside names, before a capital: N’Diaye."""
_HARMLESS = frozenset("’‘“”«»–—…·´€©®°ªº\xa0")
_NO_CAPITAL = frozenset("ßªº")
_FIRST_LEVEL = {
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "cp932": (0x88, 0x97),
    "euc_jp": (0xB0, 0xCF),
    "euc_kr": (0, 0),
}
"""First bytes of the common characters, which stand first in each of the sets."""

_FOREIGN, _SIGN_INSIDE, _MIXED, _CAPITALS, _NO_TEXT = -0.5, -3.0, -4.0, -2.0, -6.0
_UNSPOKEN = -0.5
_SELDOM_USED = frozenset(
    {"cp720", "cp737", "cp850", "cp852", "cp857", "cp866", "koi8_u"}
    | {"iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "mac_cyrillic", "mac_latin2"}
)
_SELDOM, _OLD = 1.5, 0.5
"""What speaks against an encoding that few programs write these days, more than a
single letter speaks for it; and against that of old Macs.
"""
_OFTEN, _SURNAME, _NAME, _COMMON, _RARE = 0.3, 0.6, 1.2, 0.6, -1.0


def likeliest(sample: bytes) -> str:
    """The encoding of which `sample`, which is not UTF-8, most likely is."""
    scores = {name: _score(sample, name) for name in (*ALPHABETS.content.encodings, *_WIDE)}
    return max(scores, key=lambda name: scores[name])


def _score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    found = dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii())
    words = list(islice(found, _MOST_WORDS))
    if encoding in _WIDE:
        return (1 + _OFTEN) * sum(_score_wide(word, encoding) for word in words)
    alphabets = _alphabets(encoding)
    scores = [[_score_narrow(word, *letters) for letters in alphabets] for word in words]
    best = sum(map(max, scores))
    # Of two readings as good, that is likelier which needs one language only.
    of_one_language = max(map(sum, zip(*scores, strict=True)), default=0.0)
    return best + _OFTEN * of_one_language - _against(encoding)


def _against(encoding: str) -> float:
    if encoding == "mac_roman":
        return _OLD
    return _SELDOM * (encoding in _SELDOM_USED)


def _score_narrow(
    word: str, letters: frozenset[str], often: frozenset[str], followed: Mapping[str, str]
) -> float:
    """What a word says for a language of one byte a letter."""
    inner = word.strip("".join(_HARMLESS))
    score = 0.0
    if _elided().match(inner):
        score, inner = 1.0, inner.replace(_APOSTROPHE, "", 1)
    for character, after in zip_longest(inner, inner[1:], fillvalue=""):
        lower = character.lower()
        if character <= "\x7f" or (character == _APOSTROPHE and after.isupper()):
            continue
        is_usual = lower not in followed or after.lower() in (*followed[lower],)
        if lower in letters and is_usual:
            score += 1 + _OFTEN * (lower in often)
        elif character == "\ufffd" or unicodedata.category(character) == "Cc":
            score += _NO_TEXT
        elif character.isalpha() or unicodedata.combining(character):
            score += _FOREIGN
        else:
            score += _SIGN_INSIDE
    return score + _looks(inner, letters)


@cache
def _elided() -> re.Pattern[str]:
    words = "|".join(sorted(ALPHABETS.content.elided))
    return re.compile(rf"(?:{words}){_APOSTROPHE}[haeiouyàâéèêëîïôûæœ]", re.IGNORECASE)


def _looks(word: str, letters: frozenset[str]) -> float:
    """What speaks against a word as a whole: two scripts, capitals within,
    hardly a plain letter in a language of Latin letters.
    """
    foreign = sum(character > "\x7f" for character in word)
    is_latin = not foreign or any("LATIN" in unicodedata.name(one, "") for one in word)
    if not _is_latin(letters):
        # A name of a script that has capitals begins with one; Hebrew read as Greek does not.
        not_cased = (len(word) > 1 and word.isupper()) or word[:1].islower()
        against = _MIXED * (foreign < len(word)) - _OFTEN * not_cased
        return against + _CAPITALS * _has_inner_capital(word)
    crowded = len(word) > 1 and foreign * 5 > len(word) * 3
    mixed = not is_latin and foreign < len(word)
    small = word[:1] > "\x7f" and word[:1].islower()
    against = _MIXED * mixed + _MIXED * crowded + _UNSPOKEN * _is_unspoken(word) - _OFTEN * small
    return against + _CAPITALS * _has_inner_capital(word)


@lru_cache(maxsize=4096)
def _is_unspoken(word: str) -> bool:
    """Whether a word of Latin letters has more consonants in a row than one speaks:
    Lindstršm.
    """
    plain = unicodedata.normalize("NFD", word.lower())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return _MANY_CONSONANTS.search(letters) is not None


def _has_inner_capital(word: str) -> bool:
    """Whether a capital that is not ASCII follows a small letter (or the first, before
    a small one: KÑte), or a small one of those stands among capitals: NíDIAYE.
    """
    pairs = pairwise(word)
    if any(one.islower() and two.isupper() and not two.isascii() for one, two in pairs):
        return True
    between = [two for two in zip(word, word[1:], word[2:], strict=False) if not two[1].isascii()]
    return any(
        before.isupper() and after.isalpha() and one.isupper() != after.isupper()
        for before, one, after in between
        if one.isalpha() and one not in _NO_CAPITAL
    )


@cache
def _is_latin(letters: frozenset[str]) -> bool:
    return any("LATIN" in unicodedata.name(letter, "") for letter in letters)


def _score_wide(word: str, encoding: str) -> float:
    """What a word says for an encoding of two bytes a character."""
    score = sum(_score_character(character, encoding) for character in word if character > "\x7f")
    latin = sum(character <= "\x7f" for character in word)
    is_wide = any(map(_HAN.match, word)) or any(map(_HANGUL.match, word))
    # 山田 beside ABC is usual; a single one within a word of Latin letters is not.
    mixed = latin > len(word) - latin and is_wide
    two = any(map(_HAN.match, word)) and any(map(_HANGUL.match, word))
    starts = word[0] in SURNAMES.content.single_han and encoding in ("gb18030", "big5")
    return score + _MIXED * (mixed + two) + 2 * _SURNAME * starts


def _score_character(character: str, encoding: str) -> float:
    if character == "\ufffd":
        return _NO_TEXT
    if _HALF_WIDTH.match(character):
        return _FOREIGN
    if _WIDE_SIGNS.match(character):
        return 0.0
    characters = ALPHABETS.content.characters
    if _HANGUL.match(character):
        is_korean = encoding == "euc_kr" and character in characters["korean"]
        return 2 * (0.9 if is_korean else _FOREIGN)
    if _KANA.match(character):
        return 2 * (0.9 if encoding in ("cp932", "euc_jp") else _FOREIGN)
    if not _HAN.match(character):
        return 2 * _FOREIGN
    first, last = _FIRST_LEVEL[encoding]
    lead = character.encode(encoding)[0]
    if not first <= lead <= last:
        return _RARE
    names = characters["japanese" if encoding in ("cp932", "euc_jp") else "chinese"]
    return 2 * _COMMON + _NAME * (character in names)


@cache
def _alphabets(
    encoding: str,
) -> list[tuple[frozenset[str], frozenset[str], Mapping[str, str]]]:
    """The letters, the frequent ones, and what follows some of them, of each
    language of an encoding.
    """
    content = ALPHABETS.content
    languages = content.encodings[encoding].split()
    frequent: Mapping[str, str] = content.frequent
    return [
        (
            frozenset(content.letters[language]),
            frozenset(frequent.get(language, "")),
            content.followed.get(language, {}),
        )
        for language in languages
    ]
