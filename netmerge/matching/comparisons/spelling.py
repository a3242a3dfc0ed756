"""Two names → the level at which they stand: the same, a form of one, a slip, or
two names.

All functions look at distinct pairs of codes of `Names.texts`, never at
records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler

from netmerge.columns.numbers import among
from netmerge.columns.types import Flags, Ints, Levels, Texts
from netmerge.matching.comparisons.levels import graded, intersect, similarity
from netmerge.matching.features import Features
from netmerge.matching.name_texts import SHORT_FORM
from netmerge.matching.names import Names


class GivenName(IntEnum):
    """How far two given names agree."""

    SAME = 1
    SAME_SOUND = 2
    VARIANT = 3
    SISTER_NAME = 4
    INITIAL = 5
    CLOSE = 6
    SIMILAR = 7
    DIFFERENT = 8


class FamilyName(IntEnum):
    """How far two family names agree."""

    SAME = 1
    SAME_SOUND = 2
    IN_PART = 3
    INITIAL = 4
    CLOSE = 5
    SIMILAR = 6
    DIFFERENT = 7


CALLED_ALIKE = (GivenName.SAME, GivenName.SAME_SOUND, GivenName.VARIANT, GivenName.CLOSE)
"""Levels at which two given names are hardly a brother's and a sister's."""

GIVEN_AGREES = (*CALLED_ALIKE, GivenName.SISTER_NAME)
FAMILY_AGREES = (FamilyName.SAME, FamilyName.SAME_SOUND, FamilyName.IN_PART, FamilyName.CLOSE)
"""Levels at which two names may well be one: not by an initial,
which may be another's.
"""


class MiddleName(IntEnum):
    """How far two middle names agree."""

    SAME = 1
    INITIAL = 2
    DIFFERENT = 3


BEARERS, BEARERS_SHARE = 3, 0.1
"""People who bear a given name, at the least, and how many that
is of those who bear one that looks alike, for both to be names: a
slip is made of one in a hundred.
"""

LONG = 6
"""Letters of a name in which two slips leave it to be recognised."""

CLOSE, SIMILAR, FAINTLY_ALIKE = 0.93, 0.85, 0.7
"""Jaro-Winkler similarities from which a name is a slip of
another, is like it, or may be a slip if few letters make the
difference.
"""

FEW_EDITS = 0.79
"""Normalised edit similarity from which few do: one letter of five."""

AT_THE_END = 1
"""Letters that may make the difference between a short name and its slip, however
alike they begin: Sedlák is no slip of Sedláček.
"""

ONE_WORD = 0.75
"""Normalised edit similarity of two words of compounds from which the one is a
slip of the other: one letter of four.
"""

ONE_ABROAD = 0.6
"""The same where the one may be a form of the other: Maria Luisa, Marie Louise."""


def given_level(features: Features, a: Ints, b: Ints) -> Levels:
    """How far two given names agree."""
    names = features.names
    spelt = _spelling(names.compact, names, a, b)
    first_word = (names.first_token[a] == names.first_token[b]) & ~spelt.initial
    compounds = _two_compounds(names, a, b)  # Hans-Georg, Hans-Albert
    variant = (first_word | _variants(names, a, b)) & ~compounds
    forms = _listed(names.forms, names, a, b) & ~first_word & ~compounds  # Marie, Maria
    forms |= _later_word(names, a, b)
    two = compounds | _two_names(features, a, b) | _of_two_genders(features, a, b)
    open_pairs = ~(spelt.heard | spelt.close | spelt.similar | two | spelt.initial)
    similar = spelt.similar | _damaged(features, a, b, open_pairs)
    return graded(
        (spelt.same, GivenName.SAME),
        (spelt.initial, GivenName.INITIAL),
        (spelt.heard, GivenName.SAME_SOUND),  # Martyn, Marttyn: no parents call two children so
        (forms, GivenName.SISTER_NAME),
        (variant, GivenName.VARIANT),
        (two, GivenName.DIFFERENT),
        (_begins(names, a, b), GivenName.VARIANT),  # Ada, Adaeze
        (spelt.close & (names.initial[a] == names.initial[b]), GivenName.CLOSE),
        (spelt.close | similar, GivenName.SIMILAR),  # Marina, Karina: few slips come first
        otherwise=GivenName.DIFFERENT,
    )


def _later_word(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether one name is a later word of the other: Carlos, of José Carlos."""
    alone = names.several[a] != names.several[b]
    result = np.zeros(len(a), dtype=bool)
    places = np.flatnonzero(alone & (names.first_token[a] != names.first_token[b]))
    result[places] = intersect(names.tokens, a[places], b[places])
    return result


def _two_compounds(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two names of several words share some and differ in others, which
    are no slip of each other (Thi Mai, Thi Lan; García López, García Ruiz), or share
    none, and end in two that are not alike either (Ye Jin, Ji Hoon; Hans Georg,
    Johann Albert).
    """
    one, other = names.words[a], names.words[b]
    result = np.zeros(len(a), dtype=bool)
    places = np.flatnonzero((one[:, 0] >= 0) & (other[:, 0] >= 0) & (a != b))
    one, other = one[places], other[places]
    shared = (one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]
    of_one = (one >= 0) & ~shared.any(axis=2)  # (pairs, words), those that the other has not
    of_other = (other >= 0) & ~shared.any(axis=1)
    differ = of_one.any(axis=1) & of_other.any(axis=1)
    differ |= _doubled(one) != _doubled(other)  # Ruiz Ruiz, Ruiz Gil
    differ &= shared.any(axis=(1, 2))
    rows = np.flatnonzero(differ)
    first = one[rows, of_one[rows].argmax(axis=1)]
    second = other[rows, of_other[rows].argmax(axis=1)]
    result[places[rows]] = ~_one_word(names.word_texts, first, second)
    rows = np.flatnonzero(~shared.any(axis=(1, 2)))
    last, end = _last(one[rows]), _last(other[rows])
    result[places[rows]] = ~_one_abroad(names.word_texts, last, end)
    return result


def _doubled(words: Ints) -> Flags:
    """Which padded rows have one word twice."""
    return np.asarray((words[:, :1] == words[:, 1:2]).any(axis=1))


def _last(words: Ints) -> Ints:
    """The last word of each padded row."""
    number = (words >= 0).sum(axis=1)
    return np.asarray(words[np.arange(len(words)), number - 1])


def _one_word(texts: Texts, a: Ints, b: Ints) -> Flags:
    """Whether two words may be one: the initial of the other, or but for a slip."""
    one, other = texts[a].astype(str), texts[b].astype(str)
    short = (np.char.str_len(one) == 1) | (np.char.str_len(other) == 1)
    initial = short & (one.astype("U1") == other.astype("U1"))
    return np.asarray(initial | (similarity(texts, a, b, OSA.normalized_similarity, ONE_WORD) > 0))


def _one_abroad(texts: Texts, a: Ints, b: Ints) -> Flags:
    """Whether two words may be one, or forms of one that begin alike."""
    begins = texts[a].astype("U1") == texts[b].astype("U1")
    alike = similarity(texts, a, b, OSA.normalized_similarity, ONE_ABROAD) > 0
    return np.asarray(_one_word(texts, a, b) | (begins & alike))


def _of_two_genders(features: Features, a: Ints, b: Ints) -> Flags:
    """Whether two given names are a man's and a woman's form of
    one: Lorenzo and Lorenza, Kamil and Kamila.

    Where only the one has an ending, it may be a slip of the
    other: both must be names.
    """
    names = features.names
    forms = (names.stem[a] == names.stem[b]) & (names.feminine[a] != names.feminine[b])
    one_ends = names.ends_in_vowel[a] != names.ends_in_vowel[b]
    both_names = _is_name(features, a) & _is_name(features, b)
    return np.asarray(forms & (~one_ends | both_names))


def _usual(one: Ints, other: Ints) -> Flags:
    """Whether so many people bear each of two names that the one
    is no slip of the other.
    """
    fewer, more = np.minimum(one, other), np.maximum(one, other)
    return np.asarray((fewer >= BEARERS) & (fewer >= BEARERS_SHARE * more))


def _is_name(features: Features, codes: Ints) -> Flags:
    """Which texts are names: known ones, and those that two people bear."""
    return np.asarray(features.names.known[codes] | (features.bearers[codes] > 1))


def _two_names(features: Features, a: Ints, b: Ints) -> Flags:
    """Whether two given names, however alike, are both names:
    Patrick and Patricia, no slip of each other.

    They are where both are known, or where so many people of the
    list bear each that the one is no slip of the other.
    """
    names, bearers = features.names, features.bearers
    both_known = names.known[a] & names.known[b]
    both_names = both_known | _usual(bearers[a], bearers[b])
    return np.asarray(both_names & (names.sound[a] != names.sound[b]))


def _damaged(features: Features, a: Ints, b: Ints, open_pairs: Flags) -> Flags:
    """Whether a letter makes the difference, or two in a longer
    name, of which one at least is no name (Iwo, Iwu).
    """
    names = features.names
    both_names = _is_name(features, a) & _is_name(features, b)
    an_initial = names.initial_only[a] | names.initial_only[b]
    places = np.flatnonzero(open_pairs & ~both_names & ~an_initial)
    a, b = a[places], b[places]
    shorter = np.minimum(names.letters[a], names.letters[b])
    slips = np.where(shorter >= LONG, 2, 1)
    result = np.zeros(len(open_pairs), dtype=bool)
    result[places] = similarity(names.compact, a, b, OSA.distance, 2) <= slips
    return result


def _begins(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether one of two names begins the other."""
    one, other = names.compact[a].astype(str), names.compact[b].astype(str)
    lengths = np.minimum(np.char.str_len(one), np.char.str_len(other))
    begins = np.char.startswith(one, other) | np.char.startswith(other, one)
    return np.asarray(begins & (lengths >= SHORT_FORM))


def middle_level(names: Names, a: Ints, b: Ints) -> Levels:
    """How far two middle names agree: the same, an initial, different."""
    return graded(
        (names.sound[a] == names.sound[b], MiddleName.SAME),
        (_initial(names, a, b), MiddleName.INITIAL),
        otherwise=MiddleName.DIFFERENT,
    )


def family_level(features: Features, a: Ints, b: Ints) -> Levels:
    """How far two family names agree."""
    names, bearers = features.names, features.family_bearers
    spelt = _spelling(names.bare, names, a, b)
    part = np.zeros(len(a), dtype=bool)
    several = np.flatnonzero(names.several[a] | names.several[b])
    part[several] = intersect(names.tokens, a[several], b[several])
    compounds = _two_compounds(names, a, b)
    # many family names are given names too: Yusuf, Youssef
    variants = _variants(names, a, b)
    close = spelt.close | variants
    two_names = _usual(bearers[a], bearers[b])  # Steinauer, Steinegger
    two_names |= names.known[a] & names.known[b] & ~variants  # Martin, Marvin
    return graded(
        (spelt.same, FamilyName.SAME),
        (spelt.initial, FamilyName.INITIAL),
        (compounds, FamilyName.DIFFERENT),
        (part, FamilyName.IN_PART),
        (spelt.heard, FamilyName.SAME_SOUND),
        (close & ~two_names, FamilyName.CLOSE),
        (close | (spelt.similar & ~two_names), FamilyName.SIMILAR),
        otherwise=FamilyName.DIFFERENT,
    )


def _variants(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two names are known to be forms of one."""
    return _listed(names.variants, names, a, b)


def _listed(pairs: Ints, names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two names stand in a list of pairs of texts."""
    return among(np.minimum(a, b) * len(names.texts) + np.maximum(a, b), pairs)


def _initial(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether one of two names is the other's initial."""
    one_is_short = names.initial_only[a] | names.initial_only[b]
    return np.asarray(one_is_short & (names.initial[a] == names.initial[b]))


@dataclass(frozen=True)
class _Spelling:
    """How two names are written: which pairs are the same, sound
    so, are a name and its initial, are but for a slip, are alike;
    (pairs,) each.
    """

    same: Flags
    heard: Flags
    initial: Flags
    close: Flags
    similar: Flags


def _spelling(texts: Texts, names: Names, a: Ints, b: Ints) -> _Spelling:
    """How two names are written; `texts` has what of each is compared."""
    heard = names.sound[a] == names.sound[b]
    likeness = similarity(texts, a, b, JaroWinkler.similarity, FAINTLY_ALIKE)
    close = np.zeros(len(a), dtype=bool)
    doubtful = np.flatnonzero((likeness > 0) & ~heard)
    one, other = a[doubtful], b[doubtful]
    few = similarity(texts, one, other, OSA.normalized_similarity, FEW_EDITS) > 0
    edits = similarity(texts, one, other, OSA.distance, AT_THE_END)
    close[doubtful] = few | ((likeness[doubtful] >= CLOSE) & (edits <= AT_THE_END))
    return _Spelling(
        same=names.compact[a] == names.compact[b],
        heard=heard,
        initial=_initial(names, a, b),
        close=close,
        similar=likeness >= SIMILAR,
    )
