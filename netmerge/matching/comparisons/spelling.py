"""Two names → the level at which they stand: the same, a form of one, a slip, or two names.

All functions look at distinct pairs of codes of `Names.texts`, never at
records.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler

from netmerge.columns.numbers import among
from netmerge.columns.types import Flags, Ints, Levels
from netmerge.matching.comparisons.levels import graded, intersect, similarity
from netmerge.matching.features import Features
from netmerge.matching.names import Names


class GivenName(IntEnum):
    """How far two given names agree."""

    SAME = 1
    SAME_SOUND = 2
    VARIANT = 3
    INITIAL = 4
    CLOSE = 5
    SIMILAR = 6
    DIFFERENT = 7


class FamilyName(IntEnum):
    """How far two family names agree."""

    SAME = 1
    SAME_SOUND = 2
    IN_PART = 3
    INITIAL = 4
    CLOSE = 5
    SIMILAR = 6
    DIFFERENT = 7


class MiddleName(IntEnum):
    """How far two middle names agree."""

    SAME = 1
    INITIAL = 2
    DIFFERENT = 3


BEARERS, BEARERS_SHARE = 3, 0.1
"""People who bear a given name, at the least, and how many that is of those
who bear one that looks alike, for both to be names: a slip is made of one
in a hundred.
"""

LONG = 6
"""Letters of a name in which two slips leave it to be recognised."""


def given_level(features: Features, a: Ints, b: Ints) -> Levels:
    """How far two given names agree."""
    names = features.names
    same, heard, initial, first, close, similar = _spelling(names, a, b)
    compound = first & _two_compounds(names, a, b) & ~close  # Hans-Georg, Hans-Albert
    variant = (first | _variants(names, a, b)) & ~compound
    two = compound | _two_names(features, a, b) | _of_two_genders(features, a, b)
    similar |= _damaged(features, a, b, ~(heard | close | similar | two | initial))
    return graded(
        (same, GivenName.SAME),
        (initial, GivenName.INITIAL),
        (heard, GivenName.SAME_SOUND),  # Martyn, Marttyn: no parents call two children so
        (variant, GivenName.VARIANT),
        (two, GivenName.DIFFERENT),
        (close, GivenName.CLOSE),
        (similar, GivenName.SIMILAR),
        otherwise=GivenName.DIFFERENT,
    )


def _two_compounds(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two given names both go on after their first word, in different ways."""
    second, other = names.second_token[a], names.second_token[b]
    return np.asarray((second >= 0) & (other >= 0) & (second != other))


def _of_two_genders(features: Features, a: Ints, b: Ints) -> Flags:
    """Whether two given names are a man's and a woman's form of one:
    Lorenzo and Lorenza, Kamil and Kamila.

    Where only the one has an ending, it may be a slip of the other: both
    must be names.
    """
    names = features.names
    forms = (names.stem[a] == names.stem[b]) & (names.feminine[a] != names.feminine[b])
    one_ends = names.ends_in_vowel[a] != names.ends_in_vowel[b]
    return np.asarray(forms & (~one_ends | (_is_name(features, a) & _is_name(features, b))))


def _usual(one: Ints, other: Ints) -> Flags:
    """Whether so many people bear each of two names that the one is no slip of the other."""
    fewer, more = np.minimum(one, other), np.maximum(one, other)
    return np.asarray((fewer >= BEARERS) & (fewer >= BEARERS_SHARE * more))


def _is_name(features: Features, codes: Ints) -> Flags:
    return np.asarray(features.names.known[codes] | (features.bearers[codes] > 1))


def _two_names(features: Features, a: Ints, b: Ints) -> Flags:
    """Whether two given names, however alike, are both names: Patrick and
    Patricia, no slip of each other.

    They are where both are known, or where so many people of the list bear
    each that the one is no slip of the other.
    """
    names, bearers = features.names, features.bearers
    both_names = (names.known[a] & names.known[b]) | _usual(bearers[a], bearers[b])
    return np.asarray(both_names & (names.sound[a] != names.sound[b]))


def _damaged(features: Features, a: Ints, b: Ints, open_pairs: Flags) -> Flags:
    """Whether a letter makes the difference, or two in a longer name, of
    which one at least is no name (Iwo, Iwu).
    """
    names = features.names
    result = np.zeros(len(a), dtype=bool)
    no_names = open_pairs & ~(_is_name(features, a) & _is_name(features, b))
    places = np.flatnonzero(no_names & ~names.initial_only[a] & ~names.initial_only[b])
    one, other = names.compact[a[places]], names.compact[b[places]]
    longer = np.array(
        [min(len(x), len(y)) >= LONG for x, y in zip(one, other, strict=True)], dtype=bool
    )
    distance = similarity(names.compact, a[places], b[places], OSA.distance, 2)
    result[places] = distance <= np.where(longer, 2, 1)
    return result


def middle_level(names: Names, a: Ints, b: Ints) -> Levels:
    """How far two middle names agree: the same, an initial, different."""
    initial = (names.initial_only[a] | names.initial_only[b]) & (
        names.initial[a] == names.initial[b]
    )
    same = names.sound[a] == names.sound[b]
    return graded(
        (same, MiddleName.SAME),
        (initial, MiddleName.INITIAL),
        otherwise=MiddleName.DIFFERENT,
    )


def family_level(features: Features, a: Ints, b: Ints) -> Levels:
    """How far two family names agree."""
    names, bearers = features.names, features.family_bearers
    same, heard, initial, _, close, similar = _spelling(names, a, b)
    part = np.zeros(len(a), dtype=bool)
    several = np.flatnonzero(names.several[a] | names.several[b])
    part[several] = intersect(names.tokens, a[several], b[several])
    close |= _variants(names, a, b)  # many family names are given names too: Yusuf, Youssef
    usual = _usual(bearers[a], bearers[b])  # Steinauer, Steinegger
    similar = (close | similar) & ~(usual & ~close)
    close &= ~usual
    return graded(
        (same, FamilyName.SAME),
        (initial, FamilyName.INITIAL),
        (part, FamilyName.IN_PART),
        (heard, FamilyName.SAME_SOUND),
        (close, FamilyName.CLOSE),
        (similar, FamilyName.SIMILAR),
        otherwise=FamilyName.DIFFERENT,
    )


def _variants(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two names are known to be forms of one."""
    return among(np.minimum(a, b) * len(names.texts) + np.maximum(a, b), names.variants)


def _spelling(names: Names, a: Ints, b: Ints) -> tuple[Flags, ...]:
    """Whether two names are the same, sound so, are a name and its initial,
    share a first word, are close, alike.
    """
    same = names.compact[a] == names.compact[b]
    heard = names.sound[a] == names.sound[b]
    initial = (names.initial_only[a] | names.initial_only[b]) & (
        names.initial[a] == names.initial[b]
    )
    first = (names.first_token[a] == names.first_token[b]) & ~initial
    likeness = similarity(names.compact, a, b, JaroWinkler.similarity, 0.7)
    close = likeness >= 0.93
    doubtful = np.flatnonzero((likeness > 0) & ~close & ~heard)
    close[doubtful] = (
        similarity(names.compact, a[doubtful], b[doubtful], OSA.normalized_similarity, 0.8) > 0
    )
    return same, heard, initial, first, close, likeness >= 0.85
