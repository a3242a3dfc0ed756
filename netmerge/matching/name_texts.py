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
from netmerge.columns.codes import encode
from netmerge.columns.flags import flags
from netmerge.columns.hashes import of_texts
from netmerge.columns.numbers import distinct
from netmerge.columns.types import Flags, Ints, Texts
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


@dataclass(frozen=True)
class _Words:
    """The words of names, one behind the other."""

    row: Ints  # (words,), ascending: the name of each
    texts: pa.Array  # (words,)
    counting: Flags  # (words,), it is no particle
    names: int

    @property
    def firsts(self) -> pa.Array:
        """The first word of each name, but for particles, unless it has nothing else
        (Al-Sayed).
        """
        is_first = runs.begins(self.row)
        place = np.flatnonzero(is_first)
        counting = np.flatnonzero(self.counting)
        of_name = self.row[counting]
        place[of_name[::-1]] = counting[::-1]
        return self.texts.take(pa.array(place))

    def where(self, kept: Flags) -> _Words:
        """Some of the words."""
        texts = self.texts.filter(pa.array(kept))
        return _Words(self.row[kept], texts, self.counting[kept], self.names)

    def counts(self) -> Ints:
        """How many words each name has."""
        return np.bincount(self.row, minlength=self.names)


def described(texts: Texts) -> dict[str, Any]:
    """What `Names` says of each text, by field."""
    written = pa.array(texts, pa.string())
    words = _words_of(written)
    compact = _objects(pc.replace_substring(written, " ", ""))
    first = words.texts.take(pa.array(runs.starts(words.row)))
    firsts = encode(words.firsts)
    groups = _groups(*firsts)
    sister = _groups_of(*firsts, sister_names())
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
        "first_token": of_texts(_objects(first)),
        "tokens": _tokens(words),
        "bare": _bare(words, compact),
        **_words(words),
        "groups": groups,
        "known": flags(pc.is_in(first, _known_given())),
        "variants": _variants(groups),
        "forms": _variants(sister),
        "initial": np.array([ord(text[0]) for text in texts], dtype=np.int64),
        "initial_only": np.array([len(text) == 1 for text in texts], dtype=bool),
    }


def _words_of(written: pa.Array) -> _Words:
    lists = pc.split_pattern(written, " ")
    row = np.asarray(pc.list_parent_indices(lists), dtype=np.int64)
    texts = lists.flatten()
    counting = ~flags(pc.is_in(texts, _particles()))
    return _Words(row, texts, counting, len(written))


@cache
def _particles() -> pa.Array:
    return pa.array(sorted(PARTICLES.content.no_names), pa.string())


@cache
def _known_given() -> pa.Array:
    return pa.array(known_given().texts, pa.string())


def _objects(texts: pa.Array) -> Texts:
    return np.asarray(texts.to_numpy(zero_copy_only=False), dtype=object)


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


def _tokens(words: _Words) -> Ints:
    """Hashes of the words of each name that count (texts by words)."""
    is_long = np.asarray(pc.greater_equal(pc.binary_length(words.texts), _SHORTEST), dtype=bool)
    kept = words.where(words.counting & is_long)
    return _padded(kept.counts(), of_texts(_objects(kept.texts)))


def _bare(words: _Words, compact: Texts) -> Texts:
    """Each name in one word, without particles (Al-Sayed), unless it has nothing
    else.
    """
    bare = compact.copy()
    kept = words.where(words.counting)
    concerned = np.flatnonzero(words.counts() > kept.counts())
    of_these = kept.where(np.isin(kept.row, concerned))
    places = runs.starts(of_these.row) if len(of_these.row) else of_these.row
    parts = np.split(_objects(of_these.texts), places[1:])
    bare[of_these.row[places]] = _texts("".join(part) for part in parts[: len(places)])
    return bare


def _words(words: _Words) -> dict[str, Any]:
    """The words of each name (texts by words), but for particles, as codes of
    their texts.

    A name of one word has none that could be compared with another's.
    """
    kept = words.where(words.counting)
    several = kept.where(kept.counts()[kept.row] > 1)
    begun = several.where(runs.places(several.row) < _WORDS)
    codes, texts = pd.factorize(_objects(begun.texts))
    return {"words": _padded(begun.counts(), codes), "word_texts": texts}


def _groups(codes: pa.Array, firsts: pa.Array) -> Ints:
    """Groups of nicknames of names, of which `firsts` are the distinct first words
    and `codes` says which each has (texts by groups).

    Of one that stands in none, those of the names that sound like it (Peggie).
    """
    known = nickname_groups()
    alike = _groups_by_sound()
    others = firsts.filter(pc.invert(pc.is_in(firsts, pa.array(list(known), pa.string()))))
    heard = sounds(others)
    sounding = pc.is_in(heard, pa.array(list(alike), pa.string()))
    found = zip(
        others.filter(sounding).to_pylist(), heard.filter(sounding).to_pylist(), strict=True
    )
    groups = dict(known) | {first: alike[sound] for first, sound in found}
    return _groups_of(codes, firsts, groups)


def _groups_of(codes: pa.Array, firsts: pa.Array, groups: Mapping[str, frozenset[int]]) -> Ints:
    """The groups of the first word of each name (texts by groups)."""
    known = flags(pc.is_in(firsts, pa.array(list(groups), pa.string())))
    numbers = [sorted(groups[first]) for first in firsts.filter(pa.array(known)).to_pylist()]
    flat = [number for some in numbers for number in some]
    sizes = np.zeros(len(firsts), dtype=np.int64)
    sizes[known] = [len(some) for some in numbers]
    of_firsts = _padded(sizes, np.array(flat, dtype=np.int64))
    return np.asarray(of_firsts[np.asarray(codes)])


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
    return KnownGiven(
        texts, _padded(np.array([len(some) for some in numbers], dtype=np.int64), flat)
    )


def _variants(groups: Ints) -> Ints:
    """Pairs of texts that share a group, the lower first."""
    texts, place = np.nonzero(groups >= 0)
    members = pd.DataFrame({"text": texts, "group": groups[texts, place]})
    pairs = members.merge(members, on="group")
    low, high = pairs["text_x"].to_numpy(), pairs["text_y"].to_numpy()
    return distinct((low * len(groups) + high)[low < high])


def _padded(lengths: Ints, flat: Ints) -> Ints:
    """Lists of numbers, one behind the other, as rows padded with -1."""
    width = max(int(lengths.max(initial=0)), 1)
    table = np.full((len(lengths), width), -1, dtype=np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    places = runs.positions(np.zeros_like(lengths), lengths)
    table[rows, places] = flat
    return table
