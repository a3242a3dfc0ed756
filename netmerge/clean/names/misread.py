"""Names with a digit or sign for a letter, and what else is known → the names
as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.names.nicknames import is_given_name
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.text.folding import fold
from netmerge.words import MISREADINGS

NAMES = ("full_name", "given_name", "middle_name", "family_name")
"""The columns of a cleaned name in which letters are put right."""

TELLING = ("emails", "linkedin", "nicknames", "other_names", "company", "websites", *NAMES)
"""The columns of cleaned records that may say which letters those are."""

_MIXED = r"\p{L}[0-9|!$€]|[0-9|!$€]\p{L}"
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\S+")
_BLANKS = r"\s\p{Z}\x0B\x1C-\x1F\x{85}"
_LONGEST = 30
_MOST = 3
"""Misread characters in a word at most."""
_PART = 4
"""Letters of a word that need not be all of what is compared with it."""


def misread(names: pa.Array) -> pa.Array:
    """Which names have a digit or a sign beside a letter; null where the name is."""
    return pc.match_substring_regex(names, _MIXED)


def may_be_mended(columns: Iterable[pa.Array]) -> Flags:
    """Rows in any of whose names stands a word that `mended` would look at: one with
    a few odd characters, and no number (Guest 2041).
    """
    rows = (flags(pc.match_substring_regex(names, _few_odd())) for names in columns)
    return np.asarray(np.logical_or.reduce(list(rows)))


@cache
def _few_odd() -> str:
    """A pattern of words with as many misread characters as may be put right."""
    odd = "".join(map(re.escape, MISREADINGS.content.in_names))
    others = f"[^{_BLANKS}{odd}]*"
    return f"(?:^|[{_BLANKS}]){others}(?:[{odd}]{others}){{1,{_MOST}}}(?:[{_BLANKS}]|$)"


def mended_columns(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The NAMES of cleaned records with misread letters put right, by what else
    the record says: 5usan beside susan61@ is Susan.

    Only those that change; empty where nothing does.
    """
    rows = np.flatnonzero(flags(misread(columns["full_name"])))
    rows = rows[may_be_mended(columns[name].take(pa.array(rows)) for name in NAMES)]
    if not len(rows):
        return {}
    places = pa.array(rows)
    told = [columns[name].take(places).to_pylist() for name in TELLING]
    names = {name: columns[name].take(places).to_pylist() for name in NAMES}
    for place, evidence in enumerate(zip(*told, strict=True)):
        known = words_of(evidence)
        for texts in names.values():
            texts[place] = mended(texts[place], known)
    return {name: replaced(columns[name], rows, texts) for name, texts in names.items()}


def words_of(evidence: Iterable[str | Iterable[str] | None]) -> tuple[str, ...]:
    """The folded words of what a record says beside the name, each once; None is
    nothing.
    """
    found: dict[str, None] = {}
    for value in evidence:
        for text in [value] if isinstance(value, str) else value or ():
            words = _LETTERS.findall(fold(text)) if text else ()
            found |= dict.fromkeys(word for word in words if len(word) > 1)
    return tuple(found)


def stands_for(word: str, known: tuple[str, ...]) -> bool:
    """Whether a misread word of a name stands for one of some folded words."""
    table = MISREADINGS.content.in_names
    is_odd = any(character in table for character in word)
    return is_odd and len(word) <= _LONGEST and bool(_as_whole(_pieces(word), known))


def mended(name: str | None, known: tuple[str, ...]) -> str | None:
    """A name with the letters that its misread words stand for, as far as a known
    word says so, or a list of given names: A1eksandra.
    """
    if not name:
        return name
    return _WORD.sub(lambda found: _mended_word(found[0], known), name)


def _mended_word(word: str, known: tuple[str, ...]) -> str:
    table = MISREADINGS.content.in_names
    odd = [place for place, character in enumerate(word) if character in table]
    letters = len(word) - len(odd)
    if not 1 <= len(odd) <= _MOST or letters <= len(odd) or len(word) > _LONGEST:
        return word
    if any(character.isdigit() and character not in table for character in word):
        return word
    read = _read(word, known) or _given_name(word)
    return _with_letters(word, odd, read) if read else word


def _read(word: str, known: tuple[str, ...]) -> str:
    """The letters at the odd places, as a known word has them; "" if none has."""
    pieces = _pieces(word)
    return _as_whole(pieces, known) or (_as_part(pieces, known) if len(word) >= _PART else "")


@dataclass(frozen=True)
class _Piece:
    """A character of a word: the folded text that it is, or the letters of which it
    may be one.
    """

    text: str
    is_odd: bool

    @property
    def width(self) -> int:
        """Characters of a folded word that it takes."""
        return 1 if self.is_odd else len(self.text)


def _pieces(word: str) -> list[_Piece]:
    return [_piece(character) for character in word]


@lru_cache(maxsize=4096)
def _piece(character: str) -> _Piece:
    letters = MISREADINGS.content.in_names.get(character)
    return _Piece(letters or fold(character), letters is not None)


def _as_whole(pieces: list[_Piece], known: tuple[str, ...]) -> str:
    """The letters at the odd places of the first known word that these may be."""
    width = sum(piece.width for piece in pieces)
    alike = (_letters_at(0, pieces, other) for other in known if len(other) == width)
    return next(filter(None, alike), "")


def _as_part(pieces: list[_Piece], known: tuple[str, ...]) -> str:
    """The same of a known word that begins or ends with them."""
    width = sum(piece.width for piece in pieces)
    longer = [other for other in known if len(other) >= width]
    alike = (
        _letters_at(0, pieces, other) or _letters_at(len(other) - width, pieces, other)
        for other in longer
    )
    return next(filter(None, alike), "")


def _letters_at(place: int, pieces: list[_Piece], other: str) -> str:
    """The letters of another word at the odd places, where the pieces stand in it
    from a place on; else "".
    """
    letters = []
    for piece in pieces:
        part = other[place : place + piece.width]
        if piece.is_odd and part and part in piece.text:
            letters.append(part)
        elif piece.is_odd or part != piece.text:
            return ""
        place += piece.width
    return "".join(letters)


def _given_name(word: str) -> str:
    """The letters at the odd places of the one given name that it may be."""
    if len(word) < _PART:
        return ""
    table = MISREADINGS.content.in_names
    choices = [table[one] for one in word if one in table]
    places = [place for place, one in enumerate(word) if one in table]
    found = []
    for letters in product(*choices):
        spelled = list(word)
        for place, letter in zip(places, letters, strict=True):
            spelled[place] = letter
        if is_given_name("".join(spelled)):
            found.append("".join(letters))
    return found[0] if len(found) == 1 else ""


def _with_letters(word: str, odd: list[int], letters: str) -> str:
    """The word with letters at the odd places, in human case."""
    spelled = list(word)
    is_shouted = word.isupper()
    for place, letter in zip(odd, letters, strict=True):
        spelled[place] = letter.upper() if place == 0 or is_shouted else letter
        if place + 1 < len(word) and not is_shouted:
            spelled[place + 1] = spelled[place + 1].lower()
    return "".join(spelled)


def replaced(column: pa.Array, rows: Ints, texts: list[str | None]) -> pa.Array:
    """The column with other texts in these rows."""
    index = np.arange(len(column))
    index[rows] = len(column) + np.arange(len(rows))
    every = pa.concat_arrays([column, pa.array(texts, pa.string())])
    return every.take(pa.array(index))
