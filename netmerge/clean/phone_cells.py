"""A cell, its digits in ASCII → the text of each telephone number in it.

Numbers are parted by marks, by a word for "or", or by labels and remarks that
stand between them. A remark with a digit or two (after 6 pm) is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from netmerge.clean.phone_labels import labels, line_type
from netmerge.words import CONJUNCTIONS, LINES

SHORTEST, WHOLE = 3, 6
"""Digits of any number; of each of several in a cell."""
_LONG = 8
"""Digits of a number of which another differs in the last ones alone."""
WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(
    r";(?!\s?ext=)|[,\n|]|\s/\s|(?<=\d)/\s?(?=\(?(?:\+|00)\s?\d)|\s{4}|\s(?=\(?\+\s?\d)|(?<=\d)\s(?=[^\W\d_]{1,12}\.?\s?:)"
)
_SHORT_CODE = re.compile(r"\s?[1-9]\d\d\s?")
"""A number such as 112, which is one by itself."""
_RANGE = re.compile(r"(.{7,40}\d)\s?/\s?-?(\d{1,3})\s?")
"""Two numbers that differ in their last digits: 020 7946 0001/2."""
_NOT_DIGIT = re.compile(r"\D")
_RUN = re.compile(r"[+(]?\d[\d\s()./-]{18,100}")
_GROUP = re.compile(r"[^\s/]+")
_TWO, _ONE = 18, 9
"""Digits of two numbers and of one where but a blank parts them: no number has so many
as two.
"""


def numbers_in(text: str) -> list[str]:
    """The numbers of a cell, each with its label and extension."""
    listed = [one for piece in _alternatives(text) for one in _listed(piece)]
    apart = [one for piece in listed for one in _between_words(piece)]
    single = [one for piece in apart for one in _run_together(piece)]
    return [one for piece in single for one in _of_range(piece)]


def count_digits(text: str) -> int:
    """How many digits a text has."""
    return len(_NOT_DIGIT.sub("", text))


def extension_of(text: str) -> tuple[str, str | None]:
    """A number without its extension (but with a remark behind it), and that; None if
    there is none.
    """
    found = _extension().search(text)
    if not found:
        return text, None
    return text[: found.start()] + (found[2] or ""), found[1]


def is_dialled(word: str) -> bool:
    """Whether a word stands for the keys of a telephone: 0800 FLOWERS."""
    is_label = word in labels()
    return not is_label and len(word) >= 3 and word.isupper() and word.isascii()


def _alternatives(text: str) -> list[str]:
    """The numbers between which a word for "or" stands, each whole; else the text
    as it is. What is none beside a number (… or 19) is left out.
    """
    pieces = _or().split(text)
    numbers = [one for one in pieces if _SHORT_CODE.fullmatch(one) or _is_whole(one)]
    return numbers or [text]


def _listed(plain: str) -> list[str]:
    """The numbers of a list, as parted by a comma, a slash or the like; else the
    text without remarks.
    """
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip()]
    if len(remarks := list(filter(_is_remark, pieces))) < len(pieces):
        pieces = [piece for piece in pieces if piece not in remarks]
        plain = "; ".join(pieces) if remarks else plain
    are_numbers = all(map(_is_whole, pieces)) or all(map(_SHORT_CODE.fullmatch, pieces))
    return pieces if are_numbers and len(pieces) > 1 else [plain]


def _between_words(text: str) -> list[str]:
    """The numbers between which words stand, and a number without the remark before
    or behind it: 020 7946 0001 after 6 pm.
    """
    words = list(_words(text))
    if not words:
        return [text]
    # "020 7946 0001 (H) 07700 900123 (M)": labels behind their numbers.
    is_behind = not _NOT_DIGIT.sub("", text[words[-1].end() :])
    cuts = [word.end() if is_behind else word.start() for word in words]
    pieces = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
    whole = list(filter(_is_whole, pieces))
    speaks = any(line_type(word[0]) is None and word[0].lower() not in labels() for word in words)
    return whole if len(whole) > 1 or (whole and speaks) else [text]


def _words(text: str) -> Iterator[re.Match[str]]:
    """The words that may part numbers: no extension, no letters among digits, none
    that is dialled.
    """
    for word in WORD.finditer(text):
        beside = text[max(0, word.start() - 1) : word.start()] + text[word.end() : word.end() + 1]
        is_of_number = any(map(str.isdigit, beside)) or is_dialled(word[0])
        if not is_of_number and word[0].lower() not in LINES.content.extension:
            yield word


def _of_range(text: str) -> list[str]:
    """The numbers of 020 7946 0001/2; any other text as it is."""
    found = _RANGE.fullmatch(text)
    if not found or count_digits(found[1]) < _LONG:
        return [text]
    number, last = found.groups()
    if not number[-len(last) :].isdigit():
        return [text]
    return [number, number[: -len(last)] + last]


def _run_together(text: str) -> list[str]:
    """The numbers that but a blank or a slash parts, where there are too many digits for
    one: 06 12 34 56 78 06 98 76 54 32. What does not tell where they part stays whole.
    """
    if not _RUN.fullmatch(text) or count_digits(text) < _TWO:
        return [text]
    groups = list(_GROUP.finditer(text))
    starts = _alike(groups) or _behind_whole(text, groups)
    bounds = [0, *starts, len(text)]
    return [text[start:end].strip(" /") for start, end in pairwise(bounds)]


def _alike(groups: list[re.Match[str]]) -> list[int]:
    """Where numbers begin that are all written alike (06 12 34 56 78 twice), or a group
    each.
    """
    sizes = [count_digits(group[0]) for group in groups]
    if min(sizes) >= _ONE:
        return [group.start() for group in groups[1:]]
    for length in range(1, len(groups) // 2 + 1):
        firsts = groups[::length]
        repeats = len(groups) % length == 0 and sizes == sizes[:length] * len(firsts)
        is_one = sum(sizes[:length]) >= _ONE
        if repeats and is_one and len({group[0][0] for group in firsts}) == 1:
            return [group.start() for group in firsts[1:]]
    return []


def _behind_whole(text: str, groups: list[re.Match[str]]) -> list[int]:
    """Where the second of two numbers begins: with a zero, nearest to the middle."""
    places = [group.start() for group in groups if group[0].lstrip("(").startswith("0")]
    sizes = [(count_digits(text[:place]), count_digits(text[place:])) for place in places]
    fit = [at for at, both in enumerate(sizes) if min(both) >= _ONE]
    if not fit:
        return []
    middle = min(fit, key=lambda at: abs(sizes[at][0] - sizes[at][1]))
    return [places[middle]] if max(sizes[middle]) < _TWO else []


@cache
def _or() -> re.Pattern[str]:
    words = "|".join(sorted(CONJUNCTIONS.content.alternatives))
    return re.compile(rf"\s(?:{words})\s", re.IGNORECASE)


@cache
def _extension() -> re.Pattern[str]:
    words = "|".join(sorted(LINES.content.extension, key=len, reverse=True))
    return re.compile(
        rf"(?:;\s?ext=|(?:(?<![^\W\d_])(?:{words})|\#)[.:]?\s?)(\d{{1,7}})\)?(\s?\([^()\d]{{1,60}}\)?)?\s?$",
        re.IGNORECASE,
    )


def _is_whole(piece: str) -> bool:
    return count_digits(piece) >= WHOLE


def _is_remark(piece: str) -> bool:
    """Whether a piece of a cell speaks, with a digit or two: call after 5."""
    words = WORD.findall(piece)
    speaks = any(line_type(word) is None and len(word) > 1 for word in words)
    is_extension = extension_of(piece)[1] is not None
    return speaks and 0 < count_digits(piece) < SHORTEST and not is_extension
