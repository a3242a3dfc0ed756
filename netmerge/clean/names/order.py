"""The words of a name as they stand → particles and family name where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from netmerge.clean.names.fullnames import Parts, is_hangul, split_full_name
from netmerge.clean.names.honorifics import is_credential, is_generation, is_title
from netmerge.clean.names.nicknames import is_given_name
from netmerge.text.casing import is_uncased
from netmerge.words import HONORIFICS, PARTICLES, SURNAMES

_SHORTEST = 6
"""Letters that a word of a surname's ending has at least: Nova is a given name."""
_SHORTEST_SHOUTED = 3
"""Letters of a family name in capitals; fewer are initials."""


def parted(words: Sequence[str], *, titles_behind: bool) -> Parts:
    """The parts of a whole name; particles at its end say that the family name
    stands first, as a directory has it: Berg Anna van den.

    So may titles: Kovács János Dr. Behind a single word particles belong to
    it, unless that is a given name: Jong van der, but Anna van der. So do
    capitals: HOLM Ida Maria.
    """
    shouted = _family_in_capitals(words)
    if shouted:
        given, *middle = words[shouted:]
        return Parts(given, " ".join(middle), " ".join(words[:shouted]))
    count = particles_at_end(words)
    before, particles = words[: len(words) - count], words[len(words) - count :]
    if count and len(before) > 1:
        return Parts(before[1], " ".join(before[2:]), " ".join([*particles, before[0]]))
    if count and not is_given_name(before[0]):
        return Parts("", "", " ".join([*particles, *before]))
    if titles_behind and _family_stands_first(words):
        return Parts(words[1], "", words[0])
    return split_full_name(words)


def particles_at_end(words: Sequence[str]) -> int:
    """How many of the last words are particles: 2 of Anna van der.

    In a name without case only such as are particles and nothing else: a
    person may be called Nguyen Thi Le Van.
    """
    known = PARTICLES.content
    start = len(words)
    while start > 1 and words[start - 1].lower() in known.tied:
        start -= 1
    run = [word.lower() for word in words[start:]]
    is_run = len(run) > 1 or not known.surname_starts.isdisjoint(run)
    if not is_run:
        return 0
    if is_uncased(" ".join(words)):
        is_sure = len(run) > 1 and run[-1] not in known.first
    else:
        is_sure = all(word.islower() for word in words[start:])
    return len(run) if is_sure else 0


def are_particles(text: str) -> bool:
    """Whether a column holds nothing but particles in lower case: van der."""
    return bool(text) and text.islower() and particles_at_end(["X", *text.split()]) > 0


def with_particles_first(parts: Parts) -> Parts:
    """Particles that stand in another column, or behind the family name, put
    before it: Anna van der | Berg, Anna | van der | Berg, Anna | Berg van der.
    """
    if not parts.family or is_uncased(" ".join(parts)):
        return parts
    columns = [part.split() for part in parts]
    moved: list[str] = []
    for words in columns:
        only_particles = words is columns[1] and are_particles(parts.middle)
        start = 0 if only_particles else len(words) - particles_at_end(words)
        if start == len(words) or (start and _is_no_name(words[start - 1])):
            continue  # Dr. de, PhD de
        moved += words[start:]
        del words[start:]
    given, middle, family = columns
    return Parts(" ".join(given), " ".join(middle), " ".join([*moved, *family]))


def _is_no_name(word: str) -> bool:
    """Whether a word only stands around names."""
    return is_title(word) or is_generation(word) or is_credential(word)


def is_surname_alone(name: str, title: str) -> bool:
    """Whether what stands before an East Asian title is a surname: 鈴木 of 鈴木様.

    王伟 of 王伟先生 is a whole name.
    """
    letters = name.replace(" ", "")
    if len(letters) == 1:
        return True
    is_chinese = letters[0] in SURNAMES.content.single_han
    is_whole = is_hangul(letters) or (
        is_chinese and title not in HONORIFICS.content.japanese_titles
    )
    return len(letters) == 2 and not is_whole


def _family_in_capitals(words: Sequence[str]) -> int:
    """How many of the first words are a family name in capitals, before a given name
    that is not: 3 of DE LA CRUZ Maria.
    """
    are_shouted = [
        word.isupper() and word.isalpha() and len(word) > 1 for word in map(_bare, words)
    ]
    count = are_shouted.index(False) if False in are_shouted else 0
    is_name = any(len(word) >= _SHORTEST_SHOUTED for word in words[:count])
    if not is_name or any(are_shouted[count:]) or is_given_name(words[0]):
        return 0
    return count if is_given_name(words[count]) else 0


def _bare(word: str) -> str:
    return word.replace("-", "").replace("'", "").replace("’", "")


def _family_stands_first(words: Sequence[str]) -> bool:
    """Whether the first of two words is a family name, and the second is none."""
    if len(words) != 2:
        return False
    first, second = words
    if is_given_name(second) and not is_given_name(first):
        return True
    return _has_surname_ending(first) and not _has_surname_ending(second)


def _has_surname_ending(word: str) -> bool:
    endings = tuple(SURNAMES.content.endings)
    return len(word) >= _SHORTEST and word.lower().endswith(endings)
