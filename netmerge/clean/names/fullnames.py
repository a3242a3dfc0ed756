"""The words of a whole name → given, middle and family name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from netmerge.words import PARTICLES, SURNAMES

_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3041-\u30ff"
_HANGUL = "\uac00-\ud7a3"
_EAST_ASIAN = re.compile(f"[?？]*[{_HAN}{_KANA}{_HANGUL}][{_HAN}{_KANA}{_HANGUL}?？]*")
"""Also with the mark of a scanner for what it could not read: 愛?."""
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_HAN_THEN_KANA = re.compile(f"([{_HAN}]{{1,4}})([{_KANA}]{{1,8}})")
_KATAKANA_ONLY = re.compile("[\u30a1-\u30ff]+")
_HANGUL_ONLY = re.compile(f"[{_HANGUL}]+")


class Parts(NamedTuple):
    """A name's parts, "" where it has none."""

    given: str
    middle: str
    family: str


def split_full_name(tokens: Sequence[str]) -> Parts:
    """Given, middle and family name of a whole name, written in the order of its
    script.

    Chinese, Japanese and Korean names put the family first; else the family
    is the last word and what particles tie to it (de la Cruz, Ortega y
    Gasset); a patronymic at the end says that the family came first. One
    word is a given name.
    """
    if all(is_east_asian(token) for token in tokens):
        return _split_east_asian(tokens)
    if len(tokens) < 2:
        return Parts("".join(tokens), "", "")
    if len(tokens) == 3:
        first, second, third = tokens
        if _is_patronymic(third) and not _is_patronymic(second):
            return Parts(second, third, first)
    start = _family_start(tokens)
    return Parts(tokens[0], " ".join(tokens[1:start]), " ".join(tokens[start:]))


def is_east_asian(text: str) -> bool:
    """Whether the text is in Chinese characters, kana or hangul alone."""
    return bool(_EAST_ASIAN.fullmatch(text.replace(" ", "")))


def is_hangul(text: str) -> bool:
    """Whether the text is in Korean letters alone, without a blank."""
    return bool(_HANGUL_ONLY.fullmatch(text))


def join_parts(given: str, middle: str, family: str, suffix: str) -> str:
    """The whole name of these parts in the order of its script."""
    is_foreign = _KATAKANA_ONLY.fullmatch(given + family)
    if family and is_east_asian(given + middle + family) and not is_foreign:
        return family + middle + given + suffix
    return " ".join(filter(None, (given, middle, family, suffix)))


def _split_east_asian(tokens: Sequence[str]) -> Parts:
    if len(tokens) > 1:
        if all(map(_KATAKANA_ONLY.fullmatch, tokens)):  # foreign names keep their order
            return Parts(tokens[0], " ".join(tokens[1:-1]), tokens[-1])
        return Parts("".join(tokens[1:]), "", tokens[0])
    name = "".join(tokens)
    mixed = _HAN_THEN_KANA.fullmatch(name)
    length = len(mixed[1]) if mixed else _family_length(name)
    return Parts(name[length:], "", name[:length])


def _family_length(name: str) -> int:
    """Characters of the surname in a name without a blank; 0 for unknown."""
    known, first_two = SURNAMES.content, name[:2]
    if not 2 <= len(name) <= 4:
        return 0
    if _HANGUL_ONLY.fullmatch(name):
        return 2 if len(name) > 2 and first_two in known.double_hangul else 1
    if not _HAN_ONLY.fullmatch(name):
        return 0
    if len(name) == 2:
        return 1
    if len(name) == 4 or first_two in known.double_han:
        return 2
    return 1 if name[0] in known.single_han else 2


def _family_start(tokens: Sequence[str]) -> int:
    """The place of the word with which the family name begins."""
    last = len(tokens) - 1
    for place in range(1, last):
        word = tokens[place].lower().strip(".")
        if word in PARTICLES.content.joining and place >= 2:
            return place - 1
        if word in PARTICLES.content.surname_starts:
            return place
    return last


def _is_patronymic(word: str) -> bool:
    endings = tuple(SURNAMES.content.patronymics)
    return len(word) > 5 and word.lower().endswith(endings)
