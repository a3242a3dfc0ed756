"""Two records' names in, levels out: given name, family name, and a name against the other's e-mail address."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler

from netmerge.matching.features import Features
from netmerge.matching.levels import ABSENT, Compared, Levels, graded, intersect, nothing, over_distinct, similarity
from netmerge.matching.names import Names, in_one_family
from netmerge.matching.values import Flags, Floats, Ints, among, pick, take

GIVEN_LEVELS = ("same", "variant", "initial", "close", "similar", "different")
FAMILY_LEVELS = ("same", "in part", "initial", "close", "similar", "different")
MIDDLE_LEVELS = ("same", "initial", "different")
EMAIL_LEVELS = ("whole name", "name and initial", "one name", "no name")

BEARERS, BEARERS_SHARE = 3, 0.1
"""People who bear a given name, at the least, and how many that is of those who bear one that looks alike, for both to
be names: a slip is made of one in a hundred."""

LONG = 6
"""Letters of a name in which two slips leave it to be recognised."""

INITIALS = 15.0
"""Initials are as unequal as fifteen equally frequent letters would be."""


def both_names(features: Features, left: Ints, right: Ints) -> tuple[Compared, Compared]:
    """Given and family names: the same, a variant or a part, an initial, a slip of the pen, similar, different.

    They are compared straight, or crosswise where only that shows an agreement.
    """
    names = features.names
    given, family = _levels(names, left, right)
    given[names.couple[left] != names.couple[right]] = 6  # a card of two is neither of them
    lone = _lone_names_of_two_firms(features, left, right)
    given[lone], family[lone] = ABSENT, ABSENT
    a, b = names.given[left], names.family[left]
    given_share = pick(features.given_share, np.where(a >= 0, a, b), np.nan)
    family_share = pick(features.family_share, np.where(b >= 0, b, a), np.nan)
    family_share = np.where((given == 1) & (a >= 0) & (b >= 0), features.together[left], family_share)
    return (
        Compared(given, np.where(given == 1, given_share, np.nan)),
        Compared(family, np.where(family == 1, family_share, np.nan)),
    )


def _lone_names_of_two_firms(features: Features, left: Ints, right: Ints) -> Flags:
    """Records of one name only, of two different firms: what such a name stands for may be a desk ("Headquarter")."""
    names, table = features.names, features.organisation_table
    lone = (names.given < 0) | (names.family < 0)
    both = np.flatnonzero(lone[left] & lone[right] & (table[left, 0] >= 0) & (table[right, 0] >= 0))
    result = np.zeros(len(left), dtype=bool)
    result[both] = ~intersect(table, left[both], right[both])
    return result


def middle(features: Features, left: Ints, right: Ints) -> Compared:
    """Middle names, where both records have one: the same, one the other's initial, different."""
    names = features.names
    a, b = names.middle[left], names.middle[right]
    levels = over_distinct(a, b, lambda x, y: _middle_level(names, x, y))
    return Compared(levels, np.full(len(left), np.nan))


def _levels(names: Names, left: Ints, right: Ints) -> tuple[Levels, Levels]:
    """Levels of given and family name."""
    given_levels = _straight_given(names, left, right)
    family_levels = _straight_family(names, left, right)
    poor = np.flatnonzero(_no_better(given_levels) & _no_better(family_levels))
    if not len(poor):
        return given_levels, family_levels
    one, other = left[poor], right[poor]
    a, b = names.given[one], names.family[one]
    c, d = names.given[other], names.family[other]
    crossed_given = over_distinct(a, d, lambda x, y: _given_level(names, x, y))
    crossed_family = over_distinct(b, c, lambda x, y: _family_level(names, x, y))
    agree = _agrees(crossed_given).astype(int) + _agrees(crossed_family)
    absent = (crossed_given == 0).astype(int) + (crossed_family == 0)
    initial = (crossed_given == 3).astype(int) + (crossed_family == 3)
    swapped = (agree == 2) | ((agree == 1) & (absent + initial == 1)) | (crossed_given == 1) | (crossed_family == 1)
    given_levels[poor[swapped]] = crossed_given[swapped]
    family_levels[poor[swapped]] = crossed_family[swapped]
    return given_levels, family_levels


def _no_better(levels: Levels) -> Flags:
    return np.asarray((levels == 0) | (levels >= 5))


def _agrees(levels: Levels) -> Flags:
    return np.asarray((levels > 0) & (levels <= 4) & (levels != 3))


def _straight_given(names: Names, left: Ints, right: Ints) -> Levels:
    a, b = names.given[left], names.given[right]
    levels = over_distinct(a, b, lambda x, y: _given_level(names, x, y))
    further = _among(a, names.other_given[right]) | _among(b, names.other_given[left])
    further |= _declared(names, left, right)
    return _comparable(names, left, right, np.where(further & (levels > 2), 2, levels))


def _declared(names: Names, left: Ints, right: Ints) -> Flags:
    """Whether some record has both given names for one person of this family name."""
    if not len(names.declared):
        return np.zeros(len(left), dtype=bool)
    a, b, family = names.given[left], names.given[right], names.family[left]
    known = (a >= 0) & (b >= 0) & (family >= 0) & (family == names.family[right])
    said = among(in_one_family(family, a, b, len(names.texts)), names.declared)
    return np.asarray(known & said)


def _straight_family(names: Names, left: Ints, right: Ints) -> Levels:
    a, b = names.family[left], names.family[right]
    levels = over_distinct(a, b, lambda x, y: _family_level(names, x, y))
    further = _among(a, names.other_family[right]) | _among(b, names.other_family[left])
    return _comparable(names, left, right, np.where(further & (levels > 2), 2, levels))


def _comparable(names: Names, left: Ints, right: Ints, levels: npt.NDArray[Any]) -> Levels:
    """What looks unlike only because one name stands in another script cannot be compared."""
    across = names.other_script[left] != names.other_script[right]
    return np.where(across & (levels >= 3), ABSENT, levels).astype(np.int8)


def name_in_email(features: Features, left: Ints, right: Ints) -> Compared:
    """A record without a full name in Latin letters: does its e-mail address spell the other's name?

    An address that the other has too, and that does not spell its name, says nothing against the two being one.
    """
    result = nothing(len(left))
    lacking = features.names.lacking
    for one, other in ((left, right), (right, left)):
        pairs = np.flatnonzero(lacking[one] & ~lacking[other] & (features.email_table[one, 0] >= 0))
        if len(pairs):
            levels, share = _spelled(features, one[pairs], other[pairs])
            known = (levels == 4) & intersect(features.email_table, one[pairs], other[pairs])
            result.levels[pairs] = np.where(known, ABSENT, levels)
            result.frequency[pairs] = share
    return result


def _spelled(features: Features, one: Ints, other: Ints) -> tuple[Levels, Floats]:
    names = features.names
    letters = take(features.email_letters.codes, features.email_table[one].ravel()).reshape(len(one), -1)
    forms = features.email_forms[other]
    found = np.stack([_any_equal(letters, forms[:, place]) for place in range(forms.shape[1])], axis=1)
    given_share, family_share = features.given_share[names.given[other]], features.family_share[names.family[other]]
    compared = (names.given[one] >= 0) & ~names.other_script[one]
    given_share = np.where(compared, 1.0, given_share)  # its own given name is compared already
    whole, initial, family_first, given_only, family_only = (
        found[:, 0] | found[:, 1],
        found[:, 2],
        found[:, 3] | found[:, 4],
        found[:, 5],
        found[:, 6],
    )
    share = np.select(
        [whole, initial, family_first, given_only, family_only],
        [
            given_share * features.together[other],
            family_share / INITIALS,
            np.maximum(given_share, family_share) / INITIALS,
            given_share,
            family_share,
        ],
        np.nan,
    )
    levels = graded(
        (whole, 1),
        (initial | family_first, 2),
        (given_only | family_only, 3),
        otherwise=4,
    )
    return levels, share


def _any_equal(table: Ints, column: Ints) -> Flags:
    result: Flags = ((table == column[:, None]) & (column >= 0)[:, None]).any(axis=1)
    return result


def _given_level(names: Names, a: Ints, b: Ints) -> Levels:
    same, initial, first, close, similar = _spelling(names, a, b)
    compound = first & _two_compounds(names, a, b) & ~close  # Hans-Georg, Hans-Albert
    variant = (first | _variants(names, a, b)) & ~compound
    two = compound | _two_names(names, a, b) | _of_two_genders(names, a, b)
    similar |= _damaged(names, a, b, ~(close | similar | two | initial))
    heard = names.sound[a] == names.sound[b]  # Martyn, Marttyn: no parents call two children so
    return graded((same, 1), (initial, 3), (heard, 4), (variant, 2), (two, 6), (close, 4), (similar, 5), otherwise=6)


def _two_compounds(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two given names both go on after their first word, in different ways."""
    second, other = names.second_token[a], names.second_token[b]
    return np.asarray((second >= 0) & (other >= 0) & (second != other))


def _of_two_genders(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two given names are a man's and a woman's form of one: Lorenzo and Lorenza, Kamil and Kamila.

    Where only the one has an ending, it may be a slip of the other: both must be names.
    """
    forms = (names.stem[a] == names.stem[b]) & (names.feminine[a] != names.feminine[b])
    one_ends = names.ends_in_vowel[a] != names.ends_in_vowel[b]
    return np.asarray(forms & (~one_ends | (_is_name(names, a) & _is_name(names, b))))


def _is_name(names: Names, codes: Ints) -> Flags:
    return np.asarray(names.known[codes] | (names.bearers[codes] > 1))


def _two_names(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two given names, however alike, are both names: Patrick and Patricia, no slip of each other.

    They are where both are known, or where so many people of the list bear each that the one is no slip of the other.
    """
    fewer, more = np.minimum(names.bearers[a], names.bearers[b]), np.maximum(names.bearers[a], names.bearers[b])
    usual = (fewer >= BEARERS) & (fewer >= BEARERS_SHARE * more)
    both_names = (names.known[a] & names.known[b]) | usual
    return np.asarray(both_names & (names.sound[a] != names.sound[b]))


def _damaged(names: Names, a: Ints, b: Ints, open_pairs: Flags) -> Flags:
    """Whether a letter makes the difference, or two in a longer name, of which one at least is no name (Iwo, Iwu)."""
    result = np.zeros(len(a), dtype=bool)
    no_names = open_pairs & ~(_is_name(names, a) & _is_name(names, b))
    places = np.flatnonzero(no_names & ~names.initial_only[a] & ~names.initial_only[b])
    one, other = names.compact[a[places]], names.compact[b[places]]
    longer = np.array([min(len(x), len(y)) >= LONG for x, y in zip(one, other, strict=True)], dtype=bool)
    distance = similarity(names.compact, a[places], b[places], OSA.distance, 2)
    result[places] = distance <= np.where(longer, 2, 1)
    return result


def _middle_level(names: Names, a: Ints, b: Ints) -> Levels:
    initial = (names.initial_only[a] | names.initial_only[b]) & (names.initial[a] == names.initial[b])
    return graded((names.sound[a] == names.sound[b], 1), (initial, 2), otherwise=3)


def _family_level(names: Names, a: Ints, b: Ints) -> Levels:
    same, initial, _, close, similar = _spelling(names, a, b)
    part = np.zeros(len(a), dtype=bool)
    several = np.flatnonzero(names.several[a] | names.several[b])
    part[several] = intersect(names.tokens, a[several], b[several])
    close |= _variants(names, a, b)  # many family names are given names too: Yusuf, Youssef
    return graded((same, 1), (initial, 3), (part, 2), (close, 4), (similar, 5), otherwise=6)


def _variants(names: Names, a: Ints, b: Ints) -> Flags:
    """Whether two names are known to be forms of one."""
    return among(np.minimum(a, b) * len(names.texts) + np.maximum(a, b), names.variants)


def _spelling(names: Names, a: Ints, b: Ints) -> tuple[Flags, Flags, Flags, Flags, Flags]:
    same = names.compact[a] == names.compact[b]
    initial = (names.initial_only[a] | names.initial_only[b]) & (names.initial[a] == names.initial[b])
    first = (names.first_token[a] == names.first_token[b]) & ~initial
    likeness = similarity(names.compact, a, b, JaroWinkler.similarity, 0.7)
    close = (likeness >= 0.93) | (names.sound[a] == names.sound[b])
    doubtful = np.flatnonzero((likeness > 0) & ~close)
    close[doubtful] = similarity(names.compact, a[doubtful], b[doubtful], OSA.normalized_similarity, 0.8) > 0
    return same, initial, first, close, likeness >= 0.85


def _among(codes: Ints, table: Ints) -> Flags:
    result: Flags = ((table == codes[:, None]) & (codes >= 0)[:, None]).any(axis=1)
    return result
