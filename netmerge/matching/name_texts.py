"""Folded names → what is known of each: its sound, words, nicknames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.names.parts import nickname_groups
from netmerge.clean.names.sounds import consonants, sounds
from netmerge.columns import runs
from netmerge.columns.hashes import of_texts
from netmerge.columns.numbers import distinct
from netmerge.columns.types import Ints, Texts
from netmerge.text.folding import fold_words
from netmerge.words import GIVEN_NAMES, PARTICLES, SISTER_NAMES

_SHORTEST = 3
"""Letters of a word that counts by itself."""

_STEM = 3
"""Letters beyond which an ending in o or a may tell a man from a woman."""

SHORT_FORM = 3
"""Letters of a name from which it may be the short form of one that goes on."""

_BEGINNING = 3

_WORDS = 4
"""Words of a name that are compared one by one; longer ones are seldom names."""

_CONSONANTS = 2
"""Consonants of a name that can be told by them."""


def described(texts: Texts) -> dict[str, Any]:
    """What `Names` says of each text, by field."""
    words = [text.split() for text in texts]
    compact = _texts("".join(parts) for parts in words)
    groups = _groups(words)
    known = frozenset(known_given().texts)
    vowel = np.array([text[-1] in "ao" for text in compact], dtype=bool)
    return {
        "texts": texts,
        "hashed": of_texts(texts),
        "compact": compact,
        "letters": np.array([len(text) for text in compact], dtype=np.int64),
        "sound": of_texts(_heard(compact)),
        "beginning": of_texts(_texts(text[:_BEGINNING] for text in compact)),
        "ending": of_texts(_texts(text[-_BEGINNING:] for text in compact)),
        "stem": of_texts(_texts(_stem(text) for text in compact)),
        "ends_in_vowel": vowel,
        "feminine": np.array([text[-1] == "a" for text in compact], dtype=bool),
        "first_token": of_texts(_texts(parts[0] for parts in words)),
        "tokens": _tokens(words),
        "bare": _bare(words),
        **_words(words),
        "groups": groups,
        "known": np.array([parts[0] in known for parts in words], dtype=bool),
        "variants": _variants(groups),
        "forms": _variants(_groups_of(words, sister_names())),
        "initial": np.array([ord(text[0]) for text in texts], dtype=np.int64),
        "initial_only": np.array([len(text) == 1 for text in texts], dtype=bool),
    }


def _texts(values: Any) -> Texts:
    return np.array(list(values), dtype=object)


def _heard(compact: Texts) -> Texts:
    """Each name by its sounds; one that has none (H, Kh) stands for itself."""
    written = pa.array(compact, pa.string())
    heard = sounds(written)
    known = pc.if_else(pc.equal(heard, ""), written, heard)
    return np.asarray(known.to_numpy(zero_copy_only=False), dtype=object)


def consonants_of(compact: Texts) -> Ints:
    """Hashes of the kinds of consonants of names; -1 for fewer than two, which
    are no name's alone.
    """
    kinds = consonants(pa.array(compact, pa.string()))
    texts = np.asarray(kinds.to_numpy(zero_copy_only=False), dtype=object)
    few = np.array([len(text) < _CONSONANTS for text in texts], dtype=bool)
    return np.where(few, -1, of_texts(texts))


def _stem(text: str) -> str:
    return text[:-1] if text[-1] in "ao" and len(text) > _STEM else text


def _tokens(words: list[list[str]]) -> Ints:
    """Hashes of the words of each name that count (texts by words)."""
    particles = PARTICLES.content.no_names
    counting = [
        [word for word in parts if len(word) >= _SHORTEST and word not in particles]
        for parts in words
    ]
    hashes = of_texts(_texts(word for parts in counting for word in parts))
    return _padded([len(parts) for parts in counting], hashes)


def _bare(words: list[list[str]]) -> Texts:
    """Each name in one word, without particles (Al-Sayed), unless it has nothing
    else.
    """
    particles = PARTICLES.content.no_names
    kept = ([word for word in parts if word not in particles] or parts for parts in words)
    return _texts("".join(parts) for parts in kept)


def _words(words: list[list[str]]) -> dict[str, Any]:
    """The words of each name (texts by words), but for particles, as codes of
    their texts.

    A name of one word has none that could be compared with another's.
    """
    particles = PARTICLES.content.no_names
    several = [[word for word in parts if word not in particles][:_WORDS] for parts in words]
    several = [parts if len(parts) > 1 else [] for parts in several]
    codes, texts = pd.factorize(_texts(word for parts in several for word in parts))
    return {"words": _padded([len(parts) for parts in several], codes), "word_texts": texts}


def _groups(words: list[list[str]]) -> Ints:
    """Groups of nicknames of each text's first word, but for particles (Al-Sayed).

    Of one that stands in none, those of the names that sound like it (Peggie).
    """
    known = nickname_groups()
    alike = _groups_by_sound()
    others = [first for first in dict.fromkeys(_firsts(words)) if first not in known]
    heard = sounds(pa.array(others, pa.string())).to_pylist()
    groups = dict(known)
    for first, sound in zip(others, heard, strict=True):
        if sound in alike:
            groups[first] = alike[sound]
    return _groups_of(words, groups)


def _firsts(words: list[list[str]]) -> list[str]:
    """The first word of each name, but for particles."""
    particles = PARTICLES.content.no_names
    return [next((word for word in parts if word not in particles), parts[0]) for parts in words]


def _groups_of(words: list[list[str]], groups: Mapping[str, frozenset[int]]) -> Ints:
    """The groups of the first word of each name (texts by groups)."""
    numbers = [sorted(groups.get(first, ())) for first in _firsts(words)]
    flat = [number for some in numbers for number in some]
    sizes = [len(some) for some in numbers]
    return _padded(sizes, np.array(flat, dtype=np.int64))


@cache
def sister_names() -> dict[str, frozenset[int]]:
    """Folded given names that are names of their own → numbers of the groups of those
    that are forms of one.
    """
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(SISTER_NAMES.content.groups):
        for name in fold_words(group):
            found[name] = found.get(name, frozenset()) | {number}
    return found


@cache
def _groups_by_sound() -> dict[str, frozenset[int]]:
    known = nickname_groups()
    heard = sounds(pa.array(list(known), pa.string())).to_pylist()
    groups: dict[str, frozenset[int]] = {}
    for sound, numbers in zip(heard, known.values(), strict=True):
        groups[sound] = groups.get(sound, frozenset()) | numbers
    return groups


@dataclass(frozen=True)
class KnownGiven:
    """Usual given names, and under which others one person may go."""

    texts: tuple[str, ...]  # folded
    groups: Ints  # (texts, groups), padded with -1


@cache
def known_given() -> KnownGiven:
    """The given names of the lists of nicknames and of others, and their groups."""
    known, others = nickname_groups(), fold_words(GIVEN_NAMES.content.words)
    texts = tuple(sorted(known.keys() | others))
    numbers = [sorted(known.get(text, ())) for text in texts]
    flat = np.array([number for some in numbers for number in some], dtype=np.int64)
    return KnownGiven(texts, _padded([len(some) for some in numbers], flat))


def _variants(groups: Ints) -> Ints:
    """Pairs of texts that share a group, the lower first."""
    texts, place = np.nonzero(groups >= 0)
    members = pd.DataFrame({"text": texts, "group": groups[texts, place]})
    pairs = members.merge(members, on="group")
    low, high = pairs["text_x"].to_numpy(), pairs["text_y"].to_numpy()
    return distinct((low * len(groups) + high)[low < high])


def _padded(sizes: list[int], flat: Ints) -> Ints:
    """Lists of numbers, one behind the other, as rows padded with -1."""
    lengths = np.array(sizes, dtype=np.int64)
    width = max(int(lengths.max(initial=0)), 1)
    table = np.full((len(lengths), width), -1, dtype=np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    places = runs.positions(np.zeros_like(lengths), lengths)
    table[rows, places] = flat
    return table
